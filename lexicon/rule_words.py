"""The closed sets of words that a rule may use: argument slots, demands, and the codebook's own vocabularies."""

from collections.abc import Mapping
from typing import Any

from schemas.codebook import Context, Factuality, Sector
from schemas.errors import LexiconError

SLOTS = (  # what they mean: lexicon/frames.toml; how they are filled: tasks/extract/events/arguments.py
    "subject", "by", "object", "dative", "poss", "of", "modifier", "complement", "object_poss", "reporter", "with_phrase",
    "light_subject", "light_object", "light_dative",
)  # fmt: skip
PREFIXED = ("prep:", "light_prep:")  # slots that name their prepositions
KNOWN: Mapping[str, tuple[str, ...]] = {
    "needs": ("actor", "recipient", "party"),
    "factuality": tuple(Factuality),
    "contexts": tuple(Context),
    "actor_sector": tuple(Sector),
    "recipient_sector": tuple(Sector),
}


def check_words(entry: Mapping[str, Any], where: str) -> None:
    """Raises LexiconError at a rule's first word that no code knows, with the known ones."""
    for key, known in KNOWN.items():
        value = entry.get(key, [])
        if unknown := [v for v in ([value] if isinstance(value, str) else value) if v not in known]:
            raise LexiconError(where, f"{key}: no such value {unknown}", f"Known: {', '.join(known)}")
    for key in ("actor", "recipient"):
        check_slots(entry.get(key, []), f"{where}, {key}")


def check_slots(slots: list[str], where: str) -> None:
    """Raises LexiconError if the engine lacks one of these slots, or one names no preposition."""
    if bad := [s for s in slots if s not in SLOTS and not is_prepositional(s)]:
        raise LexiconError(where, f"no such slot {bad}", f"Known: {', '.join(SLOTS)}, prep:<word|word>, light_prep:<word>")


def is_prepositional(slot: str) -> bool:
    return slot.startswith(PREFIXED) and all(slot.partition(":")[2].split("|"))
