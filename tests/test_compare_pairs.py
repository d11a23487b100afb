"""Which reports are compared at all: those of alike articles, and of those that were compared before only a few."""

from dataclasses import replace

from tasks.compare.pairs import SETTLED, compared, likeness
from tests.test_compare import MARKET, MINE, act

MANY = [replace(act(MARKET, dead=n), event_id=f"e{n}", article_id=f"a{n}") for n in range(40)]


def test_those_that_belong_to_an_incident_already_look_at_fewer() -> None:
    alike, new = likeness(MANY), len(MANY) - 1
    every = {link for link, _ in compared(MANY, alike)}
    fewer = {link for link, _ in compared(MANY, alike, settled=range(new))}
    assert len(every) == len(MANY) * new // 2
    assert {link for link in every if new in link} <= fewer
    assert len(fewer) <= new + new * SETTLED < len(every)


def test_those_of_one_incident_are_not_compared() -> None:
    assert list(compared(MANY, likeness(MANY), [0] * len(MANY))) == []


def test_what_is_of_another_story_or_kind_is_not_compared() -> None:
    others = [MANY[0], act(MINE), act(MARKET, type="CONSULT", quad="VC", word="met")]
    assert list(compared(others, likeness(others))) == []
