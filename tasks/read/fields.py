"""A record of named fields -> a raw article. The names are settings; letter case does not matter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import isfinite
from typing import Any

from schemas.codebook import PublishedSource, Reason
from schemas.raw import Brought, RawArticle, Reject
from schemas.settings import Settings
from tasks.read.base import reject, shown
from tasks.read.bounds import limit_of
from tasks.read.brought import brought_by, merged
from tasks.read.html import fragment_text, page_article

PART_KEYS = ("text", "content", "paragraph", "value", "name", "#text")  # where a list or an object keeps its words
MAX_DEPTH = 3
MAX_NAME = 40  # characters of a field's name that a message shows


def article_of(fields: Mapping[str, Any], uri: str, record: int, format_: str, settings: Settings) -> RawArticle | Reject:
    """The article of one JSON object or of front matter. Fields of an inner object ({"article": {...}}) count as well."""
    fields = flatten(fields, settings)
    raw = body_of(by_name(fields), uri, record, format_, settings)
    return raw if isinstance(raw, Reject) else filled(raw, fields, settings)


def body_of(fields: Mapping[str, Any], uri: str, record: int, format_: str, settings: Settings) -> RawArticle | Reject:
    """The article as its text or its page gives it."""
    url = first(fields, settings.url_fields)
    given, limit = first(fields, settings.text_fields), limit_of(settings)
    text = fragment_text(given[:limit])
    if text.strip():
        return RawArticle(uri, record, format_, text, url=url, cut=len(given) > limit)
    page = first(fields, settings.html_fields)
    if page.strip():
        return page_article(page, uri, record, format_, settings, url)
    return reject(uri, record, format_, Reason.MISSING_TEXT, missing(fields, settings))


def missing(fields: Mapping[str, Any], settings: Settings) -> str:
    there = ", ".join(shown(name, MAX_NAME) for name in sorted(fields)[:12]) or "none"
    return f"no field holds the body (there: {there}); name it in text_fields, which now is {', '.join(settings.text_fields)}"


def filled(raw: RawArticle, fields: Mapping[str, Any], settings: Settings) -> RawArticle:
    """The article with what the record itself says of it, which counts more than what a page says."""
    known = by_name(fields)
    published = first(known, settings.date_fields)
    return replace(
        raw,
        title=first(known, settings.title_fields) or raw.title,
        byline=first(known, settings.byline_fields, ", ") or raw.byline,
        published=published or raw.published,
        published_source=PublishedSource.GIVEN if published else raw.published_source,
        language=first(known, settings.language_fields) or raw.language,
        brought=merged(brought_in(fields, settings), raw.brought),
    )


def brought_in(fields: Mapping[str, Any], settings: Settings) -> Brought:
    """What the record says of itself; the fields of which we make nothing else are kept as they are."""
    known = by_name(fields)
    wanted = {
        "external_id": (settings.id_fields, ", "), "outlet": (settings.outlet_fields, ", "),
        "section": (settings.section_fields, " | "), "author": (settings.byline_fields, ", "),
        "canonical_url": ((*settings.canonical_fields, *settings.url_fields), ", "),
        "modified": (settings.modified_fields, ", "),
    }  # fmt: skip
    told = {part: first(known, names, glue) for part, (names, glue) in wanted.items()}
    others = (settings.title_fields, settings.date_fields, settings.language_fields, settings.url_fields)
    names = [names for names, _ in wanted.values()]
    used = {used_name(known, some) for some in (*names, *others)} | set(map(str.casefold, bodies(settings)))
    return brought_by(told, ((name, value) for name, value in fields.items() if str(name).casefold() not in used))


def bodies(settings: Settings) -> tuple[str, ...]:
    return (*settings.text_fields, *settings.html_fields)


def flatten(fields: Mapping[str, Any], settings: Settings) -> Mapping[str, Any]:
    """The fields as they are named. Where the body is in an inner object, that object's fields come before the outer ones."""
    for _ in range(MAX_DEPTH):
        if has_body(by_name(fields), settings):
            break
        within = [value for value in fields.values() if isinstance(value, Mapping) and value]
        if not within:
            break
        inner = next((value for value in within if has_body(by_name(value), settings)), within[0])
        told = by_name(inner)
        fields = {n: v for n, v in fields.items() if v is not inner and str(n).casefold() not in told} | dict(inner)
    return fields


def by_name(fields: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name).casefold(): value for name, value in fields.items()}


def has_body(fields: Mapping[str, Any], settings: Settings) -> bool:
    return any(used_name(fields, names) for names in (settings.text_fields, settings.html_fields))


def has_text(fields: Mapping[str, Any], settings: Settings) -> bool:
    """Does an object hold an article, itself or within?"""
    return has_body(by_name(flatten(fields, settings)), settings)


def first(fields: Mapping[str, Any], names: Iterable[str], glue: str = "\n\n") -> str:
    """The text of the first of these fields that has any."""
    return text_of(fields.get(used_name(fields, names)), glue)


def used_name(fields: Mapping[str, Any], names: Iterable[str]) -> str:
    """The first of these names whose field has any text, casefolded; empty if there is none."""
    return next((name for name in map(str.casefold, names) if text_of(fields.get(name), " ").strip()), "")


def text_of(value: Any, glue: str, depth: int = 0) -> str:
    """A string, a number, a list of paragraphs or names, or an object that holds one of them under a usual name."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or depth > MAX_DEPTH:
        return ""
    if isinstance(value, int | float):
        return str(value) if isfinite(value) else ""
    if isinstance(value, Mapping):
        inner = by_name(value)
        return next((text for name in PART_KEYS if (text := text_of(inner.get(name), glue, depth + 1))), "")
    if isinstance(value, Sequence):
        return glue.join(filter(str.strip, map(partial(text_of, glue=glue, depth=depth + 1), value)))
    return ""
