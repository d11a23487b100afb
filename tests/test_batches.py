"""Batches: their boundaries, who goes between two of them, and articles that cost their process."""

import os
import signal
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.batches import ingest_all, parts_of
from flows.runs import IfBusy
from flows.shards import Call, Threads
from flows.upkeep import keep_house
from schemas.raw import InputFile, ShardSummary
from schemas.settings import Settings
from tasks.crew.worker import Watch
from tasks.discover import Discovery
from tests.conftest import MODEL
from tests.runs import assert_in_order, fates, ingest, order, put, story
from warehouse.lock import WriterLock
from warehouse.query import rows
from warehouse.store import Store

NOON = datetime(2021, 5, 3, 12, tzinfo=UTC)


@given(st.lists(st.integers(0, 3_000_000), max_size=30), st.integers(1, 5), st.integers(1, 4))
def test_boundaries_follow_from_the_sorted_files_alone(sizes: list[int], most: int, megabytes: int) -> None:
    """Nothing is left out; a run that goes on behind a boundary makes the same batches as one that was not broken off."""
    settings = Settings(batch_files=most, batch_mb=megabytes)
    files = [InputFile(f"/in/{n:03}.txt", size, NOON) for n, size in enumerate(sizes)]
    parts = list(parts_of(Discovery(tuple(files), (), (), 0), settings))
    assert [f for part in parts for f in part] == files
    assert all(len(part) <= most for part in parts)
    assert all(len(part) == 1 or sum(sizes_of(part)) <= megabytes * 1e6 for part in parts)
    done = len(parts) // 2
    left = [f for part in parts[done:] for f in part]
    assert list(parts_of(Discovery((), tuple(left), (), 0), settings)) == parts[done:]


def sizes_of(part: object) -> list[int]:
    return [f.size for f in part]  # type: ignore[attr-defined]


def test_who_waits_goes_between_two_batches(tmp_path: Path) -> None:
    """Housekeeping that begins while the first of four batches is coded comes before the second, and says for whom it waits."""
    source, data = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(4)}), tmp_path / "data"
    told: list[str] = []
    seen: list[int] = []

    def keep() -> None:
        keep_house(Settings(data_dir=data, model=MODEL), told.append)
        seen.append(rows(data, "SELECT count(*) AS n FROM articles")["n"][0].as_py())

    other = threading.Thread(target=keep)

    class Slow(Threads):
        def extract(self, calls: list[Call], settings: Settings) -> list[ShardSummary]:  # type: ignore[override]
            if other.ident is None:
                other.start()
                other.join(2)  # it waits now
            return super().extract(calls, settings)  # type: ignore[arg-type]

    assert ingest(source, data, Slow(), run_id="night", batch_files=1).batches == 4
    other.join()
    assert seen == [1]
    assert told == [f"Waiting for process {os.getpid()} (ingest night), which is writing to {data}"]
    assert rows(data, "SELECT count(*) AS n FROM runs")["n"][0].as_py() == 1
    assert_in_order(data)


def test_what_another_run_has_read_meanwhile_is_passed_over(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(3)}), tmp_path / "data"

    class Overtaken(Threads):
        done = False

        def read(self, calls: list[Call], settings: Settings) -> list[ShardSummary]:  # type: ignore[override]
            if not Overtaken.done:
                Overtaken.done = True
                threading.Thread(target=ingest, args=(source / "2.txt", data)).start()
            return super().read(calls, settings)  # type: ignore[arg-type]

    first = ingest(source, data, Overtaken(), batch_files=1)
    with Store(data):
        pass  # the other one has ended
    assert fates(data) == {"loaded": 3}
    assert first.inputs == 3
    assert_in_order(data)


def test_a_run_that_is_to_give_way_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.batches.SKIP_SECONDS", 0.2)
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    data.mkdir()
    lock = WriterLock(data / "writer.lock", 0, "ingest 123")
    lock.acquire()
    outcome = ingest_all(order([source], data, if_busy=IfBusy.SKIP), Threads())
    assert "ingest 123" in outcome.skipped_for
    assert not (data / "catalog.duckdb").exists()
    lock.release()
    assert ingest_all(order([source], data, if_busy=IfBusy.SKIP), Threads()).statuses["loaded"] == 1


LONG = " ".join(story(n) for n in range(600))


@pytest.mark.long
def test_an_article_that_takes_too_long_is_rejected_alone(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(3)}, long_txt=LONG), tmp_path / "data"
    ingest(source, data, article_seconds=2)
    assert fates(data) == {"loaded": 3, "rejected too_slow": 1}, rows(data, "SELECT uri, detail FROM sources").to_pylist()
    (row,) = rows(data, "SELECT * FROM sources WHERE reason = 'too_slow'").to_pylist()
    assert "more than 2 processor seconds in " in row["detail"]
    assert "article_seconds" in row["detail"]
    assert rows(data, "SELECT count(*) AS n FROM articles")["n"][0].as_py() == 4, "its text is kept"
    assert_in_order(data)


@pytest.mark.long
@pytest.mark.parametrize("stage", ["read", "extract"])
def test_an_article_that_kills_its_process_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """A worker dies whenever it comes to one of six articles; the run goes on, and knows which."""
    source, data = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(6)}), tmp_path / "data"
    ingest(source, tmp_path / "whole")
    bad = rows(tmp_path / "whole", "SELECT article_id FROM articles WHERE text LIKE '%number 22 %'")["article_id"][0].as_py()
    moved, dead = Watch.moved, {"read": str(source / "3.txt"), "extract": bad}[stage]

    def deadly(self: Watch, item: str, at: str) -> None:
        moved(self, item, at)
        if item == dead:
            os.kill(self.worker.process.pid, signal.SIGKILL)

    monkeypatch.setattr(Watch, "moved", deadly)
    ingest(source, data)
    reason = "extraction_failed" if stage == "extract" else "unreadable"
    assert fates(data) == {"loaded": 5, f"{'loaded' if stage == 'extract' else 'rejected'} {reason}": 1}
    (row,) = rows(data, f"SELECT uri, detail FROM sources WHERE reason = '{reason}'").to_pylist()
    assert Path(row["uri"]).name == "3.txt"
    assert "killed by signal 9" in row["detail"]
    assert ingest(source, data).batches == 0, "it is not tried again at every run"
    assert_in_order(data)


def test_files_of_another_size_make_another_batch() -> None:
    one = InputFile("/in/a.txt", 1, NOON)
    assert list(parts_of(Discovery((one,), (), (), 0), Settings())) == [[one]]
    assert list(parts_of(Discovery((), (replace(one, size=2),), (), 0), Settings())) != [[one]]
