"""Toponyms: which words name a place, and which place they name."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

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
        ("Troops shelled Goma on Monday.", "Goma", "COD/Nord-Kivu"),
        ("Odessa was bombed at night.", "Odessa", "UKR/"),
        ("A trial began in Odessa, Texas, on Friday.", "Odessa", "USA/Texas"),
        ("Washington said it would send more aid.", "Washington", "USA/District of Columbia"),
    ],
)
def test_resolves(parse: Parse, text: str, place: str, where: str) -> None:
    assert found(parse, text).get(place) == where


@pytest.mark.parametrize(
    ("text", "not_a_place"),
    [
        ("The Russian ambassador left the room.", "Russian"),
        ("The guards shot Goma on Monday.", "Goma"),
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


def mislabelled(parse: Parse, text: str, **labels: str) -> dict[str, str]:
    """The places of a text of whose names the model takes these for something else: Fiji='ORG'; an empty label is none."""
    annotated = parse(text)
    doc = annotated.doc
    others = [e for e in doc.ents if not set(e.text.split()) & set(labels)]
    doc.ents = (*others, *(Span(doc, t.i, t.i + 1, labels[t.text]) for t in doc if labels.get(t.text)))
    return {f.what.text: f.what.country for f in resolve_places(annotated)}


@pytest.mark.parametrize(
    ("text", "labels", "place"),
    [
        ("Nurses counted patients in Fiji, Samoa, and Namibia too.", {"Namibia": "ORG"}, "Namibia"),
        ("Namibia sold the mine to a miller.", {"Namibia": "PERSON"}, "Namibia"),
        ("Farmers left Leipzig and Bremen for good.", {"Leipzig": "GPE", "Bremen": "PERSON"}, "Bremen"),
        ("Cattle fell ill in the province Limpopo.", {"Limpopo": "ORG"}, "Limpopo"),
        ("The monks in Winterthur sold cheese.", {"Winterthur": "NORP"}, "Winterthur"),
        ("The hamlet of Nethercombe was cut off.", {"Nethercombe": ""}, "Nethercombe"),
        ("The mill stood in Little Wexcombe, Mass., until May.", {"Mass.": "GPE"}, "Mass."),
    ],
)
def test_places_that_the_model_takes_for_something_else(parse: Parse, text: str, labels: dict[str, str], place: str) -> None:
    assert place in mislabelled(parse, text, **labels)


@pytest.mark.parametrize(
    ("text", "labels", "not_a_place"),
    [
        ("The Swiss sold cheese.", {"Swiss": "NORP"}, "Swiss"),
        ("A friend of Nethercombe was cut off.", {"Nethercombe": ""}, "Nethercombe"),
        ("Leipzig and Milo left for good.", {"Leipzig": "GPE", "Milo": "PERSON"}, "Milo"),
    ],
)
def test_names_that_are_no_places(parse: Parse, text: str, labels: dict[str, str], not_a_place: str) -> None:
    assert not_a_place not in mislabelled(parse, text, **labels)


def test_a_country_in_a_mistaken_name_is_no_surname(parse: Parse) -> None:
    annotated = parse("Recalling Namibia. The mine in Namibia was sold.")
    doc = annotated.doc
    doc.ents = (Span(doc, 0, 2, "PERSON"), *(Span(doc, t.i, t.i + 1, "GPE") for t in doc[3:] if t.text == "Namibia"))
    assert "Namibia" in {f.what.text for f in resolve_places(annotated)}


def test_a_village_of_a_region_lies_in_it(parse: Parse) -> None:
    """The gazetteer's only Grantville is in Georgia: the one that the text means gets the middle of its own state."""
    places = {
        f.what.text: f.what for f in resolve_places(parse("Ruth was born in Grantville, Pennsylvania, and died in Erie."))
    }
    village, state = places["Grantville"], places["Pennsylvania"]
    assert (village.geonameid, village.admin1, village.geo_precision) == (None, "Pennsylvania", 2)
    assert (village.lat, village.lon) == (state.lat, state.lon)
    assert found(parse, "He went from Denver, New York and Boston to Rome.")["Denver"] == "USA/Colorado"
