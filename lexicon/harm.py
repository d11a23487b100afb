"""What a counted group suffered, and which units are money, time or distance."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType

from lexicon.files import read_toml


@dataclass(frozen=True, slots=True)
class Harm:
    """Lemma -> quantity role, by part of speech; noun of an act -> role of its of-phrase; unit -> role; mode -> role; lists."""

    verbs: Mapping[str, str]
    adjectives: Mapping[str, str]
    nouns: Mapping[str, str]
    acts: Mapping[str, str]
    units: Mapping[str, str]
    modes: Mapping[str, str]
    suffering: frozenset[str]
    mortal: frozenset[str]
    collective: frozenset[str]
    discharged: frozenset[str]
    bodily: frozenset[str]
    carried: frozenset[str]
    hospitals: frozenset[str]
    leading: frozenset[str]
    failed: frozenset[str]
    deadly: frozenset[str]
    means_of: frozenset[str]
    victimizing: frozenset[str]
    wrecking: frozenset[str]
    culprits: frozenset[str]

    @property
    def roles(self) -> frozenset[str]:
        """The roles of people who come to harm."""
        return frozenset(self.verbs.values())


@cache
def harm() -> Harm:
    data = read_toml("harm.toml")
    lists = data.pop("lists")
    flat = {k: MappingProxyType({w: role for role, words in data[k].items() for w in words}) for k in data}
    names = [f.name for f in fields(Harm) if f.name not in flat]
    closed = (frozenset(lists[name]) for name in names)
    return Harm(flat["verbs"], flat["adjectives"], flat["nouns"], flat["acts"], flat["units"], flat["modes"], *closed)
