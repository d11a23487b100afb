"""Where an event happened: the place that the parse ties to its trigger, else to its clause, else the dateline's."""

from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.grammar import grammar
from schemas.parts import PlaceRef
from tasks.extract.events.draft import Where
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import OUTSIDE, Found

LOCATIVE = grammar().locative
CLAUSE_HEADS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "parataxis"})
BACK = 2  # how many sentences back a place still holds
MATERIAL = ("MC", "MX")


def locate(trigger: Trigger, parties: Sequence[Token], places: Sequence[Found[PlaceRef]]) -> Where:
    """The place of one event. `parties` are the tokens of its recipients: a town that is bombed is where it happened."""
    inside = [p for p in places if p.start != OUTSIDE]
    heads = {trigger.head.i, *(t.i for t in trigger.words)} | (
        {trigger.light_head.i} if trigger.light_head is not None else set()
    )
    verbal = trigger.rule.quad not in MATERIAL
    tied = [p for p in inside if ties(p, heads, trigger) and not (verbal and of_party(p, parties))]
    if tied:
        return Where(finest(tied), "a phrase on the trigger names it")
    suffering = [p for p in inside if any(p.start <= t.i < p.end for t in parties)]
    if suffering and trigger.rule.quad in MATERIAL:
        return Where(finest(suffering), "it is itself the recipient")
    clause = clause_of(trigger.head)
    near = [p for p in inside if locative(p, trigger) and clause_of(trigger.head.doc[p.start]) == clause]
    if near:
        return Where(finest(near), "the same clause names it")
    sentence = trigger.head.sent
    same = [p for p in inside if sentence.start <= p.start < sentence.end and locative(p, trigger)]
    if same and trigger.rule.quad in MATERIAL:
        return Where(finest(same), "the same sentence names it")
    return from_story(trigger, inside, places) if trigger.rule.quad in MATERIAL else Where()


def from_story(trigger: Trigger, inside: Sequence[Found[PlaceRef]], places: Sequence[Found[PlaceRef]]) -> Where:
    """A material act whose sentence names no place happened where the story is: at the place last told, or the dateline."""
    before = [p for p in inside if p.start < trigger.head.sent.start and locative(p, trigger)]
    if before and sentences_between(before[-1], trigger) <= BACK:
        last = trigger.head.doc[before[-1].start].sent
        return Where(finest([p for p in before if p.start >= last.start]), "an earlier sentence names it", inferred=True)
    dateline = [p for p in places if p.start == OUTSIDE]
    return Where(finest(dateline), "the dateline names it", inferred=True) if dateline else Where()


def sentences_between(place: Found[PlaceRef], trigger: Trigger) -> int:
    return sum(bool(t.is_sent_start) for t in trigger.head.doc[place.start + 1 : trigger.head.sent.start + 1])


def root_token(place: Found[PlaceRef], trigger: Trigger) -> Token:
    """The head of the place's noun phrase, past compounds and appositions ('Kabul, Afghanistan')."""
    token = trigger.head.doc[place.start : place.end].root
    while token.dep_ in ("compound", "appos", "nmod", "conj", "poss") and token.head != token:
        token = token.head
    return token


def locative(place: Found[PlaceRef], trigger: Trigger) -> bool:
    token = root_token(place, trigger)
    return token.dep_ == "pobj" and token.head.lower_ in LOCATIVE


def of_party(place: Found[PlaceRef], parties: Sequence[Token]) -> bool:
    """'called on Kenya', 'talks with Kenya': the place name names a party, not a place."""
    return any(place.start <= t.i < place.end for t in parties)


def ties(place: Found[PlaceRef], heads: set[int], trigger: Trigger) -> bool:
    """Whether locative phrases lead from the place up to the trigger or its light verb, through at most one noun."""
    token = root_token(place, trigger)
    for _ in range(3):
        if token.dep_ != "pobj" or token.head.lower_ not in LOCATIVE | {"of"}:
            return False
        governor = token.head.head
        while governor.dep_ in ("prep", "pcomp") and governor.head != governor:
            governor = governor.head
        if governor.i in heads:
            return True
        if (
            governor.dep_ in ("dobj", "nsubjpass", "pobj", "nsubj")
            and governor.head.i in heads
            and token.head.lower_ in LOCATIVE
        ):
            return True
        token = governor
    return False


def clause_of(token: Token) -> int:
    """Index of the head of the clause that a token stands in."""
    for ancestor in (token, *token.ancestors):
        if ancestor.dep_ in CLAUSE_HEADS and ancestor.pos_ in ("VERB", "AUX"):
            return ancestor.i
    return token.sent.root.i


def finest(places: Sequence[Found[PlaceRef]]) -> PlaceRef:
    """The most precise of several places; of equals the first."""
    return min((p.what for p in places), key=lambda p: (p.lat is None, p.geo_precision))
