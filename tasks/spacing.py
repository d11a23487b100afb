"""Blanks inside words, closed before the parse: tokenized text has them, and a parser of running text trips over them."""

import re
from dataclasses import dataclass
from functools import cache

from lexicon.files import read_words
from tasks.text import MappedText

APOSTROPHE = re.compile(
    r"(?<=\w) (?=['’] ?(?:s|t|re|ve|ll|d|m)\b)|(?<=[\w ]['’]) (?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s) (?=’ [a-z])"
)
LETTERS = re.compile(r"(?<=\b[UE]\.) (?=[SKNU]\.)")
THOUSANDS = re.compile(r"\b([^\W\d_]+\.? )?([$€£]?\d{1,3}),( )(?=\d{3}\b(?!\.\d))")
FRACTION = re.compile(r"(?<=\d\.) (?=\d{1,2} ?([^\W\d_]+|%))")
HYPHEN = re.compile(r"\b([^\W_]+) - (?=([^\W_]+)\b(?! by\b))")
OPENING = "‘"


@dataclass(frozen=True, slots=True)
class Joining:
    """Words that tell a hyphen from a dash and a number from two; lexicon/spacing.toml says what each list is for."""

    before: frozenset[str]
    after: frozenset[str]
    months: frozenset[str]
    units: frozenset[str]


@cache
def joining() -> Joining:
    return read_words("spacing.toml", Joining)


def close_gaps(text: MappedText) -> MappedText:
    """The text without the blanks in 'Mali ’ s', 'rebel - held', 'al - Din', '3, 500', '$2. 5 million', 'U. S.'."""
    return text.cut(sorted({*apostrophes(text.text), *numbers(text.text), *hyphens(text.text)}))


def apostrophes(text: str) -> list[tuple[int, int]]:
    """Blanks around an apostrophe, and in 'U. S.'. Where single quotation marks open, a lone one may close."""
    quoted = OPENING in text
    found = [m.span() for m in APOSTROPHE.finditer(text) if not (quoted and text[m.end() : m.end() + 2] == "’ ")]
    return found + [m.span() for m in LETTERS.finditer(text)]


def numbers(text: str) -> list[tuple[int, int]]:
    words = joining()
    found = [m.span(3) for m in THOUSANDS.finditer(text) if (m[1] or "").strip(" .").lower() not in words.months]
    return found + [m.span() for m in FRACTION.finditer(text) if m[1].lower() in words.units]


def hyphens(text: str) -> list[tuple[int, int]]:
    """The two blanks around a hyphen; around a dash they stay."""
    words, found = joining(), []
    for match in HYPHEN.finditer(text):
        left, right = match[1], match[2]
        model = right[0].isdigit() and len(left) <= 2 and left.isupper()  # "F - 16"
        if left.lower() in words.before or right.lower() in words.after or model:
            found += [(match.end(1), match.end(1) + 1), (match.start(2) - 1, match.start(2))]
    return found
