"""What each stretch of an article's clean text is: headline, byline, dateline, body paragraph."""

import re
from dataclasses import dataclass

from schemas.codebook import ZoneKind
from schemas.tables import Article

PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of `articles.text`; zones are in order and do not overlap."""

    kind: ZoneKind
    start: int
    end: int


def zones(article: Article) -> tuple[Zone, ...]:
    """The zones of an article, from its text and title alone, so that a stored article gives them again."""
    found = []
    for match in PARAGRAPH.finditer(article.text):
        first = not found
        kind = ZoneKind.HEADLINE if first and match[0].strip() == article.title else ZoneKind.BODY
        found.append(Zone(kind, match.start(), match.end()))
    return tuple(found)
