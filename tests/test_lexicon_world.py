"""The tables of parties: complete, well-formed, and read as they should be."""

from datetime import date

import pytest

from lexicon.countries import country_of_capital, country_of_demonym, country_of_name, country_of_place, display_names, fold
from lexicon.files import read_csv
from lexicon.persons import person_key
from lexicon.world import bodies, equipment, leader_on, modifier_sectors, roles, suffix_sectors
from schemas.codebook import Sector

NAMES = [
    ("US", "USA"),
    ("U.S.", "USA"),
    ("America", "USA"),
    ("UK", "GBR"),
    ("Britain", "GBR"),
    ("Russia", "RUS"),
    ("South Korea", "KOR"),
    ("DPRK", "PRK"),
    ("Ivory Coast", "CIV"),
    ("Côte d’Ivoire", "CIV"),
    ("Burma", "MMR"),
    ("Soviet Union", "RUS"),
    ("Zaire", "COD"),
    ("East Germany", "DEU"),
    ("the Netherlands", "NLD"),
    ("Türkiye", "TUR"),
    ("Kosovo", "XKX"),
    ("Republic of China", "TWN"),
]
DEMONYMS = [
    ("Dutch", "NLD"),
    ("Danes", "DNK"),
    ("Britons", "GBR"),
    ("Burkinabe", "BFA"),
    ("Congolese", "COD"),
    ("Filipinos", "PHL"),
    ("Swiss", "CHE"),
    ("Nigerien", "NER"),
    ("Nigerian", "NGA"),
    ("Dominican", "DOM"),
    ("South Sudanese", "SSD"),
    ("Thais", "THA"),
]


@pytest.mark.parametrize(("text", "alpha3"), NAMES)
def test_country_names(text: str, alpha3: str) -> None:
    found = country_of_name(text)
    assert found is not None
    assert found.alpha3 == alpha3


@pytest.mark.parametrize("text", ["us", "car", "it", "Antarctica", "Atlantis", ""])
def test_no_country_names(text: str) -> None:
    assert country_of_name(text) is None


@pytest.mark.parametrize(("text", "alpha3"), DEMONYMS)
def test_demonyms(text: str, alpha3: str) -> None:
    found = country_of_demonym(text)
    assert found is not None
    assert found.alpha3 == alpha3


def test_every_sovereign_country_has_a_demonym_and_a_capital() -> None:
    rows = {row["alpha3"]: row for row in reversed(read_csv("world/countries.csv"))}
    assert len(rows) > 195
    assert set(rows) <= set(display_names()) | {"XKX"}
    assert [a for a, row in rows.items() if not row["demonyms"]] == []


@pytest.mark.parametrize(
    ("city", "alpha3"), [("Cologne", "DEU"), ("Aleppo", "SYR"), ("Texas", "USA"), ("Mombasa", "KEN"), ("Nowhere", "")]
)
def test_places(city: str, alpha3: str) -> None:
    assert country_of_place(city) == alpha3


def test_capitals() -> None:
    found = country_of_capital("Pyongyang")
    assert found is not None
    assert found.name == "North Korea"
    assert country_of_capital("Lyon") is None


def test_tables_are_well_formed() -> None:
    groups, organizations = read_csv("world/armed_groups.csv"), read_csv("world/organizations.csv")
    assert len(groups) + len(organizations) >= 400
    known = set(display_names()) | {"XKX", "IGO", "NSA", ""}
    for row in [*groups, *organizations]:
        assert row["country"] in known, row
        assert row["source"], row
    for row in read_csv("world/leaders.csv"):
        assert row["country"] in known, row
        assert int(row["start"]) <= int(row["end"] or 9999), row


def test_every_sector_is_in_the_codebook() -> None:
    used = {r.sector for r in roles().values()} | {b.sector for b in bodies().values()} | set(modifier_sectors().values())
    assert used | set(suffix_sectors().values()) <= set(Sector.__members__)
    assert len(roles()) > 900


def test_weapons_do_not_act_but_craft_do() -> None:
    assert not {"missile", "rocket", "bomb", "shell", "bullet"} & equipment()["military"]
    assert {"warship", "jet", "tank"} <= equipment()["military"]


def test_leaders_hold_office_for_a_time() -> None:
    bush = [leader_on("Bush", date(year, 6, 1)) for year in (1990, 2004, 1980)]
    assert [b.name if b else "" for b in bush] == ["George H.W. Bush", "George W. Bush", ""]


@pytest.mark.parametrize(
    ("name", "year", "country", "sector"),
    [
        ("Mohamad Khatami", 2001, "IRN", "GOV"),  # one given name, many spellings
        ("Sergey Stepashin", 1999, "RUS", "GOV"),
        ("Lech Kaczyński", 2008, "POL", "GOV"),
        ("Lech Kaczynski", 2012, "POL", "ELI"),
        ("Donald Tusk", 2016, "IGO", "IGO"),  # two offices, one after the other
        ("Donald Tusk", 2024, "POL", "GOV"),
        ("Donald Tusk", 0, "POL", "GOV"),  # no day: who holds office now goes first
    ],
)
def test_leaders_by_name_and_day(name: str, year: int, country: str, sector: str) -> None:
    day = date(year, 6, 1) if year else None
    found = leader_on(name, day)
    assert found is not None
    assert (found.country, found.sector_on(day)) == (country, sector)


@pytest.mark.parametrize("name", ["Mohammed Stepashin", "Kaczynski Lech", "Donald Tuskegee", "Habré"])
def test_no_leader(name: str) -> None:
    assert leader_on(name, None) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Muhammad Ali Jinnah", "Mohammed Ali Jinnah", True),
        ("Abdulla al-Thinni", "Abdullah Thinni", True),
        ("Andrzej Duda", "Andrei Duda", False),
        ("Alain Juppé", "Alain Juppe", True),
        ("Alan Juppe", "Alain Juppe", False),
    ],
)
def test_keys_of_personal_names(one: str, other: str, same: bool) -> None:
    assert (person_key(one) == person_key(other)) is same


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Washington Post", "Washington Post"),  # no row holds two bodies
        ("MI6", "MI6"),
        ("SEC", "Securities and Exchange Commission"),
        ("Tories", "Conservative Party"),
        ("Asia Watch", "Asia Watch"),
        ("U.S. Marines", "US Marine Corps"),
        ("Ha'aretz", "Haaretz"),
        ("Sixth Fleet", "Sixth Fleet"),
        ("UNMIK", "UNMIK"),
    ],
)
def test_bodies_by_their_own_name(text: str, name: str) -> None:
    assert bodies()[fold(text)].name == name
