"""What nearly belongs to an incident: near misses with what parts them, and what is too far off to be told of."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lexicon.grouping import incident_model
from tasks.compare.incidents import incidents
from tasks.compare.near import NearMiss, near_misses
from tasks.compare.telling import Telling
from tests.test_compare import ARREST, KAKUMA, LODWAR, MARKET, MINE, MON, TALK, TALKS, THU, act, on


def nearly(*tellings: Telling, most: int = 5) -> list[NearMiss]:
    """What nearly joined the incident of the first telling."""
    numbered = [replace(t, event_id=f"e{n}", article_id=f"a{n}") for n, t in enumerate(tellings)]
    homes = homes_of(numbered)
    return near_misses(numbered, homes, homes["e0"], most)


def homes_of(tellings: Sequence[Telling]) -> dict[str, str]:
    return {e.event_id: group.incident.incident_id for group in incidents(tellings) for e in group.events}


MARKET_RAID = (act(MARKET, place=LODWAR, days=on(MON), dead=17), act(MARKET, place=LODWAR, days=on(MON), dead=14))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        pytest.param(act(MARKET, place=KAKUMA, days=on(MON), dead=17), "but two places: Lodwar and Kakuma", id="another town"),
        pytest.param(
            act(MARKET, place=LODWAR, days=on(THU), dead=3), "but two days: 2023-05-08 and 2023-05-11", id="another day"
        ),
    ],
)
def test_a_near_miss_has_what_parts_it(other: Telling, why: str) -> None:
    (found,) = nearly(*MARKET_RAID, other)
    assert found.event_id == "e2"
    assert found.nearest in ("e0", "e1")
    assert why in found.reasons
    assert found.likely > incident_model().least > found.mean
    assert found.reports == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(act(MINE, days=on(MON), dead=17), id="another story"),
        pytest.param(act(TALKS, "talk", **TALK), id="another kind of act in another story"),
        pytest.param(act(MARKET, "arrest", days=on(MON), **ARREST), id="another kind of act in the same story"),
    ],
)
def test_what_is_not_compared_is_not_told_of(other: Telling) -> None:
    assert nearly(*MARKET_RAID, other) == []


def test_an_incident_is_told_of_once_and_by_its_likeliest_report() -> None:
    twice = [act(MARKET, place=KAKUMA, days=on(MON), dead=n) for n in (17, 3)]
    (found,) = nearly(*MARKET_RAID, *twice)
    assert (found.event_id, found.reports) == ("e2", 2)


def test_the_likeliest_few() -> None:
    others = [act(MARKET, place=KAKUMA, days=on(MON), dead=17), act(MARKET, place=LODWAR, days=on(THU), dead=3)]
    found = nearly(*MARKET_RAID, *others)
    assert [miss.likely for miss in found] == sorted((miss.likely for miss in found), reverse=True)
    assert len(found) == 2
    assert nearly(*MARKET_RAID, *others, most=1) == found[:1]


def test_pairs_of_others_are_not_its_own() -> None:
    assert nearly(act(MINE), *MARKET_RAID, act(MARKET, place=KAKUMA, days=on(MON), dead=17)) == []


def test_what_would_join_if_it_were_grouped_anew_says_so() -> None:
    (one, other) = (replace(t, event_id=f"e{n}", article_id=f"a{n}") for n, t in enumerate(MARKET_RAID))
    (found,) = near_misses([one, other], {"e0": "one", "e1": "other"}, "one", 5)
    assert found.mean >= incident_model().least
    assert found.mean == pytest.approx(found.likely)
