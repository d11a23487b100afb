"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and, for each character, the stretch of the source that it stands for.

    `starts[i]:ends[i]` is the source of `text[i]`; both have the length of `text`. Edits make a new MappedText that still
    points into the first source, so that a span found after any number of edits maps back in one step.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @staticmethod
    def of(text: str) -> MappedText:
        """A text that is its own source."""
        return MappedText(text, array("i", range(len(text))), array("i", range(1, len(text) + 1)))

    @staticmethod
    def piece(text: str, start: int, end: int) -> MappedText:
        """A part of a text, which is its source."""
        return MappedText(text[start:end], array("i", range(start, end)), array("i", range(start + 1, end + 1)))

    @staticmethod
    def joined(parts: Sequence[MappedText]) -> MappedText:
        """One text from several, with a blank between them that stands for nothing."""
        text, starts, ends = " ".join(part.text for part in parts), array("i"), array("i")
        for i, part in enumerate(parts):
            if i:
                at = ends[-1] if ends else 0
                starts.append(at)
                ends.append(at)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return MappedText(text, starts, ends)

    def stripped(self) -> MappedText:
        """Without blanks at its ends."""
        start, end = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
        return self if (start, end) == (0, len(self.text)) else self.keep([(start, max(start, end))])

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source stretch of text[start:end]; an empty span maps to an empty span."""
        if start >= end:
            at = self.starts[start] if start < len(self.text) else (self.ends[-1] if self.text else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def keep(self, spans: Iterable[tuple[int, int]]) -> MappedText:
        """Only the characters of these spans, in order."""
        text, starts, ends = [], array("i"), array("i")
        for start, end in spans:
            text.append(self.text[start:end])
            starts.extend(self.starts[start:end])
            ends.extend(self.ends[start:end])
        return MappedText("".join(text), starts, ends)

    def cut(self, spans: Iterable[tuple[int, int]]) -> MappedText:
        """Everything but these spans, which are sorted and do not overlap."""
        kept, at = [], 0
        for start, end in spans:
            kept.append((at, start))
            at = end
        return self.keep([*kept, (at, len(self.text))])

    def sub(self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> MappedText:
        """As re.sub. Each new character stands for the whole match, unless lengths are equal: then for its own place."""
        text, starts, ends, at = [], array("i"), array("i"), 0
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            a, b = match.span()
            text += [self.text[at:a], new]
            starts.extend(self.starts[at:a])
            ends.extend(self.ends[at:a])
            if len(new) == b - a:
                starts.extend(self.starts[a:b])
                ends.extend(self.ends[a:b])
            elif new:
                low, high = self.source(a, b)
                starts.extend([low] * len(new))
                ends.extend([high] * len(new))
            at = b
        text.append(self.text[at:])
        starts.extend(self.starts[at:])
        ends.extend(self.ends[at:])
        return MappedText("".join(text), starts, ends)
