"""Corrections as rows: what a reviewer says of an event, bound to the words that tell it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flows.inert import line
from schemas.corrections import (
    ADDED,
    CHECKED,
    FIELDS,
    LEFT_OUT,
    MARKS,
    SET_ALONG,
    Found,
    override_id,
    snapshot,
    to_json,
)
from schemas.curation import Override
from schemas.errors import QueryError, SettingsError
from schemas.parts import Span
from schemas.tables import Article, Event
from warehouse.review import Reviewed

LONGEST = 1000  # characters of a reason, a name, a sentence
ALL = "all"
GONE = ("the event is gone", "Look for it in the article anew, or --undo all")
ALONG = {"type": ("mode", *SET_ALONG[:2]), "mode": SET_ALONG[:2], "date_start": SET_ALONG[2:], "date_end": SET_ALONG[2:]}


@dataclass(frozen=True, slots=True)
class Word:
    """Who says so, why and when."""

    reviewer: str
    reason: str
    made: datetime


def word(reviewer: str, reason: str) -> Word:
    """Raises SettingsError if nobody says so."""
    if not reviewer.strip():
        raise SettingsError("--who", "nobody is named", "Say who corrects: --who NAME")
    return Word(bounded(reviewer), bounded(reason), datetime.now(UTC))


def bounded(text: str) -> str:
    """One line that prints, of bounded length."""
    return line(text).strip()[:LONGEST]


def about(found: Reviewed, field: str, value: Any, by: Word) -> Override:
    """A correction of an event, under the words that earlier ones of it are bound to."""
    event = found.coded or found.event
    if event is None:
        raise QueryError(found.event_id, *GONE)
    if found.rows:
        return made(replace(found.rows[0], before=before(found.coded, field)), field, value, by)
    bare = Override(
        "", event.article_id, event.trigger.start, event.trigger.end, bounded(event.sentence.text), event.rule_id,
        event.event_id, field, "", before(found.coded, field), "", "", by.made,
    )  # fmt: skip
    return made(bare, field, value, by)


def made(row: Override, field: str, value: Any, by: Word) -> Override:
    key = override_id(row.article_id, row.start, row.end, row.event_id, field)
    return replace(
        row, override_id=key, field=field, value=to_json(value), reviewer=by.reviewer, reason=by.reason, made=by.made
    )


def before(coded: Event | None, field: str) -> str:
    """What the coder says of a field, as JSON."""
    if coded is None:
        return ""
    return to_json(None if field in MARKS else getattr(coded, field))


def corrections(found: Reviewed, values: Mapping[str, Any], by: Word) -> list[Override]:
    return [about(found, field, value, by) for field, value in values.items()]


def checked(found: Reviewed, values: Mapping[str, Any], by: Word) -> Override:
    """The row is right as it stands, with the values that are set along with this."""
    if found.event is None:
        raise QueryError(found.event_id, "the event is left out or gone", "Take that back first: --undo left_out")
    return about(found, CHECKED, snapshot(replace(found.event, **values)), by)


def left_out(found: Reviewed, by: Word) -> Override:
    return about(found, LEFT_OUT, True, by)


def undone(found: Reviewed, fields: Sequence[str]) -> list[Override]:
    """The corrections to take back, and what was set along with them. Raises SettingsError if there are none such."""
    if wrong := [f for f in fields if f not in (*FIELDS, *MARKS, ALL)]:
        raise SettingsError(f"--undo {wrong[0]}", "no such field", f"Known are {', '.join((ALL, *MARKS, *FIELDS))}")
    wanted = {f for field in fields for f in (field, *ALONG.get(field, ()))}
    if ADDED in wanted or (ALL in wanted):
        return list(found.rows)
    rows = [row for row in found.rows if row.field in wanted]
    if not rows:
        has = ", ".join(row.field for row in found.rows if row.field not in SET_ALONG) or "nothing"
        raise SettingsError(f"--undo {', '.join(fields)}", "it was not corrected", f"Corrected is {has}")
    if any(row.field == "type" for row in rows) and any(row.field == ADDED for row in found.rows):
        raise SettingsError("--undo type", "an added event needs its type", "Set another, or --undo all")
    return rows


def find_words(article: Article, sentence: str, trigger: str) -> Found:
    """Where the words of an event that was missed stand. Raises SettingsError if the article does not have them so."""
    first = article.text.find(sentence) if sentence.strip() else -1
    if first < 0:
        raise SettingsError("--sentence", "the article has no such words", "Copy the sentence from the article's text")
    within = sentence.count(trigger) if trigger.strip() else 0
    if within != 1:
        problem = f"the sentence has these words {within} times"
        raise SettingsError("--trigger", problem, "Copy the word or phrase that tells the event, as much as makes it one")
    start = first + sentence.index(trigger)
    return Found(Span(start, start + len(trigger), trigger), Span(first, first + len(sentence), sentence))


def bare(article: Article, words: Found) -> Override:
    """What all rows of an added event have in common."""
    trigger, now = words.trigger, datetime.now(UTC)
    sentence = bounded(words.sentence.text)
    return Override("", article.article_id, trigger.start, trigger.end, sentence, "", "", ADDED, "", "", "", "", now)


def added(article: Article, words: Found, values: Mapping[str, Any], by: Word) -> list[Override]:
    """An event that was missed. Raises SettingsError without its type."""
    if "type" not in values:
        raise SettingsError("--add", "it has no type", "Say what it is: --set type=ASSAULT")
    row = bare(article, words)
    return [made(row, ADDED, words, by), *(made(row, field, value, by) for field, value in values.items())]


def there_already(words: Found, type_: str, events: Iterable[Event]) -> Event | None:
    """The event of this type that is told in these words."""
    same = (e for e in events if e.type == type_)
    return next((e for e in same if e.trigger.start < words.trigger.end and words.trigger.start < e.trigger.end), None)


def conflicts(new: Iterable[Override], old: Mapping[str, Override]) -> Iterator[tuple[Override, Override]]:
    """Rows that say something else than a stored one of the same field of the same words."""
    for row in new:
        known = old.get(row.override_id)
        if known is not None and row.field not in SET_ALONG and row.field != CHECKED and known.value != row.value:
            yield row, known
