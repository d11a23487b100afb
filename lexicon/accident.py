"""The words of accidents, `accident.toml`."""

from dataclasses import dataclass, fields
from functools import cache

from lexicon.files import read_toml


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
    data = read_toml("accident.toml")
    return Accidents(*(frozenset(data[f.name]) for f in fields(Accidents)))
