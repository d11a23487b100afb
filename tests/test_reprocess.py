"""Stored articles coded again: by the same rules nothing changes, by others it is as if they had been read with those."""

import os
import shutil
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.recode import recode_all, selection_of
from flows.runs import Outcome
from flows.shards import Shards, Threads
from flows.staleness import stale_note
from schemas.errors import DatelineError, QueryError, WarehouseError
from schemas.settings import Settings
from tasks.crew.worker import Watch
from tasks.fingerprint import fingerprint
from tests.boundaries import killed_at
from tests.conftest import MODEL
from tests.runs import CALM, assert_in_order, fates, held, ingest, order, published, put, story, titles
from warehouse.query import rows
from warehouse.recoding import Selection, chosen
from warehouse.store import Store

OWN = """
type = "ASSAULT"
[[rule]]
id = "assault.heavy.shell"
mode = "aerial"
frame = "act"
verbs = ["shell"]
[[rule]]
id = "mine.ask"
frame = "act"
verbs = ["ask"]
"""
MOMENTS = (3, 9, 16, 23, 31)  # boundaries at which a run is killed: opened files and writes of tables
EVERY = ("articles", "mentions", "places", "dates", "quotes", "events", "sources", "incidents", "incident_events")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five articles, one of them without a day, and a copy."""
    folder = tmp_path_factory.mktemp("in")
    for n in range(4):
        put(folder, **{f"{n}_md": f"---\ntitle: Report {n}\ndate: 2015-10-0{n + 1}\n---\n{story(n)}"})
    put(folder / "more", undated_txt=story(7), copy_md=f"---\ntitle: Report 1\ndate: 2015-10-03\n---\n{story(1)}")
    return folder


@pytest.fixture(scope="module")
def seeded(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("seeded") / "data"
    ingest(source, data)
    assert fates(data) == {"loaded": 5, "duplicate exact_copy": 1}
    return data


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rules") / "own.toml"
    path.write_text(OWN, "utf-8")
    return path


@pytest.fixture(scope="module")
def fresh(source: Path, own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the articles look when they are read with the other rules."""
    data = tmp_path_factory.mktemp("fresh") / "data"
    ingest(source, data, lexicon=own)
    return data


@pytest.fixture
def data(seeded: Path, tmp_path: Path) -> Path:
    return published(shutil.copytree(seeded, tmp_path / "data"))


def recode(data: Path, everything: bool = False, shards: Shards | None = None, run_id: str = "", **changes: Any) -> Outcome:
    asked = replace(order([], data, run_id, **changes), flow="reprocess")
    return recode_all(asked, selection_of(asked.settings, everything=everything), shards or Threads())


def whole(data: Path) -> dict[str, Any]:
    """Every column but those of batches; the ledger with those, too, for no row of it is written."""
    return held(data) | {"sources": rows(data, "FROM sources ORDER BY ALL").to_pylist()}


def changed(data: Path) -> list[dict[str, Any]]:
    return rows(data, "SELECT * EXCLUDE (change_id, run_id, batch_id) FROM changes ORDER BY ALL").to_pylist()


def test_by_the_same_rules_every_column_stays(data: Path) -> None:
    before, copies = whole(data), titles(data, "SELECT batch_id FROM articles WHERE copy_of IS NOT NULL")
    assert recode(data).recoded == 0, "nothing is stale"
    outcome = recode(data, everything=True, run_id="again", batch_files=2)
    assert (outcome.recoded, outcome.batches) == (5, 3)
    assert whole(data) == before
    assert changed(data) == []
    assert titles(data, "SELECT batch_id FROM articles WHERE copy_of IS NOT NULL") == copies, "copies are not touched"
    (run,) = rows(data, "SELECT flow, recoded, inputs, loaded, events FROM runs WHERE run_id = 'again'").to_pylist()
    assert run == {"flow": "reprocess", "recoded": 5, "inputs": 0, "loaded": 0, "events": len(before["events"])}
    assert_in_order(data)


def test_an_event_without_a_place_can_be_coded_again(tmp_path: Path) -> None:
    told = "Soldiers beat three farmers on Tuesday, a witness said. The farmers were taken to a clinic, where nurses helped."
    data = tmp_path / "data"
    ingest(put(tmp_path / "in", nowhere_txt=f"{told} {CALM}", homs_txt=story(0)), data)
    before = whole(data)
    assert {event["place"] is None for event in before["events"]} == {True, False}, "a place is null, another is not"
    assert recode(data, everything=True).recoded == 2
    assert whole(data) == before
    assert_in_order(data)


def test_by_other_rules_it_is_as_if_read_with_them(data: Path, fresh: Path, own: Path) -> None:
    before = whole(data)
    assert recode(data, lexicon=own, batch_files=2).recoded == 5
    assert held(data) == held(fresh)
    assert whole(data)["sources"] == before["sources"]
    found = rows(data, "SELECT kind, field, count(*) AS n FROM changes GROUP BY ALL").to_pylist()
    told = {(r["kind"], r["field"]): r["n"] for r in found}
    assert told["altered", "mode"] == 5
    assert told["added", ""] == len(held(fresh)["events"]) - len(before["events"]) > 0
    assert ("gone", "") not in told
    report = rows(data, "SELECT changes, before, after FROM coding_changes WHERE field = 'mode'").to_pylist()
    assert report == [{"changes": 5, "before": '"heavy-weapons"', "after": '"aerial"'}]
    assert recode(data, lexicon=own).batches == 0, "it is done"
    assert_in_order(data)


def test_events_that_tell_no_place_are_coded_again_too(data: Path, own: Path) -> None:
    recode(data, lexicon=own)
    before, told = whole(data), changed(data)
    assert any(event["place"] is None for event in before["events"])
    assert recode(data, everything=True, lexicon=own).recoded == 5
    assert (whole(data), changed(data)) == (before, told)


@pytest.mark.long
def test_killed_anywhere_and_run_again_it_is_as_undisturbed(seeded: Path, fresh: Path, own: Path, tmp_path: Path) -> None:
    undisturbed = published(shutil.copytree(seeded, tmp_path / "undisturbed"))
    recode(undisturbed, lexicon=own, batch_files=2)
    for moment in MOMENTS:
        data = published(shutil.copytree(seeded, tmp_path / f"at {moment}"))
        with killed_at(moment):
            recode(data, lexicon=own, batch_files=2, run_id="killed")
            pytest.fail("it came to its end")
        recode(data, lexicon=own, batch_files=2, run_id="killed")
        assert held(data) == held(fresh), moment
        assert changed(data) == changed(undisturbed), moment
        assert titles(data, "SELECT recoded FROM runs WHERE flow = 'reprocess'") == [5], moment
        assert_in_order(data)


class Breaks(Threads):
    """The second batch cannot be coded."""

    def __init__(self) -> None:
        self.calls = 0

    def extract(self, calls: Any, settings: Settings) -> Any:
        self.calls += 1
        if self.calls == 2:
            raise WarehouseError("here", "it broke", "Mend it")
        return super().extract(calls, settings)


def test_an_error_in_the_middle_leaves_whole_batches(data: Path, fresh: Path, own: Path) -> None:
    with pytest.raises(WarehouseError):
        recode(data, lexicon=own, batch_files=2, shards=Breaks())
    settings = Settings(data_dir=data, model=MODEL, lexicon=own)
    assert stale_note(settings).startswith("3 articles were coded by other rules")
    assert_in_order(data)
    assert recode(data, lexicon=own, batch_files=2).recoded == 3
    assert stale_note(settings) == ""
    assert held(data) == held(fresh)


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Articles that kill the process that comes to them."""
    moved, dead = Watch.moved, set[str]()

    def kills(self: Watch, item: str, at: str) -> None:
        moved(self, item, at)
        if item in dead:
            os.kill(self.worker.process.pid, signal.SIGKILL)

    monkeypatch.setattr(Watch, "moved", kills)
    return dead


@pytest.mark.long
def test_what_cannot_be_coded_keeps_its_rows_and_what_now_can_gets_some(
    seeded: Path, data: Path, source: Path, own: Path, tmp_path: Path, deadly: set[str]
) -> None:
    bad = titles(data, "SELECT article_id FROM articles WHERE text LIKE '%number 15 %' AND copy_of IS NULL")[0]
    before = rows(data, f"FROM events WHERE article_id = '{bad}' ORDER BY ALL").to_pylist()
    never = tmp_path / "never"
    deadly.add(bad)
    ingest(source, never)
    assert fates(never)["loaded extraction_failed"] == 1
    outcome = recode(data, lexicon=own)
    deadly.clear()
    assert outcome.recoded == 4
    assert [f.article_id for f in outcome.failures] == [bad]
    assert before == rows(data, f"FROM events WHERE article_id = '{bad}' ORDER BY ALL").to_pylist() != []
    assert_in_order(data)
    assert recode(data, lexicon=own).recoded == 1, "it is tried again"
    assert recode(never).recoded == 1
    assert held(never) == held(seeded)
    assert_in_order(never)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, 5),
        ({"since": date(2015, 10, 3)}, 2),
        ({"until": date(2015, 10, 1)}, 1),
        ({"since": date(2015, 10, 2), "until": date(2015, 10, 3)}, 2),
        ({"since": date(2016, 1, 1)}, 0),
        ({"source": "{source}"}, 5),
        ({"source": "{source}/more"}, 1),
        ({"source": "{source}/*.md"}, 4),
        ({"source": "{source}/0.md"}, 1),
        ({"source": "{source}/0"}, 0),
        ({"source": "{source}/?.md", "since": date(2015, 10, 4)}, 1),
        ({"stale_for": "{now}"}, 0),
        ({"stale_for": "another"}, 5),
        ({"ids": ()}, 0),
    ],
)
def test_selections(data: Path, source: Path, given: dict[str, Any], found: int) -> None:
    filled = {"source": source, "now": fingerprint(Settings(model=MODEL))}
    given = {k: v.format(**filled) if isinstance(v, str) else v for k, v in given.items()}
    with Store(data) as store:
        assert len(chosen(store.present(), Selection(**given))) == found


def test_wrong_requests_are_refused(data: Path, tmp_path: Path) -> None:
    copy = titles(data, "SELECT article_id FROM articles WHERE copy_of IS NOT NULL")[0]
    for ids in (["nonsense"], [copy]):
        with pytest.raises(QueryError, match=ids[0]):
            recode_all(order([], data), Selection(ids=tuple(ids)), Threads())
    with pytest.raises(QueryError):
        selection_of(Settings(), date(2015, 1, 2), date(2015, 1, 1))
    with pytest.raises(DatelineError):
        recode(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def files(data: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_size, p.stat().st_mtime_ns) for p in data.rglob("*") if p.is_file()}


def test_a_dry_run_says_how_many_and_why_and_changes_nothing(
    data: Path, source: Path, own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_LEXICON", str(own))
    monkeypatch.setenv("DATELINE_MAX_WORDS", "5000")
    before = files(data)
    main_ends(0, "reprocess", "--dry-run", "-d", str(data), "-f", "csv")
    line = capsys.readouterr().out.splitlines()[1]
    assert ",5," in line
    assert "own rules: none → " in line
    assert "max_words 20000 → max_words 5000" in line
    assert "lexicon:" not in line, "what is the same is not told"
    main_ends(0, "status", "-d", str(data), "-f", "csv")
    assert "5 articles were coded by other rules" in capsys.readouterr().err
    assert files(data) == before
    main_ends(0, "ingest", str(source), "-d", str(data))
    assert "5 articles were coded by other rules" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 0, "all these articles were coded by the present rules"),
        (("--since", "2016-01-01"), 0, "no stored original article fits"),
        (("--source", "nowhere"), 0, "no stored original article fits"),
        (("--since", "2016-01-01", "--until", "2015-01-01"), 7, "Exchange them"),
        (("--since", "yesterday"), 2, "not a day"),
        (("--id", "nonsense"), 7, "nonsense"),
    ],
)
def test_a_run_without_work_says_why(
    data: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    main_ends(code, "reprocess", "-d", str(data), *arguments)
    assert told in " ".join(capsys.readouterr().err.split())


def main_ends(code: int, *arguments: str) -> None:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    assert int(done.value.code or 0) == code


def test_the_flow_leaves_an_artifact_of_what_changed(
    prefect_api: None, data: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.client.orchestration import get_client

    from flows.reprocess import reprocess

    monkeypatch.setenv("DATELINE_LEXICON", str(own))
    assert reprocess(dry_run=True, data_dir=data, workers=1).batches == 0
    assert reprocess(data_dir=data, workers=1).recoded == 5
    with get_client(sync_client=True) as client:
        found = {a.key: str(a.data) for a in client.read_artifacts()}
    assert "own rules" in found["reprocess-due"]
    assert "aerial" in found["coding-changes"]
