"""Known names in a parse: countries, peoples, organizations, leaders. One pass over the tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from lexicon.countries import Country, demonyms, fold, names
from lexicon.lists import word_list
from lexicon.persons import person_key
from lexicon.world import Body, bodies, leaders

PIECES = re.compile(r"[^\s'\-]+|['\-]")
ACRONYM = 3  # names of so few letters count only in capitals: US, IS, WHO
ARTICLES = ("al", "el", "ash", "as", "an", "ad", "at")  # lower-case heads of Arabic names


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at tokens start to end (exclusive). `label` is an OntoNotes label."""

    start: int
    end: int
    label: str
    country: Country | None = None
    body: Body | None = None


@cache
def reach() -> dict[str, int]:
    """First piece of a known name to the largest number of pieces of the names that begin with it."""
    out: dict[str, int] = {}
    people = (name for name in leaders() if " " in name)
    for key in (*names(), *demonyms(), *bodies(), *people):
        pieces = PIECES.findall(key)
        out[pieces[0]] = max(out.get(pieces[0], 0), len(pieces))
    return out


def longest_from(word: str) -> int:
    """How many pieces the longest known name has that begins with a word, in whatever spelling."""
    return max(reach().get(word, 0), reach().get(person_key(word), 0))


@cache
def known(key: str) -> tuple[str, Country | None, Body | None] | None:
    """Label and record of a folded name."""
    if key in bodies():
        return "NORP" if bodies()[key].people else "ORG", names().get(key), bodies()[key]
    if key in names():
        return "GPE", names()[key], None
    if key in demonyms():
        return "NORP", demonyms()[key], None
    if " " in key and person_key(key) in leaders():
        return "PERSON", None, None
    return None


def may_begin(token: Token) -> bool:
    """Whether a name can start here: a capital, a figure, or the article of an Arabic name."""
    first = token.text[:1]
    return first.isupper() or first.isdigit() or token.text in ARTICLES


def plausible(text: str, token: Token) -> bool:
    """Short names count only in capitals; a sentence's first word of four letters is rather a word."""
    letters = sum(c.isalpha() for c in text)
    if letters <= ACRONYM and not text.isupper():
        return False
    return any(c.isupper() for c in text) and text.split()[-1][-1:] != "-"


def scan(doc: Doc) -> Iterator[Hit]:
    """Known names from left to right, the longest at each place; they do not overlap."""
    at = 0
    while at < len(doc):
        hit = longest(doc, at)
        if hit:
            yield hit
        at = hit.end if hit else at + 1


def longest(doc: Doc, at: int) -> Hit | None:
    token = doc[at]
    length = longest_from(token.lower_.replace("’", "'")) if may_begin(token) else 0
    for end in range(min(at + length, len(doc)), at, -1):
        text = doc[at:end].text
        found = known(fold(text)) if plausible(text, token) else None
        if found:
            return Hit(at, end, *found)
    return compound(token)


def compound(token: Token) -> Hit | None:
    """The country in a hyphenated word that the tokenizer keeps whole: 'U.S.-flagged'. Not so 'U.S.-backed'."""
    first, dash, last = token.text.partition("-")
    if not dash or not first[:1].isupper() or last.lower() in word_list("backers"):
        return None
    found = known(fold(first)) if plausible(first, token) else None
    return Hit(token.i, token.i + 1, "", found[1]) if found and found[1] else None
