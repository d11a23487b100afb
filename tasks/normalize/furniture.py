"""Page furniture: what a page or a wire adds around the article. The patterns are data, in lexicon/furniture.toml."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lexicon.files import read_toml
from schemas.errors import LexiconError
from schemas.parts import Furniture
from tasks.text import MappedText

MAX_LINE = 300  # characters: a longer line is prose
MAX_PIECES = 5  # pieces of furniture on one line
PIECE = re.compile(r"[^.|]+")
MAX_TAIL = 200  # characters at the end of an article that a sign-off may take
NAME = r"[A-Z@©(][\w.’'&@)-]{0,25}"
MACROS = {"{names}": rf"(?:{NAME}(?:[ ,/|–—]{{1,3}}(?:{NAME}|via|and|for|of|the|de|van|von|al|by)){{0,9}})"}


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled patterns of one section: each with the kind of furniture that it finds and the words that it needs."""

    patterns: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]
    united: tuple[re.Pattern[str], ...]  # all patterns in two, one for each treatment of letter case: most lines match none

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and kind of all matches that are not empty."""
        lower = text.lower()
        for pattern, kind, needs in self.patterns:
            if not needs or any(word in lower for word in needs):
                yield from ((m.start(), m.end(), kind) for m in pattern.finditer(text) if m.end() > m.start())

    def whole(self, text: str) -> str | None:
        """The kind of the first pattern that matches the whole text."""
        if not any(pattern.fullmatch(text) for pattern in self.united):
            return None
        return next((kind for pattern, kind, _ in self.patterns if pattern.fullmatch(text)), None)


@cache
def rules(section: str) -> Rules:
    """The rules of `line`, `inline` or `ending`. Raises LexiconError for a pattern that does not compile."""
    wrap = r"(?:{})\s*\Z" if section == "ending" else "{}"
    found = []
    for entry in entries(section):
        for pattern in entry["patterns"]:
            compiled = compile_pattern(wrap.replace("{}", expand(pattern)), bool(entry.get("case")))
            found.append((compiled, entry["kind"], tuple(entry.get("needs", ()))))
    return Rules(tuple(found), tuple(map(unite, (0, re.IGNORECASE), (found, found))))


def unite(flag: int, found: Sequence[tuple[re.Pattern[str], str, tuple[str, ...]]]) -> re.Pattern[str]:
    """One pattern that matches what any of those with this flag does."""
    return re.compile("|".join(f"(?:{p.pattern})" for p, _, _ in found if p.flags & re.IGNORECASE == flag) or r"(?!)", flag)


def entries(section: str) -> list[dict[str, Any]]:
    """The entries of a section as written, with their examples."""
    found: list[dict[str, Any]] = read_toml("furniture.toml")[section]
    return found


def expand(pattern: str) -> str:
    agencies = "|".join(sorted(map(re.escape, read_toml("datelines.toml")["agencies"]), key=len, reverse=True))
    for macro, value in {**MACROS, "{agency}": f"(?:{agencies})"}.items():
        pattern = pattern.replace(macro, value)
    return pattern


def compile_pattern(pattern: str, case: bool) -> re.Pattern[str]:
    try:
        return re.compile(pattern, 0 if case else re.IGNORECASE)
    except re.error as error:
        raise LexiconError("lexicon/furniture.toml", f"{error} in {pattern}", "Mend the pattern") from None


@lru_cache(4096)  # a line is asked about more than once on its way
def kind_of(line: str) -> str | None:
    """The kind of furniture that a whole line is; None for text."""
    line = line.strip()
    if len(line) > MAX_LINE or len(line.split()) > 40:
        return None
    if kind := rules("line").whole(line):
        return kind
    pieces = PIECE.findall(line)[: MAX_PIECES + 1]  # several on one line: "Print. Share this. Leave a comment."
    kinds = [rules("line").whole(piece.strip()) for piece in pieces] if 1 < len(pieces) <= MAX_PIECES else []
    return kinds[0] if kinds and all(kinds) else None


def removed(text: MappedText, kind: str) -> Furniture:
    """The record of a paragraph that is taken out whole."""
    return Furniture(*text.source(0, len(text.text)), kind)


def cut_inline(part: MappedText) -> tuple[MappedText, list[Furniture]]:
    """A paragraph without the furniture inside it, and what was cut."""
    return cut(part, list(rules("inline").find(part.text)))


def cut_ending(part: MappedText) -> tuple[MappedText, list[Furniture]]:
    """The last paragraph without the wire's sign-off."""
    tail = max(0, len(part.text) - MAX_TAIL)
    found = ((a + tail, b + tail, kind) for a, b, kind in rules("ending").find(part.text[tail:]))
    return cut(part, list(found))


def cut(part: MappedText, found: Sequence[tuple[int, int, str]]) -> tuple[MappedText, list[Furniture]]:
    """The paragraph without these stretches; overlapping ones are cut once."""
    spans: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found, key=lambda f: (f[0], -f[1])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end, kind))
    if not spans:
        return part, []
    return part.cut([(a, b) for a, b, _ in spans]), [Furniture(*part.source(a, b), kind) for a, b, kind in spans]
