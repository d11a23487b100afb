"""Parties named by common nouns: 'Egyptian court', 'the president', 'its planes', 'a group of tourists'."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from lexicon.countries import capitals, country_of_place, display_names, fold
from lexicon.lists import word_list
from lexicon.world import equipment, heads_of, transparent
from tasks.resolve.kinds import kind_before, member_name, name_of_kind
from tasks.resolve.nouns import RELATIONS, Reading, read_head
from tasks.resolve.phrases import (
    clause_verb,
    defined_end,
    first_of_phrase,
    is_definite,
    is_plural,
    lemma,
    objects,
    of_complement,
    phrase_end,
    phrase_start,
    possessor,
)
from tasks.resolve.profiles import HOMELESS, Profile, country_after, country_of_object, root_of
from tasks.resolve.scene import Scene, country_before, place_country

ABROAD = word_list("abroad")  # plurals of these are of several countries; embassies are never the article's own
GOVERNMENTS = frozenset(["government", "country", "nation", "administration", "regime", "state"])
FORCES = frozenset(["MIL", "COP"])
MEN = frozenset(["man", "woman"])
SERVING = word_list("serving")
IRREGULARS = frozenset(["REB", "PRM", "UAF", "CRM"])
MISSIONS = frozenset(["embassy", "consulate"])
PLACED = frozenset(["report"])  # of which there are many: which one, its place says
TRAVELLING = frozenset(["GOV", "LEG", "PTY", "SPY", "MIL"])  # who act abroad as well as at home
CLAUSE = 30  # tokens on each side in which a place of the clause is looked for
BACK = 12  # earlier phrases with the same head that are looked at
ARMED = frozenset(["REB", "OPP", "PRM", "UAF", "MIL"])
OWNER_PREPOSITIONS = frozenset(["of", "for", "from", "with", "at", "in"])
SYNONYMS = {"premier": "prime minister", "pm": "prime minister"}


def kind_of(head: Token) -> tuple[str, bool]:
    """Lemma and number of a noun; of missions, one stands for many."""
    return lemma(head), is_plural(head) and lemma(head) not in MISSIONS


class Commons:
    """Reads common noun phrases. `ask` gives the profile of any token, `holder` the last holder of an office."""

    def __init__(
        self,
        scene: Scene,
        ask: Callable[[Token], Profile | None],
        holder: Callable[[Token, frozenset[str], str], Profile | None],
    ) -> None:
        self.scene, self.ask, self.holder = scene, ask, holder
        self.earlier: dict[tuple[str, bool], list[Token]] = {}  # by lemma and number, in text order
        self.forces: list[tuple[int, str]] = []

    def note(self, head: Token, reading: Reading) -> None:
        """Remembers a role noun for later phrases that point back to it."""
        self.earlier.setdefault(kind_of(head), []).append(head)
        if reading.sector in FORCES and reading.word not in SERVING:
            self.forces.append((head.i, reading.sector))

    def state(self, alpha3: str) -> Profile | None:
        """A country acting through its government."""
        name = display_names().get(alpha3)
        return Profile(name, alpha3, "GOV", state=True) if name else None

    def profile(self, head: Token) -> Profile | None:
        """The party that a common noun names; None if it cannot be one."""
        if lemma(head) == "state" and (of := of_complement(head)) and not any(o.pos_ == "PROPN" for o in objects(of)):
            return None  # "state of emergency", "state of play"
        start = first_of_phrase(head)
        if (inner := self.through(head)) is not None:
            return replace(inner, name=self.text(head), state=False)
        reading = read_head(head, start)
        military = lemma(head) in equipment()["military"] and (reading is None or not reading.fixed)
        if reading is None and not military:
            return None
        return self.machine(head, start, reading) if reading is None or military else self.role(head, start, reading)

    def through(self, head: Token) -> Profile | None:
        """The party inside 'a group of tourists', 'members of parliament'."""
        of = of_complement(head)
        if of is None or lemma(head) not in transparent():
            return None
        return next((found for noun in objects(of) if (found := self.ask(noun))), None)

    def text(self, head: Token) -> str:
        return " ".join(self.scene.doc[phrase_start(head) : phrase_end(head)].text.split())

    def describe(self, head: Token) -> Profile | None:
        """What an apposition says of the name beside it: as `profile`, but not who else held the office."""
        start = first_of_phrase(head)
        reading = read_head(head, start)
        return self.told(head, start, reading, self.own_country(head, start)) if reading is not None else None

    def role(self, head: Token, start: int, reading: Reading) -> Profile:
        country = self.own_country(head, start)
        return self.points_back(head, start, reading, country) or self.told(head, start, reading, country)

    def told(self, head: Token, start: int, reading: Reading, country: str) -> Profile:
        """A role noun by its own words, then by its owner, then by where it stands."""
        owner, sector = self.owned_sector(head, start, reading)
        if owner is not None and owner.country and not country:
            country = owner.country
        if reading.word in SERVING and not reading.fixed and owner is None and not country:
            sector = self.force_before(head) or sector
        if not country and sector in ARMED:
            country = self.adversary_country(head) or self.ally_country(head, start)
        if not country and not self.is_unowned(head, start):
            country = self.default_country(head, reading.word, sector)
        if sector == "IGO" and not country:
            country = "IGO"
        return Profile(self.name(head, reading, country), country, sector)

    def force_before(self, head: Token) -> str:
        """'Officers', 'the force': the police or the army, whichever was named last; empty where neither was."""
        at = bisect_left(self.forces, head.i, key=lambda force: force[0])
        return self.forces[at - 1][1] if at else ""

    def owned_sector(self, head: Token, start: int, reading: Reading) -> tuple[Profile | None, str]:
        """Whose spokesman, fighters or headquarters, and the sector that follows from it."""
        name = self.named_owner(head, start)
        if name is not None and name.sector in IRREGULARS and reading.sector in ARMED:
            return name, name.sector
        if name is not None and reading.word in MEN and name.sector in FORCES | IRREGULARS:  # "CRPF men", "a Hamas man"
            return name, name.sector
        if name is not None and reading.role.generic and reading.word not in RELATIONS and not reading.past:
            return name, name.sector if name.sector not in ("", "UNK") else reading.sector
        if reading.word in heads_of() and (body := self.headed_body(head)) is not None:
            return body, "ELI" if reading.past else body.sector
        if reading.fixed or reading.word in RELATIONS:
            return None, reading.sector
        owner = self.owner(head)
        return owner, owner.sector if owner is not None and owner.sector not in ("", "UNK") else reading.sector

    def headed_body(self, head: Token) -> Profile | None:
        """The organization of 'president of the parliament', a name or a common noun with a sector of its own."""
        of = of_complement(head)
        for noun in objects(of) if of is not None else ():
            found = self.ask(noun)
            if found is not None and not found.state and found.sector not in ("", "UNK", "GOV", "CVL"):
                return found
        return None

    def named_owner(self, head: Token, start: int) -> Profile | None:
        """The organization or person named before the head: 'CIA official', 'Taliban fighters', 'Putin aide'."""
        for i in range(start, head.i):
            if (body := self.scene.body_at.get(i)) is not None:
                return Profile(body.name, body.country, body.sector)
            named = self.scene.named_at.get(i)
            if named is not None and named.label in ("ORG", "PERSON") and (found := self.ask(root_of(self.scene, named))):
                return found
        return None

    def machine(self, head: Token, start: int, reading: Reading | None) -> Profile:
        """Equipment acts for its owner."""
        owner = self.named_owner(head, start) or self.owner(head)
        country = self.own_country(head, start) or (owner.country if owner else "")
        if not country and (same := self.same_head(head)) is not None:
            country = same.country
        armed = owner is not None and owner.sector in ("REB", "PRM", "COP", "UAF")
        sector = owner.sector if owner is not None and armed else reading.sector if reading and reading.fixed else "MIL"
        return Profile(self.text(head), country, sector)

    def own_country(self, head: Token, start: int) -> str:
        """The country that the phrase itself gives: a modifier, an owner, a complement."""
        if country := country_before(self.scene, head, start):
            return country.alpha3
        owner = possessor(head)
        if owner is not None and (found := self.ask(owner)):
            return found.country
        if (name := self.named_owner(head, start)) is not None and name.country:
            return name.country
        return self.town_before(head, start) or country_after(self.scene, head)

    def town_before(self, head: Token, start: int) -> str:
        """'Minsk police': the country of a town before the head."""
        for token in self.scene.doc[start : head.i]:
            named = self.scene.at(token)
            if named is not None and named.label in ("GPE", "LOC", "FAC"):
                return place_country(self.scene.doc, named)
            if named is None and is_town_name(token) and (alpha3 := country_of_place(token.text)):
                return alpha3
        return ""

    def owner(self, head: Token) -> Profile | None:
        """Whose spokesman, whose forces: the possessor before the head, or the complement after it."""
        owner = possessor(head)
        if owner is not None and (found := self.ask(owner)):
            return None if found.state else found
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in OWNER_PREPOSITIONS:
                for noun in objects(child):
                    if (found := self.ask(noun)) and not found.state:
                        return found
        return None

    def points_back(self, head: Token, start: int, reading: Reading, country: str) -> Profile | None:
        """'The president' is the last president named; 'the court' the court named before."""
        if reading.role.person and not is_plural(head) and (is_definite(head) or start == head.i or country):
            offices = frozenset([SYNONYMS.get(reading.word, reading.word)])
            if not of_complement(head) and (found := self.holder(head, offices, country)) is not None:
                return found
        if country or start < head.i - 1:
            return None
        return self.same_head(head) or kind_before(self.scene, head, self.ask)

    def same_head(self, head: Token) -> Profile | None:
        """An earlier phrase with the same head that says more."""
        alike = self.earlier.get(kind_of(head), [])
        at = bisect_left(alike, head.i, key=lambda t: t.i)
        for token in reversed(alike[max(at - BACK, 0) : at]):
            if country_before(self.scene, token, first_of_phrase(token)) or possessor(token) is not None:
                return self.ask(token)
        return None

    def adversary_country(self, head: Token) -> str:
        """'Rebel groups opposed to the Syrian president': armed groups have the country that they operate in."""
        for clause in head.children:
            if clause.dep_ in ("acl", "relcl") and clause.lemma_ in word_list("opposing"):
                named = [c for c in clause.children if c.dep_ == "dobj"]
                named += [o for p in clause.children if p.dep_ == "prep" for o in objects(p)]
                if found := next((f for n in named if (f := self.ask(n)) and f.country), None):
                    return found.country
        return ""

    def ally_country(self, head: Token, start: int) -> str:
        """'The Syrian army and allied militia': an ally beside a party is of its country."""
        beside = head.dep_ == "conj" and any(t.lower_ in ("allied", "loyal", "affiliated") for t in head.doc[start : head.i])
        found = self.ask(head.head) if beside else None
        return found.country if found else ""

    def default_country(self, head: Token, word: str, sector: str) -> str:
        """Where nothing in the phrase tells: the place of the clause, else the article's country, for those at home there."""
        last = word.split()[-1]
        owner = possessor(head)
        if owner is not None and lemma(owner) in ABROAD:
            return ""
        if last in ABROAD and (is_plural(head) or last in ("embassy", "consulate", "victim")):
            return ""
        if sector in HOMELESS:
            return ""
        here = "" if sector in TRAVELLING else self.clause_country(head)
        return here or self.scene.focus.home(head)

    def is_unowned(self, head: Token, start: int) -> bool:
        """'Foreign companies', 'unidentified jets': not the article's own country's."""
        return any(t.lower_ in word_list("unowned") for t in self.scene.doc[start : head.i])

    def clause_country(self, head: Token) -> str:
        """The country of 'in Ankara' beside the verb, else of the first such phrase elsewhere in the clause."""
        verb = clause_verb(head)
        own = [c for c in verb.children if is_locative(c)]
        around = [
            t for t in head.doc[max(head.sent.start, head.i - CLAUSE) : min(head.sent.end, head.i + CLAUSE)] if is_locative(t)
        ]
        for preposition in (*own, *(t for t in around if clause_verb(t).i == verb.i)):
            for noun in objects(preposition):
                if alpha3 := country_of_object(self.scene, noun):
                    return alpha3
        return ""

    def name(self, head: Token, reading: Reading, country: str) -> str:
        """The canonical name: a country for its government, else the phrase."""
        if reading.word in GOVERNMENTS and not is_plural(head) and country in display_names():
            return display_names()[country]
        if is_state(head) and (own := country_before(self.scene, head, first_of_phrase(head))) is not None:
            return own.name
        if reading.role.person and (member := member_name(self.scene, head, self.ask)):
            return member
        if lemma(head) in PLACED:
            return " ".join(self.scene.doc[phrase_start(head) : defined_end(head, phrase_end(head))].text.split())
        return name_of_kind(self.scene, head, self.ask) or self.text(head)


def is_state(head: Token) -> bool:
    """'Chilean authorities' are the state; 'local' or 'military' authorities are a part of it."""
    return head.lower_ == "authorities" and first_of_phrase(head) >= head.i - 1


def is_locative(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in ("in", "near", "at", "across", "outside")


def is_town_name(token: Token) -> bool:
    """A capitalized proper noun, or what the tagger takes for an adjective that no list knows: 'Kyiv police'."""
    return token.tag_ == "NNP" or (token.tag_ == "JJ" and token.text[:1].isupper() and fold(token.text) in capitals())
