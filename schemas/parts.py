"""The parts that table rows are made of. Offsets are code points into `articles.text`, end exclusive."""

from dataclasses import dataclass, field
from typing import Any


def col(doc: str, **more: Any) -> Any:
    """A dataclass field with its documentation beside it (it becomes a column comment and a line of docs/tables.md)."""
    return field(metadata={"doc": doc}, **more)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text."""

    start: int = col("First code point.")
    end: int = col("One past the last code point.")
    text: str = col("The text itself.")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the source that is not the article: breadcrumbs, share lines, repeated titles."""

    start: int = col("First code point in the text as given by the source.")
    end: int = col("One past the last code point.")
    kind: str = col("breadcrumb, repeated_title, share, read_more, copyright, ...")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, a recipient or a speaker."""

    start: int | None = col("First code point; null when nothing in the text names the party.")
    end: int | None = col("One past the last code point.")
    text: str = col("The noun phrase as written, determiner and relative clauses off.")
    name: str = col("The canonical name within the article.")
    country: str = col("ISO 3166 alpha-3; IGO or NSA for bodies without a country; empty if none.")
    sector: str = col("Primary sector, one of the codebook's list.")
    entity_id: str = col(
        "The same for the same name, country and sector in every article; empty for a pronoun of nobody known."
    )


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A resolved toponym: an entry of the gazetteer and where the text names it."""

    start: int = col("First code point of the toponym.")
    end: int = col("One past the last code point.")
    text: str = col("The toponym as written.")
    name: str = col("The gazetteer's name.")
    geonameid: int | None = col("GeoNames id; null where the gazetteer entry is not GeoNames'.")
    lat: float | None = col("Latitude, degrees north; null when the toponym is known as a place but not located.")
    lon: float | None = col("Longitude, degrees east.")
    country: str = col("ISO 3166 alpha-3 of the country it lies in; empty for seas and regions of several countries.")
    admin1: str = col("First-level region, GeoNames name or code; empty if none.")
    feature: str = col("GeoNames feature code (PPLC, PCLI, ADM1, SEA, ...); empty when not located.")
    geo_precision: int = col("1 exact place or town, 2 district or province, 3 country or wider region.")
    score: float = col("How sure the resolver is, 0 to 1.")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts something in an event."""

    start: int = col("First code point.")
    end: int = col("One past the last code point.")
    text: str = col("The phrase as written, unit included.")
    value: float | None = col("The number; the lower bound for 'dozens' (24) and 'more than 30', the upper one for 'up to 50'.")
    low: float | None = col("Lower bound, inclusive, when a range or bound.")
    high: float | None = col("Upper bound, inclusive, when a range or bound.")
    approximate: bool = col("True for 'about', 'some', 'nearly'.")
    unit: str = col("Head noun lemma: warship, rocket, people, dollar, km.")
    role: str = col("actor, recipient, instrument, dead, injured, arrested, abducted, displaced, ... (codebook section 6).")


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for one field of an event."""

    field: str = col("The field that it explains: type, actors, recipients, place, date, factuality, ...")
    reason: str = col("Why it has its value, in words.")


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long a stage of a run took."""

    stage: str = col("discover, read, dedup, extract, commit, publish.")
    seconds: float = col("Wall-clock seconds.")
