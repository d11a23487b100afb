"""Those whom a counted plural stands for: 'the three countries' after a list of three, 'both men' (codebook, section 9)."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from lexicon.grammar import grammar
from tasks.extract.events.nominals import coordinated
from tasks.extract.events.pairs import two_sides
from tasks.resolve.names import Names
from tasks.resolve.numerals import parse_number

POINTING = frozenset({"the", "these", "those"})
FACING = ("nation", "side")
FRESH = frozenset(
    {"other", "more", "further", "additional", "first", "last", "next", "remaining"}
)  # others than those told before


def those_counted(noun: Token, names: Names) -> list[Token]:
    """The nearest list before a counted plural that has as many members of its kind; [] if it counts none told before."""
    many, kind = count_of(noun), kind_of(noun)
    if many < 2 or not kind:
        return []
    lists = (found for found in lists_before(noun.doc, noun.i) if len(found) == many)
    listed = next((found for found in lists if all(names.kind(t) == kind for t in found)), [])
    return listed or (two_sides(noun, names) if many == 2 and kind in FACING else [])


def is_counted(noun: Token) -> bool:
    return count_of(noun) > 1 and bool(kind_of(noun))


def kind_of(noun: Token) -> str:
    """What a plural's nouns would be: 'countries' nations, 'sides' sides, 'men' persons; empty for any other noun."""
    lemma, words = noun.lemma_.lower() if noun.tag_ == "NNS" else "", grammar()
    kinds = {"nation": words.countries, "side": words.sides, "person": words.fellows}
    return next((kind for kind, nouns in kinds.items() if lemma in nouns), "")


def count_of(noun: Token) -> int:
    """'The three countries' 3, 'both countries' 2; 0 for 'three countries', 'the other three countries'."""
    own = [c for c in noun.children if c.i < noun.i]
    words = {c.lower_ for c in own}
    if "both" in words:
        return 2
    numbers = [c for c in own if c.dep_ == "nummod"]
    if len(numbers) != 1 or not words & POINTING or words & FRESH:
        return 0
    return int(parse_number(numbers[0].lower_) or 0)


def lists_before(doc: Doc, index: int) -> Iterator[list[Token]]:
    """What is coordinated before a token, the nearest list first."""
    for token in reversed(doc[:index]):
        if token.dep_ != "conj" and (found := coordinated(token))[-1].i < index and len(found) > 1:
            yield found
