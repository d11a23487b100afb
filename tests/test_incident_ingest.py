"""Incidents as runs make them: report after report, and after corrections, kills and forgetting."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows.upkeep import keep_house
from flows.writer import writer
from schemas.settings import Settings
from tests.runs import assert_in_order, ingest, put
from warehouse.forget import forget
from warehouse.incidents import newest, write_scope
from warehouse.query import rows
from warehouse.store import Store
from warehouse.ungrouped import noted

REPORTS = {  # one attack as told on three days, another, and a third elsewhere
    "first": (
        "2023-05-09",
        "Raid on Lodwar market",
        "Gunmen killed 14 traders at the livestock market of Lodwar in Turkana on Monday, Kenyan police said. "
        "Dassanech herders are blamed for the raid, elders of the market told reporters.",
    ),
    "toll": (
        "2023-05-10",
        "Toll of Lodwar market raid rises to 17",
        "Gunmen killed 17 traders at the livestock market in Lodwar, Turkana, on Monday, police of Kenya said. "
        "Herders of the Dassanech are blamed for the raid.",
    ),
    "late": (
        "2023-05-12",
        "Lodwar buries its traders",
        "Traders were buried in Lodwar on Friday. Gunmen killed 17 traders at the livestock market of the town in "
        "Turkana on Monday. Dassanech herders are blamed for the raid.",
    ),
    "mine": (
        "2023-05-09",
        "Mine kills soldiers near Bariire",
        "A mine killed three soldiers on the road to Bariire in Somalia on Sunday, Governor Sharif Addow said. "
        "Rebels of the Shabab laid it, he told a station of the district.",
    ),
    "juba": (
        "2023-05-11",
        "Robbers shoot a banker in Juba",
        "Robbers killed a banker in Juba, South Sudan, on Wednesday, police said. The manager of the branch had "
        "locked the vault when the three men came.",
    ),
}
KILLED = """
SELECT list_sort(list(parse_filename(s.uri, true))) AS reports, any_value(i.dead_low) AS low, any_value(i.dead_high) AS high
FROM incidents AS i JOIN incident_events AS e USING (incident_id) JOIN sources AS s USING (article_id)
WHERE i.type = 'ASSAULT' AND i.dead_high > 0 GROUP BY i.incident_id ORDER BY 1
"""
LODWAR, MINE, JUBA = (["first", "late", "toll"], 14, 17), (["mine"], 3, 3), (["juba"], 1, 1)
WHOLE = (
    "SELECT * EXCLUDE (batch_id) FROM incidents ORDER BY ALL",
    "SELECT * EXCLUDE (batch_id) FROM incident_events ORDER BY ALL",
)


def bring(source: Path, data: Path, *names: str, **more: Any) -> None:
    for name in names:
        published, title, text = REPORTS[name]
        put(source, **{f"{name}_json": json.dumps({"title": title, "text": text, "published": published, "outlet": name[0]})})
    ingest(source, data, **more)


def killed(data: Path) -> list[tuple[list[str], int, int]]:
    return [(row["reports"], row["low"], row["high"]) for row in rows(data, KILLED).to_pylist()]


def whole(data: Path) -> list[Any]:
    return [rows(data, sql).to_pylist() for sql in WHOLE]


def housekeeping(data: Path) -> int:
    return keep_house(Settings(data_dir=data, workers=1), lambda line: None).incidents


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In three batches."""
    folder = tmp_path_factory.mktemp("told")
    for names in (("first", "mine"), ("toll", "juba"), ("late",)):
        bring(folder / "in", folder / "data", *names)
    return folder / "data"


def test_reports_of_later_batches_join_their_incidents(told: Path) -> None:
    assert killed(told) == [LODWAR, JUBA, MINE]
    found = rows(told, "SELECT * FROM incidents WHERE dead_high = 17").to_pylist()[0]
    wanted = {"reports": 3, "articles": 3, "outlets": 3, "dead_first": 14, "dead_latest": 17, "factuality": "asserted"}
    assert {name: found[name] for name in wanted} == wanted
    assert (str(found["date_start"]), found["time_precision"], found["place"]["name"]) == ("2023-05-08", 1, "Lodwar")
    assert noted(Store(told).layout) == {}
    assert rows(told, "FROM stored.incident_events").num_rows > rows(told, "FROM incident_events").num_rows
    assert_in_order(told)


@pytest.mark.long
def test_housekeeping_makes_them_the_same_whatever_came_first(tmp_path: Path) -> None:
    """In one batch, and report by report the other way round; the second time nothing is left to do."""
    found = []
    for name, order in (("one", [tuple(REPORTS)]), ("many", [(name,) for name in reversed(REPORTS)])):
        for names in order:
            bring(tmp_path / f"{name}-in", tmp_path / name, *names)
        housekeeping(tmp_path / name)
        assert housekeeping(tmp_path / name) == 0
        found.append(whole(tmp_path / name))
        assert_in_order(tmp_path / name)
    assert found[0] == found[1]


def test_incidents_that_older_articles_share_in_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more articles than are grouped together: nothing moves on a second run, and nothing is torn apart."""
    for names in (("late",), ("mine", "first"), ("juba", "toll")):
        bring(tmp_path / "in", tmp_path / "data", *names)
    store = Store(tmp_path / "data")
    write_scope(store.present(), newest(store, 1), tmp_path / "late", alone=True)
    assert pq.read_metadata(tmp_path / "late/members.parquet").num_rows == 0
    for most in (1, 3):
        monkeypatch.setattr("flows.incidents.NEWEST", most)
        housekeeping(tmp_path / "data")
        assert housekeeping(tmp_path / "data") == 0
        assert killed(tmp_path / "data") == [LODWAR, JUBA, MINE]
        assert_in_order(tmp_path / "data")


def test_no_more_reports_are_brought_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit stays as it is, until housekeeping groups anew."""
    bring(tmp_path / "in", tmp_path / "data", "first", "mine")
    monkeypatch.setattr("warehouse.incidents.ROOM", 0)
    bring(tmp_path / "in", tmp_path / "data", "toll")
    assert killed(tmp_path / "data") == [(["first"], 14, 14), MINE, (["toll"], 17, 17)]
    assert_in_order(tmp_path / "data")
    housekeeping(tmp_path / "data")
    assert killed(tmp_path / "data") == [(["first", "toll"], 14, 17), MINE]
    assert_in_order(tmp_path / "data")


def test_what_a_killed_run_left_ungrouped_the_next_one_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, data = tmp_path / "in", tmp_path / "data"
    with monkeypatch.context() as patch:
        patch.setattr("flows.incidents.write_scope", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            bring(source, data, "first", "toll")
    assert {key for ids in noted(Store(data).layout).values() for key in ids} != set()
    ingest(source, data)
    assert killed(data) == [(["first", "toll"], 14, 17)]
    assert noted(Store(data).layout) == {}


def test_an_earlier_report_gives_the_incident_its_name_and_the_former_one_leads_there(tmp_path: Path) -> None:
    source, data = tmp_path / "in", tmp_path / "data"
    bring(source, data, "toll", "late")
    former = rows(data, "SELECT incident_id FROM incidents WHERE dead_high = 17").to_pylist()
    bring(source, data, "first")
    (now,) = rows(data, "SELECT incident_id FROM incidents WHERE dead_high = 17").to_pylist()
    assert former != [now]
    wanted = {"alias": former[0]["incident_id"], **now}
    assert wanted in rows(data, "SELECT alias, incident_id FROM incident_aliases").to_pylist()


def test_a_forgotten_report_leaves_its_incident_to_the_others_and_no_word_behind(tmp_path: Path) -> None:
    source, data = tmp_path / "in", tmp_path / "data"
    bring(source, data, "first")
    bring(source, data, "toll", "mine")
    (article,) = rows(data, "SELECT article_id FROM articles WHERE title LIKE 'Mine%'").to_pylist()
    settings = Settings(data_dir=data, workers=1)
    with writer(settings, "forget", lambda line: None) as store:
        forget(store, [article["article_id"]])
    assert killed(data) == [(["first", "toll"], 14, 17)]
    left = [path for path in data.rglob("*.parquet") if b"Shabab" in path.read_bytes() or b"Bariire" in path.read_bytes()]
    assert left == []
    (article,) = rows(data, "SELECT article_id FROM articles WHERE title LIKE 'Raid%'").to_pylist()
    with writer(settings, "forget", lambda line: None) as store:
        forget(store, [article["article_id"]])
    assert killed(data) == [(["toll"], 17, 17)]
    assert rows(data, "FROM stored.retired_incidents").num_rows == 0
    assert_in_order(data)


def test_the_outlet_of_a_pruned_copy_counts_no_more(tmp_path: Path) -> None:
    published, title, text = REPORTS["mine"]
    for outlet in ("Coast Post and Weekly Courier", "Hill Herald"):  # the longer one is the original
        told = {"title": f"{title} | {outlet}", "text": f"{text} {outlet}", "published": published, "outlet": outlet}
        put(tmp_path / "in", **{f"{outlet}_json": json.dumps(told)})
        ingest(tmp_path / "in", tmp_path / "data")
    counted = "SELECT outlets FROM incidents WHERE dead_high = 3"
    assert rows(tmp_path / "data", counted)["outlets"].to_pylist() == [2]
    (tmp_path / "in/Hill Herald.json").unlink()
    ingest(tmp_path / "in", tmp_path / "data", prune=True)
    assert rows(tmp_path / "data", counted)["outlets"].to_pylist() == [1]
    assert_in_order(tmp_path / "data")


def test_replaced_rows_are_taken_out_once_they_are_many(told: Path, tmp_path: Path) -> None:
    before = killed(told), rows(told, "FROM incident_aliases").num_rows
    housekeeping(told)
    assert rows(told, "FROM stored.retired_incidents").num_rows == 0
    assert rows(told, "FROM stored.incident_events").num_rows == rows(told, "FROM incident_events").num_rows
    assert (killed(told), rows(told, "FROM incident_aliases").num_rows) == before
    assert_in_order(told)
