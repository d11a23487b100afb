"""Where words were said: at a meeting, or where the speaker is told to have spoken (codebook, section 9)."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from lexicon.reporting import reporting
from lexicon.where import where_words
from schemas.parts import PlaceRef
from tasks.extract.events import syntax
from tasks.extract.events.deeds import MATERIAL
from tasks.extract.events.draft import Draft, Where
from tasks.extract.events.placed import LOCATIVE, Places, finest, root_token
from tasks.resolve.found import Found, Located
from tasks.resolve.names import Names

AT = frozenset({"at", "in", "during", "before"})
HEARING = ("dobj", "dative", "iobj")  # "told reporters in Lima": those who hear are where it is said


@dataclass(frozen=True, slots=True)
class Speech:
    """That a speaker, by canonical name, said something at a place."""

    speaker: str
    place: PlaceRef


class Venues:
    """The meetings and speeches of an article and where they are told to have been."""

    def __init__(self, places: Places, names: Names) -> None:
        self.places = places
        self.meetings: dict[str, list[Found[PlaceRef]]] = {}  # lemma of what was held to the places told for it, in text order
        for place in places.inside.all:
            for lemma in {noun.lemma_.lower() for noun in occasions_at(place, places)}:
                self.meetings.setdefault(lemma, []).append(place)
        self.told: dict[str, Located[PlaceRef]] = {}
        self.speeches = list(self.find_speeches(names))
        self.heard: dict[frozenset[str], list[PlaceRef]] = {}

    def place_of(self, occasion: Token) -> PlaceRef | None:
        """Where a meeting was, as any sentence on such a meeting tells; the telling nearest to it decides."""
        lemma = occasion.lemma_.lower()
        if lemma not in self.told:
            kin = {lemma, *where_words().convening}
            self.told[lemma] = Located({p.start: p for noun in kin for p in self.meetings.get(noun, ())}.values())
        told = self.told[lemma]
        at = bisect_left(told.starts, occasion.i)
        return min(told.all[max(at - 1, 0) : at + 1], key=lambda p: abs(p.start - occasion.i)).what if told.all else None

    def find_speeches(self, names: Names) -> Iterator[Speech]:
        """Who is told to have spoken where: 'told reporters in Lima', 'said at the seminar'."""
        for verb in (t for t in self.places.annotated.doc if t.pos_ == "VERB" and speaks(t)):
            subject = syntax.subject(verb)
            speaker = names.party(subject) if subject is not None else None
            if speaker is None:
                continue
            occasion = occasion_of(verb)
            at = self.place_of(occasion) if occasion is not None else None
            heard = [p for p in self.places.beside([verb]) if hears(p, verb)]
            if at is not None or heard:
                yield Speech(speaker.name, at or finest(heard))

    def speeches_of(self, speakers: frozenset[str]) -> list[PlaceRef]:
        """Where any of these spoke."""
        if speakers not in self.heard:
            self.heard[speakers] = [s.place for s in self.speeches if s.speaker in speakers]
        return self.heard[speakers]


def with_venues(drafts: Sequence[Draft], places: Places, names: Names) -> list[Draft]:
    """The drafts, acts by words without a place at the place of their meeting or of the speaker's words."""
    if not any(map(lacks_place, drafts)):
        return list(drafts)
    venues = Venues(places, names)
    return [replace(d, where=venue(d, venues)) if lacks_place(d) else d for d in drafts]


def lacks_place(draft: Draft) -> bool:
    return draft.where.place is None and draft.trigger.rule.quad not in MATERIAL


def venue(draft: Draft, venues: Venues) -> Where:
    occasion = occasion_of(verb_of(draft.trigger.head))
    held = venues.place_of(occasion) if occasion is not None else None
    if occasion is not None and held is not None:
        return Where(held, f"the {occasion.lower_} was there", inferred=True)
    told = venues.speeches_of(frozenset(p.name for p in draft.actors.parties))
    if told and len({p.country for p in told}) == 1 and same_day(draft, venues.places):
        return Where(min(told, key=lambda p: p.geo_precision), "the actor spoke there", inferred=True)
    return Where()


def same_day(draft: Draft, places: Places) -> bool:
    """Whether the act has no day of its own: what was said on another day was said elsewhere."""
    if draft.when.historical:
        return False
    when, published = draft.when.expression, places.annotated.article.published
    if when is None or when.date_start is None or published is None:
        return True
    return abs((when.date_start - published).days) <= 1


def verb_of(head: Token) -> Token:
    """The verb of the clause that a trigger stands in: of 'showed hostility' showed."""
    return next((t for t in (head, *head.ancestors) if t.pos_ in ("VERB", "AUX")), head)


def occasion_of(verb: Token) -> Token | None:
    """'Praised one plan at the seminar and rejected the rest', 'urged Peru to yield at the seminar': the seminar."""
    heads = [verb, *(c for c in verb.conjuncts if c.i < verb.i and c.pos_ == "VERB"), *syntax.children(verb, "xcomp")]
    nouns = (n for h in heads for p in syntax.children(h, "prep") if p.lower_ in AT for n in syntax.children(p, "pobj"))
    return next((n for n in nouns if n.lemma_.lower() in where_words().gatherings), None)


def occasions_at(place: Found[PlaceRef], places: Places) -> Iterator[Token]:
    """What is said to be at a place: 'a meeting in Lima', 'the seminar was held at the college', 'the Madrid summit'."""
    token = root_token(place, places.annotated.doc)
    yield token
    while token.dep_ == "pobj" and token.head.lower_ in LOCATIVE | {"of"}:
        above = token.head.head
        yield above
        if above.pos_ == "VERB":
            if above.lemma_.lower() not in where_words().held:
                return
            held = syntax.surface_subject(above) if above.dep_ != "acl" else above.head
            while held is not None:  # "a congress of surgeons held in Lima"
                yield held
                held = held.head.head if held.dep_ == "pobj" and held.head.lower_ == "of" else None
            return
        token = above


def speaks(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in reporting().say or lemma in reporting().utter or lemma in ("speak", "talk", "address")


def hears(place: Found[PlaceRef], verb: Token) -> bool:
    """Whether a place is where a verb of speech is done, or where those are who are spoken to."""
    token = root_token(place, verb.doc)
    if token.dep_ != "pobj" or token.head.lower_ not in LOCATIVE:
        return False
    while token.dep_ in ("pobj", "conj") and token.head != token:
        token = token.head.head if token.dep_ == "pobj" else token.head
        if token == verb:
            return True
        if token.dep_ in HEARING:
            return token.head == verb
    return False
