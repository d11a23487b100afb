"""What words do to the reality of what they govern: factuality.toml and the numbers of factuality_weights.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lexicon.files import read_toml
from schemas.codebook import Factuality
from schemas.errors import LexiconError

WORDS = "factuality.toml"
NUMBERS = "factuality_weights.toml"
SLOTS = ("to", "that", "ing", "object", "subject", "noun", "adjective", "modifier", "adverb", "prep", "mark", "modal")


@dataclass(frozen=True, slots=True)
class Signature:
    """A class of cues: the factuality of what it governs in an affirmative and in a negative context."""

    name: str
    affirmed: Factuality
    negated: Factuality

    @property
    def factive(self) -> bool:
        """True if what it governs is real either way."""
        return self.affirmed == self.negated == Factuality.ASSERTED


@dataclass(frozen=True, slots=True)
class Weight:
    """Certainty (-1 to 1) of what a cue governs if the cue itself is certain to hold, certain not to, or unknown."""

    affirmed: float
    negated: float
    unknown: float

    def apply(self, certainty: float) -> float:
        """Interpolates between the three; `certainty` and the result lie in -1..1."""
        far = self.affirmed if certainty >= 0 else self.negated
        share = abs(certainty)
        return share * far + (1 - share) * self.unknown


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon: signatures by slot and word, and weights by 'class.slot', 'class' as a fallback."""

    signatures: Mapping[str, Signature]
    words: Mapping[str, Mapping[str, Signature]]
    weights: Mapping[str, Weight]
    claims: frozenset[str]  # nouns for what can be denied
    speech: frozenset[str]  # verbs of speaking whose saying is the deed
    occasions: frozenset[str]  # nouns of "at no point", "in no way"
    subjunctive: frozenset[str]  # verbs that demand if the verb below them is a bare form
    breaking: frozenset[str]  # verbs of doing what a ban forbids

    def find(self, slot: str, *keys: str) -> tuple[Signature, str] | None:
        """The signature of the first key that the slot knows, with the key."""
        table = self.words[slot]
        return next(((table[key], key) for key in keys if key in table), None)

    def weight(self, name: str, slot: str) -> Weight:
        """The numbers of a class in a slot."""
        special, plain = weight_keys(name, slot)
        return self.weights.get(special) or self.weights.get(plain) or default_weight(self.signatures[name])


def weight_keys(name: str, slot: str) -> tuple[str, str]:
    """What the numbers of a class in a slot are looked up as, the most special first."""
    return f"{name}.{slot}", name


LEVEL = {
    Factuality.ASSERTED: 1.0,
    Factuality.NEGATED: -0.85,
    Factuality.DENIED: -0.6,
    Factuality.POSSIBLE: 0.35,
    Factuality.PLANNED: 0.6,
}


def default_weight(signature: Signature) -> Weight:
    """Plain numbers for a class that no fitted ones are given for."""
    affirmed, negated = LEVEL[signature.affirmed], LEVEL[signature.negated]
    return Weight(affirmed, negated, 0.8 if signature.factive else min(0.3, affirmed))


@cache
def cues() -> Cues:
    """The lexicon of factuality, read once. Raises LexiconError if a file is missing or says something unknown."""
    tables = read_toml(WORDS)
    lists = tables.pop("lists")
    signatures = {name: signature(name, table) for name, table in tables.items()}
    words: dict[str, dict[str, Signature]] = {slot: {} for slot in SLOTS}
    for name, table in tables.items():
        for slot in table.keys() - {"about", "outcome"}:
            if slot not in words:
                raise LexiconError(
                    f"lexicon/{WORDS}", f"class {name} has the unknown slot {slot!r}", f"Slots are {', '.join(SLOTS)}"
                )
            add_words(words[slot], signatures[name], slot, table[slot])
    closed = (frozenset(lists[name]) for name in ("claims", "speech", "occasions", "subjunctive", "breaking"))
    return Cues(signatures, words, weights(signatures), *closed)


def signature(name: str, table: Mapping[str, object]) -> Signature:
    """The signature of one table."""
    match table.get("outcome"):
        case [str(affirmed), str(negated)] if {affirmed, negated} <= set(Factuality):
            return Signature(name, Factuality(affirmed), Factuality(negated))
    raise LexiconError(f"lexicon/{WORDS}", f"class {name} has no valid outcome", "Give two values of the codebook's factuality")


def add_words(known: dict[str, Signature], owner: Signature, slot: str, entries: list[str]) -> None:
    """Adds the words of one slot of a class; a word belongs to one class only in a slot."""
    for word in entries:
        if word in known and known[word] != owner:
            why = f"{word!r} is in the slot {slot!r} of both {known[word].name} and {owner.name}"
            raise LexiconError(f"lexicon/{WORDS}", why, "Keep it in one class")
        known[word] = owner


def weights(signatures: Mapping[str, Signature]) -> dict[str, Weight]:
    """The fitted numbers."""
    found = {}
    for key, numbers in read_toml(NUMBERS)["weights"].items():
        if key.split(".")[0] not in signatures or len(numbers) != 3 or not all(-1 <= number <= 1 for number in numbers):
            raise LexiconError(
                f"lexicon/{NUMBERS}", f"weight {key!r} is not right", "Give a known class and three numbers in -1..1"
            )
        found[key] = Weight(*numbers)
    return found
