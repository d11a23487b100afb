"""Which nouns name happenings (eventive.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lexicon.files import read_toml


@dataclass(frozen=True, slots=True)
class EventNouns:
    """Nouns by list and by ending; lemmas in lower case."""

    nouns: frozenset[str]
    exceptions: frozenset[str]
    suffixes: tuple[str, ...]
    min_stem: int

    def names_event(self, lemma: str) -> bool:
        """True if a noun with this lemma can name something that happens."""
        word = lemma.lower()
        last = word.rsplit("-", 1)[-1]
        if word in self.nouns or last in self.nouns:
            return True
        if word in self.exceptions or last in self.exceptions:
            return False
        return any(word.endswith(suffix) and len(word) - len(suffix) >= self.min_stem for suffix in self.suffixes)


@cache
def event_nouns() -> EventNouns:
    """The lists, read once. Raises LexiconError if the file is missing."""
    data = read_toml("eventive.toml")
    return EventNouns(frozenset(data["nouns"]), frozenset(data["not_events"]), tuple(data["suffixes"]), data["min_stem"])
