"""Who wrote it: a line such as "By Jane Roe, Example News" at the head of an article."""

import re
from functools import lru_cache

from tasks.normalize.words import agencies

MAX_BYLINE = 140  # characters
MARKS = (" | ", ", ", " / ", " - ", " – ", " — ")
NAME = r"[^\W\d_][\w.'’-]{0,30}"
SMALL = r"(?:and|in|for|of|at|with|the|de|del|da|di|van|von|der|den|al|bin|ibn|el|la|le)"
BY = re.compile(
    rf"(?:by|from|story by|words by|written by):? (?P<names>{NAME}(?:(?:,? ?[&|/–—-] |, | ){NAME}){{0,14}})", re.IGNORECASE
)
PLAIN = re.compile(rf"{NAME}(?: {NAME}){{1,3}}(?: in {NAME}(?: {NAME}){{0,3}})?")


@lru_cache(4096)
def is_byline(line: str) -> bool:
    """Is the line a byline: "By" and capitalised names, or a name and an agency?"""
    line = line.strip().rstrip(",;")
    if len(line) > MAX_BYLINE or line.endswith((".", "!", "?", ":")):
        return False
    if match := BY.fullmatch(line):
        names = re.split(r"[ ,&|/–—-]+", match["names"])
        return len(names) > 1 and all(map(named, names))
    return signed(line)


def signed(line: str) -> bool:
    """A name and an agency: "Jane Roe, Reuters", "Jane Roe | AFP"."""
    head, mark, tail = line.rpartition(next((mark for mark in MARKS if mark in line), "\n"))
    known = bool(mark) and tail.strip().casefold() in agencies()
    return known and bool(PLAIN.fullmatch(head)) and all(map(named, head.split()))


def named(word: str) -> bool:
    """A word that a byline may hold: capitalised, or one of the small words between names."""
    return word[:1].isupper() or not word or bool(re.fullmatch(SMALL, word))
