"""Mends of sentences: clauses parted by a semicolon, subjects lost behind a date or a place, rows of participles in reports."""

import pytest

from tests.coding import Parse, arcs, events, named, of_type

ROWS = [
    ("semicolon", "In 2011 raiders seized 80 nurses from Bor; more than 30 have not been found.", {"seized ROOT seized"}),
    ("semicolon-and-adverbial", "Last night gunmen shot a mayor near Jos; two guards are missing.", {"shot ROOT shot"}),
    ("date-in-front", "On 17 May border units burned a school.", {"May pobj On", "units nsubj burned"}),
    ("day-and-month", "On 4 June army trucks entered Bor.", {"June pobj On", "4 nummod June", "trucks nsubj entered"}),
    ("town-in-front", "In the port of Beira dockers walked out over wages.", {"Beira pobj of", "dockers nsubj walked"}),
    (
        "row",
        "Okello told reporters the army had arrested the emir, annulled the vote and closed the borders.",
        {"annulled conj arrested"},
    ),
    ("weekday", "On Sunday rebels shelled a mill.", {"Sunday pobj On", "rebels nsubj shelled"}),
    ("year", "In 2014 rebels shelled a mill.", {"2014 pobj In", "rebels nsubj shelled"}),
    ("month-and-year", "In May 2014 army jets bombed Bor.", {"May pobj In", "2014 nummod May", "jets nsubj bombed"}),
    ("no-year", "In July 200 troops left Bor.", {"July pobj In", "200 nummod troops"}),
    (
        "time",
        "Serbs blocked the bridge after a boxer, Musa Bello, was arrested.",
        {"arrested advcl blocked", "after mark arrested", "boxer nsubjpass arrested"},
    ),
    ("captive", "The raiders had taken at least ten soldiers hostage.", {"soldiers dobj taken", "hostage oprd taken"}),
    ("held", "They held the guards hostage for a week.", {"guards dobj held", "for prep held"}),
    # right as they are
    ("a-captive", "They took a hostage.", {"hostage dobj took"}),
    ("after-a-noun", "Serbs fled after a fight and were arrested.", {"arrested conj fled"}),
    ("subordinate-before-a-semicolon", "As the rebels fled; the army took the town.", {"took ROOT took"}),
    ("no-subject-before-a-semicolon", "Fearing an attack; the nuns fled.", {"fled ROOT fled"}),
    ("reported", "Juba was calm; Bor was not, the mayor said.", {"said ROOT said"}),
    ("shared-subject", "The army regrouped and in the city of Bor fought on.", {"army nsubj regrouped"}),
    ("a-body", "In the city council members fought.", {"members nsubj fought"}),
    # a past behind an infinitive
    ("one-past", "The king ordered the army to fire on looters and imposed a curfew.", {"imposed conj ordered"}),
    ("two-infinitives", "The king ordered the army to fire on looters and impose a curfew.", {"impose conj fire"}),
    (
        "past-or-base-form",
        "The mayor told the guards to leave and shut the gate himself on Monday.",
        {"shut conj leave"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_tree(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= arcs(parse, text)


def test_negation_stays_behind_its_semicolon(parse: Parse) -> None:
    found = events(parse, "In 2011 raiders abducted 80 nurses from Bor; more than 30 have not returned.")
    assert [e.factuality for e in of_type(found, "ASSAULT")] == ["asserted"]


def test_a_date_is_no_part_of_the_actor(parse: Parse) -> None:
    found = of_type(events(parse, "On 4 June army troops killed two rebels in Bor."), "ASSAULT")
    assert [(named(e.actors), e.date_text) for e in found] == [(["army troops"], "4 June")]
