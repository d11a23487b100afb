"""Light verbs: verbs that say little themselves, so that the event is their noun ("carried out air strikes")."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lexicon.files import read_toml


@dataclass(frozen=True, slots=True)
class LightVerb:
    """What a light verb does to the parties of its noun. Roles are actor, recipient or none.

    `noun` says where the noun stands: 'object', 'subject' or 'prep:X|Y'; `words` are further words that the verb needs.
    `owning`: it only says whose deed it was; who does not own up is no actor, but the deed was done.
    """

    words: tuple[str, ...]
    noun: str
    subject: str
    object: str
    dative: str
    preps: Mapping[str, str]
    types: frozenset[str]
    factuality: str
    owning: bool

    def takes(self, position: str) -> bool:
        """Whether the noun may stand there: 'object', 'subject', or a preposition."""
        if self.noun.startswith("prep:"):
            return position in self.noun[5:].split("|")
        return position == self.noun


@cache
def light_verbs() -> Mapping[str, tuple[LightVerb, ...]]:
    """Lemma of the verb -> its entries, those with further words first."""
    found: dict[str, list[LightVerb]] = {}
    for entry in read_toml("light_verbs.toml")["light_verb"]:
        for verb in entry["verbs"]:
            head, *words = verb.split()
            found.setdefault(head, []).append(
                LightVerb(
                    tuple(words),
                    entry["noun"],
                    entry["subject"],
                    entry.get("object", "none"),
                    entry.get("dative", "recipient"),
                    MappingProxyType(entry.get("preps", {})),
                    frozenset(entry.get("types", ())),
                    entry.get("factuality", ""),
                    entry.get("owning", False),
                )
            )
    return MappingProxyType({k: tuple(sorted(v, key=lambda e: -len(e.words))) for k, v in found.items()})
