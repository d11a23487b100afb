"""Words that point to a place told elsewhere: 'here', 'the city', 'the waterway'."""

from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.where import where_words
from schemas.parts import PlaceRef
from tasks.extract.events.draft import Where
from tasks.extract.events.placed import COUNTRY, WATERS, Places, clause_of, finest, heads_of, leads
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import Found

PROVINCES = ("ADM1", "ADM2", "RGN")
TOWN = "PPL"  # what the codes of all populated places begin with


def pointed_to(trigger: Trigger, places: Places) -> Where | None:
    """The place that a word on the trigger points to; none where nothing told before answers to it."""
    if says_here(trigger):
        return Where(finest(places.dateline), "'here' is where the story was filed", inferred=True) if places.dateline else None
    heads = heads_of(trigger)
    for noun in (t for t in trigger.head.sent if points(t) and leads(t, heads, trigger)):
        if (found := last_of_kind(noun, places.inside)) is not None:
            return Where(found, f"'the {noun.lower_}' is the one named before", inferred=True)
    return None


def says_here(trigger: Trigger) -> bool:
    """'Ministers met here': said by the reporter, of the act itself."""
    here = [t for t in trigger.head.sent if t.lower_ == "here" and t.dep_ == "advmod"]
    return any(t.head.i in heads_of(trigger) or clause_of(t) == clause_of(trigger.head) for t in here)


def points(noun: Token) -> bool:
    """'In the city', but not 'in the city of Lima', 'in the third city' or 'in the Kenyan city'."""
    own = list(noun.children)
    bare = all(c.dep_ in ("det", "punct", "advmod") for c in own)
    return noun.pos_ == "NOUN" and bare and any(c.lower_ in grammar().definite for c in own)


def last_of_kind(noun: Token, inside: Sequence[Found[PlaceRef]]) -> PlaceRef | None:
    """The place of the kind that a noun names, told last before it; of waters, the only one if it is told later."""
    kin = [p for p in inside if is_a(p.what, noun.lemma_.lower())]
    before = [p.what for p in kin if p.end <= noun.i]
    later = (
        kin[0].what if kin and noun.lemma_.lower() in where_words().waters and len({p.what.name for p in kin}) == 1 else None
    )
    return before[-1] if before else later


def is_a(place: PlaceRef, noun: str) -> bool:
    words, feature = where_words(), place.feature
    return (
        (noun in words.towns and feature.startswith(TOWN))
        or (noun in words.provinces and feature in PROVINCES)
        or (noun in words.lands and feature == COUNTRY)
        or (noun in words.waters and feature in WATERS)
    )
