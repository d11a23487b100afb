"""What people and upkeep decide about rows that are stored: corrections, what was forgotten, what a new coding changed."""

from dataclasses import dataclass
from datetime import date, datetime

from schemas.parts import col


@dataclass(frozen=True, slots=True)
class Override:
    """A reviewer's correction of one field of an event. Bound to the words: an event's id changes with its coding."""

    override_id: str = col("Hash of the article, the trigger's place, the event as it was and the field.")
    article_id: str = col("The article that the words stand in.")
    start: int = col("First code point of the trigger in articles.text.")
    end: int = col("One past the last code point of the trigger.")
    sentence: str = col("The sentence as written.")
    rule_id: str = col("The rule that had fired; empty for an event that the coder had missed.")
    event_id: str = col("The event as it was when it was corrected; empty for one that was missed.")
    field: str = col("The column; `checked` marks a row as right, `left_out` keeps it out, `added` adds an event.")
    value: str = col("The right value, as JSON.")
    before: str = col("The coder's value, as JSON; empty for an added event.")
    reviewer: str = col("Who says so.")
    reason: str = col("Why.")
    made: datetime = col("When, UTC.")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that was forgotten: no text, only what keeps the next run from bringing it back."""

    article_id: str = col("Hash of title, publication date and text.")
    content_hash: str = col("Hash of the letters and digits of its text: an exact copy elsewhere stays out, too.")
    reason: str = col("Why it was forgotten.")
    forgotten: datetime = col("When, UTC.")


@dataclass(frozen=True, slots=True)
class Change:
    """What coding an article again changed: an event that came, went, or has another value in one field."""

    change_id: str = col("Hash of batch, event and field.")
    article_id: str = col("The article that was coded again.")
    event_id: str = col("The event: as it is now, or as it was if it is gone.")
    kind: str = col("added, gone or altered.")
    type: str = col("The event's type: as it is now, or as it was if it is gone.")
    field: str = col("The column that has another value; empty for an event that came or went.")
    before: str = col("The value before, as JSON; empty for an event that came.")
    after: str = col("The value now, as JSON; empty for an event that went.")
    sentence: str = col("The sentence that tells it.")
    run_id: str = col("The run that coded it again.")
    batch_id: str = col("The batch that wrote the row; a repeated batch replaces its rows.")


@dataclass(frozen=True, slots=True)
class Window:
    """One window of days of a backfill, and what became of it."""

    window_id: str = col("Hash of the backfill and the window's first day.")
    backfill_id: str = col("Hash of what is filled and how: the same request is the same backfill.")
    kind: str = col("reprocess or ingest.")
    first: date = col("First day.")
    last: date = col("Last day, inclusive.")
    status: str = col("done or failed.")
    articles: int = col("Articles that were coded.")
    events: int = col("Events that they hold now.")
    detail: str = col("Why it failed, or which articles keep their rows because they could not be coded; else empty.")
    run_id: str = col("The run that did it.")
    finished: datetime = col("End, UTC.")
