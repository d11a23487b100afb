"""All time expressions of an article, resolved against its publication date."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc, Token

from schemas.codebook import ZoneKind
from schemas.ids import content_id
from schemas.parts import Span
from schemas.tables import Article, TimeExpression
from tasks.annotate import Annotated
from tasks.resolve.dates.anchor import OPEN, Anchor
from tasks.resolve.dates.reading import Reading
from tasks.resolve.dates.rules import matches
from tasks.resolve.dates.tense import direction
from tasks.resolve.dates.values import Days, days
from tasks.resolve.found import OUTSIDE, Found

REMEMBERED = 30  # values told before that "two days later" may be counted from


def resolve_dates(annotated: Annotated) -> tuple[Found[TimeExpression], ...]:
    """The TIMEX3 expressions of an article in text order, those of its dateline included (their tokens are OUTSIDE).

    Relative ones are resolved against `article.published`; without it they keep what TIMEX3 can say (XXXX-WXX-3) and no days.
    """
    found = [*in_datelines(annotated), *in_parse(annotated)]
    return tuple(sorted(found, key=lambda f: f.what.start))


def in_datelines(annotated: Annotated) -> Iterator[Found[TimeExpression]]:
    article = annotated.article
    for zone in annotated.zones:
        if zone.kind == ZoneKind.DATELINE:
            anchor = Anchor(article.published, lambda _: OPEN)
            for start, end, reading in read_all(article.text[zone.start : zone.end], anchor):
                a, b = zone.start + start, zone.start + end
                yield Found(record(article, Span(a, b, article.text[a:b]), reading), OUTSIDE, OUTSIDE)


@lru_cache(maxsize=2)  # dates and quantities of one article ask for the same
def in_parse(annotated: Annotated) -> tuple[Found[TimeExpression], ...]:
    return tuple(read_parse(annotated))


def read_parse(annotated: Annotated) -> Iterator[Found[TimeExpression]]:
    doc = annotated.doc
    anchor = Anchor(annotated.article.published, tense_at(doc))
    for start, end, reading in read_all(doc.text, anchor):
        tokens = doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None:
            where = annotated.char_span(start, end)
            yield Found(record(annotated.article, where, reading), tokens.start, tokens.end)


def read_all(text: str, anchor: Anchor) -> Iterator[tuple[int, int, Reading]]:
    """Start, end and meaning of each time expression; what was told before is remembered as it goes."""
    for rule, match in matches(text):
        reading = rule.read(match, anchor)
        if reading is not None:
            if reading.type in ("DATE", "TIME"):
                anchor.told = [*anchor.told[-REMEMBERED:], reading.value]
            yield match.start(), match.end(), reading


def tense_at(doc: Doc) -> Callable[[int], int]:
    def at(char: int) -> int:
        token = token_at(doc, char)
        return direction(doc, token) if token is not None else OPEN

    return at


def token_at(doc: Doc, char: int) -> Token | None:
    span = doc.char_span(char, char + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def record(article: Article, where: Span, reading: Reading) -> TimeExpression:
    covered = days(reading.value) if reading.type in ("DATE", "TIME") else Days(None, None, 4)
    last: date | None = days(reading.last).end if reading.last else None
    return TimeExpression(
        date_id=content_id(article.article_id, where.start, where.end), article_id=article.article_id,
        start=where.start, end=where.end, text=where.text, type=reading.type, value=reading.value,
        date_start=covered.start, date_end=last or covered.end, precision=covered.precision, batch_id="",
    )  # fmt: skip


def dated_tokens(annotated: Annotated) -> tuple[frozenset[int], frozenset[int]]:
    """The tokens of the parse inside dates and times, and those inside durations: numbers there count no things."""
    dates: set[int] = set()
    durations: set[int] = set()
    for found in in_parse(annotated):
        (durations if found.what.type in ("DURATION", "SET") else dates).update(range(found.start, found.end))
    return frozenset(dates), frozenset(durations)
