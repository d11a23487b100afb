"""Where quotation marks open and close, paragraph by paragraph, whatever kind of mark a newspaper uses."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.annotate import Annotated

MARK = re.compile(r"``|''|[\"“”„‟«»‘’‚‛'`]")
OPENERS = {
    '"': '"”', "“": '”"', "„": '“”"', "‟": "”", "``": "''\"", "''": "''", "«": "»", "»": "«", "‘": "’'", "‚": "‘’", "'": "'’",
}  # fmt: skip
SINGLE = frozenset("‘’‚‛'`")
BEFORE_OPEN = frozenset(" \t([{-–—/:…") | {"\u00a0"}
AFTER_CLOSE = frozenset(" \t.,;:!?)]}-–—/…") | {"\u00a0"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks: tokens start to end (exclusive), marks off.

    `before` is the first token of the opening mark and `after` the first behind the closing one; `closed` is False when the
    paragraph ends before the closing mark does.
    """

    start: int
    end: int
    before: int
    after: int
    paragraph: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark and what its neighbours let it be."""

    glyph: str
    start: int
    end: int
    opens: bool
    closes: bool


def paragraphs(annotated: Annotated) -> list[tuple[int, int]]:
    """The token ranges of the parsed headline and paragraphs, in order."""
    starts, source = [z.start for z in annotated.zones], annotated.offsets.starts
    numbered = ((bisect_right(starts, source[place]), i) for i, place in enumerate(annotated.doc.to_array("IDX").tolist()))
    groups = ([i for _, i in group] for _, group in groupby(numbered, key=lambda pair: pair[0]))
    return [(group[0], group[-1] + 1) for group in groups]


def quoted_spans(annotated: Annotated) -> tuple[Quoted, ...]:
    """All outermost quotations in order; marks that never close harm no more than their own paragraph."""
    doc, text, found = annotated.doc, annotated.doc.text, []
    places = doc.to_array("IDX").tolist()  # at once, not token by token
    ends = [place + length for place, length in zip(places, doc.to_array("LENGTH").tolist(), strict=True)]
    ranges = paragraphs(annotated)
    for number, (first, last) in enumerate(ranges):
        following = doc[ranges[number + 1][0]].text if number + 1 < len(ranges) else ""
        for opened, closing in pairs(text, places[first], ends[last - 1], following):
            start = max(first, bisect_left(places, opened.end))
            end = min(last, bisect_right(ends, closing.start)) if closing else last
            after = min(last, bisect_left(places, closing.end)) if closing else last
            if start < end:
                before = max(first, bisect_right(places, opened.start) - 1)
                found.append(Quoted(start, end, before, after, number, closing is not None))
    return tuple(found)


def marks(text: str, low: int, high: int) -> list[Mark]:
    """The quotation marks of a paragraph; apostrophes and signs for feet and inches left out."""
    found = []
    for match in MARK.finditer(text, low, high):
        start, end = match.span()
        before = text[start - 1] if start > low else " "
        after = text[end] if end < high else " "
        opens, closes = roles(match[0], before, after)
        if opens or closes:
            found.append(Mark(match[0], start, end, opens, closes))
    return found


def roles(glyph: str, before: str, after: str) -> tuple[bool, bool]:
    """(may open, may close) of a mark between two characters."""
    left = before in BEFORE_OPEN or before in '"“„«`'
    right = after in AFTER_CLOSE or after in "\"”“»'’"
    if glyph in ("“", "``", "„", "‟", "‘", "‚"):
        return not after.isspace() or glyph in ("“", "``", "„"), glyph == "“" and not left
    if glyph == "”":
        return left and not after.isspace(), True
    if glyph in ("«", "»"):
        return (glyph == "«" or left), (glyph == "»" or not left)
    if glyph in SINGLE:
        return left and glyph == "'" and after.isalnum(), not before.isspace() and right and glyph != "`"
    if left and before.isspace() and after.isspace():
        return True, True
    return left or (not right and not before.isdigit()), right or not left


def pairs(text: str, low: int, high: int, following: str) -> Iterator[tuple[Mark, Mark | None]]:
    """The opening and the closing mark of each outermost quotation of text[low:high].

    `following` is the first token of the next paragraph: a quotation that goes on there opens again with its mark.
    """
    found = marks(text, low, high)
    last_single = max((m.start for m in found if m.closes and m.glyph in SINGLE), default=-1)
    opened: Mark | None = None
    for at, mark in enumerate(found):
        if opened is None:
            if mark.opens and (mark.glyph not in SINGLE or mark.start < last_single):
                opened = mark
        elif mark.closes and mark.glyph in OPENERS.get(opened.glyph, "") and closes_here(text, mark, found[at + 1 :]):
            yield opened, mark
            opened = None
        elif mark.opens and mark.glyph == opened.glyph:
            opened = mark
    if opened is not None and opened.glyph not in SINGLE and goes_on(text, low, opened, following):
        yield opened, None


def closes_here(text: str, mark: Mark, later: Sequence[Mark]) -> bool:
    """False for the apostrophe of "workers' rights" inside single marks, when a better closing mark follows."""
    if mark.glyph not in SINGLE or text[mark.start - 1] != "s" or text[mark.end : mark.end + 2].strip()[:1] in ("", ",", "."):
        return True
    rival = next((m for m in later[:20] if m.glyph in SINGLE), None)
    return rival is None or not rival.closes


def goes_on(text: str, low: int, opened: Mark, following: str) -> bool:
    """Whether an unclosed mark opens a quotation: at the head of a paragraph, after comma or colon, or reopened later."""
    lead = text[max(low, opened.start - 3) : opened.start].strip()
    return not lead or lead[-1] in ",:" or following[:1] == opened.glyph[:1]
