"""Where an event happened: the place that the parse ties to its trigger, else to its clause, else where the story is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from lexicon.countries import Country, country_of_demonym
from lexicon.events import load_events
from lexicon.gazetteer import gazetteer
from lexicon.where import where_words
from schemas.parts import PlaceRef
from tasks.annotate import Annotated
from tasks.extract.events.draft import Where
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import OUTSIDE, Found

LOCATIVE = where_words().locative
TERRITORY = where_words().territory
CLAUSE_HEADS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "parataxis"})
BACK = 2  # how many sentences back a place still holds
MATERIAL = ("MC", "MX")
HOSTED = ("visit",)  # frames whose recipient is where it happens
FILED = 0.5  # share of the mentions of the country it is about that the country of the dateline must have
GIVING = ("give", "help")  # frames of acts that take place where the help goes
GATHERED = ("meet", "host")  # frames of acts that need a place as deeds do
COUNTRY = "PCLI"
WITHIN = where_words().within


@dataclass(frozen=True, slots=True)
class Places:
    """The places of an article, and the country that it is about."""

    annotated: Annotated
    inside: tuple[Found[PlaceRef], ...]
    dateline: tuple[Found[PlaceRef], ...]
    home: str
    counts: Mapping[str, float]  # how much the article speaks of each country

    @staticmethod
    def of(annotated: Annotated, places: Sequence[Found[PlaceRef]], home: str, counts: Mapping[str, float]) -> "Places":
        inside = tuple(p for p in places if p.start != OUTSIDE)
        return Places(annotated, inside, tuple(p for p in places if p.start == OUTSIDE), home, counts)

    def country(self, alpha3: str) -> PlaceRef | None:
        """The first mention of a country by its name."""
        named = (p.what for p in (*self.inside, *self.dateline) if p.what.country == alpha3 and p.what.feature == COUNTRY)
        return next(named, None) if alpha3 else None

    def filed_at(self, alpha3: str) -> bool:
        """Whether the story was filed where it happened: news of Peru filed from Madrid says little of Spain."""
        enough = FILED * self.counts.get(alpha3, 0)
        return any(p.what.country in (alpha3, "") or self.counts.get(p.what.country, 0) >= enough for p in self.dateline)

    def land(self, demonym: Token, noun: Token, country: Country) -> PlaceRef | None:
        """'Kenyan waters' as a place: the country's point, the phrase's span."""
        found = next((e for e in gazetteer().lookup(country.name) if e.feature == COUNTRY), None)
        span = self.annotated.span(demonym.i, noun.i + 1)
        if found is None:
            return None
        return PlaceRef(
            span.start, span.end, span.text, found.name, found.geonameid, found.lat, found.lon,
            found.country, "", COUNTRY, 3, 1.0,
        )  # fmt: skip


def locate(trigger: Trigger, parties: Sequence[Token], places: Places, current: bool = True) -> Where:
    """The place of one event. `parties` are the tokens of its recipients: a town that is bombed is where it happened.

    What is not `current`, such as an act of years ago, is not where the story is.
    """
    material = trigger.rule.quad in MATERIAL
    if found := in_sentence(trigger, parties, places, material or trigger.rule.frame in HOSTED):
        return found
    return from_story(trigger, places) if (material or gathered(trigger)) and current else Where()


def gathered(trigger: Trigger) -> bool:
    """Whether people come together for it: a meeting has a place, a statement need not."""
    return trigger.rule.frame in GATHERED and trigger.rule.quad == "VC"


def in_sentence(trigger: Trigger, parties: Sequence[Token], places: Places, material: bool) -> Where | None:
    """The place that the event's own sentence tells."""
    heads = {trigger.head.i, *(t.i for t in trigger.words)} | (
        {trigger.light_head.i} if trigger.light_head is not None else set()
    )
    tied = [p for p in places.inside if ties(p, heads, trigger) and (material or not of_party(p, parties))]
    if tied:
        return Where(finest(tied), "a phrase on the trigger names it")
    if material and (suffering := [p for p in places.inside if of_party(p, parties) or gone_through(p, heads, trigger)]):
        return Where(finest(suffering), "it is itself the recipient")
    if material and (land := territory(trigger, heads, parties, places)) is not None:
        return Where(land, "a part of the country suffers it")
    if given := [p for p in places.inside if given_to(p, heads, trigger)]:
        return Where(finest(given), "what is given goes there")
    return nearby(trigger, parties, places, material)


def nearby(trigger: Trigger, parties: Sequence[Token], places: Places, material: bool) -> Where | None:
    """The place that another word of the sentence names."""
    purpose = is_purpose(trigger.head)
    clauses = {clause_of(trigger.head)} | ({clause_of(trigger.head.head)} if purpose else set())
    here = [p for p in places.inside if in_sentence_of(p, trigger)]
    same = [p for p in here if locative(p, trigger) and (purpose or not elsewhere(p.start, trigger))]
    same = [p for p in same if material or not of_party(p, parties)]  # "apologized to Kenya" was not said in Kenya
    if near := [p for p in same if clause_of(trigger.head.doc[p.start]) in clauses]:
        return Where(finest(near), "the same clause names it")
    if same and material:
        return Where(finest(same), "the same sentence names it")
    if material and (known := [p for p in here if tells_scene(p, trigger)]):
        return Where(finest(known), "what happened is known by it, or its own police or hospital tell of it", inferred=True)
    return None


def from_story(trigger: Trigger, places: Places) -> Where:
    """A material act whose sentence names no place happened where the story is: at the place last told, in the dateline,
    in the headline, or in the country that the article is about."""
    before = [p for p in places.inside if p.start < trigger.head.sent.start and locative(p, trigger)]
    before = [p for p in before if not elsewhere(p.start, trigger)]
    if before and sentences_between(before[-1], trigger) <= BACK:
        last = trigger.head.doc[before[-1].start].sent
        return Where(finest([p for p in before if p.start >= last.start]), "an earlier sentence names it", inferred=True)
    home = places.country(places.home)
    if places.dateline and (home is None or places.filed_at(home.country)):
        return Where(finest(places.dateline), "the dateline names it", inferred=True)
    return Where(home, "the article is about this country", inferred=True) if home is not None else Where()


def in_sentence_of(place: Found[PlaceRef], trigger: Trigger) -> bool:
    return trigger.head.sent.start <= place.start < trigger.head.sent.end


def sentences_between(place: Found[PlaceRef], trigger: Trigger) -> int:
    return sum(bool(t.is_sent_start) for t in trigger.head.doc[place.start + 1 : trigger.head.sent.start + 1])


def root_token(place: Found[PlaceRef], doc: Doc) -> Token:
    """The head of the place's noun phrase, past compounds and appositions ('Kabul, Afghanistan', 'the Kabul suburb').

    What belongs to a country is not the country: 'a U.S. convoy', 'Kenya's army'.
    """
    token = doc[place.start : place.end].root
    while token.dep_ in ("compound", "appos", "nmod", "conj", "poss") and token.head != token:
        if token.dep_ not in ("appos", "conj") and owned(place, token.head):
            return token
        token = token.head
    return token


def owned(place: Found[PlaceRef], noun: Token) -> bool:
    """Whether a noun behind a place's name is something of the place that may be anywhere; towns have streets and suburbs."""
    country = place.what.feature == COUNTRY
    return place.what.geo_precision == 3 and (country or noun.pos_ != "PROPN") and noun.lemma_.lower() not in TERRITORY


def locative(place: Found[PlaceRef], trigger: Trigger) -> bool:
    token = root_token(place, trigger.head.doc)
    return token.dep_ == "pobj" and token.head.lower_ in LOCATIVE


def of_party(place: Found[PlaceRef], parties: Sequence[Token]) -> bool:
    """'called on Kenya', 'talks with Kenya': the place name names a party, not a place."""
    return any(place.start <= t.i < place.end for t in parties)


def is_purpose(head: Token) -> bool:
    """'Rallied in Lima to urge him to run': what people came together for is done where they are."""
    return head.dep_ in ("advcl", "acl") and head.tag_ == "VB" and any(c.tag_ == "TO" for c in head.children)


def tells_scene(place: Found[PlaceRef], trigger: Trigger) -> bool:
    """'The Kunduz incident happened when ...', 'Lima police recorded 12 kidnappings': a town and what is its own."""
    token = trigger.head.doc[place.start : place.end].root
    if place.what.geo_precision == 3 or token.dep_ not in ("compound", "nmod", "poss"):
        return False
    return token.head.lemma_.lower() in where_words().scenes


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


def territory(trigger: Trigger, heads: set[int], parties: Sequence[Token], places: Places) -> PlaceRef | None:
    """'in Kenyan waters', 'shelled a Syrian town': the country."""
    nouns = [t for t in parties if t.sent == trigger.head.sent]
    holders = [*nouns, *(trigger.head.doc[i] for i in sorted(heads))]
    for preposition in (c for holder in holders for c in holder.children if c.lower_ in LOCATIVE):
        nouns += [c for c in preposition.children if c.dep_ == "pobj"]
    for noun in (n for n in nouns if n.lemma_.lower() in TERRITORY):
        for child in noun.children:
            country = country_of_demonym(child.text) if child.dep_ in ("amod", "compound") else None
            if country is not None and (found := places.land(child, noun, country)):
                return found
    return None


def elsewhere(at: int, trigger: Trigger) -> bool:
    """Whether a place or date at this token is another act's: 'questioned over the bombing of two embassies in Kenya'."""
    token, own = trigger.head.doc[at], {trigger.head.i, *(t.i for t in trigger.words)}
    for ancestor in token.ancestors:
        if ancestor.i in own or ancestor.pos_ in ("VERB", "AUX"):
            return False
        if other_happening(ancestor, trigger.rule.quad not in MATERIAL):
            return ancestor.sent == trigger.head.sent
    return False


def other_happening(noun: Token, verbal: bool) -> bool:
    """'held over the bombing of a hotel in Kenya', 'condemned the attack in Nairobi': the noun's place, not the verb's."""
    other = (verbal and noun.dep_ == "dobj") or (noun.dep_ == "pobj" and noun.head.lower_ not in WITHIN)
    return other and is_deed(noun)


def is_deed(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in material_nouns()


@cache
def material_nouns() -> frozenset[str]:
    """Nouns that alone name a material act: 'bombing', 'arrest', 'strike'."""
    alone = {lemma: [r for p, r in rules if not p.rest and not p.after_of] for lemma, rules in load_events().nouns.items()}
    return frozenset(lemma for lemma, rules in alone.items() if any(r.quad in MATERIAL for r in rules))


def ties(place: Found[PlaceRef], heads: set[int], trigger: Trigger) -> bool:
    """Whether locative phrases lead from the place up to the trigger or its light verb, through at most one noun."""
    token = root_token(place, trigger.head.doc)
    for _ in range(3):
        if token.dep_ != "pobj" or token.head.lower_ not in LOCATIVE | {"of"}:
            return False
        governor = token.head.head
        while governor.dep_ in ("prep", "pcomp") and governor.pos_ != "VERB" and governor.head != governor:
            governor = governor.head
        if governor.tag_ == "VBN" and governor.dep_ == "acl":  # "a meeting held in", "an embassy located in"
            governor = governor.head
        if governor.i in heads:
            return True
        if other_happening(governor, trigger.rule.quad not in MATERIAL):
            return False
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
