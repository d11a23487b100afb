"""Words that point to a place told elsewhere: 'here', 'the city', 'the waterway'."""

from bisect import bisect_left

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.where import where_words
from schemas.parts import PlaceRef
from tasks.extract.events.draft import Where
from tasks.extract.events.placed import Inside, Places, clause_of, finest, heads_of, leads
from tasks.extract.events.triggers import Trigger


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
    if noun.pos_ != "NOUN":
        return False
    own = list(noun.children)
    bare = all(c.dep_ in ("det", "punct", "advmod") for c in own)
    return bare and any(c.lower_ in grammar().definite for c in own)


def last_of_kind(noun: Token, inside: Inside) -> PlaceRef | None:
    """The place of the kind that a noun names, told last before it; of waters, the only one if it is told later."""
    kin = inside.of_kind(noun.lemma_.lower())
    at = bisect_left(kin.starts, noun.i)
    while at and kin.all[at - 1].end > noun.i:
        at -= 1
    if at:
        return kin.all[at - 1].what
    alone = noun.lemma_.lower() in where_words().waters and len({p.what.name for p in kin.all}) == 1
    return kin.all[0].what if alone else None
