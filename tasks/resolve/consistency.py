"""Entities that the model labels differently from place to place, or misses: the article itself decides."""

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc, Token

from lexicon.countries import cities, fold, names
from lexicon.gazetteer import gazetteer
from lexicon.persons import person_key
from lexicon.world import abbreviations, leaders, roles, suffix_sectors, titles
from tasks.resolve.evidence import GENERATIONS, Told, is_open, people_told, places_told, text_of
from tasks.resolve.labels import Named
from tasks.resolve.missed import is_given, with_missed

ROUNDS = 2  # what the first finds tells more of the others
METROPOLIS = 500_000  # people of a city that a lone name means rather than somebody who was never named in full
BODIES = frozenset(["PERSON", "GPE", "FAC", "PRODUCT", "WORK_OF_ART"])  # labels that names of bodies get by mistake
NAMES = frozenset(["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"])


def consistent(doc: Doc, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """The same name with the same label throughout, surnames of known people as people, and names after titles as people."""
    for _ in range(ROUNDS):
        told = read_names(doc, named)
        named = tuple(with_missed(doc, [mend(doc, n, told) for n in named], told))
    return named


def read_names(doc: Doc, named: tuple[Named, ...]) -> Told:
    votes = label_votes(doc, named)
    people = people_told(doc, named)
    places = places_told(doc, named, people)
    persons = [n for n in named if (n.label == "PERSON" and text_of(doc, n) not in places) or text_of(doc, n) in people]
    surnames = frozenset(surname for n in persons if (surname := surname_of(doc, n)))
    firsts = frozenset(doc[n.inner].lower_ for n in persons if n.end - n.inner > 1 and is_only_a_name(doc[n.inner]))
    return Told(votes, frozenset(people), frozenset(places), surnames, body_words(doc, named), firsts - surnames)


def body_words(doc: Doc, named: tuple[Named, ...]) -> frozenset[str]:
    """First words of bodies' names that are nothing else: Merrill of 'Merrill Lynch', not the first of 'Bank of Ghana'."""
    heads = {doc[n.inner] for n in named if n.label == "ORG" and n.end - n.inner > 1}
    return frozenset(t.text for t in heads if is_only_a_name(t) and t.lower_ not in suffix_sectors() and not is_given(t))


def is_only_a_name(token: Token) -> bool:
    """Whether a given name is nothing else: no town or country, no office."""
    word = fold(token.text)
    return token.is_alpha and len(word) > 2 and word not in cities() and word not in names() and word not in roles()


def surname_of(doc: Doc, n: Named) -> str:
    """The last word of a full name, without 'Jr.'."""
    end = n.end
    while end > n.inner + 1 and doc[end - 1].lower_ in GENERATIONS:
        end -= 1
    return doc[end - 1].lower_ if end - n.inner > 1 else ""


def label_votes(doc: Doc, named: tuple[Named, ...]) -> dict[str, str]:
    """Text to its most frequent label, for names that are not known from data."""
    counts: dict[str, Counter[str]] = {}
    for n in named:
        if n.label in NAMES and is_open(n):
            counts.setdefault(text_of(doc, n), Counter())[n.label] += 1
    return {text: max(c, key=lambda label: (c[label], label)) for text, c in counts.items()}


def mend(doc: Doc, n: Named, told: Told) -> Named:
    if n.label not in NAMES or not is_open(n):
        return n
    text = text_of(doc, n)
    label = told.votes.get(text, n.label)
    if text in told.places:
        label = "GPE"
    elif text in told.people or (label != "PERSON" and is_person(doc, n, told)):
        label = "PERSON"
    elif label == "PERSON" and is_metropolis(doc, n, told):
        label = "GPE"
    elif label in BODIES and (is_organization(doc, n) or (label == "PERSON" and is_short_form(text, told))):
        label = "ORG"
    return n if label == n.label else replace(n, label=label)


def is_short_form(text: str, told: Told) -> bool:
    """The first word of a body's name, which is nobody's in the article."""
    return text in told.bodies and text.lower() not in told.surnames | told.firsts


def is_metropolis(doc: Doc, n: Named, told: Told) -> bool:
    """A lone name of a large city that nobody in the article bears."""
    text = text_of(doc, n)
    if text.lower() in told.surnames | told.firsts or n.end - n.inner > 2 or (n.inner and is_title(doc[n.inner - 1])):
        return False
    large = any(e.exact and e.population >= METROPOLIS for e in gazetteer().lookup(text))
    return large and not is_given(doc[n.end - 1]) and person_key(text) not in leaders()


def is_person(doc: Doc, n: Named, told: Told) -> bool:
    """A lone surname of somebody known, or one or two words after a personal title."""
    if n.end - n.inner == 1 and (
        doc[n.inner].lower_ in told.surnames or (n.label == "ORG" and doc[n.inner].lower_ in told.firsts)
    ):
        return True
    return n.end - n.inner <= 3 and n.inner > 0 and is_title(doc[n.inner - 1]) and not is_organization(doc, n)


def is_organization(doc: Doc, n: Named) -> bool:
    """Several words that end in Ministry, Party, University, Corp and the like."""
    return (
        n.end - n.inner > 1
        and doc[n.end - 1].lower_ in suffix_sectors()
        and not is_title(doc[n.inner - 1] if n.inner else doc[0])
    )


def is_title(token: Token) -> bool:
    """A capitalized office, rank or honorific: 'President', 'Gen.', 'Mr.'."""
    word = token.lower_
    if not token.text[:1].isupper():
        return False
    role = roles().get(abbreviations().get(word, word))
    return word in titles()["honorific"] or (role is not None and role.person and token.tag_ in ("NNP", "NN"))
