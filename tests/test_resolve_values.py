"""Values of a parse: what is whole, what is left out, near misses beside hits."""

from collections.abc import Callable

import pytest

from tasks.annotate import Annotated
from tasks.resolve.names import resolve_names

Parse = Callable[..., Annotated]
VALUES = ("MONEY", "PERCENT", "QUANTITY", "CARDINAL", "TIME", "DATE")

SPANS = [
    # money with its sign, code or noun
    ("Oslo pledged $640,000 to the camps.", "MONEY", "$640,000"),
    ("The fund lent Zambia dlrs 75 million.", "MONEY", "dlrs 75 million"),
    ("The bail was set at RM8,500 each.", "MONEY", "RM8,500"),
    ("They stole 14 million rubles from the bank.", "MONEY", "14 million rubles"),
    ("He paid 6,000 Swiss francs for the forged visa.", "MONEY", "6,000 Swiss francs"),
    # percentages in all spellings
    ("Turnout was 61.5 per cent in the north.", "PERCENT", "61.5 per cent"),
    ("Inflation fell to 7 percent.", "PERCENT", "7 percent"),
    ("The rate rose by 25 basis points.", "PERCENT", "25 basis points"),
    # physical measures
    ("Rebels dug a 600-meter tunnel under the border.", "QUANTITY", "600-meter"),
    ("The slick covers 45 square miles.", "QUANTITY", "45 square miles"),
    ("The dam holds 12 million litres.", "QUANTITY", "12 million litres"),
    # the words of a bound are no part of the figure
    ("At least 230 settlers left the valley.", "CARDINAL", "230"),
    ("The war cost some $9 billion.", "MONEY", "$9 billion"),
    ("About 18 percent of them voted.", "PERCENT", "18 percent"),
    ("They had waited for nearly six weeks.", "DATE", "six weeks"),
]
NEAR_MISSES = [
    ("The mark on the wall was 3 days old.", "MONEY"),
    ("Over the past two years the camp has grown.", "QUANTITY"),
    ("Each cent counts, the minister said.", "PERCENT"),
    ("The 12 deputies met in the square.", "QUANTITY"),
]


def values(parse: Parse, text: str) -> dict[str, str]:
    found = [m.what for m in resolve_names(parse(text)).mentions]
    return {m.label: m.text for m in found if m.label in VALUES}


@pytest.mark.parametrize(("text", "label", "span"), SPANS)
def test_values_are_whole(parse: Parse, text: str, label: str, span: str) -> None:
    assert values(parse, text).get(label) == span


@pytest.mark.parametrize(("text", "label"), NEAR_MISSES)
def test_near_misses(parse: Parse, text: str, label: str) -> None:
    assert label not in values(parse, text)


@pytest.mark.parametrize(("text", "kept"), [("up to", False), ("half", True), ("dozens", True), ("nine", True)])
def test_a_number_has_a_figure(parse: Parse, text: str, kept: bool) -> None:
    annotated = parse(f"They asked for {text} and left.")
    doc = annotated.doc
    doc.ents = (doc.char_span(15, 15 + len(text), label="CARDINAL"),)
    assert [m.what.text for m in resolve_names(annotated).mentions] == [text] * kept


def test_what_is_not_a_bound_stays(parse: Parse) -> None:
    assert values(parse, "The past two weeks were quiet.")["DATE"] == "The past two weeks"


def test_a_value_is_cut_off_the_name_before_it(parse: Parse) -> None:
    text = "Turnout reached 55 per cent in Sabah, Perak 48.2 per cent and Penang 39 per cent."
    found = [m.what.text for m in resolve_names(parse(text)).mentions if m.what.label == "PERCENT"]
    assert found == ["55 per cent", "48.2 per cent", "39 per cent"]
