"""Entities that the model labels differently from place to place, or misses: the article itself decides."""

from collections import Counter

from spacy.tokens import Doc, Token

from lexicon.countries import cities, fold
from lexicon.persons import person_key
from lexicon.world import abbreviations, leaders, roles, suffix_sectors, titles
from tasks.resolve.labels import Named
from tasks.resolve.values import VALUES

NAMES = frozenset(["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"])
ATTACHED = frozenset(["det", "compound", "amod", "poss", "nummod"])


def consistent(doc: Doc, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """The same name with the same label throughout, surnames of known people as people, and names after titles as people."""
    votes = label_votes(doc, named)
    surnames = {doc[n.end - 1].lower_ for n in named if n.label == "PERSON" and n.end - n.inner > 1}
    mended = [mend(doc, n, votes, surnames) for n in named]
    taken = {i for n in mended for i in range(n.start, n.end)}
    missed = [Named(t.i, t.i + 1, label, t.i) for t in doc if t.i not in taken and (label := missed_label(t, surnames))]
    return tuple(sorted([*mended, *missed], key=lambda n: n.start))


def label_votes(doc: Doc, named: tuple[Named, ...]) -> dict[str, str]:
    """Text to its most frequent label, for names that are not known from data."""
    counts: dict[str, Counter[str]] = {}
    for n in named:
        if n.label in NAMES and n.body is None and n.country is None:
            counts.setdefault(doc[n.inner : n.end].text, Counter())[n.label] += 1
    return {text: max(c, key=lambda label: (c[label], label)) for text, c in counts.items()}


def mend(doc: Doc, n: Named, votes: dict[str, str], surnames: set[str]) -> Named:
    if n.label in VALUES or n.body is not None or n.country is not None or n.label not in NAMES:
        return n
    text = doc[n.inner : n.end].text
    label = votes.get(text, n.label)
    if label != "PERSON" and is_person(doc, n, surnames):
        label = "PERSON"
    elif label in ("PERSON", "GPE", "FAC", "PRODUCT", "WORK_OF_ART") and is_organization(doc, n):
        label = "ORG"
    return n if label == n.label else Named(n.start, n.end, label, n.inner)


def is_person(doc: Doc, n: Named, surnames: set[str]) -> bool:
    """A lone surname of somebody known, or one or two words after a personal title."""
    if n.end - n.inner == 1 and doc[n.inner].lower_ in surnames:
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


def missed_label(token: Token, surnames: set[str]) -> str:
    """The label of a name that the model missed: a surname of the article, a leader or a town that acts. Empty for none."""
    if not token.text[:1].isupper() or len(token.text) <= 2:
        return ""
    if token.tag_ == "NNP" and token.lower_ in surnames:
        return "PERSON"
    bare = not any(c.dep_ in ATTACHED for c in token.lefts)
    if not bare or token.dep_ not in ("nsubj", "nsubjpass") or token.tag_ not in ("NNP", "NN"):
        return ""
    key = person_key(token.text)
    if key in leaders() and key not in cities() and key not in roles():
        return "PERSON"
    return "GPE" if token.tag_ == "NNP" and fold(token.text) in cities() and not roles().get(token.lower_) else ""
