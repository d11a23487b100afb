"""Lines and paragraphs: is a line a paragraph, or was the text wrapped by a typewriter, a wire, a mail program?"""

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.text import MappedText

LINE = re.compile(r"[^\n]+")
SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$|''$")
HYPHEN_END = re.compile(r"[^\W\d_]-$")
PARAGRAPH_GAP = "\n\n"
MAX_WIDTH = 120  # characters: no wire, terminal or mail program wraps later
NEW_INDENT = 2  # blanks more than the line before: a new paragraph
FULL = 0.8  # of the usual width: the next word would hardly have fitted
SHORT = 0.75  # of the usual width: the line ended before it had to


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text without outer blanks, how far it is indented, whether it may join the line above."""

    start: int
    end: int
    indent: int
    apart: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How an article is set: `width` is the usual one of wrapped lines, 0 where each line is a paragraph.

    `indent` is that of lines which go on; one that is indented deeper begins a paragraph.
    """

    width: int
    caseless: bool
    indent: int = 0


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank. A line after a blank one stands apart from the line above."""
    found: list[Line] = []
    last = -1
    for match in LINE.finditer(text):
        body = match[0].strip()
        if not body:
            continue
        indent = len(match[0]) - len(match[0].lstrip())
        start = match.start() + indent
        apart = not found or text.count("\n", last, start) > 1
        last = start + len(body)
        found.append(Line(start, last, indent, apart))
    return found


def layout_of(text: str, lines: Sequence[Line]) -> Layout:
    """Wrapped or not, decided for the article as a whole.

    Wrapped lines are of similar length, stop in mid-sentence, and the next word would not have fitted any more.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.apart and b.indent < a.indent + NEW_INDENT]
    caseless = text.isupper() or text.islower()
    if len(pairs) < (3 if caseless else 1) or max(width(line) for line in lines) > MAX_WIDTH:
        return Layout(0, caseless)
    usual = sorted(width(a) for a, _ in pairs)[(9 * len(pairs)) // 10]
    full = sum(filled(text, a, b) > FULL * usual for a, b in pairs)
    open_ = sum(not ends_sentence(text, a) for a, _ in pairs)
    lower = sum(not text[b.start].isupper() for _, b in pairs)
    wrapped = full >= 0.6 * len(pairs) and open_ >= 0.5 * len(pairs) and (caseless or lower >= 0.4 * len(pairs))
    return Layout(usual if wrapped else 0, caseless, min(b.indent for _, b in pairs))


def width(line: Line) -> int:
    return line.indent + line.end - line.start


def filled(text: str, line: Line, following: Line) -> int:
    """How wide the line would be with the first word of the next."""
    word = text[following.start : following.end].split(None, 1)[0]
    return width(line) + 1 + len(word)


def ends_sentence(text: str, line: Line) -> bool:
    return ends_with_sentence(text[max(line.start, line.end - 8) : line.end])


def ends_with_sentence(text: str) -> bool:
    """Does it end as a sentence ends?"""
    return bool(SENTENCE_END.search(text[-8:]))


def joins(text: str, above: Line, line: Line, layout: Layout, first: bool) -> bool:
    """Does the line continue the paragraph of the line above? `first` if that is the first line: it may be a headline."""
    if line.apart or line.indent >= NEW_INDENT + (layout.indent if layout.width else above.indent):
        return False
    if not layout.width:
        return text[line.start].islower() and not ends_sentence(text, above) and not layout.caseless
    short = filled(text, above, line) <= SHORT * layout.width
    heads = first and not (text[line.start].islower() and not layout.caseless)
    return not (short and (heads or ends_sentence(text, above)))


def groups_of(text: str, lines: Sequence[Line], alone: Callable[[Line], bool]) -> list[list[Line]]:
    """The lines of each paragraph; `alone` tells lines that are a paragraph of their own whatever the layout."""
    layout = layout_of(text, lines)
    groups: list[list[Line]] = []
    closed = True
    for line in lines:
        single = alone(line)
        first = groups == [[lines[0]]]
        if not single and not closed and joins(text, groups[-1][-1], line, layout, first):
            groups[-1].append(line)
        else:
            groups.append([line])
        closed = single
    return groups


def spans_of(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text as (start, end)."""
    return [(group[0].start, group[-1].end) for group in groups_of(text, lines_of(text), lambda _: False)]


def paragraph(text: MappedText, group: Sequence[Line]) -> MappedText:
    """A paragraph on one line. A word broken at its own hyphen is joined again."""
    parts = [text.keep([(line.start, line.end)]) for line in group]
    return join(parts, lambda above: "" if HYPHEN_END.search(above) else " ")


def join(parts: Sequence[MappedText], gap: Callable[[str], str]) -> MappedText:
    """One text from several in source order; the characters between stand for the gap in the source."""
    if len(parts) == 1:
        return parts[0]
    text: list[str] = []
    starts, ends = array("i"), array("i")
    for i, part in enumerate(parts):
        if i and part.text:
            between = gap(parts[i - 1].text)
            text.append(between)
            starts.extend([ends[-1] if ends else 0] * len(between))
            ends.extend([part.starts[0]] * len(between))
        text.append(part.text)
        starts.extend(part.starts)
        ends.extend(part.ends)
    return MappedText("".join(text), starts, ends)


def join_paragraphs(parts: Sequence[MappedText]) -> MappedText:
    """The article's text: paragraphs with a blank line between them."""
    return join(parts, lambda _: PARAGRAPH_GAP)
