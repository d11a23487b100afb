"""Words of `versions.toml`: what marks a newer version, and which parts of an address say nothing of the article."""

from dataclasses import dataclass
from functools import cache

from lexicon.files import read_words


@dataclass(frozen=True, slots=True)
class VersionWords:
    marks: frozenset[str]
    hosts: frozenset[str]
    tracking: frozenset[str]
    tracking_heads: frozenset[str]
    indexes: frozenset[str]
    fronts: frozenset[str]


@cache
def version_words() -> VersionWords:
    return read_words("versions.toml", VersionWords)
