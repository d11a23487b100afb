"""What a counted group suffered, and which units are money, time or distance."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lexicon.files import read_toml


@dataclass(frozen=True, slots=True)
class Harm:
    """Lemma -> quantity role, by part of speech; and unit -> role."""

    verbs: Mapping[str, str]
    adjectives: Mapping[str, str]
    nouns: Mapping[str, str]
    units: Mapping[str, str]


@cache
def harm() -> Harm:
    data = read_toml("harm.toml")
    flat = {k: MappingProxyType({w: role for role, words in data[k].items() for w in words}) for k in data}
    return Harm(flat["verbs"], flat["adjectives"], flat["nouns"], flat["units"])
