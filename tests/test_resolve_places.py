"""Toponyms: which words name a place, and which place they name."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codebook import ZoneKind
from tasks.annotate import Annotated
from tasks.normalize.zones import Zone
from tasks.resolve.found import OUTSIDE
from tasks.resolve.places import resolve_places
from tests.conftest import MODEL

Parse = Callable[..., Annotated]


def found(parse: Parse, text: str) -> dict[str, str]:
    return {f.what.text: f"{f.what.country}/{f.what.admin1}" for f in resolve_places(parse(text))}


@pytest.mark.parametrize(
    ("text", "place", "where"),
    [
        ("The mayor of Springfield, Ill., resigned on Monday.", "Springfield", "USA/Illinois"),
        ("Officials in Springfield, Mass., said the bridge was closed.", "Springfield", "USA/Massachusetts"),
        ("A fire broke out in Paris, Texas, on Friday.", "Paris", "USA/Texas"),
        ("Protesters gathered in Paris on Friday, French police said.", "Paris", "FRA/Île-de-France"),
        ("Fighting broke out near Aleppo, Syria.", "Aleppo", "SYR/Ḩalab"),
        ("The ship sailed through the Strait of Hormuz.", "Strait of Hormuz", "/"),
        ("Soldiers entered the Gaza Strip at dawn.", "Gaza Strip", "PSE/"),
        ("Washington said it would send more aid.", "Washington", "USA/District of Columbia"),
    ],
)
def test_resolves(parse: Parse, text: str, place: str, where: str) -> None:
    assert found(parse, text).get(place) == where


@pytest.mark.parametrize(
    ("text", "not_a_place"),
    [
        ("The Russian ambassador left the room.", "Russian"),
        ("Virginia Woolf wrote a letter to the editor.", "Virginia"),
        ("Police closed Washington Street after the crash.", "Washington"),
        ("Chad Johnson was arrested, and Johnson denied it.", "Johnson"),
        ("The council met in the town hall on Monday.", "hall"),
    ],
)
def test_near_misses(parse: Parse, text: str, not_a_place: str) -> None:
    assert not_a_place not in found(parse, text)


def test_company_decides(parse: Parse) -> None:
    local = "Two men from Athens were arrested in Macon, Georgia. Police in Athens and Savannah had looked for them."
    abroad = "Two men were arrested in Athens. Police in Athens and Thessaloniki, Greece, had looked for them."
    assert found(parse, local)["Athens"] == "USA/Georgia"
    assert found(parse, abroad)["Athens"].startswith("GRC/")


def test_dateline_places_stand_outside_the_parse(parse: Parse) -> None:
    text = "NAIROBI, Kenya (AP) - Rain fell."
    annotated = parse(text)
    marked = replace(annotated, zones=(Zone(ZoneKind.DATELINE, 0, 21), Zone(ZoneKind.BODY, 21, len(text))))
    first, second = [f for f in resolve_places(marked) if f.start == OUTSIDE]
    assert (first.what.text, first.what.country, second.what.country) == ("NAIROBI", "KEN", "KEN")


def test_precision(parse: Parse) -> None:
    places = {f.what.text: f.what.geo_precision for f in resolve_places(parse("Rebels left Bavaria for Munich, Germany."))}
    assert places["Munich"] == 1
    assert places.get("Bavaria", 2) == 2
    assert places["Germany"] == 3


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_true_spans(text: str) -> None:
    from tasks.annotate import annotate
    from tests.conftest import make_article

    for annotated in annotate([make_article(text.encode("utf-8", "replace").decode())], MODEL):
        for f in resolve_places(annotated):
            assert annotated.article.text[f.what.start : f.what.end] == f.what.text


def test_namesake_abroad(parse: Parse) -> None:
    """A village that is only a namesake of the gazetteer's abroad gets the country of the article, and no coordinates."""
    text = (
        "Rebels attacked soldiers in Escalon. Salvadoran soldiers in San Salvador, in Usulutan and in San Miguel fought back."
    )
    found = {p.what.name: p.what for p in resolve_places(parse(text))}
    assert (found["Escalon"].country, found["Escalon"].lat) == ("SLV", None)
    alone = {p.what.name: p.what for p in resolve_places(parse("Police arrested a man in Escalon."))}
    assert alone["Escalon"].country == "USA"


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        pytest.param("A bomb went off in Kisumu.", "PPL", id="bare-it-is-the-town"),
        pytest.param("Troops entered Kunduz province.", "ADM1", id="said-to-be-a-region"),
        pytest.param("Farmers marched in Quebec.", "ADM1", id="its-town-is-small"),
        pytest.param("She spoke in New York.", "ADM1", id="its-town-has-another-name"),
    ],
)
def test_towns_and_regions_of_one_name(parse: Parse, text: str, feature: str) -> None:
    assert [f.what.feature for f in resolve_places(parse(text))] == [feature]
