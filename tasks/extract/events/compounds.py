"""Prepositions of several words: 'sanctions in relation to Peru' are on Peru, 'at the hands of the army' is by the army."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from lexicon.grammar import grammar


def complements(preposition: Token) -> Iterator[tuple[frozenset[str], Token]]:
    """The objects of the compound preposition that a preposition begins, each with the simple ones that it amounts to."""
    for noun in (c for c in preposition.children if c.dep_ == "pobj"):
        plain = simple().get(f"{preposition.lower_} {noun.lower_}")
        if plain is not None:
            for inner in (c for c in noun.children if c.dep_ == "prep"):
                yield from ((plain, o) for o in inner.children if o.dep_ == "pobj")


@cache
def simple() -> dict[str, frozenset[str]]:
    """'in relation' -> the simple prepositions that 'in relation to' amounts to."""
    pairs = (line.split(" = ") for line in grammar().compound_prepositions)
    return {words.rpartition(" ")[0]: frozenset(plain.split("|")) for words, plain in pairs}
