"""What corrections do to events: pure functions over the rows of `overrides`, and the closed list of what can be corrected."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from schemas.arrow import split_optional
from schemas.codebook import Factuality, Quad, QuantityRole, Sector
from schemas.curation import Override
from schemas.ids import content_id
from schemas.parts import PlaceRef, Span, Why, col
from schemas.tables import Event

CHECKED, LEFT_OUT, ADDED = "checked", "left_out", "added"
MARKS = (CHECKED, LEFT_OUT, ADDED)
FIELDS = (
    "type", "mode", "factuality", "historical", "actors", "recipients", "attributed_to", "denied_by", "place", "date_start",
    "date_end", "dead", "injured", "arrested",
)  # fmt: skip
PARTIES = ("actors", "recipients", "attributed_to", "denied_by")
SET_ALONG = ("quad", "score", "time_precision", "date_source")  # they follow from type, mode and dates
COUNTS = (QuantityRole.DEAD, QuantityRole.INJURED, QuantityRole.ARRESTED)
HINTS = get_type_hints(Event)
KINDS = {date: "a day like 2015-10-07", bool: "true or false", int: "a whole number", float: "a number", str: "text"}


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words of an added event stand."""

    trigger: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class Binding:
    """Which event a correction applies to, as the articles are coded now."""

    override_id: str = col("The correction.")
    event_id: str | None = col("The event that it applies to; null if there is none any more.")
    problem: str | None = col("Why it cannot be applied; null if it can.")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says of a field of an event, and whether the coder says the same now."""

    event_id: str = col("The event.")
    type: str = col("Its type as coded; as the reviewer says for an event that the coder misses.")
    confidence: float | None = col("The coder's confidence; null for an event that it misses.")
    field: str = col("The field; `event` for the question whether there is such an event at all.")
    agrees: bool = col("True if the coder says what the reviewer says.")


def anchor(row: Override) -> tuple[str, int, int, str]:
    """What corrections of one event have in common: the words, and the event that was told there."""
    return row.article_id, row.start, row.end, row.event_id


def override_id(article_id: str, start: int, end: int, event_id: str, field: str) -> str:
    return content_id("override", article_id, start, end, event_id, field)


def added_id(row: Override) -> str:
    """The id of an event that was missed: it stays when its type is corrected."""
    return content_id("added", row.article_id, row.start, row.end)


def to_json(value: Any) -> str:
    """A value as JSON of ASCII letters: nothing in it is ever obeyed, by a terminal or otherwise."""
    return json.dumps(plain(value), sort_keys=True)


def plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def read_value(field: str, text: str) -> Any:
    """The value of a correction. Raises ValueError, saying what is wrong, for a field or value that there cannot be."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"{text[:80]!r} is no JSON") from None
    if field == ADDED:
        return typed(Found, value)
    if field == CHECKED:
        return checked_values(value)
    if field == LEFT_OUT:
        return typed(bool, value)
    if field not in (*FIELDS, *SET_ALONG):
        raise ValueError(f"{field!r} cannot be corrected: known are {', '.join((*FIELDS, *MARKS))}")
    found = typed(HINTS[field], value)
    if problem := impossible(field, found):
        raise ValueError(problem)
    return found


def checked_values(value: Any) -> dict[str, Any]:
    """What a reviewer found right, by field; `true` says no more than that the event is right."""
    if value is True:
        return {}
    if not isinstance(value, dict) or set(value) - set(FIELDS):
        raise ValueError("`checked` holds true, or the fields with the values that are right")
    return value


def typed(hint: Any, value: Any) -> Any:
    """A value of JSON as what a column holds. Raises ValueError if it is something else."""
    kind, optional = split_optional(hint)
    if value is None and optional:
        return None
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(typed(get_args(kind)[0], v) for v in value)
    return record(kind, value) if is_dataclass(kind) and isinstance(value, dict) else scalar(kind, value)


def record(kind: Any, value: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    if set(value) != set(hints):
        raise ValueError(f"a {kind.__name__} has {', '.join(hints)}")
    return kind(**{name: typed(inner, value[name]) for name, inner in hints.items()})


def scalar(kind: Any, value: Any) -> Any:
    if kind is date and isinstance(value, str):
        return day(value)
    if kind is float and type(value) is int:
        return float(value)
    if kind is int and type(value) is int and not -(2**63) <= value < 2**63:
        raise ValueError(f"{value} is too large")
    if type(value) is not kind or kind not in KINDS:
        raise ValueError(f"{str(value)[:80]!r} is not {KINDS.get(kind, 'what it must be')}")
    return value


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:80]!r} is not {KINDS[date]}") from None


def impossible(field: str, value: Any) -> str:
    """What is wrong with a value of the right kind; empty if nothing is."""
    if field == "factuality" and value not in list(Factuality):
        return f"{value!r} is no factuality: {', '.join(Factuality)}"
    if field == "quad" and value not in list(Quad):
        return f"{value!r} is no quad class: {', '.join(Quad)}"
    if field in COUNTS and value is not None and value < 0:
        return f"{value} {field}: fewer than none"
    if field == "score" and not abs(value) <= 10:
        return f"{value} is not between -10 and 10"
    if field in PARTIES and (wrong := [p.sector for p in value if p.sector not in list(Sector)]):
        return f"{wrong[0]!r} is no sector: {', '.join(Sector)}"
    return ""


def comparable(field: str, value: Any) -> Any:
    """What of a value a reviewer judges, as JSON holds it: which words name a party or a place is not to be judged."""
    if field in PARTIES:
        return sorted([p.name, p.country, p.sector] for p in value)
    if isinstance(value, PlaceRef):
        return [value.name, value.country]
    return plain(value)


def snapshot(event: Event) -> dict[str, Any]:
    """The values of an event that a reviewer judges when marking it as checked."""
    return {field: comparable(field, getattr(event, field)) for field in FIELDS}


def corrected(event: Event, rows: Sequence[Override]) -> Event | None:
    """The event as its corrections make it; None if one keeps it out. Every correction becomes the reason of its field."""
    values = {row.field: read_value(row.field, row.value) for row in rows}
    if values.get(LEFT_OUT):
        return None
    changes = {field: value for field, value in values.items() if field not in MARKS}
    counted = {f for f in COUNTS if f in changes and changes[f] != getattr(event, f)}
    quantities = tuple(q for q in event.quantities if q.role not in counted)  # they told the count that was wrong
    said = {row.field: Why(row.field, saying(row)) for row in rows if row.field not in SET_ALONG}
    reasons = (*(w for w in event.reasons if w.field not in said), *said.values())
    return replace(event, **changes, quantities=quantities, reasons=reasons)


def saying(row: Override) -> str:
    """Who says so, and why."""
    what = {CHECKED: "checked", ADDED: "added"}.get(row.field, "corrected")
    return f"{what} by {row.reviewer}" + (f": {row.reason}" if row.reason else "")


def missed(rows: Sequence[Override]) -> Event | None:
    """The event that was added, corrections of it included."""
    first = next(row for row in rows if row.field == ADDED)
    found: Found = read_value(ADDED, first.value)
    bare = Event(
        event_id=added_id(first), article_id=first.article_id, type="", mode=None, contexts=(), quad=Quad.MX, score=0.0,
        trigger=found.trigger, other_mentions=(), actors=(), recipients=(), factuality=Factuality.ASSERTED, historical=False,
        attributed_to=(), denied_by=(), place=None, date_start=None, date_end=None, date_text="", time_precision=None,
        date_source=None, quantities=(), dead=None, injured=None, arrested=None, confidence=1.0, rule_id="",
        sentence=found.sentence, reasons=(), batch_id="",
    )  # fmt: skip
    return corrected(bare, rows)


def problem_of(row: Override) -> str | None:
    """Why a correction cannot be applied, by itself."""
    try:
        read_value(row.field, row.value)
    except ValueError as error:
        return str(error)
    return None if 0 <= row.start < row.end else "it names no words"


def judgements(coded: Event | None, rows: Sequence[Override], event_id: str, type_: str) -> list[Judgement]:
    """What a reviewer says of each field of an event, and whether the coder says the same; `coded` None if it misses it."""
    values = {row.field: read_value(row.field, row.value) for row in rows}
    confidence = coded.confidence if coded else None

    def judged(field: str, agrees: bool) -> Judgement:
        return Judgement(event_id, type_, confidence, field, agrees)

    if coded is None or values.get(LEFT_OUT):
        return [judged("event", False)]
    told: Mapping[str, Any] = values.get(CHECKED, {}) | {f: comparable(f, v) for f, v in values.items() if f in FIELDS}
    agreed = {f: comparable(f, getattr(coded, f)) == told[f] for f in FIELDS if f in told}
    return [judged("event", True), *(judged(field, agrees) for field, agrees in agreed.items())]
