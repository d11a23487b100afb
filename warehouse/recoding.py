"""What coding stored articles again asks of the warehouse: which they are, their rows, and what they told until now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.tables import Article, Event
from warehouse.pick import pick
from warehouse.present import Present, column, of_ids, write
from warehouse.query import rows

# A source is an address, a folder, or a pattern in which * stands for any letters, slashes too.
CHOSEN = """
SELECT article_id, words, published, fingerprint, batch_id FROM articles
WHERE copy_of IS NULL
    AND superseded_by IS NULL
    AND ($since::DATE IS NULL OR published >= $since::DATE)
    AND ($until::DATE IS NULL OR published <= $until::DATE)
    AND ($stale::VARCHAR IS NULL OR fingerprint <> $stale::VARCHAR)
    AND ($all OR article_id IN (SELECT article_id FROM wanted_ids))
    AND ($source::VARCHAR IS NULL OR article_id IN (
        SELECT article_id FROM sources
        WHERE uri = $source::VARCHAR OR starts_with(uri, $source::VARCHAR || '/') OR uri GLOB $source::VARCHAR
    ))
ORDER BY article_id
"""
CODINGS = f"""
SELECT fingerprint, count(*) AS articles, sum(words)::BIGINT AS words
FROM ({CHOSEN}) GROUP BY fingerprint ORDER BY articles DESC, fingerprint
"""
OTHERS = """
SELECT count(*) AS n FROM articles
WHERE copy_of IS NULL AND superseded_by IS NULL AND fingerprint NOT IN ('', $fingerprint)
"""
CHANGES = """
SELECT * EXCLUDE (run_id, started) FROM coding_changes WHERE run_id = $run
ORDER BY field IN ('reasons', 'confidence'), kind, changes DESC, field, type
"""
DAYS = f"SELECT published, count(*) AS articles FROM ({CHOSEN}) GROUP BY published"
OF_FILES = "SELECT DISTINCT article_id FROM sources SEMI JOIN wanted_uris USING (uri) WHERE article_id IS NOT NULL"
COUNTED = """
WITH these AS (
    SELECT article_id FROM articles SEMI JOIN wanted_ids USING (article_id)
    WHERE copy_of IS NULL AND fingerprint <> '' AND ($fingerprint::VARCHAR IS NULL OR fingerprint = $fingerprint::VARCHAR)
)

SELECT (SELECT count(*) FROM these) AS articles, (SELECT count(*) FROM events SEMI JOIN these USING (article_id)) AS events
"""
WINDOWS = "SELECT window_id FROM backfills WHERE backfill_id = $backfill AND status = 'done'"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which stored originals are meant: those that fulfil all that is not None. Copies have no events of their own.

    Days are those of publication, inclusive; `stale_for` leaves out what has this fingerprint.
    """

    since: date | None = None
    until: date | None = None
    ids: tuple[str, ...] | None = None
    source: str | None = None
    stale_for: str | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """As parameters of the query."""
        given = {"since": self.since, "until": self.until, "stale": self.stale_for, "source": self.source}
        return {**given, "all": self.ids is None}


def codings(data_dir: Path, selection: Selection) -> pa.Table:
    """How many of these articles have which fingerprint, and how many words, as published last."""
    return rows(data_dir, CODINGS, selection.asked, wanted_ids=of_ids(selection.ids or ()))


def count_others(data_dir: Path, fingerprint: str) -> int:
    """The articles that were coded by other rules, as published last."""
    return int(rows(data_dir, OTHERS, {"fingerprint": fingerprint})["n"][0].as_py())


def known_codings(data_dir: Path) -> list[str]:
    """What each coding depended on, as the runs noted it."""
    found = rows(data_dir, "SELECT DISTINCT coded_by FROM runs WHERE coded_by IS NOT NULL ORDER BY coded_by")
    return [str(text) for text in found["coded_by"].to_pylist()]


def changes_of(data_dir: Path, run_id: str) -> pa.Table:
    """What a run has changed, by field and type, with an example of each."""
    return rows(data_dir, CHANGES, {"run": run_id})


def chosen(present: Present, selection: Selection) -> pa.Table:
    """Id, words, day, fingerprint and batch of the articles as they are now, sorted by id: no texts."""
    return present.ask(CHOSEN, "articles", "sources", given=selection.asked, wanted_ids=of_ids(selection.ids or ()))


def days_of(present: Present, selection: Selection) -> dict[date | None, int]:
    """How many of these articles were published on which day; None is for those without one."""
    found = present.ask(DAYS, "articles", "sources", given=selection.asked, wanted_ids=of_ids(selection.ids or ()))
    return dict(zip(found["published"].to_pylist(), found["articles"].to_pylist(), strict=True))


def ids_of_files(present: Present, uris: Collection[str]) -> list[str]:
    """The articles that were read from these files."""
    found = present.ask(OF_FILES, "sources", wanted_uris=column("uri", uris, pa.string()))
    return [str(i) for i in found["article_id"].to_pylist()]


def counted(present: Present, article_ids: Collection[str], fingerprint: str | None = None) -> tuple[int, int]:
    """How many of these articles are coded, by these rules or any, and how many events they hold."""
    given = {"fingerprint": fingerprint}
    found = present.ask(COUNTED, "articles", "events", given=given, wanted_ids=of_ids(article_ids))
    return int(found["articles"][0].as_py()), int(found["events"][0].as_py())


def windows_done(present: Present, backfill_id: str) -> set[str]:
    found = present.ask(WINDOWS, "backfills", given={"backfill": backfill_id})
    return {str(i) for i in found["window_id"].to_pylist()}


def write_articles(present: Present, article_ids: Collection[str], path: Path) -> int:
    """Writes these articles, all columns, sorted by id, a few at a time. Returns their number."""
    return write_rows_of(present, "articles", Article, article_ids, path, "article_id")


def write_events(present: Present, article_ids: Collection[str], path: Path) -> int:
    """Writes the events of these articles. Returns their number."""
    return write_rows_of(present, "events", Event, article_ids, path, "article_id, event_id")


def write_rows_of(
    present: Present, table: str, record: type, article_ids: Collection[str], path: Path, order: str
) -> int:  # fmt: skip
    with present.seeing(wanted_ids=of_ids(article_ids)) as connection:
        sql = pick(connection, present.layout, present.states[table], "wanted_ids")
        return write(connection.sql(f"{sql} ORDER BY {order}"), record, path)
