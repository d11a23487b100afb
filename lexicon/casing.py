"""How words are written where the text does not tell: `casing.toml`, and the names of the world tables with their spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexicon.countries import listed, own_rows, package_demonyms, package_names
from lexicon.files import read_csv, read_toml
from lexicon.gazetteer import gazetteer
from lexicon.geonames import OWN_TABLES

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)*")
NAME_TABLES = ("world/armed_groups.csv", "world/organizations.csv", "world/leaders.csv", *OWN_TABLES)
LONGEST = 7  # words of a name in the tables
SUFFIXES = frozenset(("s", "t", "ll", "re", "ve", "d", "m"))  # behind an apostrophe


@dataclass(frozen=True, slots=True)
class Casing:
    """The word lists of `casing.toml`, in lower case."""

    common: frozenset[str]
    prefix: tuple[str, ...]
    title: frozenset[str]
    title_part: frozenset[str]
    portfolio: frozenset[str]
    modifier: frozenset[str]
    body: frozenset[str]
    ordinary: frozenset[str]
    particle: frozenset[str]
    month: frozenset[str]
    before_month: frozenset[str]
    name: frozenset[str]
    either: frozenset[str]


@cache
def casing() -> Casing:
    data = {key: cell.split() for key, cell in read_toml("casing.toml").items()}
    return Casing(prefix=tuple(data.pop("prefix")), **{key: frozenset(cell) for key, cell in data.items()})


def words_of(text: str) -> tuple[str, ...]:
    return tuple(match[0] for match in WORD.finditer(text))


def spelled_names() -> Iterator[str]:
    """Names of organizations, groups, leaders, waters, countries and peoples as they are written."""
    for table in NAME_TABLES:
        for row in read_csv(table):
            yield from (row["name"], *re.split(r"[;|]", row["aliases"]))
    yield from (row["text"] for row in read_csv("world/metonyms.csv"))
    for row in own_rows():
        yield from (row["name"], *listed(row["aliases"]), *listed(row["demonyms"]), *listed(row["capitals"]))
    yield from (name for name, _ in package_names())
    for demonym, _ in package_demonyms():
        yield from (demonym, demonym + "s")


@cache
def spellings() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The words of a known name in lower case to its words as written; the first table that has it decides."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in spelled_names():
        if (words := words_of(name)) and len(words) <= LONGEST and not name.islower():
            out.setdefault(tuple(word.lower() for word in words), words)
    return out


def is_place(name: str) -> bool:
    """Whether the gazetteer has a place of this name, in whatever case it is written."""
    return gazetteer().is_named(name)


def titled(low: str) -> str:
    """'o'connor' to 'O'Connor', 'kenya's' to 'Kenya's', 'mcdonald' to 'McDonald'."""
    head, mark, tail = low.partition("'")
    if mark and tail not in SUFFIXES:
        return capital(head) + mark + capital(tail)
    if head.startswith("mc") and len(head) > 3:
        return "Mc" + capital(head[2:]) + mark + tail
    return capital(head) + mark + tail


def capital(low: str) -> str:
    return low[:1].upper() + low[1:] if len(low[:1].upper()) == 1 else low
