"""The model's entities cut to the name: without quotation marks, weekdays, verbs and nationalities that ran into them, and
lists of people taken apart."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from lexicon.countries import demonyms, fold
from lexicon.files import read_toml
from lexicon.lists import word_list
from lexicon.persons import person_key
from lexicon.world import suffix_sectors, titles

POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
QUOTE_TAGS = frozenset(["``", "''"])
DATED = frozenset(["GPE", "LOC", "PERSON", "FAC"])
WEEKDAYS = frozenset(word for names in read_toml("time.toml")["weekdays"].values() for word in names)
NAMED = frozenset(["ORG", "PERSON", "GPE", "LOC", "PRODUCT"])  # names of these are written with capitals
LOOSE = frozenset(["ORG", "PERSON", "PRODUCT", "WORK_OF_ART"])
PLAIN = frozenset(["RB", "JJ", "VB", "VBP", "VBZ", "VBD", "VBG", "CC", "DT", "IN", "UH", "MD", "WRB", "WP", "PRP"])
NAMES = frozenset(["NNP", "NNPS"])


def one_person(ents: Iterable[Span]) -> Iterator[Span]:
    """The same entities; a person right behind another one, with nothing between, is the rest of the name: 'Issa Ag | Elmi'."""
    last: Span | None = None
    for ent in ents:
        if last is not None and last.label_ == ent.label_ == "PERSON" and last.end == ent.start and not opens(ent[0]):
            last = Span(ent.doc, last.start, ent.end, label="PERSON")
            continue
        if last is not None:
            yield last
        last = ent
    if last is not None:
        yield last


def pieces(ent: Span, figures: set[int]) -> Iterator[Span]:
    """The names in an entity, each with its label; a weekday that ran into a place is a DATE of its own."""
    end = next((t.i for t in ent[1:] if t.i in figures), ent.end)
    if ent.label_ in DATED and end - ent.start > 1 and ent.doc[end - 1].text in WEEKDAYS:
        yield Span(ent.doc, end - 1, end, label="DATE")
        end -= 1
    whole = Span(ent.doc, ent.start, end, label=ent.label_)
    for part in parts(whole):
        if (name := trimmed(part)) is not None:
            yield name


def parts(ent: Span) -> Iterator[Span]:
    """'Ana Ruiz and Karl Berg' are two people, 'the Institute of Arts at Kalna University' two bodies."""
    joints = [t.i for t in ent[1:-1] if t.lower_ in ("and", ",")] if ent.label_ in ("PERSON", "ORG") else []
    if joints and is_list_of_people(cut := cut_at(ent, joints, "PERSON")):
        yield from cut
        return
    if verbs := [t.i for t in ent[1:-1] if t.is_lower and t.tag_[:2] == "VB"] if ent.label_ in LOOSE else []:
        yield from cut_at(ent, verbs, ent.label_)
        return
    at = next((t.i for t in ent[2:-2] if t.lower_ == "at"), None) if ent.label_ == "ORG" else None
    yield from cut_at(ent, [at], "ORG") if at is not None else [ent]


def cut_at(ent: Span, joints: list[int], label: str) -> list[Span]:
    edges = [ent.start - 1, *joints, ent.end]
    return [Span(ent.doc, a + 1, b, label=label) for a, b in pairwise(edges) if b > a + 1]


def is_list_of_people(names: list[Span]) -> bool:
    """Full names, one of them at least with a given name that we know, and no word of a body in any."""
    given = titles()["women"] | titles()["men"]
    full = all(1 < len(n) <= 4 and all(t.tag_ in NAMES for t in n) and n[-1].lower_ not in suffix_sectors() for n in names)
    return full and any(person_key(n[0].text) in given for n in names)


def trimmed(ent: Span) -> Span | None:
    """Without quotation marks, possessives and punctuation at its ends, and of a person without what stands before the name."""
    start, end, doc = ent.start, ent.end, ent.doc
    while end > start and is_tail(doc[end - 1]):
        end -= 1
    while start < end and is_head(doc[start], ent):
        start += 1
    while ent.label_ == "PERSON" and start < end - 1 and is_foreign(doc[start], end - start):
        start += 1
    while end > start and ent.label_ in NAMED and doc[end - 1].is_lower and not doc[end - 2 : end - 1].text.endswith("-"):
        end -= 1
    if start >= end or (end - start == 1 and is_plain(doc[start], ent.label_)):
        return None
    return Span(doc, start, end, label=ent.label_)


def is_plain(token: Token, label: str) -> bool:
    """A word that has its capital from the head of the sentence only: 'Hopefully', 'Concrete'."""
    return label in LOOSE and opens(token) and token.tag_ in PLAIN and not token.is_upper


def is_tail(token: Token) -> bool:
    return token.text in POSSESSIVE or token.tag_ in QUOTE_TAGS or (token.is_punct and token.text != ".")


def is_head(token: Token, ent: Span) -> bool:
    return token.tag_ in QUOTE_TAGS or (token.is_punct and not token.text[0].isalnum() and ent.label_ != "WORK_OF_ART")


def opens(token: Token) -> bool:
    """Whether a sentence or a quotation begins with it."""
    return bool(token.is_sent_start) or token.nbor(-1).tag_ == "``"


def is_foreign(token: Token, size: int) -> bool:
    """Of no personal name: a nationality before a full name, a verb or an article that opens the sentence."""
    if fold(token.text) in demonyms():
        return size > 2
    return opens(token) and (token.tag_[:2] in ("VB", "DT", "IN", "RB", "CC") or token.lower_ in word_list("humans"))
