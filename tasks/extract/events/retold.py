"""Parties that a later telling names by a noun alone: 'the general', 'the priests', 'the embassy bombing', 'the gunmen'."""

from collections.abc import Iterator

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.harm import harm
from schemas.parts import Party
from tasks.extract.events.filled import Filled

MODIFYING = ("compound", "amod", "nmod")
PLURAL = ("NNS", "NNPS")


def points_to(later: Filled, earlier: Filled) -> bool:
    """Whether a party of a later telling is a definite noun that a party told before is described by."""
    return any(described(x, t, p, u) for x, t in pairs(later) for p, u in pairs(earlier))


def pairs(side: Filled) -> Iterator[tuple[Party, Token]]:
    return zip(side.parties, side.tokens, strict=False)


def described(party: Party, noun: Token, other: Party, named: Token) -> bool:
    """'The minister' and 'Finance Minister Ana Ruiz', 'the bus bombing' and 'a school bus'; never 'a minister'."""
    if not is_definite(noun) or not agree(party.country, other.country):
        return False
    lemma = noun.lemma_.lower()
    if lemma in harm().culprits:
        return True
    many = noun.tag_ in PLURAL and noun.dep_ not in MODIFYING
    return lemma in description(named) and (not many or named.tag_ in PLURAL or bool(named.conjuncts))


def agree(a: str, b: str) -> bool:
    return a == b or not a or not b


def is_definite(noun: Token) -> bool:
    """A common noun with 'the' or 'this' before it, or before the deed that it modifies; not a name."""
    holder = noun.head if noun.dep_ in MODIFYING else noun
    return noun.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ in grammar().definite for c in holder.children)


def description(named: Token) -> set[str]:
    """The lemmas that say what a name or noun is: its own, its titles', its appositions'."""
    apposed = [c for c in named.children if c.dep_ == "appos"]
    above = [named.head] if named.dep_ == "appos" else []
    heads = [named, *apposed, *above]
    titles = [c for h in heads for c in h.children if c.dep_ == "compound"]
    return {t.lemma_.lower() for t in (*heads, *titles)}
