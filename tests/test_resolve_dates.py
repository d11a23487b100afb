"""Time expressions: TIMEX3 values, the days they cover, and words that only look like times."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codebook import ZoneKind
from tasks.annotate import Annotated
from tasks.normalize.zones import Zone
from tasks.resolve.dates import resolve_dates, rules
from tasks.resolve.dates.anchor import OPEN, Anchor
from tasks.resolve.dates.rules import matches, word_end
from tasks.resolve.dates.values import days
from tasks.resolve.found import OUTSIDE

Parse = Callable[..., Annotated]
TODAY = date(2015, 10, 8)  # a Thursday


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("Warships fired rockets on Wednesday.", "Wednesday", "2015-10-07"),
        ("Troops arrived on Thursday.", "Thursday", "2015-10-08"),
        ("The envoy offered to visit on Friday.", "Friday", "2015-10-09"),
        ("The envoy visited on Friday.", "Friday", "2015-10-02"),
        ("The unions called a strike for Friday.", "Friday", "2015-10-09"),
        ("The unions apologized for Friday's strike.", "Friday", "2015-10-02"),
        ("The ministers will meet on Monday.", "Monday", "2015-10-12"),
        ("They have until Tuesday to leave.", "Tuesday", "2015-10-13"),
        ("He was arrested last Friday.", "last Friday", "2015-10-02"),
        ("The bridge was hit last week.", "last week", "2015-W40"),
        ("Talks failed earlier this month.", "earlier this month", "2015-10"),
        ("It was signed on Oct. 7, 2013.", "Oct. 7, 2013", "2013-10-07"),
        ("It was signed on 7 October 2013.", "7 October 2013", "2013-10-07"),
        ("The log entry is of 10/07/2013.", "10/07/2013", "2013-10-07"),
        ("The log entry is of 2013/10/07.", "2013/10/07", "2013-10-07"),
        ("From 3 to 5 May the delegations held talks in Oslo.", "3 to 5 May", "2015-05-03"),
        ("On 3 and 4 May police arrested nine men.", "3 and 4 May", "2015-05-03"),
        ("He was born on Dec. 24.", "Dec. 24", "2014-12-24"),
        ("The bomb went off on New Year's Eve.", "New Year's Eve", "2014-12-31"),
        ("Prices have risen since March.", "March", "2015-03"),
        ("The treaty dates from the 1990s.", "the 1990s", "199X"),
        ("Thousands fled the 1992-95 war.", "1992-95", "1992"),
        ("The castle was built in the 16th century.", "the 16th century", "15"),
        ("The attack came early Tuesday.", "early Tuesday", "2015-10-06"),
        ("Shelling went on overnight.", "overnight", "2015-10-08TNI"),
        ("The siege began two years ago.", "two years ago", "2013"),
        ("The siege began three days ago.", "three days ago", "2015-10-05"),
        ("Sales rose in the third quarter of 2014.", "the third quarter of 2014", "2014-Q3"),
        ("The dam burst last summer.", "last summer", "2015-SU"),
        ("The dam burst last winter.", "last winter", "2014-WI"),
        ("The dam will burst this winter.", "this winter", "2015-WI"),
        ("He now lives abroad.", "now", "PRESENT_REF"),
        ("Thanksgiving was quiet in 2014.", "2014", "2014"),
        ("The strike lasted nearly two weeks.", "nearly two weeks", "P2W"),
        ("A 48-hour truce was announced.", "48-hour", "PT48H"),
        ("Fighting went on for several months.", "several months", "PXM"),
        ("They meet every week.", "every week", "P1W"),
        ("The blast was at 5:30 p.m. Wednesday.", "5:30 p.m. Wednesday", "2015-10-07T17:30"),
        ("The siren rang at midday Wednesday.", "midday Wednesday", "2015-10-07T12:00"),
        ("They signed a six-year lease.", "six-year", "P6Y"),
        ("The yen hit a three year high.", "three year", "P3Y"),
        ("They toured for a full two weeks.", "full two weeks", "P2W"),
        ("Output fell over a two-month period.", "two-month period", "P2M"),
        ("Pilgrims climb the hill each August.", "each August", "XXXX-08"),
        ("The river floods every spring.", "every spring", "XXXX-SP"),
        ("The mill shut in June nineteen eighty-two.", "June nineteen eighty-two", "1982-06"),
        ("He had erred in the past.", "the past", "PAST_REF"),
        ("On Monday, the union plans to march.", "Monday", "2015-10-12"),
        ("On Monday, the union wants peace.", "Monday", "2015-10-05"),
        ("Profit fell from the 1998 quarter.", "the 1998 quarter", "1998-Q3"),
    ],
)
def test_values(parse: Parse, text: str, expression: str, value: str) -> None:
    found = {
        f.what.text.removeprefix("A ").removeprefix("a "): f.what.value for f in resolve_dates(parse(text, published=TODAY))
    }
    assert found.get(expression) == value, found


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "They march to the sea.",
        "A 43-year-old man spoke.",
        "She came second.",
        "The Sun shines.",
        "Three-quarters agreed.",
    ],
)
def test_near_misses(parse: Parse, text: str) -> None:
    assert resolve_dates(parse(text, published=TODAY)) == ()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param("Thousands fled the 1992-95 war.", date(1995, 12, 31), id="short"),
        pytest.param("Thousands fled the war of 1992–1995.", date(1995, 12, 31), id="full"),
        pytest.param("The siege of 1998-03 was long.", date(1998, 12, 31), id="no-later-year"),
        pytest.param("The siege of 1998 was long.", date(1998, 12, 31), id="one-year"),
    ],
)
def test_a_range_of_years_lasts_to_the_end_of_the_second(parse: Parse, text: str, last: date) -> None:
    (found,) = resolve_dates(parse(text, published=TODAY))
    assert (found.what.date_end, found.what.precision) == (last, 4)


@pytest.mark.parametrize("gap", range(30, 50))
def test_a_window_never_ends_inside_a_word(gap: int) -> None:
    assert [m.group() for _, m in matches("Friday " + "x" * gap + " Mayor")] == ["Friday"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("Rockets fell on Wednesday.", "XXXX-WXX-3"), ("It was Oct. 7.", "XXXX-10-07"), ("He left in May 2011.", "2011-05")],
)
def test_without_publication_date(parse: Parse, text: str, value: str) -> None:
    (only,) = resolve_dates(parse(text))
    assert only.what.value == value
    assert (only.what.date_start is None) == value.startswith("XXXX")


def test_counting_from_the_day_told(parse: Parse) -> None:
    found = resolve_dates(parse("He vanished on May 3, 2012. Two days later the car was found.", published=TODAY))
    assert [f.what.value for f in found] == ["2012-05-03", "2012-05-05"]


def test_range_covers_its_days(parse: Parse) -> None:
    (only,) = resolve_dates(parse("The summit took place on March 3-5, 2014.", published=TODAY))
    assert (only.what.date_start, only.what.date_end) == (date(2014, 3, 3), date(2014, 3, 5))


def test_dateline_stands_outside_the_parse(parse: Parse) -> None:
    text = "MOSCOW, Oct 7 (Reuters) - Rain fell."
    marked = replace(parse(text, published=TODAY), zones=(Zone(ZoneKind.DATELINE, 0, 25), Zone(ZoneKind.BODY, 25, len(text))))
    outside = [f.what for f in resolve_dates(marked) if f.start == OUTSIDE]
    assert [(t.text, t.value) for t in outside] == [("Oct 7", "2015-10-07")]


@pytest.mark.parametrize(
    ("value", "start", "end", "precision"),
    [
        ("2015-10-07", date(2015, 10, 7), date(2015, 10, 7), 1),
        ("2015-10-07TNI", date(2015, 10, 7), date(2015, 10, 7), 1),
        ("2015-W41", date(2015, 10, 5), date(2015, 10, 11), 2),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28), 3),
        ("2015-Q3", date(2015, 7, 1), date(2015, 9, 30), 4),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), 4),
        ("1999-02-30", None, None, 4),
        ("P3D", None, None, 4),
        ("PAST_REF", None, None, 4),
    ],
)
def test_days(value: str, start: date | None, end: date | None, precision: int) -> None:
    assert (days(value).start, days(value).end, days(value).precision) == (start, end, precision)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(1, 7))
def test_weekday_is_within_a_week(today: date, number: int) -> None:
    told = date.fromisoformat(Anchor(today, lambda _: OPEN).weekday(number, 0))
    assert told.isoweekday() == number
    assert today - timedelta(6) <= told <= today


@given(st.text())
def test_matches_never_overlap(text: str) -> None:
    spans = [m.span() for _, m in matches(text)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("text", ["1 " * 20_000, "the " * 20_000, "twenty-" * 20_000, "May " * 20_000, "12/" * 20_000])
def test_hostile_text_is_linear(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each word is gone through to its end once, however many figures stand in it."""
    steps: list[int] = []

    def counted(text: str, at: int) -> int:
        steps.append(word_end(text, at) - at)
        return at + steps[-1]

    monkeypatch.setattr(rules, "word_end", counted)
    matches(text)
    assert sum(steps) <= len(text)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2014-WI", date(2014, 12, 1), date(2015, 2, 28)),
        ("2015-SU", date(2015, 6, 1), date(2015, 8, 31)),
        ("2014-Q3", date(2014, 7, 1), date(2014, 9, 30)),
    ],
)
def test_days_of_a_part_of_the_year(value: str, first: date, last: date) -> None:
    assert (days(value).start, days(value).end) == (first, last)


@pytest.mark.parametrize(
    ("today", "which", "value"),
    [
        (date(2015, 1, 20), "this", "2014-WI"),
        (date(2015, 1, 20), "last", "2013-WI"),
        (date(2015, 1, 20), "next", "2015-WI"),
        (date(2015, 12, 20), "this", "2015-WI"),
        (date(2015, 12, 20), "last", "2014-WI"),
    ],
)
def test_a_winter_has_the_year_that_it_begins_in(today: date, which: str, value: str) -> None:
    assert Anchor(today, lambda _: OPEN).season("WI", 0, which) == value
