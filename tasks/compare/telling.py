"""What is compared of an event: a record that knows no parse, made from the rows of `events` and `articles`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from schemas.parts import Party, PlaceRef, Quantity
from schemas.tables import Event
from tasks.stories.terms import WORDS, Terms, fold, rarity, words

LARGE = re.compile(r"[^\W\d_]\w+")
ENDING = re.compile(r"(?:ings?|ed|es|s|e)$")
STEM = 5  # letters of a stem: "explosion" and "exploded" are one
COUNTED = ("dead", "injured", "arrested", "abducted", "displaced", "participants")
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Who:
    """A party of one side: its canonical name, country and sector."""

    name: str
    country: str = ""
    sector: str = ""
    proper: frozenset[str] = frozenset()  # the name's words that are written large, folded; none for 'a 61-year-old man'
    words: frozenset[str] = frozenset()  # all words of the name, folded
    entity_id: str = ""


class Side(tuple[Who, ...]):
    """The parties of one side, and what they have in all: worked out once, since each telling is compared with many."""

    proper: frozenset[str]
    words: frozenset[str]
    lands: frozenset[str]
    sectors: frozenset[str]
    weight: float  # of the words, as `rarity` has it

    def __new__(cls, parties: Iterable[Who] = ()) -> "Side":
        found = super().__new__(cls, tuple(parties))
        found.proper, found.words = (
            frozenset(chain.from_iterable(s)) for s in ((w.proper for w in found), (w.words for w in found))
        )
        found.lands, found.sectors = frozenset(w.country for w in found) - {""}, frozenset(w.sector for w in found)
        found.weight = weight(found.words)
        return found


def weight(some: Iterable[str]) -> float:
    """How much words say together; sorted, since sums of floats depend on their order."""
    return sum(rarity(word) ** 2 for word in sorted(some))


NOBODY = Side()


@dataclass(frozen=True, slots=True)
class Days:
    """When it happened: inclusive, with how exact it is (1 day, 2 week, 3 month, 4 year or vaguer) and who says so."""

    start: date | None = None
    end: date | None = None
    precision: int | None = None
    source: str | None = None  # text, carried or published
    text: str = ""

    @property
    def told(self) -> bool:
        """The text gives the time; it is not just the day of publication."""
        return self.start is not None and self.source != "published"


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as a report, which may tell the same happening as others."""

    event_id: str
    article_id: str
    type: str
    mode: str | None = None
    rule: str = ""  # the lexicon's rule, whether verb or noun
    quad: str = ""
    stems: frozenset[str] = frozenset()  # of the words that tell it, at all places of the article
    actors: Side = NOBODY
    recipients: Side = NOBODY
    place: PlaceRef | None = None
    placed: bool = True  # its own sentence names the place; it is not carried on from another
    days: Days = Days()
    counts: Mapping[str, Range] = field(default_factory=dict)  # role of a quantity -> lowest and highest number told
    factuality: str = "asserted"
    denied_by: tuple[str, ...] = ()
    historical: bool = False
    start: int = 0  # where the article tells it
    words: frozenset[str] = frozenset()  # of its sentence, folded
    terms: Terms = field(default_factory=dict)  # of its article
    published: date | None = None
    outlets: tuple[str, ...] = ()
    text_id: str = ""  # the same for all copies of one text

    @property
    def order(self) -> tuple[bool, date, int, str]:
        """Sorts tellings by time of publication, the undated last, and the order of an article."""
        return (self.published is None, self.published or date.min, self.start, self.event_id)


def stems(text: str) -> frozenset[str]:
    """The words of a text, endings off and cut to a few letters."""
    return frozenset(ENDING.sub("", word)[:STEM] for word in words(text, WORDS) if len(word) > 1)


def who(name: str, country: str = "", sector: str = "", entity_id: str = "") -> Who:
    """A party, its name taken apart."""
    large = frozenset(fold(w) for w in LARGE.findall(name) if w[0].isupper())
    return Who(name, country, sector, large, frozenset(words(name, WORDS)), entity_id)


def telling(event: Event, article: "Origin") -> Telling:
    """What is compared of an event."""
    return Telling(
        event_id=event.event_id,
        article_id=event.article_id,
        type=event.type,
        mode=event.mode,
        rule=event.rule_id.removesuffix(".noun"),
        quad=event.quad,
        stems=frozenset().union(*(stems(s.text) for s in (event.trigger, *event.other_mentions))),
        actors=sides(event.actors),
        recipients=sides(event.recipients),
        place=event.place,
        placed=event.place is not None and event.sentence.start <= event.place.start < event.sentence.end,
        days=Days(event.date_start, event.date_end, event.time_precision, event.date_source, event.date_text),
        counts=counts(event),
        factuality=event.factuality,
        denied_by=tuple(p.name for p in event.denied_by),
        historical=event.historical,
        start=event.trigger.start,
        words=frozenset(words(event.sentence.text, WORDS)),
        terms=article.terms,
        published=article.published,
        outlets=article.outlets,
        text_id=article.text_id,
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """What all tellings of an article share."""

    published: date | None = None
    terms: Terms = field(default_factory=dict)  # `tasks.stories.terms.terms_of` its title and text
    text_id: str = ""
    outlets: tuple[str, ...] = ()


def sides(parties: Iterable[Party]) -> Side:
    return Side(who(p.name, p.country, p.sector, p.entity_id) for p in parties)


def counts(event: Event) -> dict[str, Range]:
    """Role -> lowest and highest number told; the columns of the event come before its quantities."""
    found = {q.role: bounds(q) for q in reversed(event.quantities) if q.value is not None and q.role in COUNTED}
    exact = {"dead": event.dead, "injured": event.injured, "arrested": event.arrested}
    return found | {role: (float(n), float(n)) for role, n in exact.items() if n is not None}


def bounds(quantity: Quantity) -> Range:
    value = quantity.value or 0.0
    return (value if quantity.low is None else quantity.low, value if quantity.high is None else quantity.high)
