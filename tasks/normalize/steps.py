"""The steps of normalizing, in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.codebook import Reason, Stage, Status, ZoneKind
from schemas.ids import content_id
from schemas.parts import Furniture
from schemas.raw import RawArticle, Reject
from schemas.settings import Settings
from schemas.tables import Article
from tasks.normalize import furniture, layout
from tasks.normalize.byline import is_byline
from tasks.normalize.dateline import Dateline, find_dateline, split_before
from tasks.normalize.headline import Head, key, read_head
from tasks.normalize.language import UNKNOWN, language_of
from tasks.normalize.published import Published, choose, date_line
from tasks.normalize.unicode import clean, clean_string
from tasks.normalize.zones import Zone, zones
from tasks.read.base import MAX_DETAIL, shown
from tasks.text import MappedText

ROUNDS = 4  # taking one thing off can uncover another; real text is stable after two rounds
BLANKS = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Normalized:
    """An article and the way back: `offsets.source(a, b)` is the span of the given text that article.text[a:b] stands for."""

    article: Article
    offsets: MappedText


def normalize(raw: RawArticle, settings: Settings, any_language: bool = False) -> Normalized | Reject:
    """The article of a raw record, or why there is none: nothing is left of it, or it is in a language not asked for.

    `any_language` lets other languages pass; the article tells which it is. Never raises for what a record holds.
    """
    try:
        return run_steps(raw, settings, any_language)
    except Exception as error:
        detail = f"normalizing failed ({type(error).__name__}: {error}); give the text as plain UTF-8, and report the file"
        return reject(raw, Reason.UNREADABLE, shown(detail, MAX_DETAIL))


def run_steps(raw: RawArticle, settings: Settings, any_language: bool) -> Normalized | Reject:
    text = clean(MappedText.of(raw.text))
    title, byline = clean_string(raw.title), clean_string(raw.byline)
    parts, taken = paragraphs(text, title)
    head = settle(parts, title, byline)
    if not any(part.text for part in head.parts):
        return reject(raw, Reason.EMPTY, "nothing is left but page furniture; check the file, or set text_fields")
    offsets = layout.join_paragraphs(head.parts)
    language = language_of(offsets.text, raw.language, settings.languages[0] if settings.languages else "en")
    if not any_language and language not in settings.languages:
        return reject(raw, Reason.LANGUAGE, remedy(language), Status.SKIPPED)
    article = build(raw, head, offsets, language, (*taken, *head.furniture))
    return Normalized(replace(article, cut=raw.cut or article.words > settings.max_words), offsets)


def remedy(language: str) -> str:
    if language == UNKNOWN:
        return "the text is in no language that is known; check its encoding (save it as UTF-8), or declare its language"
    return f"the text is in {shown(language, 20)}; add it to `languages` to have it read"


def reject(raw: RawArticle, reason: Reason, detail: str, status: Status = Status.REJECTED) -> Reject:
    return Reject(raw.uri, raw.record, raw.format, Stage.NORMALIZE, reason, detail, status)


def paragraphs(text: MappedText, title: str) -> tuple[list[MappedText], list[Furniture]]:
    """The paragraphs of a clean text, one line each, and the lines of furniture between them."""
    lines = layout.lines_of(text.text)
    kinds = [line_kind(text.text[line.start : line.end]) for line in lines]
    taken: list[Furniture] = []
    if any(kinds):
        kinds = sure(text.text, lines, kinds)
        pairs = list(zip(lines, kinds, strict=True))
        taken = [Furniture(*text.source(line.start, line.end), kind) for line, kind in pairs if kind]
        after = [False, *map(bool, kinds)]
        lines = [replace(line, apart=line.apart or gap) for (line, kind), gap in zip(pairs, after, strict=False) if not kind]
    wanted = key(title)
    groups = layout.groups_of(text.text, lines, lambda line: stands_alone(text.text[line.start : line.end], wanted))
    return [layout.paragraph(text, group) for group in groups], taken


def sure(text: str, lines: Sequence[layout.Line], kinds: Sequence[str | None]) -> list[str | None]:
    """In wrapped text a line may only look like furniture: it is, if no sentence runs into it or out of it."""
    shape = layout.layout_of(text, lines)
    if not shape.width:
        return list(kinds)
    begins = [i == 0 or not layout.joins(text, lines[i - 1], line, shape, i == 1) for i, line in enumerate(lines)]
    after = [*begins[1:], True]
    return [kind if a and b else None for kind, a, b in zip(kinds, begins, after, strict=True)]


def line_kind(line: str) -> str | None:
    """The kind of furniture that a line is. Bylines look like credits; the head takes care of them."""
    return None if is_byline(line) else furniture.kind_of(line)


def stands_alone(line: str, title: str) -> bool:
    """Lines of the head that are never joined to the next, whatever the layout."""
    if len(line) > layout.MAX_WIDTH:
        return False
    return bool(title and key(line) == title) or is_byline(line) or date_line(line) is not None


def settle(parts: list[MappedText], title: str, byline: str) -> Head:
    """Head and body with all furniture out: repeated until nothing changes, so that normalizing again changes nothing."""
    head = Head(title, byline, tuple(parts), False, (), ())
    clean_ends: list[int] = []  # the outer paragraphs of a text in which nothing was left to tidy
    for _ in range(ROUNDS):
        before = [part.text for part in head.parts]
        tidied, taken = tidy(head.parts) if ends(head.parts) != clean_ends else (list(head.parts), [])
        clean_ends = [] if taken or len(tidied) != len(before) else ends(tidied)
        found = read_head(tidied, head.title, head.byline)
        head = replace(found, dates=head.dates + found.dates, furniture=(*head.furniture, *taken, *found.furniture))
        if [part.text for part in head.parts] == before:
            break
    return head


def ends(parts: Sequence[MappedText]) -> list[int]:
    """Which paragraphs stand first, second and last: only there can tidying depend on what was taken off before."""
    return [id(part) for part in (*parts[:2], *parts[-1:])]


def tidy(parts: Sequence[MappedText]) -> tuple[list[MappedText], list[Furniture]]:
    """Paragraphs without furniture, blanks folded, a dateline that stands behind the title on its line set apart."""
    kept: list[MappedText] = []
    taken: list[Furniture] = []
    for i, part in enumerate(map(strip, parts)):
        if kind := line_kind(part.text):
            taken.append(furniture.removed(part, kind))
            continue
        part, cuts = furniture.cut_inline(part)
        if i == len(parts) - 1:
            part, ending = furniture.cut_ending(part)
            cuts += ending
        taken += cuts
        kept += split(strip(part)) if len(kept) < 2 else [strip(part)]
    return [part for part in kept if part.text], taken


def strip(part: MappedText) -> MappedText:
    """No blanks at the ends, one between words."""
    if "  " in part.text:
        part = part.sub(BLANKS, " ")
    start, end = len(part.text) - len(part.text.lstrip()), len(part.text.rstrip())
    return part if (start, end) == (0, len(part.text)) else part.keep([(start, max(start, end))])


def split(part: MappedText) -> list[MappedText]:
    at = split_before(part.text)
    return [part] if at is None else [strip(part.keep([(0, at)])), part.keep([(at, len(part.text))])]


def build(raw: RawArticle, head: Head, offsets: MappedText, language: str, taken: tuple[Furniture, ...]) -> Article:
    """The table row. What later stages find out (copies, text, fingerprint, batch) is left empty."""
    found = dateline_of(head)
    url = clean_string(raw.url)
    when = choose(clean_string(raw.published), raw.published_source, head.dates, found.date if found else "", url)
    article_id = content_id("article", head.title, when.day or "", offsets.text)
    article = article_row(article_id, head, found, when, language, url, offsets.text, taken)
    return with_hash(article, zones(article))


def dateline_of(head: Head) -> Dateline | None:
    body = head.parts[1:] if head.has_headline else head.parts
    return find_dateline(body[0].text) if body else None


def article_row(
    article_id: str, head: Head, found: Dateline | None, when: Published, language: str, url: str, text: str,
    taken: tuple[Furniture, ...],
) -> Article:  # fmt: skip
    return Article(
        article_id=article_id,
        title=head.title,
        byline=head.byline,
        dateline=found.text if found else "",
        published=when.day,
        published_text=when.text,
        published_source=when.source.value,
        language=language,
        url=url,
        text=text,
        words=len(text.split()),
        furniture=tuple(sorted(taken, key=lambda f: (f.start, f.end))),
        content_hash="",
        minhash=b"",
        bands=(),
        copy_of=None,
        text_id=article_id,
        fingerprint="",
        batch_id="",
    )


def with_hash(article: Article, marks: Sequence[Zone]) -> Article:
    """The article with the hash of its body's letters and digits: headline and dateline do not count."""
    body = "".join(key(article.text[z.start : z.end]) for z in marks if z.kind == ZoneKind.BODY)
    return replace(article, content_hash=content_id("body", body or key(article.text)))
