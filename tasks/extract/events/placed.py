"""How places hang in the parse: on the trigger, on a noun of it, or on another happening."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from lexicon.countries import Country
from lexicon.gazetteer import gazetteer
from lexicon.reporting import reporting
from lexicon.where import where_words
from schemas.parts import PlaceRef
from tasks.annotate import Annotated
from tasks.extract.events.deeds import MATERIAL, is_deed
from tasks.extract.events.triggers import Trigger
from tasks.extract.quotes.marks import Quoted
from tasks.resolve.found import Found, Located

LOCATIVE = where_words().locative
CLAUSE_HEADS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "parataxis"})
HANGING = ("compound", "appos", "nmod", "conj", "poss")
FILED = 0.5  # share of the mentions of the country it is about that the country of the dateline must have
COUNTRY = "PCLI"
WATERS = ("SEA", "OCN", "GULF", "STRT", "BAY", "CHNL", "LK")  # GeoNames feature codes
PROVINCES = ("ADM1", "ADM2", "RGN")
TOWN = "PPL"  # what the codes of all populated places begin with
ROUTE = 8  # words between the two ends of a route: 'from the mines to the coast'


class Inside(Located[PlaceRef]):
    """The places inside the parse."""

    @cached_property
    def countries(self) -> dict[str, PlaceRef]:
        """alpha-3 to the first mention of a country by its name."""
        return {p.what.country: p.what for p in reversed(self.all) if p.what.feature == COUNTRY}

    @cached_property
    def kinds(self) -> dict[str, Located[PlaceRef]]:
        return {}

    def of_kind(self, noun: str) -> Located[PlaceRef]:
        """Those of the kind that a noun names: towns of 'city'."""
        if noun not in self.kinds:
            self.kinds[noun] = Located(p for p in self.all if is_a(p.what, noun))
        return self.kinds[noun]

    @cached_property
    def seas(self) -> Located[PlaceRef]:
        return Located(p for p in self.all if p.what.feature in WATERS)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of an article, the country that it is about, and what stands between quotation marks."""

    annotated: Annotated
    inside: Inside
    dateline: tuple[Found[PlaceRef], ...]
    home: str
    counts: Mapping[str, float]  # how much the article speaks of each country
    quoted: tuple[Quoted, ...] = ()

    def country(self, alpha3: str) -> PlaceRef | None:
        """The first mention of a country by its name."""
        filed = (p.what for p in self.dateline if p.what.country == alpha3 and p.what.feature == COUNTRY)
        return (self.inside.countries.get(alpha3) or next(filed, None)) if alpha3 else None

    def beside(self, tokens: Iterable[Token]) -> list[Found[PlaceRef]]:
        """The places in the sentences of these tokens, in text order."""
        sentences = {(t.sent.start, t.sent.end) for t in tokens}
        return [p for start, end in sorted(sentences) for p in self.inside.between(start, end)]

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


def heads_of(trigger: Trigger) -> set[int]:
    """The tokens of a trigger, its light verb among them; not what words ask for or announce, which is done elsewhere."""
    light = set() if trigger.light_head is None else {trigger.light_head.i}
    asked = {t.i for t in trigger.words[1:] if trigger.rule.quad not in MATERIAL and t.dep_ == "xcomp"}
    return ({trigger.head.i, *(t.i for t in trigger.words)} | light) - asked


def root_token(place: Found[PlaceRef], doc: Doc) -> Token:
    """The head of the place's noun phrase, past compounds and appositions ('Kabul, Afghanistan', 'the Kabul suburb').

    'The city of Kabul' is Kabul. What belongs to a country is not the country: 'a U.S. convoy', 'Kenya's army'.
    """
    token = doc[place.start : place.end].root
    while (token.dep_ in HANGING and token.head != token) or names_kind(token):
        if token.dep_ == "pobj":
            token = token.head.head
        elif token.dep_ not in ("appos", "conj") and owned(place, token.head):
            return token
        else:
            token = token.head
    return token


def names_kind(name: Token) -> bool:
    """'The city of Kabul', 'the port of Mombasa': a noun before the name tells what it is."""
    of = name.head
    return name.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in where_words().territory


def owned(place: Found[PlaceRef], noun: Token) -> bool:
    """Whether a noun behind a place's name is something of the place that may be anywhere; towns have streets and suburbs."""
    country = place.what.feature == COUNTRY
    return (
        place.what.geo_precision == 3
        and (country or noun.pos_ != "PROPN")
        and noun.lemma_.lower() not in where_words().territory
    )


def locative(place: Found[PlaceRef], trigger: Trigger) -> bool:
    """Whether a preposition of place governs it; not as the far end of a route, nor as a sea that another act aims at."""
    token = root_token(place, trigger.head.doc)
    if token.dep_ != "pobj" or token.head.lower_ not in LOCATIVE or ends_route(token):
        return False
    return not (place.what.feature in WATERS and token.head.lower_ in ("to", "into", "toward", "towards", "over"))


def said_there(place: Found[PlaceRef], trigger: Trigger) -> bool:
    """'Diplomats said in Lima that ...', 'the pact, signed in Lima, bans ...': where words were said, not what they tell of."""
    token = root_token(place, trigger.head.doc)
    verb = token.head.head
    if token.dep_ == "pobj" and verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in where_words().papers:
        return True
    own = {trigger.head.i, *(t.i for t in trigger.words)}
    return token.dep_ == "pobj" and verb.pos_ == "VERB" and verb.i not in own and reporting().tells(verb.lemma_.lower())


def of_party(place: Found[PlaceRef], parties: Sequence[Token]) -> bool:
    """'called on Kenya', 'talks with Kenya': the place name names a party, not a place."""
    return any(place.start <= t.i < place.end for t in parties)


def elsewhere(at: int, trigger: Trigger) -> bool:
    """Whether a place or date at this token is another act's: 'questioned over the bombing of two embassies in Kenya'."""
    token, own = trigger.head.doc[at], {trigger.head.i, *(t.i for t in trigger.words)}
    for ancestor in token.ancestors:
        about = speaks_of(trigger) and ancestor != trigger.head and is_deed(ancestor)  # "protested the coup in Chad"
        if (ancestor.i in own and not about) or ancestor.pos_ in ("VERB", "AUX"):
            return False
        if other_happening(ancestor, speaks_of(trigger)):
            return ancestor.sent == trigger.head.sent
    return False


def speaks_of(trigger: Trigger) -> bool:
    """Whether it may be about a deed done elsewhere: words are, and protests against one."""
    return trigger.rule.quad not in MATERIAL or trigger.rule.frame == "protest"


def other_happening(noun: Token, verbal: bool) -> bool:
    """'held over the bombing of a hotel in Kenya', 'condemned the attack in Nairobi': the noun's place, not the verb's."""
    other = (verbal and noun.dep_ == "dobj") or (noun.dep_ == "pobj" and noun.head.lower_ not in where_words().within)
    return other and is_deed(noun)


def ties(place: Found[PlaceRef], heads: set[int], trigger: Trigger) -> bool:
    """Whether locative phrases lead from the place up to the trigger or its light verb, through at most one noun."""
    return leads(root_token(place, trigger.head.doc), heads, trigger)


def leads(token: Token, heads: set[int], trigger: Trigger) -> bool:
    """Whether locative phrases lead from a noun up to the trigger or its light verb, through at most one other noun."""
    for _ in range(3):
        if token.dep_ != "pobj" or token.head.lower_ not in LOCATIVE | {"of"} or ends_route(token):
            return False
        governor = above(token)
        if governor.i not in heads and is_reduced(governor):  # "a meeting held in", "an embassy located in"
            governor = governor.head
        if governor.i in heads:
            return True
        if other_happening(governor, speaks_of(trigger)):
            return False
        named = governor.dep_ in ("dobj", "nsubjpass", "pobj", "nsubj") and token.head.lower_ in LOCATIVE
        if named and governor.head.i in heads:
            return True
        token = governor
    return False


def is_reduced(verb: Token) -> bool:
    """'A meeting held in Lima': a participle behind its noun; not 'reports that they had met in Lima'."""
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def above(noun: Token) -> Token:
    """What the phrase of a preposition hangs on, past further prepositions: of 'from behind the hill' what is from there."""
    governor = noun.head.head
    while governor.dep_ in ("prep", "pcomp") and governor.pos_ != "VERB" and governor.head != governor:
        governor = governor.head
    return governor


def ends_route(noun: Token) -> bool:
    """'A railway from the mines to the coast': where a thing leads to is not where it was hit."""
    preposition = noun.head
    if preposition.lower_ not in ("to", "into"):
        return False
    before = noun.doc[max(preposition.i - ROUTE, noun.sent.start) : preposition.i]
    start = next((t for t in reversed(before) if t.lower_ == "from"), None)
    if start is None or start.head.pos_ not in ("NOUN", "PROPN"):
        return False  # "flew from the base to the coast"
    return not any(t.pos_ == "VERB" for t in noun.doc[start.i : preposition.i])


def clause_of(token: Token) -> int:
    """Index of the head of the clause that a token stands in."""
    for ancestor in (token, *token.ancestors):
        if ancestor.dep_ in CLAUSE_HEADS and ancestor.pos_ in ("VERB", "AUX"):
            return ancestor.i
    return token.sent.root.i


def finest(places: Sequence[Found[PlaceRef]]) -> PlaceRef:
    """The most precise of several places; of equals the first."""
    return min((p.what for p in places), key=lambda p: (p.lat is None, p.geo_precision))


def in_sentence_of(place: Found[PlaceRef], trigger: Trigger) -> bool:
    return trigger.head.sent.start <= place.start < trigger.head.sent.end


def is_a(place: PlaceRef, noun: str) -> bool:
    words, feature = where_words(), place.feature
    return (
        (noun in words.towns and feature.startswith(TOWN))
        or (noun in words.provinces and feature in PROVINCES)
        or (noun in words.lands and feature == COUNTRY)
        or (noun in words.waters and feature in WATERS)
    )
