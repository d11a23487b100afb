"""Mends of sentences: clauses parted by a semicolon, subjects lost behind a date or a place, rows of participles in reports."""

import pytest

from tests.coding import Parse, events, named, of_type

ROWS = [
    ("semicolon", "In 2011 raiders seized 80 nurses from Bor; more than 30 have not been found.", ["seized ROOT seized"]),
    ("semicolon-and-adverbial", "Last night gunmen shot a mayor near Jos; two guards are missing.", ["shot ROOT shot"]),
    ("date-in-front", "On 17 May border units burned a school.", ["May pobj On", "units nsubj burned"]),
    ("day-and-month", "On 4 June army trucks entered Bor.", ["June pobj On", "4 nummod June", "trucks nsubj entered"]),
    ("town-in-front", "In the port of Beira dockers walked out over wages.", ["Beira pobj of", "dockers nsubj walked"]),
    (
        "row",
        "The colonel said he had deposed the king, dissolved parliament and closed the airport.",
        ["dissolved conj deposed"],
    ),
    ("weekday", "On Sunday rebels shelled a mill.", ["Sunday pobj On", "rebels nsubj shelled"]),
    ("year", "In 2014 rebels shelled a mill.", ["2014 pobj In", "rebels nsubj shelled"]),
    ("month-and-year", "In May 2014 army jets bombed Bor.", ["May pobj In", "2014 nummod May", "jets nsubj bombed"]),
    ("no-year", "In July 200 troops left Bor.", ["July pobj In", "200 nummod troops"]),
    (
        "time",
        "Serbs clashed with police after a former officer, Marko Ilic, was arrested.",
        ["arrested advcl clashed", "after mark arrested"],
    ),
    ("captive", "The raiders had taken at least ten soldiers hostage.", ["soldiers dobj taken", "hostage oprd taken"]),
    ("held", "They held the guards hostage for a week.", ["guards dobj held", "for prep held"]),
    # right as they are
    ("a-captive", "They took a hostage.", ["hostage dobj took"]),
    ("after-a-noun", "Serbs fled after a fight and were arrested.", ["arrested conj fled"]),
    ("reported", "Juba was calm; Bor was not, the mayor said.", ["said ROOT said"]),
    ("shared-subject", "The army regrouped and in the city of Bor fought on.", ["army nsubj regrouped"]),
    ("a-body", "In the city council members fought.", ["members nsubj fought"]),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_tree(parse: Parse, text: str, wanted: list[str]) -> None:
    assert set(wanted) <= {f"{t.text} {t.dep_} {t.head.text}" for t in parse(text).doc}


def test_negation_stays_behind_its_semicolon(parse: Parse) -> None:
    found = events(parse, "In 2011 raiders abducted 80 nurses from Bor; more than 30 have not returned.")
    assert [e.factuality for e in of_type(found, "ASSAULT")] == ["asserted"]


def test_a_date_is_no_part_of_the_actor(parse: Parse) -> None:
    found = of_type(events(parse, "On 4 June army troops killed two rebels in Bor."), "ASSAULT")
    assert [(named(e.actors), e.date_text) for e in found] == [(["army troops"], "4 June")]


FINITE = [
    (
        "a-past",
        "The mayor told the guards to leave and shut the gate himself on Monday.",
        ["shut conj leave"],
    ),  # a base form too
    ("one-past", "The king ordered the army to fire on looters and imposed a curfew.", ["imposed conj ordered"]),
    ("two-infinitives", "The king ordered the army to fire on looters and impose a curfew.", ["impose conj fire"]),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in FINITE])
def test_past_behind_infinitive(parse: Parse, text: str, wanted: list[str]) -> None:
    assert set(wanted) <= {f"{t.text} {t.dep_} {t.head.text}" for t in parse(text).doc}
