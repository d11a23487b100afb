"""Windows of days: each is done once, whatever happens to the others."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import main
from flows.fill import Filled, backfill_all
from flows.shards import Call, Shards, Threads
from flows.windows import Request, spans_of_days, spans_of_files
from schemas.errors import SettingsError, SourceError
from schemas.raw import ShardSummary
from schemas.settings import Settings
from tests.runs import MODEL, assert_in_order, fates, held, ingest, order, put, story, titles
from warehouse.query import rows
from warehouse.store import Store

OWN = """
type = "ASSAULT"
[[rule]]
id = "assault.heavy.shell"
mode = "aerial"
frame = "act"
verbs = ["shell"]
"""
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(DAYS, max_size=20), st.integers(1, 400), st.none() | DAYS, st.none() | DAYS)
def test_windows_hold_every_day_once_and_are_the_same_whatever_else_is_there(
    days: list[date], length: int, since: date | None, until: date | None
) -> None:
    request = Request(length, (), since, until)
    spans = spans_of_days(days, request)
    assert all(one.last < other.first for one, other in pairwise(spans))
    assert all((span.last - span.first).days < length for span in spans)
    for day in days:
        within = [span for span in spans if span.first <= day <= span.last]
        assert within == (spans_of_days([day], request) if request.holds(day) else [])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Files by date in their path, and some that lie outside the pattern."""
    for day, n in (("2015/10/07", 1), ("2015/10/08", 2), ("2015/12/30", 3)):
        put(tmp_path / "archive" / day, **{f"{n}_txt": story(n)})
    put(tmp_path / "archive" / "2015" / "13" / "45", odd_txt=story(4))
    put(tmp_path / "archive" / "other", plain_txt=story(5))
    for path, day in (("2015/13/45/odd.txt", 20), ("other/plain.txt", 21)):
        moment = datetime(2020, 5, day, 12, tzinfo=UTC).timestamp()
        os.utime(tmp_path / "archive" / path, (moment, moment))
    return tmp_path / "archive"


def spans(archive: Path, source: str, **more: Any) -> list[tuple[str, list[str]]]:
    found = spans_of_files(Request(more.pop("days", 1), (str(archive / source),), **more))
    return [(str(span.first), [Path(uri).name for uri in span.files]) for span in found]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (
            "{yyyy}/{mm}/{dd}/*.txt",
            [("2015-10-07", ["1.txt"]), ("2015-10-08", ["2.txt"]), ("2015-12-30", ["3.txt"]), ("2020-05-20", ["odd.txt"])],
        ),
        ("{yyyy}/10/{dd}", [("2015-01-07", ["1.txt"]), ("2015-01-08", ["2.txt"])]),
        ("{yyyy}/{mm}", [("2015-10-01", ["1.txt", "2.txt"]), ("2015-12-01", ["3.txt"]), ("2020-05-20", ["odd.txt"])]),
        ("other", [("2020-05-21", ["plain.txt"])]),
    ],
)
def test_files_lie_where_their_path_says_or_else_where_their_time_does(
    archive: Path, source: str, wanted: list[tuple[str, list[str]]]
) -> None:
    assert spans(archive, source) == wanted


def test_windows_of_files_begin_where_the_request_does(archive: Path) -> None:
    given = {"days": 30, "since": date(2015, 10, 8), "until": date(2016, 1, 1)}
    assert spans(archive, "{yyyy}/{mm}/{dd}/*.txt", **given) == [("2015-10-08", ["2.txt"]), ("2015-12-07", ["3.txt"])]
    with pytest.raises(SourceError):
        spans(archive, "{yyyy}/none/{dd}")
    with pytest.raises(SettingsError, match=r"{year} stands for nothing. Write {yyyy}, {mm}, {dd}"):
        spans(archive, "{year}/{mm}/{dd}")


# -- whole runs --------------------------------------------------------------------------------------------------------------


class Fails(Threads):
    """A window with this number of calls before it fails, as a disk that is full does."""

    def __init__(self, *failing: int) -> None:
        self.failing, self.calls = failing, 0

    def extract(self, calls: Sequence[Call], settings: Settings) -> list[ShardSummary]:
        self.calls += 1
        if self.calls in self.failing:
            raise RuntimeError("the disk \x1b[31mbroke")
        return super().extract(calls, settings)


def fill(data: Path, request: Request, shards: Shards | None = None, run_id: str = "", **changes: Any) -> Filled:
    return backfill_all(replace(order([], data, run_id, **changes), flow="backfill"), request, shards or Threads())


def windows(data: Path) -> list[tuple[str, str, int, int]]:
    found = rows(data, "SELECT first, status, articles, events FROM backfills ORDER BY first").to_pylist()
    return [(str(r["first"]), r["status"], r["articles"], r["events"]) for r in found]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for n, day in enumerate(("2015-10-07", "2015-10-08", "2015-12-30", "2016-05-01")):
        put(folder, **{f"{n}_json": json.dumps({"text": story(n), "published": day})})
    return put(folder, undated_txt=story(9))


@pytest.fixture(scope="module")
def seeded(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("seeded") / "data"
    ingest(source, data)
    return data


@pytest.fixture
def data(seeded: Path, tmp_path: Path) -> Path:
    data = shutil.copytree(seeded, tmp_path / "data")
    with Store(data) as store:
        store.publish()
    return data


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    return tmp_path / "own.toml"


def test_stored_articles_window_by_window(data: Path, own: Path, source: Path, tmp_path: Path) -> None:
    """One window fails and the others do not; a second run does that one, a third nothing."""
    request = Request(30, (), date(2015, 10, 1))
    first = fill(data, request, Fails(2), lexicon=own)
    assert windows(data) == [("2015-10-01", "done", 2, 2), ("2015-12-30", "failed", 0, 0), ("2016-04-28", "done", 1, 1)]
    assert [(w.first, w.detail) for w in first.failed] == [(date(2015, 12, 30), "RuntimeError: the disk \x1b[31mbroke")]
    assert_in_order(data)
    again = fill(data, request, lexicon=own)
    assert (len(again.windows), again.before) == (1, 2)
    assert windows(data) == [("2015-10-01", "done", 2, 2), ("2015-12-30", "done", 1, 1), ("2016-04-28", "done", 1, 1)]
    before = rows(data, "FROM backfills ORDER BY ALL").to_pylist()
    third = fill(data, request, lexicon=own)
    assert (third.windows, third.before) == ((), 3)
    assert rows(data, "FROM backfills ORDER BY ALL").to_pylist() == before
    assert titles(
        data, "SELECT DISTINCT mode FROM events SEMI JOIN (FROM articles WHERE published IS NOT NULL) USING (article_id)"
    ) == ["aerial"]
    assert titles(data, "SELECT flow FROM runs ORDER BY started")[-3:] == ["backfill"] * 3
    assert fill(data, replace(request, days=400), lexicon=own).before == 0, "another request"
    assert_in_order(data)


def test_a_window_that_was_done_but_not_noted_is_noted(data: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is killed between the rows of a window and the window's own leaves no gap."""

    def killed(self: Store, window: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Store, "record_window", killed)
        with pytest.raises(KeyboardInterrupt):
            fill(data, Request(400), run_id="killed", lexicon=own)
    assert windows(data) == []
    fill(data, Request(400), run_id="killed", lexicon=own)
    assert sum(articles for *_, articles, _ in windows(data)) == 4
    assert sum(titles(data, "SELECT recoded FROM runs WHERE flow = 'backfill'")) == 4


@pytest.mark.long
def test_files_window_by_window_are_as_if_read_at_once(archive: Path, tmp_path: Path) -> None:
    data, pattern = tmp_path / "data", str(archive / "{yyyy}" / "{mm}" / "{dd}")
    request = Request(30, (pattern,), until=date(2016, 1, 1))
    assert len(fill(data, request, Fails(2)).failed) == 1
    assert fates(data) == {"loaded": 2}
    assert len(fill(data, request).windows) == 1
    assert [(status, n) for _, status, n, _ in windows(data)] == [("done", 2), ("done", 1)]
    ingest(archive, tmp_path / "whole")
    ingest(archive, data)
    assert held(data) == held(tmp_path / "whole")
    assert_in_order(data)


def test_the_command_ends_with_one_and_names_what_failed(
    data: Path, archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = [main_ends("backfill", str(archive / "other"), "-d", str(data), "-w", "1")]
    assert "1 window done, 0 failed, 0 done before" in capsys.readouterr().err
    monkeypatch.setattr("flows.shards.Threads.extract", Fails(1).extract)
    put(archive, more_txt=story(8))
    ends.append(main_ends("backfill", str(archive / "more.txt"), "-d", str(data), "--days", "7"))
    told = " ".join(capsys.readouterr().err.split())
    assert "1 window failed" in told
    assert "the disk" in told
    assert "\x1b[31mbroke" not in told, "what others wrote does nothing to a terminal"
    assert ends == [0, 1]


def main_ends(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    return int(done.value.code or 0)


def test_the_flow_shows_its_windows_and_goes_on_when_tried_again(
    prefect_api: None, data: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.client.orchestration import get_client

    from flows.backfill import backfill
    from schemas.errors import WindowError

    monkeypatch.setenv("DATELINE_LEXICON", str(own))
    monkeypatch.setenv("DATELINE_MODEL", MODEL)
    with monkeypatch.context() as patched:
        patched.setattr("flows.steps.TaskRuns.extract", Fails(1).extract)
        with pytest.raises(WindowError, match="1 window failed: 20"):
            backfill(days=400, data_dir=data, workers=1)
    told = backfill.with_options(retries=0)(days=400, data_dir=data, workers=1)
    assert told.startswith("1 window done, 0 failed, 1 done before")
    with get_client(sync_client=True) as client:
        found = {a.key: str(a.data) for a in client.read_artifacts()}
    assert "done" in found["backfill-windows"]
