"""Words that tell a sports report."""

from dataclasses import dataclass
from functools import cache

from lexicon.files import read_toml


@dataclass(frozen=True, slots=True)
class Sport:
    """`words` are lemmas; an article with `distinct` of them that make up `share` of its words is a sports report."""

    words: frozenset[str]
    distinct: int
    share: float


@cache
def sport() -> Sport:
    data = read_toml("sport.toml")
    return Sport(frozenset(data["words"]), int(data["distinct"]), float(data["share"]))
