"""Capitals for text that has lost its case: what is a name, an acronym, a title; and what is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.annotate import annotate, dictionary, load_model
from tasks.casing.truecase import bracketed, truecase
from tasks.casing.uncased import is_uncased
from tests.conftest import MODEL, make_article

RESTORED = [
    ("surname", "President George Bush met Jorge O'Connor and Roy McDonald in Quito."),
    ("a-surname-that-is-a-word", "President Hill stood on a hill."),
    ("month-or-verb", "The army may attack on 3 May."),
    ("month-or-demonstration", "A protest march was held in March."),
    ("weekday-and-demonym", "On Friday the Peruvian Army shelled a village."),
    ("known-names", "The UN and the Shining Path held talks in Kenya."),
    ("a-word-that-is-a-name-elsewhere", "The man who is ill has come to help us at dawn."),
    ("the-united-states", "Troops of the US fired."),
    ("dotted", "The U.S. Embassy was bombed."),
    ("no-vowels", "The PKTF said the attack was its own."),
    ("body-behind-its-field", "The Interior Ministry called the National Police."),
    ("field-alone", "The interior of the house was on police land."),
    ("title", "Interior Minister Juan Gomez spoke. The minister was in Lima."),
    ("a-town-of-several-words", "Rebels shelled Santa Rosa de Lima and La Paz."),
    ("weapon", "They carried M-16 rifles."),
    ("ordinal", "The 3rd brigade fired on the 10th day."),
    ("initials", "Police shot R K Sharma."),
    ("possessive", "Kenya's army doesn't sleep, I said."),
    ("made-of-a-known-word", "The counterinsurgency units left."),
    ("abbreviated-title", "Troops of Gen. Doe fled. They were afraid."),
]  # fmt: skip


TITLES = [
    ("verb", "Peru President Urges Army to Free Hostages", "Peru President urges army to free hostages"),
    ("dotted-and-capitals-stay", "U.S. Presses UN to Renew Kenya Sanctions", "U.S. presses UN to renew Kenya sanctions"),
    ("names-of-several-words", "Human Rights Watch Condemns Army Raid", "Human Rights Watch condemns army raid"),
    ("inner-capitals-stay", "McDonald Warns Protesters of Arrest", "McDonald warns protesters of arrest"),
]


@pytest.mark.parametrize(("given", "wanted"), [pytest.param(a, b, id=name) for name, a, b in TITLES])
def test_restores_title_case(given: str, wanted: str) -> None:
    assert is_uncased(given)
    assert truecase(given, dictionary(load_model(MODEL))) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Peru President urges army to free hostages",
        "Kenya lifts ban",
        "The Interior Ministry called the National Police.",
        "Lima",
    ],
)
def test_other_headlines_keep_their_case(text: str) -> None:
    assert not is_uncased(text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in RESTORED])
def test_restores_capitals(text: str) -> None:
    words = dictionary(load_model(MODEL))
    assert truecase(text.upper(), words) == text


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in RESTORED if name != "weapon"])
def test_restores_text_without_capitals(text: str) -> None:
    words = dictionary(load_model(MODEL))
    assert truecase(text.lower(), words) == text


def test_what_stands_alone_in_brackets_is_an_acronym() -> None:
    text = "THE ARMY OF THE POOR [ELAPO] FLED; ELAPO IS NO MORE."
    assert set(bracketed(text)) == {"elapo"}
    assert truecase(text, dictionary(load_model(MODEL)), frozenset(bracketed(text))).count("ELAPO") == 2


@pytest.mark.parametrize(
    ("text", "uncased"),
    [
        pytest.param("REBELS ATTACKED A CONVOY NEAR GARISSA.", True, id="capitals"),
        pytest.param("SENATOR McCAIN AND THE REST OF THE SENATE VOTED ON THE 10th OF MAY.", True, id="nearly"),
        pytest.param("rebels attacked a convoy near garissa.", True, id="small"),
        pytest.param("Rebels attacked a convoy near Garissa.", False, id="ordinary"),
        pytest.param("The men ran and ran, for they knew that nobody in the town would come to help.", False, id="no-names"),
        pytest.param("BREAKING NEWS: Rebels attacked a convoy.", False, id="mixed"),
        pytest.param("OPINION", False, id="too-short"),
        pytest.param("反政府武装袭击了车队反政府武装袭击了车队", False, id="no-case"),
        pytest.param("iPhone sales of Apple rose in China and Japan.", False, id="begins-small"),
    ],
)
def test_uncased(text: str, uncased: bool) -> None:
    assert is_uncased(text) == uncased


def test_only_paragraphs_without_case_are_changed() -> None:
    text = "Police in Nairobi arrested Otieno.\n\nREBELS ATTACKED A CONVOY NEAR GARISSA."
    (annotated,) = annotate([make_article(text)], MODEL)
    assert annotated.doc.text == "Police in Nairobi arrested Otieno. Rebels attacked a convoy near Garissa."
    assert annotated.span(len(annotated.doc) - 2, len(annotated.doc) - 1).text == "GARISSA"


def test_letters_whose_other_case_is_longer_stay() -> None:
    text = "THE STRAẞE İN İSTANBUL AND ŉ WAS CLOSED ON FRIDAY BY POLICE."
    told = truecase(text, dictionary(load_model(MODEL)))
    assert len(told) == len(text)
    assert told.endswith("closed on Friday by police.")


@given(st.text(alphabet=st.sampled_from("ABßİŉﬁΣǅ.'-[] ’1éÉ"), max_size=60))
def test_length_never_changes(text: str) -> None:
    told = truecase(text, dictionary(load_model(MODEL)))
    assert len(told) == len(text)
    assert told.casefold() == text.casefold() or not text.isascii()
