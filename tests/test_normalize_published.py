"""Publication dates: where they are found, and what is refused rather than guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.normalize.published import choose, date_line, parse_day, url_day

DAY = date(2015, 10, 7)


@pytest.mark.parametrize(
    "text",
    [
        "2015-10-07",
        "2015-10-07T23:59:59-05:00",
        "2015-10-07 10:00:00",
        "2015/10/7",
        "20151007",
        "20151007T101112Z",
        "October 7, 2015",
        "Oct. 7, 2015",
        "Oct 7 2015",
        "7 October 2015",
        "7th of October 2015",
        "7 OCT 15",
        "Wed, 07 Oct 2015 10:00:00 GMT",
        "7-OCT-2015 15:01:01.79",
        "1444212000",
        "1444212000000",
        "7.10.2015",
        "Wednesday, October 7th, 2015 at 5 p.m.",
        "7 de octubre de 2015",
        "2015年10月7日",
        "Published October 7, 2015 (updated 2015-10-07)",
    ],
)
def test_a_full_date(text: str) -> None:
    assert parse_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2 hours ago",
        "Wednesday",
        "October 7",
        "October 2015",
        "2015",
        "07/10/2015",
        "7-10-2015",
        "02/30/2015",
        "2015-13-01",
        "2015-10-07 or 2015-10-08",
        "0001-01-01",
        "9999-12-31",
        "3015-10-07",
        "12345",
        "0",
        "99999999",
        "7 October 20155",
    ],
)
def test_no_full_date_is_no_date(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "day"), [("13/04/2015", date(2015, 4, 13)), ("04/13/2015", date(2015, 4, 13)), ("5/5/2015", date(2015, 5, 5))]
)
def test_slashes_that_can_mean_one_day_only(text: str, day: date) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("line", "update", "labelled"),
    [
        ("October 7, 2015", False, False),
        ("2015-10-07T15:20:13", False, False),
        ("Wed Oct 7, 2015 | 5:02pm EDT", False, False),
        ("Published: 7 October 2015 17:52 GMT", False, True),
        ("Updated: 2015-10-07 17:52", True, True),
        ("Xinhua | Updated: 2015-10-07 17:52", True, True),
        ("This story is from October 7, 2015", False, True),
    ],
)
def test_a_date_line(line: str, update: bool, labelled: bool) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.day, found.update, found.labelled) == (DAY, update, labelled)


@pytest.mark.parametrize(
    "line",
    [
        "The war began on October 7, 2015",
        "October 7",
        "October 7, 2015: Rebels take the town",
        "Born October 7, 2015",
        "2015",
        "At 5pm on Monday",
        "7/10/2015",
    ],
)
def test_no_date_line(line: str) -> None:
    assert date_line(line) is None


def line(text: str) -> list[tuple[object, str]]:
    return [(date_line(text), text)]


@pytest.mark.parametrize(
    ("given", "source", "lines", "dateline", "url", "expected"),
    [
        ("2015-10-07", "given", line("2014-01-01"), "", "", "given"),
        ("2015-10-07", "meta", [], "Jan. 1, 2014", "", "meta"),
        ("soon", "given", line("2015-10-07"), "Jan. 1, 2014", "", "text"),
        ("", "none", line("Updated: 2015-10-08") + line("2015-10-07"), "", "", "text"),
        ("", "none", [], "Oct. 7, 2015", "http://x/2014/01/01/a", "dateline"),
        ("", "none", [], "Oct. 7", "http://x/2015/10/07/a", "url"),
        ("", "none", [], "Oct. 7", "", "none"),
    ],
)
def test_the_best_source_wins(given: str, source: str, lines: list, dateline: str, url: str, expected: str) -> None:  # type: ignore[type-arg]
    found = choose(given, source, lines, dateline, url)
    assert found.source == expected
    assert found.day == (None if expected == "none" else DAY)


@pytest.mark.parametrize(
    "url",
    [
        "http://x/2015/10/07/a.html",
        "http://x/2015-10/07/a",
        "http://x/20151007/a",
        "http://x/news/2015/10/7/",
        "x/2015-10-07-a",
    ],
)
def test_a_day_in_an_address(url: str) -> None:
    found = url_day(url)
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    "url", ["", "http://x/2015/10/a", "http://x/20151399/", "http://x/id-20151007123", "http://x/2015/a/10/07"]
)
def test_no_day_in_an_address(url: str) -> None:
    assert url_day(url) is None


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    assert parse_day(text) is None or isinstance(parse_day(text), date)
    date_line(text)
    url_day(text)


@given(
    st.dates(date(1800, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%Y%m%d"]),
)
def test_written_and_read_again(day: date, form: str) -> None:
    assert parse_day(day.strftime(form)) == day
