"""The words of a rule: the closed sets that it may use (slots, demands, the codebook's vocabularies) and the named lists."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from schemas.codebook import Context, Factuality, Sector
from schemas.errors import LexiconError

SLOTS = (  # what they mean: lexicon/frames.toml; how they are filled: tasks/extract/events/slots.py
    "subject", "by", "object", "dative", "poss", "of", "modifier", "doer", "victim", "demonym", "shooter", "complement",
    "expeller", "duty_bearer", "object_poss", "own_word", "frontier", "battle", "reporter", "with_phrase",
    "light_subject", "light_dative", "means",
)  # fmt: skip
Named = Mapping[str, tuple[str, ...]]  # the word lists of a file: its rules write "$name" for all words of a list
NO_LISTS: Named = MappingProxyType({})
PREFIXED = ("prep:", "light_prep:", "thing:", "abroad:", "site:")  # slots that name their prepositions
KNOWN: Mapping[str, tuple[str, ...]] = {
    "needs": ("actor", "recipient", "party", "several"),
    "factuality": tuple(Factuality),
    "future_by": ("", "speaker"),
    "contexts": tuple(Context),
    "actor_sector": tuple(Sector),
    "only_sector": tuple(Sector),
    "actor_default": tuple(Sector),
    "agent_sector": tuple(Sector),
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
        with_words = ", ".join(f"{p}<word|word>" for p in PREFIXED)
        raise LexiconError(where, f"no such slot {bad}", f"Known: {', '.join(SLOTS)}, {with_words}")


def is_prepositional(slot: str) -> bool:
    return slot.startswith(PREFIXED) and all(slot.partition(":")[2].split("|"))


def strings(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise LexiconError(where, "must be a list of strings", 'Write it as ["a", "b"]')
    return tuple(value)


def word_lists(data: Mapping[str, Any], source: str) -> Named:
    """The lists under [words] of a rule file. Raises LexiconError if one is no list of strings."""
    return {name: strings(words, f"{source}, [words] {name}") for name, words in data.get("words", {}).items()}


def expand(word: str, where: str, named: Named) -> tuple[str, ...]:
    """The words of a list for its name ('$relief'), any other word as it is. Raises LexiconError for an unknown name."""
    if not word.startswith("$"):
        return (word,)
    if word[1:] not in named:
        raise LexiconError(where, f"no word list {word[1:]!r}", f"Lists under [words]: {', '.join(named) or 'none'}")
    return named[word[1:]]
