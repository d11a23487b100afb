"""The head of an article: which paragraph is the headline, what stands around it, and where the title is repeated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.parts import Furniture
from tasks.normalize.byline import is_byline
from tasks.normalize.dateline import find_dateline
from tasks.normalize.furniture import removed
from tasks.normalize.layout import ends_with_sentence, join
from tasks.normalize.published import DateLine, date_line
from tasks.text import MappedText

MAX_HEADLINE = 180  # characters
MAX_KICKER = 40  # characters of a section name or a slug above the headline
LOOK = 4  # paragraphs at the head among which a given title is looked for
MAX_DECKS = 3  # paragraphs that a title may be broken into
CHRONOLOGY = 3  # so many lines that are dates make a chronology, whose dates are text
NOT_WORD = re.compile(r"[\W_]+")
SITE = re.compile(r"\s+(?:[|–—»•·-]|::)\s+[^|–—»•·]{2,40}$")


@dataclass(frozen=True, slots=True)
class Head:
    """An article's paragraphs with what its head told. The first paragraph is the headline if `has_headline`."""

    title: str
    byline: str
    parts: tuple[MappedText, ...]
    has_headline: bool
    dates: tuple[tuple[DateLine, str], ...]
    furniture: tuple[Furniture, ...]


def key(text: str) -> str:
    """Letters and digits only: what two writings of one headline have in common."""
    return NOT_WORD.sub("", text).casefold()


def titles(title: str) -> tuple[str, ...]:
    """The title as given, and without the site's name at its end."""
    short = SITE.sub("", title)
    return (title, short) if short != title else (title,)


def read_head(parts: Sequence[MappedText], title: str, byline: str) -> Head:
    """Finds the headline, takes bylines and date lines off the head and repeated titles off everywhere."""
    title, parts = merge_title(title, list(parts))
    reader = Reader(title, byline, parts)
    body = next((i for i in range(len(parts)) if not reader.takes(i)), len(parts))
    reader.strip(parts[body:])
    return Head(
        reader.title, reader.byline, tuple(reader.kept), reader.has_headline, tuple(reader.dates), tuple(reader.furniture)
    )


def position(parts: Sequence[MappedText], title: str) -> int | None:
    """Which of the first paragraphs is the title; None if none is, or if text stands before it."""
    wanted = key(title)
    for i, part in enumerate(parts[:LOOK]):
        if wanted and key(part.text) == wanted:
            return i
        if ends_with_sentence(part.text) and not is_byline(part.text) and not date_line(part.text):
            return None
    return None


class Reader:
    """Goes down the paragraphs of one article and keeps what it finds; lives no longer than `read_head`."""

    def __init__(self, title: str, byline: str, parts: Sequence[MappedText]) -> None:
        self.title, self.byline, self.parts = title, byline, parts
        self.at = position(parts, title)
        self.chronology = sum(date_line(part.text) is not None for part in parts) >= CHRONOLOGY
        self.has_headline = False
        self.kept: list[MappedText] = []
        self.dates: list[tuple[DateLine, str]] = []
        self.furniture: list[Furniture] = []

    def takes(self, i: int) -> bool:
        """Takes the next paragraph as part of the head; False if the body begins here."""
        part = self.parts[i]
        if i == self.at:
            self.headline(part)
        elif (line := date_line(part.text)) and not self.chronology:
            self.date(part, line)
        elif is_byline(part.text):
            self.byline = self.byline or part.text
            self.drop(part, "byline")
        elif self.at is not None and i < self.at and len(part.text) <= MAX_KICKER:
            self.drop(part, "kicker")
        elif not self.title and looks_like_headline(part.text, self.parts[i + 1 : i + 1 + LOOK]):
            self.title = part.text
            self.headline(part)
        else:
            return False
        return True

    def headline(self, part: MappedText) -> None:
        self.has_headline = True
        self.kept.append(part)

    def date(self, part: MappedText, line: DateLine) -> None:
        self.dates.append((line, part.text))
        self.drop(part, "date_line")

    def drop(self, part: MappedText, kind: str) -> None:
        self.furniture.append(removed(part, kind))

    def strip(self, rest: Sequence[MappedText]) -> None:
        """The body: repeated titles and lines such as "Published: 7 October 2015" go."""
        wanted = {key(title) for title in titles(self.title)} - {""}
        for part in rest:
            if wanted and len(rest) > 1 and len(part.text) <= 2 * MAX_HEADLINE and key(part.text) in wanted:
                self.drop(part, "repeated_title")
            elif not self.chronology and (line := date_line(part.text)) and line.labelled:
                self.date(part, line)
            else:
                self.kept.append(part)


def merge_title(title: str, parts: list[MappedText]) -> tuple[str, list[MappedText]]:
    """A title that the text breaks into two or three lines becomes one paragraph; a site's name goes off the title."""
    for wanted in titles(title):
        for i in range(min(LOOK, len(parts))):
            for n in range(1, MAX_DECKS + 1):
                if key(wanted) and key("".join(part.text for part in parts[i : i + n])) == key(wanted):
                    return wanted, [*parts[:i], join(parts[i : i + n], lambda _: " "), *parts[i + n :]]
    return title, parts


def looks_like_headline(text: str, rest: Sequence[MappedText]) -> bool:
    """A short line without a full stop, followed by a byline, a date or a body of sentences."""
    if not 8 <= len(text) <= MAX_HEADLINE or not 2 <= len(text.split()) <= 25 or text[0].islower():
        return False
    if text[-1] in ",;:…" or find_dateline(text):
        return False
    if rest and (date_line(rest[0].text) or is_byline(rest[0].text)):
        return True
    return text[-1] != "." and any(len(part.text) > len(text) and ends_with_sentence(part.text) for part in rest)
