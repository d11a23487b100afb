"""Parties named by common nouns: 'Egyptian court', 'the president', 'its planes', 'a group of tourists'."""

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from lexicon.countries import display_names
from lexicon.world import equipment, transparent, word_list
from tasks.resolve.labels import VALUES
from tasks.resolve.nouns import RELATIONS, Reading, read_head
from tasks.resolve.phrases import (
    clause_verb,
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
from tasks.resolve.profiles import Profile, country_after, country_of_object, root_of
from tasks.resolve.scene import Scene, country_before

HOMELESS = frozenset(["CRM", "REF", "UAF", "IGO", "PRE", "NGO", "REB"])  # sectors that the article's country says nothing about
ABROAD = word_list("abroad")  # plurals of these are of several countries; embassies are never the article's own
GOVERNMENTS = frozenset(["government", "country", "nation", "administration", "regime", "state"])
BACK = 12  # earlier phrases with the same head that are looked at
OWNER_PREPOSITIONS = frozenset(["of", "for", "from", "with", "at", "in"])
SYNONYMS = {"premier": "prime minister", "pm": "prime minister"}


class Commons:
    """Reads common noun phrases. `ask` gives the profile of any token, `holder` the last holder of an office."""

    def __init__(
        self,
        scene: Scene,
        ask: Callable[[Token], Profile | None],
        holder: Callable[[Token, frozenset[str], str], Profile | None],
    ) -> None:
        self.scene, self.ask, self.holder = scene, ask, holder
        self.earlier: dict[str, list[Token]] = {}

    def note(self, head: Token, reading: Reading) -> None:
        """Remembers a role noun for later phrases that point back to it."""
        self.earlier.setdefault(lemma(head), []).append(head)

    def state(self, alpha3: str) -> Profile | None:
        """A country acting through its government."""
        name = display_names().get(alpha3)
        return Profile(name, alpha3, "GOV", state=True) if name else None

    def profile(self, head: Token) -> Profile | None:
        """The party that a common noun names; None if it cannot be one."""
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

    def role(self, head: Token, start: int, reading: Reading) -> Profile | None:
        country = self.own_country(head, start)
        back = self.points_back(head, start, reading, country)
        if back is not None:
            return back
        owner = None if reading.fixed or reading.word in RELATIONS else self.owner(head, start)
        sector = owner.sector if owner is not None and owner.sector not in ("", "UNK") else reading.sector
        if owner is not None and owner.country and not country:
            country = owner.country
        country = country or self.default_country(head, reading.word, sector)
        return Profile(self.name(head, reading, country), country, sector)

    def machine(self, head: Token, start: int, reading: Reading | None) -> Profile:
        """Equipment acts for its owner."""
        owner = self.owner(head, start)
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
        for i in range(start, head.i):
            named = self.scene.named_at.get(i)
            if named is not None and named.label not in VALUES and (found := self.ask(root_of(self.scene, named))):
                return found.country
        return country_after(self.scene, head)

    def owner(self, head: Token, start: int) -> Profile | None:
        """Whose spokesman, whose forces: a name or possessor before the head, or the complement after it."""
        for i in range(start, head.i):
            named = self.scene.named_at.get(i)
            if named is not None and named.label in ("ORG", "PERSON") and (found := self.ask(root_of(self.scene, named))):
                return found
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
        return self.same_head(head)

    def same_head(self, head: Token) -> Profile | None:
        """An earlier phrase with the same head that says more."""
        before = [t for t in self.earlier.get(lemma(head), ()) if t.i < head.i and is_plural(t) == is_plural(head)]
        for token in reversed(before[-BACK:]):
            if country_before(self.scene, token, first_of_phrase(token)) or possessor(token) is not None:
                return self.ask(token)
        return None

    def default_country(self, head: Token, word: str, sector: str) -> str:
        """Where nothing in the phrase tells: the place of the clause, else the article's country, for those at home there."""
        last = word.split()[-1]
        if last in ABROAD and (is_plural(head) or last in ("embassy", "consulate", "victim")):
            return ""
        if sector in HOMELESS and sector != "REB":
            return ""
        return self.clause_country(head) or self.scene.focus

    def clause_country(self, head: Token) -> str:
        """The country of 'in Ankara' beside the verb."""
        verb = clause_verb(head)
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "near", "at", "across"):
                for noun in objects(child):
                    if alpha3 := country_of_object(self.scene, noun):
                        return alpha3
        return ""

    def name(self, head: Token, reading: Reading, country: str) -> str:
        """The canonical name: a country for its government, else the phrase."""
        if reading.word in GOVERNMENTS and not is_plural(head) and country in display_names():
            return display_names()[country]
        return self.text(head)
