"""The words and modes of where.toml."""

from dataclasses import dataclass
from functools import cache

from lexicon.files import read_words


@dataclass(frozen=True, slots=True)
class WhereWords:
    """Prepositions, lemmas of nouns, modes of acts; what each is for stands in where.toml."""

    locative: frozenset[str]
    territory: frozenset[str]
    frontiers: frozenset[str]
    scenes: frozenset[str]
    local: frozenset[str]
    afloat: frozenset[str]
    gatherings: frozenset[str]
    held: frozenset[str]
    papers: frozenset[str]
    convening: frozenset[str]
    searching: frozenset[str]
    towns: frozenset[str]
    provinces: frozenset[str]
    lands: frozenset[str]
    subordinate: frozenset[str]
    waters: frozenset[str]
    policing: frozenset[str]
    internal: frozenset[str]
    within: frozenset[str]


@cache
def where_words() -> WhereWords:
    return read_words("where.toml", WhereWords)
