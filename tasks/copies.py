"""Decides on two texts whether one is a copy of the other: by what they share, and by what only one of them tells.

Wire services print series whose reports differ in nothing but numbers and names: "the bank lent 1.5 billion", "the bank lent
two billion". Each is news of its own. A real copy may have lost words or gained some, but its numbers and names are not others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHINGLE_WORDS = 3
CONTAINED = 0.9  # a copy cut short: this share of its shingles stands in the original
NAMES_PER_SLIP = 20  # one name in so many may differ on both sides: spelling, typing errors
CAPITALS = 0.6  # texts with more capitals than this are set in capitals: any longer word may be a name
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
INNER = re.compile(r"(?<=[\w,;)] )[^\W\d_]\w+")  # a word that does not begin a sentence or a quotation
UNITS = "zero one two three four five six seven eight nine ten eleven twelve"
TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
VALUES = {word: str(n) for n, word in enumerate(f"{UNITS} {TEENS}".split())} | {
    w: str(n * 10) for n, w in enumerate(TENS.split(), 2)
}


@dataclass(frozen=True, slots=True)
class Traits:
    """What two texts are compared by. Words are casefolded; numbers are digits without thousands' commas."""

    words: frozenset[str]
    shingles: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, casefolded; lone surrogates, which no hash takes, become question marks and fall out."""
    return WORD.findall(text.encode("utf-8", "replace").decode().casefold())


def shingles_of(words: Sequence[str]) -> list[str]:
    """Every three neighbouring words, in order."""
    return [" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)]


def traits_of(text: str) -> Traits:
    """The traits of a text. Its last word names nothing: where a text is cut off, it is a part of a word or number."""
    words = words_of(text)
    facts = text.rstrip().rpartition(" ")[0]
    return Traits(frozenset(words), frozenset(shingles_of(words)), numbers_of(facts), names_of(facts))


def numbers_of(text: str) -> frozenset[str]:
    """Figures, and number words up to ninety, in one form."""
    figures = (match.replace(",", "") for match in NUMBER.findall(text))
    return frozenset(figures) | {VALUES[word] for word in words_of(text) if word in VALUES}


def names_of(text: str) -> frozenset[str]:
    """Capitalized words inside sentences; of a text in capitals all words of four letters and more."""
    letters = sum(c.isalpha() for c in text)
    if letters and sum(c.isupper() for c in text) > CAPITALS * letters:
        return frozenset(word for word in words_of(text) if len(word) > 3 and not word.isdigit())
    return frozenset(word.casefold() for word in INNER.findall(text) if word[0].isupper())


def is_copy(later: Traits, first: Traits, near_copy: float) -> bool:
    """True if `later` has the text of `first`, whole, shortened or lightly edited, and no other numbers or names instead."""
    shared = len(later.shingles & first.shingles)
    if not shared:
        return False
    similar = shared >= near_copy * (len(later.shingles) + len(first.shingles) - shared)
    contained = shared >= max(CONTAINED, near_copy) * len(later.shingles)
    return (similar or contained) and not tell_otherwise(later, first)


def tell_otherwise(one: Traits, other: Traits) -> bool:
    """True if each has numbers, or more than a few names, that the other lacks: the one tells them in place of the other's."""
    if one.numbers - other.numbers and other.numbers - one.numbers:
        return True
    slips = min(len(one.names - other.words), len(other.names - one.words))
    return slips * NAMES_PER_SLIP > min(len(one.names), len(other.names))
