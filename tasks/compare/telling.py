"""What is compared of an event: a record that knows no parse, made from the rows of `events` and `articles`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from schemas.parts import Party, PlaceRef, Quantity
from schemas.tables import Event

WORD = re.compile(r"\w+(?:['’-]\w+)*")
ENDING = re.compile(r"(?:ings?|ed|es|s|e)$")
STEM = 5  # letters of a stem: "explosion" and "exploded" are one
AROUND = 150  # code points of text that are read on each side of a further telling
COUNTED = ("dead", "injured", "arrested", "abducted", "displaced", "participants", "actor", "recipient")
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Who:
    """A party of one side."""

    name: str
    country: str = ""
    sector: str = ""

    @property
    def proper(self) -> frozenset[str]:
        """The words of the name that are written large, in small letters; empty for 'a 61-year-old man'."""
        return frozenset(w.lower() for w in WORD.findall(self.name) if w[0].isupper() and len(w) > 1)

    @property
    def words(self) -> frozenset[str]:
        """The words of the name, as stems."""
        return stems(self.name)


@dataclass(frozen=True, slots=True)
class Days:
    """When it happened: inclusive, with how exact it is (1 day, 2 week, 3 month, 4 year or vaguer) and who says so."""

    start: date | None = None
    end: date | None = None
    precision: int | None = None
    source: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as a report that may tell the same happening as others."""

    event_id: str
    article_id: str
    type: str
    mode: str | None = None
    rule: str = ""
    quad: str = ""
    stems: frozenset[str] = frozenset()
    actors: tuple[Who, ...] = ()
    recipients: tuple[Who, ...] = ()
    place: PlaceRef | None = None
    days: Days = Days()
    counts: Mapping[str, Range] = field(default_factory=dict)
    factuality: str = "asserted"
    denied_by: tuple[str, ...] = ()
    historical: bool = False
    start: int = 0
    words: frozenset[str] = frozenset()
    terms: Mapping[str, float] = field(default_factory=dict)
    published: date | None = None


def stems(text: str) -> frozenset[str]:
    """The words of a text, endings off and cut to a few letters; figures as they stand."""
    return frozenset(w if w.isdigit() else ENDING.sub("", w)[:STEM] for w in map(str.lower, WORD.findall(text)) if len(w) > 1)


def telling(event: Event, text: str, published: date | None, terms: Mapping[str, float] | None = None) -> Telling:
    """The telling of an event; `text` is its article's, `terms` its article's words with their weights."""
    spans = (event.trigger, *event.other_mentions)
    return Telling(
        event_id=event.event_id,
        article_id=event.article_id,
        type=event.type,
        mode=event.mode,
        rule=event.rule_id.removesuffix(".noun"),
        quad=event.quad,
        stems=frozenset().union(*(stems(s.text) for s in spans)),
        actors=parties(event.actors),
        recipients=parties(event.recipients),
        place=event.place,
        days=Days(event.date_start, event.date_end, event.time_precision, event.date_source, event.date_text),
        counts=counts(event),
        factuality=event.factuality,
        denied_by=tuple(p.name for p in event.denied_by),
        historical=event.historical,
        start=event.trigger.start,
        words=stems(" ".join([event.sentence.text, *(text[max(0, s.start - AROUND) : s.end + AROUND] for s in event.other_mentions)])),
        terms=terms or {},
        published=published,
    )


def parties(given: Iterable[Party]) -> tuple[Who, ...]:
    return tuple(Who(p.name, p.country, p.sector) for p in given)


def counts(event: Event) -> dict[str, Range]:
    """Role -> lowest and highest number told; the columns of the event come first."""
    found = {q.role: bounds(q) for q in reversed(event.quantities) if q.value is not None and q.role in COUNTED}
    exact = {"dead": event.dead, "injured": event.injured, "arrested": event.arrested}
    return found | {role: (float(n), float(n)) for role, n in exact.items() if n is not None}


def bounds(quantity: Quantity) -> Range:
    value = quantity.value or 0.0
    return (value if quantity.low is None else quantity.low, value if quantity.high is None else quantity.high)
