"""Where an event happened: tied to its trigger, in its clause, told before, or in the dateline."""

import pytest

from tests.coding import Parse, codes, events, of_type

ROWS = [
    ("on-the-trigger", "ASSAULT", "Rebels attacked a convoy near Garissa.", "Garissa"),
    ("on-the-object", "ASSAULT", "Rebels attacked a convoy of trucks in Garissa.", "Garissa"),
    ("on-the-noun", "ASSAULT", "An air strike in Garissa killed four rebels.", "Garissa"),
    ("on-the-light-verb", "CONSULT", "Kenya and Uganda held talks in Mombasa.", "Mombasa"),
    ("itself-the-recipient", "ASSAULT", "Kenyan jets bombed Mogadishu.", "Mogadishu"),
    ("finest-of-two", "ASSAULT", "Rebels attacked a convoy in Kenya near Garissa.", "Garissa"),
    ("town-and-country", "ASSAULT", "Rebels attacked a convoy in Garissa, Kenya.", "Garissa"),
    ("where-it-was-announced", "ASSAULT", "Rebels attacked a convoy near Garissa, the army said in Nairobi.", "Garissa"),
    ("an-earlier-sentence", "ASSAULT", "Rebels attacked a convoy near Garissa. They killed four soldiers.", "Garissa"),
    ("home-is-not-where", "ACCUSE", "Kenya condemned the rebels.", None),
    ("a-country-that-acts", "ASSAULT", "Kenya attacked rebels.", None),
    ("nowhere", "ASSAULT", "Rebels attacked a convoy.", None),
    ("words-have-no-place", "ACCUSE", "Rebels attacked a convoy near Garissa. The president condemned the rebels.", None),
]


@pytest.mark.parametrize(("code", "text", "place"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_place(parse: Parse, code: str, text: str, place: str | None) -> None:
    found = of_type(events(parse, text), code)
    assert found, codes(events(parse, text))
    assert [e.place.name if e.place else None for e in found][-1] == place


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param("Rebels attacked a convoy.", "ASSAULT", "Nairobi", id="material-acts-are-where-the-story-is"),
        pytest.param("Rebels attacked a convoy near Garissa.", "ASSAULT", "Garissa", id="unless-told"),
        pytest.param("The president condemned the rebels.", "ACCUSE", None, id="words-are-not"),
    ],
)
def test_dateline(parse: Parse, text: str, code: str, place: str | None) -> None:
    dateline = "NAIROBI, Oct 7 (Reuters)"
    (event,) = of_type(events(parse, f"{dateline} - {text}", dateline=dateline), code)
    assert (event.place.name if event.place else None) == place


@pytest.mark.parametrize(
    ("text", "precision", "country"),
    [
        pytest.param("Rebels attacked a convoy near Eldoret.", 1, "KEN", id="town"),
        pytest.param("Rebels attacked a convoy in Kenya.", 3, "KEN", id="country"),
    ],
)
def test_precision(parse: Parse, text: str, precision: int, country: str) -> None:
    place = events(parse, text)[0].place
    assert place is not None
    assert (place.geo_precision, place.country) == (precision, country)


def test_each_event_of_a_sentence_has_its_own_place(parse: Parse) -> None:
    text = "Rebels attacked a convoy near Garissa and kidnapped a priest in Mombasa."
    assert [(e.place.name if e.place else None) for e in of_type(events(parse, text), "ASSAULT")] == ["Garissa", "Mombasa"]


def test_the_reason_is_told(parse: Parse) -> None:
    event = events(parse, "Rebels attacked a convoy near Garissa.")[0]
    assert ("place", "a phrase on the trigger names it") in [(w.field, w.reason) for w in event.reasons]
