"""What a reviewer looks at: an event as coded and as it stands, its corrections, and which rows to look at next."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from schemas.arrow import from_table
from schemas.curation import Override
from schemas.errors import QueryError
from schemas.tables import Article, Event, Mention
from warehouse.present import of_ids
from warehouse.query import SHORTEST_PREFIX, rows, rows_of

# An event may be left out of `events`, or be known by the id that it had when it was corrected.
KNOWN = """
SELECT event_id FROM (
    SELECT event_id FROM events
    UNION SELECT event_id FROM override_bindings WHERE event_id IS NOT NULL
    UNION SELECT o.event_id FROM overrides AS o JOIN override_bindings AS b USING (override_id) WHERE b.event_id IS NULL
)
WHERE event_id <> '' AND starts_with(event_id, $id)
ORDER BY event_id LIMIT 3
"""
CORRECTIONS = """
SELECT o.* FROM overrides AS o JOIN override_bindings AS b USING (override_id)
WHERE b.event_id = $id OR (b.event_id IS NULL AND o.event_id = $id)
ORDER BY o.made, o.override_id
"""
UNSURE = """
SELECT * FROM events
WHERE event_id IN (
    SELECT event_id FROM events
    WHERE event_id NOT IN (SELECT event_id FROM override_bindings WHERE event_id IS NOT NULL)
    ORDER BY confidence, event_id LIMIT $most
)
ORDER BY confidence, event_id
"""
OF_SENTENCE = """
SELECT event_id FROM events
WHERE regexp_replace(trim(sentence.text), '\\s+', ' ', 'g') = $sentence
    AND ($rule = '' OR rule_id = $rule) AND ($article = '' OR article_id = $article)
ORDER BY event_id LIMIT 3
"""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An event under review: as the coder has it, as it stands (None if it is left out or gone), and its corrections."""

    event_id: str
    coded: Event | None
    event: Event | None
    article: Article
    rows: tuple[Override, ...]


def reviewed(data_dir: Path | str, event_id: str) -> Reviewed:
    """An event, by id or by the first letters of it. Raises QueryError if there is not exactly one."""
    found = rows(data_dir, KNOWN, {"id": event_id})["event_id"].to_pylist() if len(event_id) >= SHORTEST_PREFIX else []
    if not found:
        raise QueryError(event_id, "no such event", f"Give an event_id, or at least its first {SHORTEST_PREFIX} letters")
    if len(found) > 1:
        raise QueryError(event_id, f"several events begin so: {', '.join(found)}", "Give more letters")
    return whole(data_dir, found[0])


def whole(data_dir: Path | str, event_id: str) -> Reviewed:
    given = {"id": event_id}
    of_event = tuple(from_table(rows(data_dir, CORRECTIONS, given), Override))
    event = from_table(rows(data_dir, "SELECT * FROM events WHERE event_id = $id", given), Event)
    coded = from_table(rows(data_dir, "SELECT * FROM stored.events WHERE event_id = $id", given), Event)
    article_id = (*event, *coded, *of_event)[0].article_id
    article = the_article(data_dir, article_id, "stored.articles")
    return Reviewed(event_id, coded[0] if coded else None, event[0] if event else None, article, of_event)


def the_article(data_dir: Path | str, article_id: str, table: str = "articles") -> Article:
    """A current article, or one of `stored.articles`, by id or its first letters. Raises QueryError if there is not one."""
    sql = f"SELECT * FROM {table} WHERE starts_with(article_id, $id) ORDER BY article_id LIMIT 2"
    found = from_table(rows(data_dir, sql, {"id": article_id}), Article) if len(article_id) >= SHORTEST_PREFIX else []
    if len(found) != 1:
        raise QueryError(article_id, "no such article, or several begin so", "Give an article_id: `dateline sql` finds it")
    article: Article = found[0]
    return article


def text_lengths(data_dir: Path | str, article_ids: Collection[str]) -> dict[str, int]:
    """Characters of the text of these articles, superseded ones too; unknown ids are left out."""
    sql = "SELECT article_id, length(text) AS n FROM stored.articles SEMI JOIN wanted_ids USING (article_id)"
    return {row["article_id"]: row["n"] for row in rows(data_dir, sql, wanted_ids=of_ids(article_ids)).to_pylist()}


def mentions(data_dir: Path | str, article_id: str) -> tuple[Mention, ...]:
    return rows_of(data_dir, "mentions", article_id)


def events_of(data_dir: Path | str, article_id: str) -> tuple[Event, ...]:
    """The events of an article as they stand."""
    return rows_of(data_dir, "events", article_id)


def least_certain(data_dir: Path | str, most: int) -> tuple[Event, ...]:
    """The events of least confidence that nobody has reviewed."""
    return tuple(from_table(rows(data_dir, UNSURE, {"most": most}), Event))


def all_overrides(data_dir: Path | str) -> tuple[Override, ...]:
    sql = "SELECT * FROM overrides ORDER BY article_id, start, event_id, field, override_id"
    return tuple(from_table(rows(data_dir, sql), Override))


def event_of_sentence(data_dir: Path | str, sentence: str, rule_id: str = "", article_id: str = "") -> str:
    """The id of the one event that is told by a sentence, by this rule. Raises QueryError if there is not exactly one."""
    given = {"sentence": " ".join(sentence.split()), "rule": rule_id, "article": article_id}
    found = rows(data_dir, OF_SENTENCE, given)["event_id"].to_pylist()
    if len(found) != 1:
        problem = "no event is told by this sentence" if not found else f"several events are: {', '.join(found)}"
        raise QueryError(sentence[:80], problem, "Give the event_id, or sentence, rule_id and article_id")
    return str(found[0])
