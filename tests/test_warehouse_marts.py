"""What counts as the same happening."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.tables import Article, Event
from tests.warehouse_rows import DAY, article, event, party, place, stage
from warehouse.query import rows
from warehouse.store import Store

NEXT = DAY + timedelta(1)


def incidents(data_dir: Path, *told: tuple[Article, Event]) -> list[dict[str, Any]]:
    """The incidents of these reports, the most reported first."""
    with Store(data_dir) as store:
        articles = {a.article_id: a for a, _ in told}
        stage(store.staging("b1"), {"articles": list(articles.values()), "events": [e for _, e in told]})
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    return rows(data_dir, "SELECT * FROM incidents ORDER BY reports DESC, incident_id").to_pylist()


def report(
    n: int, nth: int = 0, published: date | None = DAY, of: Article | None = None, **changes: Any
) -> tuple[Article, Event]:
    told_by = of or article(n, published=published)
    return told_by, event(told_by, nth, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"mode": None},
        {"actors": ()},
        {"actors": (party("Velian troops"), party("Karsu militia", "KAR", "PRM"))},
        {"recipients": ()},
        {"dead": 15},
        {"factuality": "denied", "denied_by": (party(),)},
    ],
)
def test_told_alike(tmp_path: Path, changes: dict[str, Any]) -> None:
    found = incidents(tmp_path, report(1), report(2, **changes))
    assert [(i["reports"], i["articles"]) for i in found] == [(2, 2)]


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "PROTEST"},
        {"mode": "aerial"},
        {"date_start": NEXT, "date_end": NEXT},
        {"date_end": NEXT},
        {"date_start": None, "date_end": None},
        {"place": None},
        {"place": place("Tressin")},
        {"place": place("Karsu", "KAR")},
        {"actors": (party("Karsu army", "KAR"),)},
        {"place": place("Velia", "VEL", 3)},
    ],
)
def test_told_otherwise(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert [i["reports"] for i in incidents(tmp_path, report(1), report(2, **changes))] == [1, 1]


@pytest.mark.parametrize(
    "changes", [{"factuality": "possible"}, {"factuality": "planned"}, {"factuality": "negated"}, {"historical": True}]
)
def test_told_as_not_happening(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert [i["reports"] for i in incidents(tmp_path, report(1), report(2, **changes))] == [1]


@pytest.mark.parametrize(
    ("changes", "together"), [({}, True), ({"actors": ()}, False), ({"recipients": ()}, False), ({"mode": None}, False)]
)
def test_a_country_alone_is_not_enough(tmp_path: Path, changes: dict[str, Any], together: bool) -> None:
    wide = {"place": place("Velia", "VEL", 3)}
    assert len(incidents(tmp_path, report(1, **wide), report(2, **wide, **changes))) == (1 if together else 2)


def test_two_events_of_one_article_are_two_happenings(tmp_path: Path) -> None:
    one = article(1)
    found = incidents(tmp_path, report(1, 0, of=one), report(1, 1, of=one), report(2))
    assert sorted(i["reports"] for i in found) == [1, 2]


def test_copies_of_a_story_count_once(tmp_path: Path) -> None:
    first = article(1)
    copy = replace(article(2), copy_of=first.article_id, text_id=first.article_id)
    found = incidents(tmp_path, report(1, of=first), report(2, of=copy))
    assert [(i["reports"], i["articles"]) for i in found] == [(2, 1)]


def test_counts_run_from_the_lowest_to_the_highest_account(tmp_path: Path) -> None:
    (found,) = incidents(
        tmp_path, report(1), report(2, dead=15), report(3, dead=None, quantities=()), report(4, factuality="denied", dead=99)
    )
    assert (found["dead_low"], found["dead_high"], found["injured_low"], found["contested"]) == (12, 15, None, True)


@pytest.mark.parametrize(
    ("changes", "contested"), [({}, False), ({"dead": None}, False), ({"dead": 13}, True), ({"factuality": "denied"}, True)]
)
def test_contested(tmp_path: Path, changes: dict[str, Any], contested: bool) -> None:
    assert incidents(tmp_path, report(1), report(2, **changes))[0]["contested"] == contested


def test_numbers_beyond_all_bounds_do_no_harm(tmp_path: Path) -> None:
    quantity = report(1)[1].quantities[0]
    huge = replace(quantity, value=1e300, low=float("-inf"), high=float("nan"))
    (found,) = incidents(tmp_path, report(1, dead=None, quantities=(huge,)))
    assert found["dead_high"] is None


def test_ids_and_reasons(tmp_path: Path) -> None:
    first, second = report(1, published=DAY), report(2, published=NEXT, dead=15)
    (before,) = incidents(tmp_path / "a", first)
    (after,) = incidents(tmp_path / "b", second, first)
    assert before["incident_id"] == after["incident_id"], "a later report must not change the id"
    assert len(after["incident_id"]) == 20
    why = rows(tmp_path / "b", "SELECT event_id, reason FROM incident_events").to_pylist()
    reasons = {row["event_id"]: row["reason"] for row in why}
    assert reasons[first[1].event_id] == "first report"
    for part in ("ASSAULT", str(DAY), "Karsu, VEL", "heavy-weapons", "actors of VEL", "but 15 dead, not 12"):
        assert part in reasons[second[1].event_id]


def test_where_memory_does_not_do_more_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [report(n) for n in (1, 2, 3)]
    monkeypatch.setattr("warehouse.marts.MEMORY", ("1MB", "1MB", "400MB"))
    assert [i["reports"] for i in incidents(tmp_path / "enough", *told)] == [3]
    monkeypatch.setattr("warehouse.marts.MEMORY", ("1MB",))
    with pytest.raises(Exception, match="Out of Memory"):
        incidents(tmp_path / "too little", *told)
