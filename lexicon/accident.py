"""The words of accidents, `accident.toml`."""

from dataclasses import dataclass
from functools import cache

from lexicon.files import read_words


@dataclass(frozen=True, slots=True)
class Accidents:
    """Sets of lemmas; what each is for stands in the file."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    mishaps: frozenset[str]
    things: frozenset[str]
    deliberate: frozenset[str]


@cache
def accidents() -> Accidents:
    return read_words("accident.toml", Accidents)
