"""The text of an article that is parsed: headline and paragraphs, without what is no word, and no more than is to be coded.

A tokenizer tries every beginning and end of what stands between two blanks, in quadratic time. Long runs of marks or of letters
are no words: they are left out before it sees them. Offsets still lead back to the article.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.codebook import ZoneKind
from tasks.normalize.zones import Zone
from tasks.notes import drop_notes
from tasks.spacing import close_gaps
from tasks.text import MappedText

PARSED = (ZoneKind.HEADLINE, ZoneKind.BODY)  # a dateline before the lead would become its subject
WHITE = re.compile(r"\s+")
CHUNK = re.compile(r"\S+")
LONGEST = 100  # characters of a word or of a run of marks; rules between paragraphs have up to some 80
NOISE = re.compile(rf"(?:[^\w\s]|_){{{LONGEST},}}|\w{{{LONGEST},}}|\S{{500,}}")  # the longest useful addresses have some 300
TOKEN = re.compile(r"[^\W_]+|\S")
TOKENS_A_WORD = 1.5  # English prose has some 1.2; what has more is made of marks
CHARS_A_WORD = 12  # English prose has some 6, with its blanks


@dataclass(frozen=True, slots=True)
class Prose:
    """What is parsed of an article, where each paragraph begins, how long the headline is, whether some was cut off."""

    text: MappedText
    starts: list[int]
    headline: int
    cut: bool


@dataclass(slots=True)
class Room:
    """How much may still be parsed: memory and time stay bounded whatever comes in."""

    words: int
    tokens: float
    chars: int
    cut: bool = False

    def takes(self, chunk: str) -> bool:
        """Whether what stands between two blanks finds room; behind the first that does not, nothing does."""
        tokens = 1 if chunk.isalpha() else sum(1 for _ in TOKEN.finditer(chunk))
        full = self.words < 1 or self.tokens < tokens or self.chars < len(chunk)
        self.cut = self.cut or full
        if not self.cut:
            self.words, self.tokens, self.chars = self.words - 1, self.tokens - tokens, self.chars - len(chunk) - 1
        return not self.cut


def room_for(max_words: int) -> Room:
    return Room(max_words, max_words * TOKENS_A_WORD, max_words * CHARS_A_WORD)


def parse_text(text: str, marks: Iterable[Zone], max_words: int) -> Prose:
    """Headline and paragraphs of an article, white space folded and gaps in words closed, one blank between them."""
    room = room_for(max_words)
    told = [(z.kind, folded(text, z, room)) for z in marks if z.kind in PARSED]
    told = [(kind, part) for kind, part in told if part.text]
    starts, at = [], 0
    for _, part in told:
        starts.append(at)
        at += len(part.text) + 1
    titled = bool(told) and told[0][0] == ZoneKind.HEADLINE
    return Prose(MappedText.joined([part for _, part in told]), starts, len(told[0][1].text) if titled else 0, room.cut)


def folded(text: str, zone: Zone, room: Room) -> MappedText:
    """What is parsed of a zone."""
    words = MappedText.joined([MappedText.piece(text, a, b) for a, b in wordy(text, zone, room)])
    return close_gaps(drop_notes(words.sub(WHITE, " "))).stripped()


def wordy(text: str, zone: Zone, room: Room) -> Iterator[tuple[int, int]]:
    """The stretches of a zone between what is no word, as far as there is room."""
    start = zone.start
    for a, b, noise in chunks(text, zone):
        if noise or not room.takes(text[a:b]):
            yield start, a
            start = b
        if room.cut:
            return
    yield start, zone.end


def chunks(text: str, zone: Zone) -> Iterator[tuple[int, int, bool]]:
    """What stands between blanks, and whether it is no word; a long chunk in its parts."""
    for chunk in CHUNK.finditer(text, zone.start, zone.end):
        at, end = chunk.span()
        for noise in NOISE.finditer(text, at, end) if end - at >= LONGEST else ():
            if at < noise.start():
                yield at, noise.start(), False
            yield *noise.span(), True
            at = noise.end()
        if at < end:
            yield at, end, False
