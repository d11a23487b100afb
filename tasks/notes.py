"""Notes that editors and transcribers put into a text in square brackets: left out of the parse, which takes them for words."""

import re
from dataclasses import dataclass
from functools import cache

from lexicon.files import read_words
from tasks.text import MappedText

BRACKET = re.compile(r"\s*\[([^\[\]]{1,80})\]")


@dataclass(frozen=True, slots=True)
class Notes:
    """What notes say; lexicon/notes.toml."""

    whole: frozenset[str]
    within: frozenset[str]


@cache
def notes() -> Notes:
    return read_words("notes.toml", Notes)


def drop_notes(text: MappedText) -> MappedText:
    """The text without '[sic]', '[words indistinct]', '[applause]'; '[the army]' and '[UN]' say something and stay."""
    return text.cut([m.span() for m in BRACKET.finditer(text.text) if is_note(m[1])])


def is_note(inside: str) -> bool:
    words = inside.casefold().replace("-", " ").split()
    return " ".join(words) in notes().whole or not notes().within.isdisjoint(words)
