"""What an article tells of its names: which are people, which are places, whatever the model took them for.

One telling place is enough for all mentions of a name: "Bendt Ruler, 43," is a person, "the village of Ostrava" a place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from lexicon.countries import cities, fold
from lexicon.gazetteer import gazetteer
from lexicon.lists import word_list
from lexicon.persons import person_key
from lexicon.world import abbreviations, roles, suffix_sectors, titles
from tasks.resolve.contained import areas_behind
from tasks.resolve.labels import Named
from tasks.resolve.toponym import is_taken, load_words
from tasks.resolve.values import VALUES

PLACED = frozenset(["ORG", "PERSON", "GPE", "PRODUCT", "FAC"])  # labels of names that may be places
LONGEST_PERSON = 5  # words of a personal name
INITIAL = re.compile(r"[A-Z]\.")
AGE = re.compile(r"1?\d{1,2}")
GENERATIONS = word_list("generations")
PARTICLES = word_list("particles")
FIRMLY_IN = word_list("firmly_in")


@dataclass(frozen=True, slots=True)
class Told:
    """What the article as a whole tells of its names."""

    votes: dict[str, str]  # text to most frequent label
    people: frozenset[str]  # texts
    places: frozenset[str]  # texts
    surnames: frozenset[str]  # lower case
    bodies: frozenset[str]  # first words of longer names of bodies, which stand for them alone: the 'Merrill' of a firm
    firsts: frozenset[str]  # given names of people named in full, lower case; none that is a surname too


def people_told(doc: Doc, named: Iterable[Named]) -> set[str]:
    """Texts of names that the article or their own form tells to be people's."""
    return {text_of(doc, n) for n in named if is_open(n) and may_be_person(doc, n) and tells_person(doc, n)}


def places_told(doc: Doc, named: Iterable[Named], people: set[str]) -> set[str]:
    """Texts of names that the article tells to be places."""
    found = {text_of(doc, n) for n in named if is_open(n) and tells_place(doc, n)}
    longer = {t.text for n in named if n.label == "PERSON" and n.end - n.inner > 1 for t in doc[n.inner : n.end]}
    titled = {text_of(doc, n) for n in named if n.inner and doc[n.inner - 1].lower_ in titles()["honorific"]}
    return found - people - longer - titled


def text_of(doc: Doc, n: Named) -> str:
    return doc[n.inner : n.end].text


def is_open(n: Named) -> bool:
    """Whether the label is not known from data."""
    return n.label not in VALUES and n.body is None and n.country is None


# People


def may_be_person(doc: Doc, n: Named) -> bool:
    """Capitalized words that say no body or place, without an article before them."""
    words = doc[n.inner : n.end]
    if n.label in ("GPE", "LOC", "FAC") and fold(words.text) in cities():
        return False
    if len(words) > LONGEST_PERSON or (n.inner and doc[n.inner - 1].lower_ in ("the", "a", "an")):
        return False
    return is_personal(words[-1]) and all(is_personal(t) or t.lower_ in PARTICLES for t in words)


def is_personal(token: Token) -> bool:
    word = token.lower_
    if not token.text[:1].isupper() or not (
        token.is_alpha or INITIAL.fullmatch(token.text) or word in GENERATIONS or "-" in word or "'" in word
    ):
        return False
    return word not in suffix_sectors() and not (token.is_alpha and token.is_upper and len(token) > 3)


def tells_person(doc: Doc, n: Named) -> bool:
    if has_full_form(doc, n) or has_age(doc, n.end) or is_called_person(doc, n):
        return True
    return has_relative(doc, n.end) and not (n.inner and doc[n.inner - 1].lower_ in load_words().locative)


def has_full_form(doc: Doc, n: Named) -> bool:
    """A given name or an initial first, or an initial between names: 'Karin Ost', 'J. Welk', 'Ost P. Welk'."""
    words = list(doc[n.inner : n.end])
    if len(words) < 2 or fold(text_of(doc, n)) in cities() or n.label in ("LOC", "FAC"):
        return False
    if any(INITIAL.fullmatch(t.text) for t in words[:-1]):
        return True
    first = person_key(words[0].text)
    return first in titles()["women"] | titles()["men"] and fold(words[0].text) not in cities()


def has_age(doc: Doc, at: int) -> bool:
    """', 43,' or ', 43.' behind the name; '(43)' tells many other things."""
    closed = at + 2 < len(doc) and doc[at + 2].text in (",", ".", ")", ";")
    return closed and doc[at].text == "," and AGE.fullmatch(doc[at + 1].text) is not None


def has_relative(doc: Doc, at: int) -> bool:
    """'who' or ', who' behind the name; 'whose' stands behind bodies too."""
    at += doc[at : at + 1].text == ","
    return doc[at : at + 1].text == "who"


def is_called_person(doc: Doc, n: Named) -> bool:
    """A noun for a person right before the name, or in apposition behind it: 'nurse X', 'X, the lawyer'."""
    before = doc[n.inner - 1] if n.inner and not doc[n.inner].is_sent_start else None
    if before is not None and before.tag_ == "NN" and before.text.islower() and is_human(before):
        return True
    root = doc[n.inner : n.end].root
    behind = [c for c in root.children if c.dep_ == "appos" and c.i > n.end and doc[n.end].text == ","]
    return any(t.tag_ == "NN" and t.text.islower() and is_human(t) for t in behind)


def is_human(noun: Token) -> bool:
    word = abbreviations().get(noun.lemma_.lower(), noun.lemma_.lower())
    role = roles().get(word)
    return word in word_list("humans") or (
        role is not None and role.person and role.sector not in ("BUS", "UNK") and not role.generic
    )


# Places


def tells_place(doc: Doc, n: Named) -> bool:
    if n.inner > 1 and doc[n.inner - 1].lower_ == "of" and doc[n.inner - 2].lower_ in load_words().kinds:
        return True
    text = text_of(doc, n)
    if (
        n.label not in PLACED
        or doc[n.end - 1].lower_ in suffix_sectors()
        or fold(text) in load_words().never
        or not gazetteer().lookup(text)
    ):
        return False
    if areas_behind(doc, n.end) or is_taken(doc[n.inner : n.end]):
        return True
    owner = n.end < len(doc) and doc[n.end].tag_ == "POS" and n.label == "PERSON"
    firm = n.inner > 0 and doc[n.inner - 1].lower_ in FIRMLY_IN
    return firm and not owner and person_key(text) not in titles()["women"] | titles()["men"]
