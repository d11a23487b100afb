"""Quantities: what a number is, what bounds it, what it counts, and numbers that count nothing."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.annotate import Annotated
from tasks.resolve.numerals import parse_number
from tasks.resolve.quantities import find_quantities, sub_counts

Parse = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200", 1200), ("1.5 million", 1.5e6), ("twenty-five", 25), ("two hundred thousand", 200_000), ("a dozen", 12),
        ("2 1/2", 2.5), ("a hundred", 100), ("one thousand and one", 1001), ("soldiers", None), ("", None),
    ],
)  # fmt: skip
def test_parse_number(text: str, number: float | None) -> None:
    assert parse_number(text) == number


@given(st.integers(0, 10**9))
def test_figures_are_read_back(n: int) -> None:
    assert parse_number(f"{n:,}") == n


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit"),
    [
        ("The bomb killed 12 soldiers.", 12, None, None, "soldier"),
        ("More than 30 rebels were captured.", 30, 30, None, "rebel"),
        ("At least a dozen houses burned.", 12, 12, None, "house"),
        ("Dozens of protesters were beaten.", 24, 24, 99, "protester"),
        ("The war killed half a million people.", 500_000, None, None, "people"),
        ("The raid killed half a dozen people.", 6, None, None, "people"),
        ("Hundreds fled.", 200, 200, 999, "people"),
        ("Tens of thousands of refugees arrived.", 20_000, 20_000, 99_999, "refugee"),
        ("Between 20 and 30 gunmen attacked.", 20, 20, 30, "gunman"),
        ("Police held 20 to 30 students.", 20, 20, 30, "student"),
        ("Up to 50 tanks crossed the border.", 50, None, 50, "tank"),
        ("The grant is worth $1.5 million.", 1.5e6, None, None, "dollar"),
        ("They marched 40 kilometers.", 40, None, None, "km"),
        ("He was jailed for five years.", 5, None, None, "year"),
        ("Turnout was 43 percent.", 43, None, None, "percent"),
        ("The army lost three aging cargo planes.", 3, None, None, "plane"),
    ],
)
def test_quantities(parse: Parse, text: str, value: float, low: float | None, high: float | None, unit: str) -> None:
    (only,) = [f.what for f in find_quantities(parse(text))]
    assert (only.value, only.low, only.high, only.unit) == (value, low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "He was elected in 2012.",
        "Rockets fell on Oct. 7.",
        "The 43-year-old driver survived.",
        "She finished third.",
        "Article 50 was invoked.",
        "Flight 17 never arrived.",
        "The blast was heard at 5:30 p.m.",
        "No one was hurt.",
    ],
)
def test_near_misses(parse: Parse, text: str) -> None:
    assert find_quantities(parse(text)) == ()


def test_parts_are_told_from_the_whole(parse: Parse) -> None:
    annotated = parse("The raid killed 15 people, including three children.")
    found = find_quantities(annotated)
    parts = sub_counts(annotated, found)
    assert [f.start in parts for f in found] == [False, True]


def test_conversion_in_brackets_is_no_second_amount(parse: Parse) -> None:
    found = find_quantities(parse("The court fined him 30,000 pounds ($1,688)."))
    assert [f.what.value for f in found] == [30_000]
