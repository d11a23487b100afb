"""What a new coding of an article tells otherwise than the old one, event by event and field by field."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from schemas.curation import Change
from schemas.ids import content_id
from schemas.tables import Event
from tasks.batch import Batch

ADDED, GONE, ALTERED = "added", "gone", "altered"
FIELDS = tuple(f.name for f in fields(Event) if f.name not in ("event_id", "article_id", "batch_id"))

Pair = tuple[Event, Event]  # the same event: as it was, as it is


def changes_between(before: Sequence[Event], after: Sequence[Event], batch: Batch) -> Iterator[Change]:
    """The changes of one article. An event that has another type or trigger has another id, and yet is the same one."""
    old, new = {e.event_id: e for e in before}, {e.event_id: e for e in after}
    gone, came = [old[i] for i in old.keys() - new.keys()], [new[i] for i in new.keys() - old.keys()]
    moved = renamed(gone, came)
    paired = {e.event_id for pair in moved for e in pair}
    yield from (change(e, ADDED, batch) for e in sorted_by_id(came) if e.event_id not in paired)
    yield from (change(e, GONE, batch) for e in sorted_by_id(gone) if e.event_id not in paired)
    for pair in [*((old[i], new[i]) for i in sorted(old.keys() & new.keys())), *moved]:
        yield from alterations(*pair, batch)


def sorted_by_id(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda e: e.event_id)


def renamed(gone: Sequence[Event], came: Sequence[Event]) -> list[Pair]:
    """Events that overlapping words tell, one before and one now: of several it is not known which is which."""
    pairs = [(g, c) for g in sorted_by_id(gone) for c in sorted_by_id(came) if overlap(g, c)]
    return [(g, c) for g, c in pairs if sum(g is other for other, _ in pairs) == 1 == sum(c is other for _, other in pairs)]


def overlap(one: Event, other: Event) -> bool:
    a, b = one.trigger, other.trigger
    return a.start < b.end and b.start < a.end


def alterations(old: Event, new: Event, batch: Batch) -> Iterator[Change]:
    before, after = asdict(old), asdict(new)
    for field in FIELDS:
        if before[field] != after[field]:
            yield change(new, ALTERED, batch, field, as_json(before[field]), as_json(after[field]))


def change(event: Event, kind: str, batch: Batch, field: str = "", before: str = "", after: str = "") -> Change:
    if not field:
        told = as_json(
            {name: getattr(event, name) for name in ("type", "rule_id", "factuality")} | {"trigger": event.trigger.text}
        )
        before, after = (told, "") if kind == GONE else ("", told)
    return Change(
        change_id=content_id("change", batch.batch_id, event.event_id, field), article_id=event.article_id,
        event_id=event.event_id, kind=kind, type=event.type, field=field, before=before, after=after,
        sentence=event.sentence.text, run_id=batch.run_id, batch_id=batch.batch_id,
    )  # fmt: skip


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
