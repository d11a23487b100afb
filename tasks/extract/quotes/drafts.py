"""Quotes in the making: what is found so far, by cue, by quotation and by place, so that no step has to search all of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.reports import Range, Report


@dataclass(frozen=True, slots=True)
class Draft:
    """A report on its way to a quote; `follows` is set when it continues the speaker of the draft before it."""

    report: Report
    quoted: tuple[Quoted, ...]
    follows: bool = False

    @property
    def start(self) -> int:
        return self.report.content[0][0]

    @property
    def end(self) -> int:
        return self.report.content[-1][1]

    def grown(self, content: Iterable[Range], quoted: Quoted) -> "Draft":
        """The draft with another quotation in it."""
        return replace(self, report=replace(self.report, content=tuple(content)), quoted=(*self.quoted, quoted))


def trim_quoted(doc: Doc, quoted: Quoted) -> Range:
    """Quoted words without trailing comma or outer marks; their full stop stays."""
    start, end = quoted.start, quoted.end
    while end > start + 1 and (doc[end - 1].text in {",", ";", "—", "--"} or doc[end - 1].is_space):
        end -= 1
    return start, end


def finished(doc: Doc, draft: Draft) -> Draft:
    """The draft with its marks in order: outer ones off, inner ones kept in pairs; no content if it was nothing but marks."""
    pairs = (with_pairs(doc, r, draft.quoted) for r in draft.report.content)
    content = tuple((start, end) for start, end in pairs if start < end)
    return replace(draft, report=replace(draft.report, content=content))


def with_pairs(doc: Doc, content: Range, quotations: Iterable[Quoted]) -> Range:
    """A range of content with both marks of a quotation that it begins or ends with, or none if it is no more than that."""
    start, end = content
    for quoted in quotations:
        low, high = quoted.start, quoted.end
        while high > low + 1 and doc[high - 1].is_punct:
            high -= 1
        if low <= start <= end <= quoted.end and end >= high and start == low:
            return trim_quoted(doc, quoted)
        if start == low and end > quoted.end:
            start = quoted.before
        if start < low and high <= end <= quoted.after:
            end = quoted.after
    return start, end


class Drafts:
    """The drafts of one article. Of several with one cue the last that was added is found."""

    def __init__(self, doc: Doc, drafts: Iterable[Draft]) -> None:
        self.doc = doc
        self.kept: dict[int, Draft] = {}
        self.cues: dict[int, int] = {}
        self.quotations: dict[Quoted, int] = {}
        self.said = bytearray(len(doc))
        self.voiced = bytearray(len(doc))
        self.added = 0
        for draft in drafts:
            self.add(draft)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self.kept.values())

    def add(self, draft: Draft) -> None:
        self.put(self.added, draft)
        self.added += 1

    def put(self, key: int, draft: Draft) -> None:
        """Stores a draft, new or in place of what had its key."""
        self.kept[key] = draft
        if draft.report.cue is not None:
            self.cues[draft.report.cue.i] = key
        for quoted in draft.quoted:
            self.quotations[quoted] = key
        for start, end in draft.report.content:
            self.said[start:end] = b"\1" * (end - start)
            if draft.quoted:
                self.voiced[start:end] = b"\1" * (end - start)

    def drop(self, key: int) -> None:
        del self.kept[key]

    def key_of(self, cue: int) -> int | None:
        """The key of the draft whose cue is this token."""
        key = self.cues.get(cue)
        return key if key in self.kept else None

    def inside(self, quoted: Quoted) -> bool:
        """Whether all of a quotation is content already."""
        return all(self.said[quoted.start : quoted.end])

    def speech_before(self, at: int, first: int, reach: int) -> bool:
        """Whether somebody speaks between token `first` and `at`, or is quoted within `reach` tokens before that."""
        return self.said.find(1, max(first, 0), at) >= 0 or self.voiced.find(1, max(first - reach, 0), max(first, 0)) >= 0
