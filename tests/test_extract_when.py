"""When an event happened, and whether it lies before the story's own period."""

from datetime import date

import pytest

from tests.coding import Parse, codes, events, of_type

MONDAY = date(2021, 5, 3)
SUNDAY = date(2021, 5, 2)
Days = tuple[date, date] | None

ROWS: list[tuple[str, str, str, Days, str | None]] = [
    ("on-the-trigger", "ASSAULT", "Rebels attacked a convoy on Sunday.", (SUNDAY, SUNDAY), "text"),
    ("at-the-head", "ASSAULT", "On Sunday, rebels attacked a convoy.", (SUNDAY, SUNDAY), "text"),
    ("of-the-saying", "ASSAULT", "The army said on Monday that rebels attacked a convoy on Sunday.", (SUNDAY, SUNDAY), "text"),
    ("on-the-light-verb", "CONSULT", "Kenya and Uganda held talks on Sunday.", (SUNDAY, SUNDAY), "text"),
    ("on-the-noun", "ASSAULT", "Sunday's attack on the convoy killed four soldiers.", (SUNDAY, SUNDAY), "text"),
    ("a-full-date", "ASSAULT", "Rebels attacked a convoy on April 12, 2021.", (date(2021, 4, 12), date(2021, 4, 12)), "text"),
    ("a-month", "ASSAULT", "Rebels attacked a convoy in April.", (date(2021, 4, 1), date(2021, 4, 30)), "text"),
    ("published", "ASSAULT", "Rebels attacked a convoy.", (MONDAY, MONDAY), "published"),
    ("negated-published", "ASSAULT", "Rebels did not attack the convoy.", (MONDAY, MONDAY), "published"),
    ("possible-has-none", "ASSAULT", "Rebels may have attacked the convoy.", None, None),
    ("coordinated-verb", "COERCE", "Rebels attacked a convoy on Sunday and arrested a priest.", (SUNDAY, SUNDAY), "text"),
    (
        "its-own-subject",
        "COERCE",
        "Rebels attacked a convoy on Sunday and police arrested a priest.",
        (MONDAY, MONDAY),
        "published",
    ),
    (
        "hung-too-high",
        "ASSAULT",
        "The unit has a list of the rebels who killed 24 people, among them two nurses, on April 12, 2021.",
        (date(2021, 4, 12), date(2021, 4, 12)),
        "text",
    ),
    (
        "when-takes-it-up",
        "ASSAULT",
        "The harbour has been quiet since April 12, when rebels shelled the mole.",
        (date(2021, 4, 12), date(2021, 4, 12)),
        "text",
    ),
    (
        "when-opens-a-clause-of-its-own",
        "ASSAULT",
        "The mayor said on April 12 that when rebels shelled the mole, he was at home.",
        (MONDAY, MONDAY),
        "published",
    ),
    (
        "day-that-opens",
        "ASSAULT",
        "On Sunday, the governor opened a bridge. He was on the podium when rebels attacked the convoy.",
        (SUNDAY, SUNDAY),
        "text",
    ),
    (
        "day-that-ends",
        "ASSAULT",
        "The envoys ended a lunch on Sunday. Rebels attacked the convoy.",
        (MONDAY, MONDAY),
        "published",
    ),
    (
        "opens-but-now",
        "ASSAULT",
        "On Sunday, the envoys ended a lunch. Rebels have attacked the convoy.",
        (MONDAY, MONDAY),
        "published",
    ),
    (
        "old-date-of-the-noun",
        "COERCE",
        "A cook has been detained over the kidnappings of tourists in Cuzco last year which shocked the region.",
        (MONDAY, MONDAY),
        "published",
    ),
    (
        "a-fresh-date-is-the-verbs",
        "COERCE",
        "Police have arrested a trader over the bombing on Sunday.",
        (SUNDAY, SUNDAY),
        "text",
    ),
    ("day-of-the-statement", "ASSAULT", "Peru condemned on Sunday the bombing of a hotel.", (MONDAY, MONDAY), "published"),
    ("day-of-the-deed", "ASSAULT", "Peru condemned the bombing of a hotel on Sunday.", (SUNDAY, SUNDAY), "text"),
    ("said-today", "ACCUSE", "Peru condemned the bombing of a hotel in Lima on Monday.", (MONDAY, MONDAY), "text"),
    (
        "an-infinitive-lies-ahead",
        "AGREE",
        "The union invited three states to join the pact in July 2019.",
        (date(2019, 7, 1), date(2019, 7, 31)),
        "text",
    ),
    ("promised-on", "AGREE", "Kenya said on Sunday that it would send aid to Chad.", (SUNDAY, SUNDAY), "text"),
    ("promised-for", "AGREE", "Kenya said it would send aid to Chad in June.", (date(2021, 6, 1), date(2021, 6, 30)), "text"),
    ("said-not-promised", "AID", "Kenya said on Sunday that it had sent aid to Chad.", (MONDAY, MONDAY), "published"),
    ("of-another-noun", "ASSAULT", "Rebels of the 1998 uprising attacked a convoy.", (MONDAY, MONDAY), "published"),
]


@pytest.mark.parametrize(("code", "text", "days", "source"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_date(parse: Parse, code: str, text: str, days: Days, source: str | None) -> None:
    found = events(parse, text, published=MONDAY)
    told = of_type(found, code)
    assert told, codes(found)
    event = told[0]
    assert (event.date_start, event.date_end) == (days or (None, None))
    assert event.date_source == source


def test_two_events_of_a_sentence_have_their_own_dates(parse: Parse) -> None:
    text = "Rebels attacked a convoy on Saturday and kidnapped a priest on Sunday."
    found = of_type(events(parse, text, published=MONDAY), "ASSAULT")
    assert [e.date_start for e in found] == [date(2021, 5, 1), SUNDAY]


@pytest.mark.parametrize(
    ("text", "published", "historical"),
    [
        pytest.param("Rebels attacked a convoy in 1998.", MONDAY, True, id="a-past-year"),
        pytest.param("Rebels attacked a convoy in the 1990s.", MONDAY, True, id="a-decade"),
        pytest.param("Rebels attacked a convoy on Sunday.", MONDAY, False, id="this-week"),
        pytest.param("Rebels attacked a convoy in January.", MONDAY, False, id="earlier-in-the-year"),
        pytest.param("Rebels attacked a convoy in March 2020.", MONDAY, True, id="last-year"),
        pytest.param("Rebels attacked a convoy in December.", date(2021, 1, 4), False, id="december-told-in-january"),
        pytest.param("Rebels attacked a convoy in 1998.", None, False, id="no-date-to-compare-with"),
        pytest.param("Rebels attacked a convoy.", MONDAY, False, id="none-told"),
    ],
)
def test_historical(parse: Parse, text: str, published: date | None, historical: bool) -> None:
    (event,) = of_type(events(parse, text, published=published), "ASSAULT")
    assert event.historical == historical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rebels attacked a convoy on Sunday.", (None, None, "Sunday", None, None), id="relative"),
        pytest.param("Rebels attacked a convoy on May 2, 2021.", (SUNDAY, SUNDAY, "May 2, 2021", 1, "text"), id="absolute"),
        pytest.param("Rebels attacked a convoy.", (None, None, "", None, None), id="none"),
    ],
)
def test_without_a_publication_date(parse: Parse, text: str, expected: tuple[object, ...]) -> None:
    (event,) = of_type(events(parse, text), "ASSAULT")
    found = (event.date_start, event.date_end, event.date_text.removeprefix("on "), event.time_precision, event.date_source)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        pytest.param("Rebels attacked a convoy on Sunday.", 1, id="day"),
        pytest.param("Rebels attacked a convoy last week.", 2, id="week"),
        pytest.param("Rebels attacked a convoy in April.", 3, id="month"),
        pytest.param("Rebels attacked a convoy in 1998.", 4, id="year"),
    ],
)
def test_precision(parse: Parse, text: str, precision: int) -> None:
    assert events(parse, text, published=MONDAY)[0].time_precision == precision


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("Bishops demanded an end to kidnappings.", None, id="a-kind"),
        pytest.param("The rebels burn the huts of whoever talks.", None, id="a-habit"),
        pytest.param("Bishops demanded an end to the kidnapping of the priest.", MONDAY, id="one-deed"),
        pytest.param("Nine people died in clashes.", MONDAY, id="a-circumstance"),
        pytest.param("Clashes broke out in Garissa.", MONDAY, id="that-broke-out"),
        pytest.param("The rebels burned the huts of whoever talked.", MONDAY, id="a-past-tense"),
        pytest.param("The rebels are burning huts.", MONDAY, id="going-on"),
    ],
)
def test_what_recurs_has_no_day(parse: Parse, text: str, day: date | None) -> None:
    found = of_type(events(parse, text, published=MONDAY), "ASSAULT")
    assert [e.date_start for e in found] == [day]
