"""What each stretch of an article's clean text is: headline, byline, dateline, body paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.codebook import ZoneKind
from schemas.tables import Article
from tasks.normalize.dateline import body_start
from tasks.normalize.headline import key
from tasks.normalize.layout import spans_of


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of `articles.text`; zones are in order and do not overlap."""

    kind: ZoneKind
    start: int
    end: int


def zones(article: Article) -> tuple[Zone, ...]:
    """The zones of an article, from its text, title, byline and dateline alone, so that a stored article gives them again.

    The headline is the first paragraph if it is the title. The dateline opens the first paragraph of the body; the rest of
    that paragraph is body.
    """
    return tuple(mark(article, spans_of(article.text)))


def mark(article: Article, spans: list[tuple[int, int]]) -> Iterator[Zone]:
    text, title, byline = article.text, key(article.title), key(article.byline)
    body = False
    for i, (start, end) in enumerate(spans):
        line = key(text[start:end]) if not body else ""
        if i == 0 and line and line == title:
            yield Zone(ZoneKind.HEADLINE, start, end)
        elif line and line in (byline, "by" + byline):
            yield Zone(ZoneKind.BYLINE, start, end)
        else:
            yield from paragraph(text, start, end, "" if body else article.dateline)
            body = True


def paragraph(text: str, start: int, end: int, dateline: str) -> Iterator[Zone]:
    """A body paragraph, its dateline apart if it opens with it."""
    if after := body_start(text[start:end], dateline):
        yield Zone(ZoneKind.DATELINE, start, start + after)
        start += after
    if start < end:
        yield Zone(ZoneKind.BODY, start, end)
