"""The party behind a token: a name, a noun phrase or a pronoun, as canonical name, country and sector."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from lexicon.countries import country_of_capital, country_of_place
from tasks.resolve import coreference
from tasks.resolve.commons import Commons
from tasks.resolve.coreference import (
    Candidate,
    antecedent,
    from_entity,
    from_noun,
    gender_of,
    relative_noun,
    sentence_numbers,
    speaker,
)
from tasks.resolve.labels import Named
from tasks.resolve.nouns import read_head
from tasks.resolve.people import canonical_names, given_gender, name_words, person_names
from tasks.resolve.phrases import PRONOUN_TAGS, first_of_phrase
from tasks.resolve.profiles import (
    HOMELESS,
    STATE_SECTORS,
    Profile,
    from_leader,
    merge,
    organization_profile,
    people_profile,
    person_evidence,
    place_profile,
    root_of,
    title_words,
)
from tasks.resolve.scene import Scene
from tasks.resolve.values import VALUES

HOLDERS = 100  # of an office, that are looked at for the one meant
DEEPEST = 20  # questions within questions
EVIDENCE = 6  # mentions of a person that are read for country and sector
CITIZENS = "CVL"


class Parties:
    """Profiles of an article's parties, each worked out once and when first asked for."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.sentences = sentence_numbers(scene.doc)
        self.person_name = canonical_names(person_names(scene.doc, scene.named))
        self.mentions: dict[str, list[Named]] = {}
        for n in scene.named:
            if n.start in self.person_name:
                self.mentions.setdefault(self.person_name[n.start], []).append(n)
        self.genders = {name: self.gender(found) or given_gender(name) for name, found in self.mentions.items()}
        self.acronyms = acronyms(scene)
        self.commons = Commons(scene, self.profile, self.holder)
        self.candidates = list(self.find_candidates())
        self.memo: dict[int, Profile | None] = {}
        self.people: dict[str, Profile] = {}
        self.busy: set[int] = set()
        self.asked: set[str] = set()
        self.cuts = 0  # questions left open because they led back to themselves or too deep
        self.holders: dict[str, list[tuple[int, str]]] = {}
        self.meet_people()

    def gender(self, mentions: list[Named]) -> str:
        return gender_of([w for n in mentions for w in title_words(self.scene, n)[1]])

    def find_candidates(self) -> Iterator[Candidate]:
        """What pronouns may stand for, in text order."""
        for token in self.scene.doc:
            named = self.scene.at(token)
            if named is not None:
                yield from self.name_candidate(token, named)
            elif token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
                yield from self.noun_candidate(token)

    def name_candidate(self, token: Token, named: Named) -> Iterator[Candidate]:
        if named.label not in VALUES and token.i == root_of(self.scene, named).i and token.dep_ not in ("amod", "compound"):
            gender = self.genders.get(self.person_name.get(named.start, ""), "")
            yield from_entity(named, token, self.sentences[token.i], gender)

    def noun_candidate(self, token: Token) -> Iterator[Candidate]:
        if reading := read_head(token, first_of_phrase(token)):
            self.commons.note(token, reading)
            yield from_noun(reading, token, self.sentences[token.i])

    def profile(self, token: Token) -> Profile | None:
        """The party that a token heads; None if it heads none, or while it is being worked out."""
        if token.i in self.memo:
            return self.memo[token.i]
        if token.i in self.busy or len(self.busy) >= DEEPEST:
            self.cuts += 1
            return None
        before = self.cuts
        self.busy.add(token.i)
        found = self.work_out(token)
        self.busy.discard(token.i)
        if self.cuts == before or not self.busy:  # an answer that a loop cut short is good for this question only
            self.memo[token.i] = found
        return found

    def work_out(self, token: Token) -> Profile | None:
        if token.tag_ in PRONOUN_TAGS or token.lower_ in coreference.RELATIVE:
            return self.pronoun(token)
        named = self.scene.at(token)
        if named is not None:
            return self.entity(named)
        apposed = self.proper_apposition(token)
        if apposed is not None:
            return self.entity(apposed)
        return self.commons.profile(token) or self.unlabelled(token)

    def unlabelled(self, token: Token) -> Profile | None:
        """A proper noun that the model missed: a leader's surname, a capital, a town."""
        if (
            token.pos_ != "PROPN"
            or not token.text[:1].isupper()
            or (token.is_sent_start and token.dep_ not in ("nsubj", "nsubjpass"))
        ):
            return None
        if leader := from_leader(self.scene, token.text, None):
            return leader
        if capital := country_of_capital(token.text):
            return self.commons.state(capital.alpha3)
        alpha3 = country_of_place(token.text)
        return Profile(token.text, alpha3, CITIZENS) if alpha3 else None

    def proper_apposition(self, token: Token) -> Named | None:
        """The name in 'the defence minister, Sergei Shoigu': of an apposition take the proper name."""
        for child in token.rights:
            named = self.scene.at(child) if child.dep_ == "appos" else None
            if named is not None and named.label in ("PERSON", "ORG"):
                return named
        return None

    def pronoun(self, token: Token) -> Profile | None:
        noun = self.referent(token)
        found = self.profile(noun) if noun is not None else None
        if found and token.lower_ in ("we", "us", "our", "ours") and found.sector in STATE_SECTORS and found.country:
            return self.commons.state(found.country) or found
        return found

    def referent(self, token: Token) -> Token | None:
        """The token that a pronoun stands for."""
        word = token.lower_
        if word in coreference.SPEAKER:
            return speaker(token, self.sentences)
        if word in coreference.RELATIVE:
            return relative_noun(token)
        if word in coreference.MALE | coreference.FEMALE | coreference.THING | coreference.MANY:
            return antecedent(token, self.candidates, self.sentences)
        return None

    def entity(self, named: Named) -> Profile | None:
        """A named entity's profile; None for values and works."""
        if named.label == "PERSON":
            return self.person(named)
        if named.label == "ORG":
            full = self.acronyms.get(named.start, named)
            return organization_profile(self.scene, full, self.profile)
        if named.label in ("GPE", "LOC", "FAC"):
            return place_profile(self.scene, named)
        return people_profile(self.scene, named) if named.label == "NORP" else None

    def person(self, named: Named) -> Profile:
        """A person, from the mentions that tell most and from the list of leaders."""
        name = self.person_name[named.start]
        if name in self.people:
            return self.people[name]
        if name in self.asked or len(self.asked) >= DEEPEST:
            self.cuts += 1
            return self.finish_person(name, None, None)
        before = self.cuts
        self.asked.add(name)
        told = self.told_of(name)
        self.asked.discard(name)
        found = self.finish_person(name, told, from_leader(self.scene, name, told))
        if self.cuts == before or not self.asked:
            self.people[name] = found
        return found

    def told_of(self, name: str) -> Profile | None:
        """What the mentions of a person say, the earlier first."""
        told: Profile | None = None
        for mention in self.mentions[name][:EVIDENCE]:
            seen = person_evidence(self.scene, mention, self.profile, self.commons.describe)
            told = merge(told, seen) if told and seen else told or seen
            if told and told.country and told.sector:
                break
        return told

    def finish_person(self, name: str, told: Profile | None, leader: Profile | None) -> Profile:
        """Fills what the text leaves open: from the leader, then the article's country for holders of an office."""
        base = replace(told or Profile("", "", ""), name=name, gender=self.genders.get(name, ""))
        if leader is not None:
            sector = base.sector if base.sector and leader.sector in ("GOV", "ELI", "LEG") else leader.sector
            longer = leader.name if len(name_words(name)) == 1 else name
            return replace(base, name=longer, country=leader.country, sector=sector)
        first = root_of(self.scene, self.mentions[name][0])
        country = base.country or (self.scene.focus.home(first) if base.sector not in HOMELESS else "")
        return replace(base, country=country, sector=base.sector or CITIZENS)

    def holder(self, head: Token, offices: frozenset[str], country: str) -> Profile | None:
        """The last person before a token who was given one of these offices: 'the president'.

        Looks only at people who are worked out already: all are, in text order, before anybody asks.
        """
        for office in offices:
            known = self.holders.get(office, [])
            at = bisect_left(known, head.i, key=lambda holder: holder[0])
            for index, name in reversed(known[max(at - HOLDERS, 0) : at]):
                found = self.people[name]
                if index < head.i and (not country or found.country == country):
                    return found
        return None

    def meet_people(self) -> None:
        """Works out all people in text order, and who holds which office from which token on."""
        for named in self.scene.named:
            if named.start in self.person_name:
                name = self.person_name[named.start]
                for office in self.person(named).offices:
                    if name in self.people:
                        self.holders.setdefault(office, []).append((named.start, name))


def acronyms(scene: Scene) -> dict[int, Named]:
    """First token of a short form in capitals to the organization whose initials it gives."""
    longer: dict[str, Named] = {}
    for n in scene.named:
        words = [t.text for t in scene.doc[n.inner : n.end] if t.text[:1].isupper()]
        if n.label == "ORG" and len(words) > 1:
            longer.setdefault("".join(w[0] for w in words), n)
    out = {}
    for n in scene.named:
        text = scene.doc[n.inner : n.end].text.replace(".", "")
        if (
            n.body is None
            and 2 <= len(text) <= 6
            and text.isupper()
            and text in longer
            and n.label in ("ORG", "GPE", "PRODUCT")
        ):
            out[n.start] = longer[text]
    return {**out, **tails(scene)}


def tails(scene: Scene) -> dict[int, Named]:
    """First token of a body's name to the same name with its country: 'Fisheries Board' to 'Kenyan Fisheries Board'."""
    full: dict[str, Named] = {}
    for n in scene.named:
        if n.label == "ORG" and n.body is None and n.inner in scene.country_at:
            start = scene.country_at[n.inner][1].end
            if n.end - start > 1:
                full.setdefault(scene.doc[start : n.end].text, n)
    bare = (n for n in scene.named if n.label == "ORG" and n.body is None and n.inner not in scene.country_at)
    return {n.start: full[text] for n in bare if (text := scene.doc[n.inner : n.end].text) in full}
