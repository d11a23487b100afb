"""What reports make of incidents, and which rows of incidents the checks find wrong."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import QueryError
from schemas.incidents import Incident, IncidentAlias, IncidentEvent, RetiredIncident
from tests.warehouse_rows import DAY, article, event, place, rows_of, stage
from warehouse.checking import run_checks
from warehouse.query import rows, run_report
from warehouse.store import Store

MAY = date(2021, 5, 1)
NOWHERE = {"place": None}
YEAR = {"date_start": date(2021, 1, 1), "date_end": date(2021, 12, 31), "time_precision": 4}
MONTH = {"date_start": MAY, "date_end": date(2021, 5, 31), "time_precision": 3}
UNDATED = {"date_start": None, "date_end": None, "time_precision": None}


def counted(dead: tuple[int, int, int, int] | None = None, injured: tuple[int, int, int, int] | None = None) -> dict[str, Any]:
    """Lowest, highest, latest and first figure."""
    ends = ("low", "high", "latest", "first")
    return {
        f"{role}_{end}": ns[n] if ns else None
        for role, ns in (("dead", dead), ("injured", injured))
        for n, end in enumerate(ends)
    }


def incident(key: str = "one", **changes: Any) -> Incident:
    """An ASSAULT at Karsu on DAY with 12 to 15 dead, last 13, told by one report."""
    none = (None,) * 4
    base = Incident(
        key, "ASSAULT", "firearms", "asserted", False, place(), DAY, DAY, 1, (), (), *(12, 15, 13, 12), *none, *none, 1, 1, 1,
        DAY, DAY, False, (), "b1",
    )  # fmt: skip
    return replace(base, **changes)


def warehouse(data_dir: Path, *incidents: Incident, **tables: list[Any]) -> Path:
    with Store(data_dir) as store:
        stage(store.staging("b1"), {"incidents": list(incidents)}, tables)
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    return data_dir


def told(data_dir: Path, name: str, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in run_report(data_dir, name, **given).select(columns.split()).to_pylist()]


ROW = (MAY, "VEL", 1, 12, 15, 13)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [ROW]),
        ({"contested": True, "denied_by": ("Rebels",)}, [ROW]),
        ({"factuality": "denied"} | counted(), []),
        ({"factuality": "possible"}, []),
        ({"factuality": "planned"} | counted(), []),
        ({"factuality": "negated"} | counted(), []),
        ({"historical": True}, []),
        ({"type": "SANCTION", "mode": "convict"}, []),
        ({"type": "COERCE", "mode": "arrest"}, []),
        ({"type": "PROTEST", "mode": "riot"}, [ROW]),
        ({"type": "PROTEST", "mode": "demo"}, []),
        ({"mode": None}, [ROW]),
        ({"type": "PROTEST", "mode": None}, []),
        (counted(), []),
        (counted(injured=(3, 5, 4, 3)), [(MAY, "VEL", 0, None, None, None)]),
        (counted(dead=(0, 0, 0, 0)), [(MAY, "VEL", 0, 0, 0, 0)]),
        (NOWHERE, [(MAY, "", 1, 12, 15, 13)]),
        ({"place": place("Yabus", "")}, [(MAY, "", 1, 12, 15, 13)]),
        (MONTH, [ROW]),
        (YEAR, [(None, "VEL", 1, 12, 15, 13)]),
        (UNDATED, [(None, "VEL", 1, 12, 15, 13)]),
    ],
)
def test_casualties(tmp_path: Path, changes: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    columns = "month country deadly_incidents dead_low dead_high dead_latest"
    assert told(warehouse(tmp_path, incident(**changes)), "casualties", columns) == expected


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    june = {"date_start": date(2021, 6, 20), "date_end": date(2021, 6, 20)}
    return warehouse(
        tmp_path_factory.mktemp("several"),
        incident("a", reports=3, articles=2, denied_by=("Army", "Rebels"), contested=True),
        incident("b", **counted(dead=(1, 1, 1, 1), injured=(4, 9, 9, 4))),
        incident("c", **june, place=place("Tressin", "KAR"), reports=5, articles=5),
        incident("d", **YEAR),
        incident("e", **UNDATED, **NOWHERE),
        incident("f", type="COERCE", mode="arrest", **counted(), arrested_low=3, arrested_high=3, arrested_latest=3,
                 arrested_first=3, **MONTH),
        incident("g", type="SANCTION", mode="convict", **counted(dead=(3, 3, 3, 3))),
        incident("h", factuality="planned", **counted()),
        incident("i", factuality="denied", contested=True, **counted()),
        incident("j", historical=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [(MAY, "VEL", 2, 13, 16, 14), (date(2021, 6, 1), "KAR", 1, 12, 15, 13), (None, "", 1, 12, 15, 13),
              (None, "VEL", 1, 12, 15, 13)]),
        ({"country": "kar"}, [(date(2021, 6, 1), "KAR", 1, 12, 15, 13)]),
        ({"since": DAY, "until": DAY}, [(MAY, "VEL", 2, 13, 16, 14)]),
        ({"since": date(2021, 1, 1), "until": date(2021, 5, 2)}, []),  # what is known to the year may have been later
        ({"since": date(2021, 1, 1), "until": date(2021, 12, 31), "country": "VEL"},
         [(MAY, "VEL", 2, 13, 16, 14), (None, "VEL", 1, 12, 15, 13)]),
        ({"type": "sanction"}, [(MAY, "VEL", 1, 3, 3, 3)]),
    ],
)  # fmt: skip
def test_casualties_add_up(several: Path, given: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    assert told(several, "casualties", "month country incidents dead_low dead_high dead_latest", **given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "c a d f b i g e"),  # the most told first; no plan, no distant past
        ({"min_reports": 2}, "c a"),
        ({"min_reports": 4}, "c"),
        ({"min_reports": 6}, ""),
        ({"country": "kar"}, "c"),
        ({"type": "coerce"}, "f"),
        ({"since": DAY}, "c a b i g"),
        ({"until": DAY}, "a d f b i g"),
        ({"min_reports": 2, "until": DAY, "type": "ASSAULT", "country": "VEL"}, "a"),
    ],
)
def test_incidents(several: Path, given: dict[str, Any], expected: str) -> None:
    found = [key for (key,) in told(several, "incidents", "incident_id", **given)]
    assert found == expected.split()


def test_an_incident_as_it_is_shown(several: Path) -> None:
    found = {row["incident_id"]: row for row in run_report(several, "incidents").to_pylist()}
    assert [found["a"][name] for name in ("dead", "injured", "arrested", "denied_by", "contested")] == [
        "12 to 15, last 13", None, None, "Army; Rebels", True,
    ]  # fmt: skip
    assert (found["b"]["dead"], found["b"]["injured"]) == ("1", "4 to 9, last 9")
    assert (found["f"]["arrested"], found["f"]["known_to_the"], found["f"]["day"]) == ("3", "month", MAY)
    assert [found[key]["known_to_the"] for key in "ade"] == ["day", "year or vaguer", None]


def test_the_dead_of_a_place_are_those_of_force(several: Path) -> None:
    columns = "place incidents dead_low dead_high dead_latest"
    assert told(several, "places", columns) == [("Karsu", 5, 25, 31, 27), ("Tressin", 1, 12, 15, 13)]


def test_min_reports_is_of_incidents_alone(several: Path) -> None:
    with pytest.raises(QueryError, match=r"no parameter min_reports.*It takes: since, until, country, type"):
        run_report(several, "casualties", min_reports=2)


# -- checks

ONE = article(1)
SHELLED = event(ONE)
MEMBER = IncidentEvent("one", SHELLED.event_id, ONE.article_id, 1.0, ("the only report",), None, "b1")
OTHER = event(ONE, 2)
TWICE = [MEMBER, replace(MEMBER, incident_id="two")]
OLD = [incident(), incident("old", reports=7)]


def retired(by: str) -> dict[str, list[Any]]:
    return {"retired_incidents": [RetiredIncident("old", by, "b1")]}


@pytest.mark.parametrize(
    ("check", "incidents", "tables", "offending"),
    [
        ("incident_members", [incident()], {}, 0),
        ("incident_values", [incident()], {}, 0),
        ("incident_values", [incident(reports=2)], {}, 1),
        ("incident_values", [incident(articles=2)], {}, 1),
        ("incident_values", [incident(dead_latest=16)], {}, 1),
        ("incident_values", [incident(dead_latest=12)], {}, 0),
        ("incident_values", [incident(dead_first=11)], {}, 1),
        ("incident_values", [incident(dead_low=16)], {}, 1),
        ("incident_values", [incident(**counted(injured=(3, 5, 6, 3)))], {}, 1),
        ("incident_values", [incident(arrested_low=3, arrested_high=2, arrested_first=2, arrested_latest=2)], {}, 1),
        ("incident_values", [incident(date_end=None)], {}, 1),
        ("incident_values", [incident(date_end=MAY)], {}, 1),
        ("incident_values", [incident(last_report=MAY)], {}, 1),
        ("incident_values", [incident(factuality="maybe")], {}, 1),
        ("incident_members", [], {"incident_events": []}, 1),  # an event in no incident
        ("incident_members", [incident()], {"events": [SHELLED, OTHER]}, 1),
        ("incident_members", [incident()], {"events": []}, 1),  # an event that is not there
        ("incident_members", [incident()], {"incident_events": []}, 2),
        ("incident_members", [], {}, 1),
        ("incident_members", [incident(), incident("two")], {}, 1),  # an incident without events
        ("incident_members", [incident(), incident("two")], {"incident_events": TWICE}, 1),
        ("incident_members", [incident()], {"incident_events": [replace(MEMBER, article_id="other")]}, 1),
        ("incident_members", [incident(), incident()], {}, 1),
        ("incident_members", [incident()], {"articles": [replace(ONE, superseded_by="newer")]}, 1),
        ("incident_members", [], {"articles": [replace(ONE, superseded_by="newer")], "incident_events": []}, 0),
        ("incident_members", [], {"articles": [replace(ONE, copy_of="x", text_id="x")], "incident_events": []}, 0),
        # what others have replaced is passed over
        ("incident_values", OLD, retired("b1"), 0),
        ("incident_values", OLD, retired("b0"), 1),
        ("incident_members", OLD, retired("b1") | {"incident_events": [MEMBER, replace(MEMBER, incident_id="old")]}, 0),
    ],
)  # fmt: skip
def test_checks_of_incidents(
    tmp_path: Path, check: str, incidents: list[Incident], tables: dict[str, list[Any]], offending: int
) -> None:
    rows_ = {"incident_events": [MEMBER], **rows_of(ONE), **tables}
    warehouse(tmp_path, *incidents, **rows_)
    found = {c.name: c for c in run_checks(tmp_path)}
    assert found[check].offending == offending, found[check].examples.to_pylist()
    assert not any(c.name.startswith("incident") for c in run_checks(tmp_path, "b1")), "they look at everything, or not at all"


@pytest.mark.parametrize(
    ("alias", "seen"),
    [
        (IncidentAlias("old", "one", "b1"), True),
        (IncidentAlias("old", "gone", "b1"), False),  # all its reports are gone
        (IncidentAlias("one", "two", "b1"), False),  # it is an incident again
        (IncidentAlias("old", "replaced", "b1"), False),
    ],
)
def test_a_former_id_leads_to_an_incident(tmp_path: Path, alias: IncidentAlias, seen: bool) -> None:
    data_dir = warehouse(
        tmp_path, incident(), incident("two"), incident("replaced"), incident_aliases=[alias],
        retired_incidents=[RetiredIncident("replaced", "b1", "b1")],
    )  # fmt: skip
    assert len(rows(data_dir, "FROM incident_aliases")) == seen
