"""Parties of the world as data: role nouns, organizations, armed groups, leaders, metonyms, equipment, titles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from lexicon.countries import fold, listed
from lexicon.files import read_csv, read_toml
from lexicon.lists import word_list, words
from lexicon.persons import person_key
from schemas.codebook import Sector
from schemas.errors import LexiconError

FOREVER = 9999  # no end known
BODY_TABLES = ("world/armed_groups.csv", "world/organizations.csv", "world/metonyms.csv")


@dataclass(frozen=True, slots=True)
class Role:
    """What a common noun says about the party that it names."""

    sector: str
    person: bool  # a person, not a body
    generic: bool = False  # its sector comes from its modifiers where they have one


@dataclass(frozen=True, slots=True)
class Body:
    """A named organization, armed group or metonym: canonical name, country (alpha-3, IGO or NSA) and sector."""

    name: str
    country: str
    sector: str
    people: bool = False  # a people or a faith, not an organization


@dataclass(frozen=True, slots=True)
class Leader:
    """A head of state or government, or another figure whom newspapers name without a title."""

    name: str
    country: str
    sector: str
    start: int  # first year in office
    end: int  # last year in office

    def sector_on(self, day: date | None) -> str:
        """The sector on a day: ELI once the office is over. Without a day the office itself."""
        return "ELI" if day and day.year > self.end and self.sector in ("GOV", "LEG") else self.sector


def check_sector(sector: str, where: str) -> str:
    if sector not in Sector.__members__:
        raise LexiconError(f"lexicon/{where}", f"unknown sector {sector!r}", f"Use one of {', '.join(Sector)}")
    return sector


@cache
def role_data() -> dict[str, Any]:
    return read_toml("world/role_nouns.toml")


@cache
def roles() -> dict[str, Role]:
    """Lemma (or several, separated by blanks) to role. A generic word keeps whether it names a person."""
    out: dict[str, Role] = {}
    for sector, kinds in role_data()["sector"].items():
        check_sector(sector, "world/role_nouns.toml")
        for kind in ("person", "group"):
            for word in words(kinds[kind]):
                out.setdefault(word, Role(sector, kind == "person"))
    for word, sector in role_data()["generic"].items():
        person = out[word].person if word in out else word in word_list("person_generic")
        out[word] = Role(check_sector(sector, "world/role_nouns.toml"), person, generic=True)
    return out


def names_person(lemma: str) -> bool:
    """Whether a common noun names a person by a role, and no body: 'minister', 'resident'."""
    role = roles().get(lemma)
    return role is not None and role.person


@cache
def modifier_sectors() -> dict[str, str]:
    """A word before a generic head to the sector that it gives."""
    return first_of((word, sector) for sector, cell in role_data()["modifier"].items() for word in words(cell))


@cache
def transparent() -> frozenset[str]:
    """Heads that stand for what follows 'of': a group of tourists."""
    return frozenset(words(role_data()["transparent"]["words"]))


@cache
def heads_of() -> frozenset[str]:
    """Offices that belong to the body named after 'of'."""
    return frozenset(words(role_data()["head_of"]["words"]))


def first_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    out: dict[str, str] = {}
    for key, value in pairs:
        out.setdefault(key, value)
    return out


@cache
def bodies() -> dict[str, Body]:
    """Folded name or alias to organization, armed group or metonym."""
    out: dict[str, Body] = {}
    for table in BODY_TABLES:
        for row in read_csv(table):
            metonym = "text" in row
            people = row.get("source") == "people"
            body = Body(row["name"], row["country"], check_sector(row["sector"], table), people)
            for name in [row["text"]] if metonym else [row["name"], *listed(row["aliases"])]:
                out.setdefault(fold(name), body)
    return out


def leader_rows() -> Iterator[tuple[str, Leader]]:
    """(key of a name or alias, leader)."""
    for row in read_csv("world/leaders.csv"):
        leader = Leader(row["name"], row["country"], row["sector"], int(row["start"]), int(row["end"] or FOREVER))
        for name in (row["name"], *listed(row["aliases"])):
            yield person_key(name), leader


@cache
def leaders() -> dict[str, tuple[Leader, ...]]:
    """Key of a name (`person_key`) to its bearers, latest first."""
    out: dict[str, list[Leader]] = {}
    for name, leader in leader_rows():
        if leader not in out.setdefault(name, []):
            out[name].append(leader)
    return {k: tuple(sorted(v, key=lambda x: -x.start)) for k, v in out.items()}


def leader_on(name: str, day: date | None) -> Leader | None:
    """The bearer of a name on a day: whoever held office then, else the last one before. No one from the future.

    Without a day whoever holds it now goes before those who did.
    """
    found = leaders().get(person_key(name), ())
    known = [x for x in found if not day or x.start <= day.year]
    holding = [x for x in known if x.end >= (day.year if day else FOREVER)]
    return (holding or known)[0] if known else None


@cache
def equipment() -> dict[str, frozenset[str]]:
    """Lemmas by class: military, civilian, building, weapon, money."""
    return {k: frozenset(words(v["words"])) for k, v in read_toml("world/equipment.toml").items()}


@cache
def titles() -> dict[str, frozenset[str]]:
    """Word lists of titles.toml: honorific, female, male, past, and the given names of women and men."""
    data = read_toml("world/titles.toml")
    return {k: frozenset(words(data[k])) for k in ("honorific", "female", "male", "past", "women", "men")}


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviated rank to role noun."""
    return dict(read_toml("world/titles.toml")["abbreviation"])


@cache
def suffix_sectors() -> dict[str, str]:
    """Last word of an organization's name to its sector."""
    data = read_toml("world/titles.toml")["organization"]
    return first_of((word, sector) for sector, cell in data.items() for word in words(cell))
