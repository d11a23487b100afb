"""Rows of the mentions table: entities and values of the parse, and the names of the dateline before it."""

import re
from collections.abc import Iterator

from lexicon.countries import country_of_name, country_of_place, fold
from lexicon.world import bodies
from schemas.codebook import ZoneKind
from schemas.ids import content_id
from schemas.tables import Mention
from tasks.annotate import Annotated
from tasks.resolve.found import OUTSIDE, Found
from tasks.resolve.labels import Named
from tasks.resolve.profiles import Profile
from tasks.resolve.values import VALUES

PIECE = re.compile(r"[^,(/)\n]{2,60}")  # what commas, slashes and brackets of a dateline set apart
DAY = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? {1,2}\d{1,2}\b|\b\d{4}\b", re.IGNORECASE)
WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?", re.IGNORECASE)
EDGE = " \t-_–—.:"


def entity_id(name: str, country: str, sector: str) -> str:
    """The same for the same name, country and sector in every article."""
    return content_id("entity", name.lower(), country, sector)


def mention(annotated: Annotated, named: Named, profile: Profile | None) -> Found[Mention]:
    """The row of an entity or a value. Places and values have no sector."""
    span = annotated.span(named.start, named.end)
    name = profile.name if profile else " ".join(annotated.doc[named.inner : named.end].text.split())
    country = profile.country if profile else ""
    sector = profile.sector if profile and named.label not in ("LOC", "FAC") else ""
    identity = "" if named.label in VALUES else entity_id(name, country, sector)
    row = row_of(annotated, span.start, span.end, named.label, name, identity, country, sector)
    return Found(row, named.start, named.end)


def row_of(
    annotated: Annotated, start: int, end: int, label: str, name: str, identity: str, country: str, sector: str
) -> Mention:
    article = annotated.article
    return Mention(
        mention_id=content_id("mention", article.article_id, start, end, label), article_id=article.article_id, start=start,
        end=end, text=article.text[start:end], label=label, name=name, entity_id=identity, country=country, sector=sector,
        batch_id="",
    )  # fmt: skip


def dateline_mentions(annotated: Annotated) -> Iterator[Found[Mention]]:
    """Town, country, date and agency of the dateline; all OUTSIDE the parse."""
    zone = next((z for z in annotated.zones if z.kind == ZoneKind.DATELINE), None)
    if zone is None:
        return
    text = annotated.article.text[zone.start : zone.end]
    for match in PIECE.finditer(text):
        if day := DAY.search(match[0]) or WEEKDAY.fullmatch(match[0].strip(EDGE)):
            start = zone.start + match.start() + day.start()
            yield Found(row_of(annotated, start, start + len(day[0]), "DATE", day[0], "", "", ""), OUTSIDE, OUTSIDE)
            continue
        part = match[0].strip(EDGE)
        if part[:1].isupper():
            start = zone.start + match.start() + match[0].index(part)
            yield Found(outside(annotated, start, part), OUTSIDE, OUTSIDE)


def outside(annotated: Annotated, start: int, text: str) -> Mention:
    """A name of the dateline: an agency that we know, else a place."""
    if body := bodies().get(fold(text)):
        identity = entity_id(body.name, body.country, body.sector)
        return row_of(annotated, start, start + len(text), "ORG", body.name, identity, body.country, body.sector)
    shown = text.title() if text.isupper() and len(text) > 3 else text
    known = country_of_name(shown)
    name, country = known.name if known else shown, country_of_place(shown)
    return row_of(annotated, start, start + len(text), "GPE", name, entity_id(name, country, ""), country, "")
