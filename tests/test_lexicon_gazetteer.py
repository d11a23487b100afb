"""The gazetteer: names folded, entries located, containment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.files import read_csv
from lexicon.gazetteer import Gazetteer, gazetteer
from lexicon.geonames import fold


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Saint Petersburg", "st petersburg"),
        ("St. Petersburg", "st petersburg"),
        ("São Paulo", "sao paulo"),
        ("Port-au-Prince", "port au prince"),
        ("Sana’a", "sanaa"),
        ("Fort Worth", "ft worth"),
        ("Fort", "fort"),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Mongolia", "PCLI", "MNG"),
        ("Britain", "PCLI", "GBR"),
        ("Burma", "PCLI", "MMR"),
        ("Bavaria", "ADM1", "DEU"),
        ("Nebraska", "ADM1", "USA"),
        ("Kiev", "PPL", "UKR"),
        ("Bombay", "PPL", "IND"),
        ("Black Sea", "SEA", ""),
        ("Donbas", "RGN", "UKR"),
    ],
)
def test_lookup(places: Gazetteer, name: str, feature: str, country: str) -> None:
    assert any(e.feature == feature and e.country == country for e in places.lookup(name))


def test_unknown_name_has_no_entry(places: Gazetteer) -> None:
    assert places.lookup("Xyzzyville") == ()


def test_containment(places: Gazetteer) -> None:
    illinois = places.abbreviation("Ill.")
    assert illinois is not None
    inside = [e.lies_in(illinois) for e in places.lookup("Springfield")]
    assert any(inside)
    assert not all(inside)
    assert not illinois.lies_in(illinois)


def test_short_forms_stand_for_places(places: Gazetteer) -> None:
    missing = [row["short"] for row in read_csv("world/place_abbreviations.csv") if places.abbreviation(row["short"]) is None]
    assert missing == []


def test_own_tables_have_points_on_earth() -> None:
    for path in ("waters_and_regions", "towns", "country_points", "region_points"):
        for row in read_csv(f"world/{path}.csv"):
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row
