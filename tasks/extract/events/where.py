"""Where an event happened: the place that the parse ties to its trigger, else to its clause, else where the story is."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.countries import country_of_demonym, country_of_place
from lexicon.where import where_words
from schemas.parts import PlaceRef
from tasks.extract.events import syntax
from tasks.extract.events.deeds import MATERIAL
from tasks.extract.events.draft import SAME_SENTENCE, Where
from tasks.extract.events.placed import (
    LOCATIVE,
    Places,
    clause_of,
    elsewhere,
    finest,
    heads_of,
    in_sentence_of,
    leads,
    locative,
    of_party,
    root_token,
    said_there,
    ties,
)
from tasks.extract.events.pointing import pointed_to
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import Found

BACK = 2  # how many sentences back a place still holds
HOSTED = ("visit",)  # frames whose recipient is where it happens
GIVING = ("give", "help")  # frames of acts that take place where the help goes
GATHERED = ("meet", "host")  # frames of acts that need a place as deeds do


def locate(trigger: Trigger, doers: Sequence[Token], sufferers: Sequence[Token], places: Places, current: bool = True) -> Where:
    """The place of one event, whose parties are at these tokens: a town that is bombed is where it happened.

    What is not `current`, such as an act of years ago, is not where the story is.
    """
    placed = on_the_spot(trigger)
    if found := in_sentence(trigger, sufferers, places, placed or trigger.rule.frame in HOSTED):
        return found
    if own := [p for p in places.beside(doers) if any(is_own_town(p, t) for t in doers)]:
        return Where(finest(own), "it is done by a body of the town")
    if not current or not (placed or gathered(trigger)) or at_unknown_place(trigger, [*doers, *sufferers], places):
        return Where()
    return from_story(trigger, places)


def at_unknown_place(trigger: Trigger, parties: Sequence[Token], places: Places) -> bool:
    """Whether its own sentence names a place that no gazetteer knows: it did not happen at one told before."""
    heads, known = heads_of(trigger), places.beside([trigger.head])
    for token in trigger.head.sent:
        named = token.pos_ == "PROPN" and token.ent_type_ in ("GPE", "LOC", "FAC")
        unknown = named and not any(p.start <= token.i < p.end for p in known) and not country_of_place(token.text)
        if unknown and (token in parties or leads(token, heads, trigger)):
            return True
    return False


def on_the_spot(trigger: Trigger) -> bool:
    """Whether one has to be there to do it: deeds, and the words of those who search and question."""
    return trigger.rule.quad in MATERIAL or trigger.rule.mode in where_words().searching


def gathered(trigger: Trigger) -> bool:
    """Whether people come together for it: a meeting has a place, a statement need not."""
    return trigger.rule.frame in GATHERED and trigger.rule.quad == "VC"


def in_sentence(trigger: Trigger, parties: Sequence[Token], places: Places, material: bool) -> Where | None:
    """The place that the event's own sentence tells."""
    heads, here = heads_of(trigger), places.beside([trigger.head])
    tied = [p for p in here if ties(p, heads, trigger) and (material or not of_party(p, parties))]
    if tied:
        return Where(finest(tied), "a phrase on the trigger names it")
    if known := [p for p in here if is_known_by(p, trigger)]:
        return Where(finest(known), "it is known by the name of the place")
    if (meant := pointed_to(trigger, places)) is not None:
        return meant
    around = places.beside([trigger.head, *parties]) if material else []
    if suffering := [p for p in around if of_party(p, parties) or gone_through(p, heads, trigger)]:
        return Where(finest(suffering), "it is itself the recipient")
    if material and (land := territory(trigger, heads, parties, places)) is not None:
        return land
    if given := [p for p in here if given_to(p, heads, trigger)]:
        return Where(finest(given), "what is given goes there")
    return nearby(trigger, parties, places, material)


def nearby(trigger: Trigger, parties: Sequence[Token], places: Places, material: bool) -> Where | None:
    """The place that another word of the sentence names."""
    purpose = is_purpose(trigger.head)
    joined = shares_subject(trigger.head)
    clauses = {clause_of(trigger.head)} | ({clause_of(trigger.head.head)} if purpose or joined else set())
    here = places.beside([trigger.head])
    same = [p for p in here if locative(p, trigger) and (purpose or not elsewhere(p.start, trigger))]
    same = [p for p in same if not said_there(p, trigger) and not told_by(p, trigger, places)]
    same = [p for p in same if material or not of_party(p, parties)]  # "apologized to Kenya" was not said in Kenya
    if near := [p for p in same if clause_of(trigger.head.doc[p.start]) in clauses]:
        return Where(finest(near), "the same clause names it")
    if same and material:
        return Where(finest(same), SAME_SENTENCE)
    if known := [p for p in here if tells_scene(p, trigger) and (material or happened_when(p, trigger))]:
        return Where(finest(known), "what happened is known by it, or its own police or hospital tell of it", inferred=True)
    return None


def from_story(trigger: Trigger, places: Places) -> Where:
    """A material act whose sentence names no place happened where the story is: at the place last told, in the dateline,
    in the headline, or in the country that the article is about."""
    doc, first = trigger.head.doc, trigger.head.sent.start
    before = [p for p in places.inside.between(sentences_back(trigger.head, BACK), first) if locative(p, trigger)]
    before = [p for p in before if not elsewhere(p.start, trigger) and not said_there(p, trigger)]
    if before:
        last = doc[before[-1].start].sent
        return Where(finest([p for p in before if p.start >= last.start]), "an earlier sentence names it", True, True)
    home = places.country(places.home)
    if places.dateline and (home is None or places.filed_at(home.country)):
        return Where(finest(places.dateline), "the dateline names it", True, True)
    return Where(home, "the article is about this country", True, True) if home is not None else Where()


def sentences_back(token: Token, number: int) -> int:
    """Where the sentence begins that is so many sentences before a token's own."""
    start = token.sent.start
    for _ in range(number):
        start = token.doc[start - 1].sent.start if start else 0
    return start


def told_by(place: Found[PlaceRef], trigger: Trigger, places: Places) -> bool:
    """'"No more dead in Gao," they chanted': what is said of a place is not said in it."""
    at = bisect_right(places.quoted, place.start, key=lambda q: q.start) - 1
    return at >= 0 and place.start < (q := places.quoted[at]).end and not q.start <= trigger.head.i < q.end


def shares_subject(verb: Token) -> bool:
    """'They met in Lima and signed a pact': one place for what the same people did in one breath."""
    joined = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.i < verb.i
    return joined and not any(c.dep_ in syntax.SUBJECTS | syntax.PASSIVE_SUBJECTS for c in verb.children)


def is_purpose(head: Token) -> bool:
    """'Rallied in Lima to urge him to run': what people came together for is done where they are."""
    return head.dep_ in ("advcl", "acl") and head.tag_ == "VB" and any(c.tag_ == "TO" for c in head.children)


def tells_scene(place: Found[PlaceRef], trigger: Trigger) -> bool:
    """'The Quito siege began when ...', 'Lima police recorded 12 kidnappings': a town and what is its own."""
    token = trigger.head.doc[place.start : place.end].root
    if place.what.geo_precision == 3 or token.dep_ not in ("compound", "nmod", "poss"):
        return False
    return token.head.lemma_.lower() in where_words().scenes


def is_known_by(place: Found[PlaceRef], trigger: Trigger) -> bool:
    """'The Kenya bombing': where states rarely act, as its rule says by the slot `demonym`, the country is the place."""
    token = trigger.head.doc[place.start : place.end].root
    named = token.dep_ == "compound" and token.head == trigger.head and token.pos_ == "PROPN"
    return named and "demonym" in (trigger.rule.actor or ()) and country_of_demonym(token.text) is None


def is_own_town(place: Found[PlaceRef], body: Token) -> bool:
    """'Lima police asked for help': who serves a town does it there."""
    token = body.doc[place.start : place.end].root
    local = place.what.geo_precision < 3 and body.lemma_.lower() in where_words().local
    return local and token.dep_ in ("compound", "nmod", "poss") and token.head == body


def happened_when(place: Found[PlaceRef], trigger: Trigger) -> bool:
    """'The Quito siege began when officers asked for help': the clause tells what it was."""
    scene = trigger.head.doc[place.start : place.end].root.head
    return scene.dep_ == "nsubj" and trigger.head.dep_ == "advcl" and trigger.head.head in (scene.head, scene.head.head)


def given_to(place: Found[PlaceRef], heads: set[int], trigger: Trigger) -> bool:
    """'Approved funds for West Bank villages': what is given is used there (codebook, section 9)."""
    if trigger.rule.frame not in GIVING:
        return False
    token = trigger.head.doc[place.start : place.end].root
    while token.dep_ in ("compound", "nmod") and token.head != token:
        token = token.head
    behind = token.dep_ == "pobj" and token.head.lower_ in ("for", "to")
    return behind and any(a.i in heads for a in token.ancestors) and in_sentence_of(place, trigger)


def gone_through(place: Found[PlaceRef], heads: set[int], trigger: Trigger) -> bool:
    """'patrols the Gulf', 'entered Kuwait': the place is what the act covers."""
    token = root_token(place, trigger.head.doc)
    return token.dep_ == "dobj" and token.head.i in heads


def territory(trigger: Trigger, heads: set[int], parties: Sequence[Token], places: Places) -> Where | None:
    """'In Kenyan waters', 'shelled a Syrian town': the country; of ships and rigs the sea, if the story names it."""
    nouns = [t for t in parties if t.sent == trigger.head.sent]
    holders = [*nouns, *(trigger.head.doc[i] for i in sorted(heads))]
    for preposition in (c for holder in holders for c in holder.children if c.lower_ in LOCATIVE):
        nouns += [c for c in preposition.children if c.dep_ == "pobj"]
    floating = [n for n in nouns if n.lemma_.lower() in where_words().afloat]
    ashore = [n for n in nouns if n not in floating]
    if (land := part_of_country(ashore, places)) is not None:
        return Where(land, "a part of the country suffers it")
    if floating and (sea := told_sea(trigger, places)) is not None:
        return Where(sea, "what suffers it is at sea", inferred=True)
    land = part_of_country(floating, places)
    return Where(land, "a part of the country suffers it") if land is not None else None


def part_of_country(nouns: Sequence[Token], places: Places) -> PlaceRef | None:
    """The country of the first noun that is a part of one."""
    for noun in (n for n in nouns if n.lemma_.lower() in where_words().territory):
        for child in noun.children:
            country = country_of_demonym(child.text) if child.dep_ in ("amod", "compound") else None
            if country is not None and (found := places.land(child, noun, country)):
                return found
    return None


def told_sea(trigger: Trigger, places: Places) -> PlaceRef | None:
    """The sea told last up to the sentence of an act, else the first told behind it."""
    seas = places.inside.seas
    before = bisect_left(seas.starts, trigger.head.sent.end)
    return seas.all[max(before - 1, 0)].what if seas.all else None
