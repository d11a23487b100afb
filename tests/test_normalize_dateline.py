"""Datelines: what is one, what it gives, where the body begins; and what only looks like one."""

import time

import pytest

from tasks.normalize.dateline import body_start, find_dateline, split_before

LEAD = "The army said on Monday that it had taken the town after three days of fighting in the hills."

YES = [  # head, place, date, agency
    ("MOSCOW, Oct. 7 (Reuters) - ", "MOSCOW", "Oct. 7", "Reuters"),
    ("CAIRO -- ", "CAIRO", "", ""),
    ("NAIROBI, Kenya (AP) _ ", "NAIROBI, Kenya", "", "AP"),
    ("WASHINGTON (Xinhua) — ", "WASHINGTON", "", "Xinhua"),
    ("BOGOTA, 7 JAN 90 (EFE) -- ", "BOGOTA", "7 JAN 90", "EFE"),
    ("KALNA (RURITANIA), 4 MAY 91 (ACAN - EFE) -- ", "KALNA (RURITANIA)", "4 MAY 91", "ACAN - EFE"),
    ("new delhi: ", "new delhi", "", ""),
    ("BEIRUT/ISTANBUL, March 3 (Reuters) - ", "BEIRUT/ISTANBUL", "March 3", "Reuters"),
    ("LUSAKA, August 3 (Xinhua) -- ", "LUSAKA", "August 3", "Xinhua"),
    ("LUSAKA (AP ) -- ", "LUSAKA", "", "AP"),
    ("PORT ESTER, ME. (AP)--", "PORT ESTER, ME.", "", "AP"),
    ("KALNA, Ruritania (AP)_ ", "KALNA, Ruritania", "", "AP"),
    ("KALNA, N.D. _ ", "KALNA, N.D.", "", ""),
    ("KABUL, Afghanistan — ", "KABUL, Afghanistan", "", ""),
    ("BOSTON, May 3, 2013 /PRNewswire/ -- ", "BOSTON", "May 3, 2013", "PRNewswire"),
    ("Washington (CNN) ", "Washington", "", "CNN"),
    ("Washington (CNN)", "Washington", "", "CNN"),
    ("(Reuters) - ", "", "", "Reuters"),
    ("ISLAMABAD: ", "ISLAMABAD", "", ""),
    ("ABOARD THE USS EXAMPLE — ", "ABOARD THE USS EXAMPLE", "", ""),
    ("PORT-AU-PRINCE, Haiti — ", "PORT-AU-PRINCE, Haiti", "", ""),
    ("TEHRAN (FNA)- ", "TEHRAN", "", "FNA"),
    ("MALE -- ", "MALE", "", ""),
    ("LUSAKA, Mar 3 (Own Staff) ", "LUSAKA", "Mar 3", "Own Staff"),
    ("Nairobi – ", "Nairobi", "", ""),
    ("WASHINGTON ― ", "WASHINGTON", "", ""),
    ("KALNA (RURITANIA), NO DATE (RADIO KALNA) -- ", "KALNA (RURITANIA)", "NO DATE", "RADIO KALNA"),
    ("PORT ESTER, MAY 2 91 (AFP) -- ", "PORT ESTER", "MAY 2 91", "AFP"),
    ("PORT ESTER, Tues. - ", "PORT ESTER", "Tues.", ""),
    ("KALNA, Ruritania, 2015-10-07 (AFP) — ", "KALNA, Ruritania", "2015-10-07", "AFP"),
]
NO = [
    LEAD,
    "Police: two men were held after the march in the capital on Monday, and a third was questioned by officers.",
    "Russia - once an ally - has bombed the town, a spokesman for the rebels told reporters in the north on Monday.",
    "EXCLUSIVE: The minister knew of the raid weeks before it took place, documents seen by this newspaper show.",
    "MALE: two men were held after the march in the capital on Monday, and a third was questioned by officers there.",
    "UPDATE -- The death toll has risen to twelve, officials at the hospital in the north of the country said on Monday.",
    "The Kurdistan Workers' Party (PKK) said it had shot down a helicopter near the border on Monday morning.",
    "Jane Roe (Labour) - the member for Kalna - said the vote was a disgrace and that she would oppose it again.",
    "May 7 - a day of shame, the president said - will be a holiday from next year on, the parliament decided.",
    "London-based activists said that five people had died in the raid on the village in the early hours of Monday.",
    "Most: that is how many of the members voted for the strike, the union told its members on Monday evening.",
    "1: The army holds the town and the hills around it, and the rebels hold the road to the sea and the port.",
    "",
    "—",
    "(",
    "()",
    "Cairo",
]


@pytest.mark.parametrize(("head", "place", "date", "agency"), YES)
def test_a_dateline(head: str, place: str, date: str, agency: str) -> None:
    found = find_dateline(head + LEAD)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert found.end == len(head)
    assert body_start(head + LEAD, found.text) == len(head)


@pytest.mark.parametrize("text", NO)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_a_paragraph_that_is_all_dateline() -> None:
    found = find_dateline("NAIROBI, Kenya (AP) _")
    assert found is not None
    assert (found.text, found.end) == ("NAIROBI, Kenya (AP)", 21)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Two held after raid Jane Roe KALNA, October 24 (ANA) - Two men were held.", 29),
        ("Prices fall in May By JANE ROE WASHINGTON (AP) - Prices fell in May.", 31),
        ("MOSCOW, Oct. 7 (Reuters) - Russia said so.", None),
        ("The men left. KALNA, October 24 (ANA) - Two men were held.", None),
        ("The UN (which met) - and others - said so.", None),
    ],
)
def test_a_dateline_after_the_title_on_one_line(text: str, at: int | None) -> None:
    assert split_before(text) == at


@pytest.mark.parametrize("dateline", ["", "PARIS", "MOSCOW,"])
def test_no_body_start_without_the_dateline(dateline: str) -> None:
    assert body_start("LONDON (AP) - Text", dateline) == 0


@pytest.mark.parametrize("unit", ["A", "A ", "A, ", "A-", "A/", "(", "( ", "Jan ", "7 Jan ", "A.", "'", "A (A) "])
def test_hostile_heads_take_no_time(unit: str) -> None:
    start = time.process_time()
    find_dateline(unit * 5_000)
    split_before("x " + unit * 5_000)
    assert time.process_time() - start < 1
