"""A record of named fields -> a raw article. The names are settings; letter case does not matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas.codebook import PublishedSource, Reason
from schemas.raw import RawArticle, Reject
from schemas.settings import Settings
from tasks.read.base import reject
from tasks.read.html import fragment_text, page_article

KEYS = ("id", "_id", "article_id", "uid", "guid")
PART_KEYS = ("text", "content", "paragraph", "value", "name", "#text")  # where a list or an object keeps its words
MAX_DEPTH = 3


def article_of(fields: Mapping[str, Any], uri: str, record: int, format_: str, settings: Settings) -> RawArticle | Reject:
    """The article of one JSON object or of front matter. Fields of an inner object ({"article": {...}}) count as well."""
    fields = flatten(fields, settings)
    url = first(fields, settings.url_fields)
    text = fragment_text(first(fields, settings.text_fields))
    page = first(fields, settings.html_fields)
    if not text.strip() and page.strip():
        return filled(page_article(page, uri, record, format_, url), fields, settings)
    if not text.strip():
        return reject(uri, record, format_, Reason.MISSING_TEXT, missing(fields, settings))
    return filled(RawArticle(uri, record, format_, text, url=url), fields, settings)


def missing(fields: Mapping[str, Any], settings: Settings) -> str:
    there = ", ".join(sorted(fields)[:12]) or "none"
    return f"no field holds the body (there: {there}); name it in text_fields, which now is {', '.join(settings.text_fields)}"


def filled(raw: RawArticle | Reject, fields: Mapping[str, Any], settings: Settings) -> RawArticle | Reject:
    """The article with what the record itself says of it, which counts more than what a page says."""
    if isinstance(raw, Reject):
        return raw
    published = first(fields, settings.date_fields)
    return RawArticle(
        raw.uri, raw.record, raw.format, raw.text,
        title=first(fields, settings.title_fields) or raw.title,
        byline=first(fields, settings.byline_fields, ", ") or raw.byline,
        published=published or raw.published,
        published_source=PublishedSource.GIVEN if published else raw.published_source,
        language=first(fields, settings.language_fields) or raw.language,
        url=raw.url,
        brought=replace(raw.brought, external_id=first(fields, KEYS)),
    )  # fmt: skip


def flatten(fields: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """The fields by casefolded name. Where the body is in an inner object, that object's fields come first."""
    outer = {str(name).casefold(): value for name, value in fields.items()}
    for _ in range(MAX_DEPTH):
        if first(outer, settings.text_fields) or first(outer, settings.html_fields):
            break
        inner = next((value for value in outer.values() if isinstance(value, Mapping) and value), None)
        if inner is None:
            break
        rest = {name: value for name, value in outer.items() if value is not inner}
        outer = {**rest, **{str(name).casefold(): value for name, value in inner.items()}}
    return outer


def first(fields: Mapping[str, Any], names: Iterable[str], glue: str = "\n\n") -> str:
    """The text of the first of these fields that has any."""
    found = (text_of(fields.get(name.casefold()), glue) for name in names)
    return next((text for text in found if text.strip()), "")


def text_of(value: Any, glue: str, depth: int = 0) -> str:
    """A string, a number, a list of paragraphs or names, or an object that holds one of them under a usual name."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or depth > MAX_DEPTH:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        inner = {str(name).casefold(): held for name, held in value.items()}
        return next((text for name in PART_KEYS if (text := text_of(inner.get(name), glue, depth + 1))), "")
    if isinstance(value, Sequence):
        return glue.join(text for item in value if (text := text_of(item, glue, depth + 1)).strip())
    return ""
