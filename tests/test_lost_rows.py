"""Ways in which rows were lost, and are not any more."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from flows.batches import later_than
from flows.runs import Outcome
from flows.shards import Call, Threads
from schemas.arrow import arrow_schema, from_table
from schemas.errors import WarehouseError
from schemas.raw import LedgerEntry, ShardSummary
from schemas.settings import Settings
from schemas.tables import Source
from tasks.batch import staged
from tasks.shard import read_shard
from tests.runs import assert_in_order, fates, held, ingest, put, story, titles
from tests.shards import batch
from tests.shards import put as put_files
from tests.warehouse_rows import NOON
from warehouse.query import rows
from warehouse.store import Store

OLD, OLDER = 1_577_934_000, 1_546_344_000  # 2020 and 2019


def texts(data: Path) -> list[str]:
    return titles(data, "SELECT text FROM stored.articles ORDER BY text")


# -- a file that is replaced -------------------------------------------------------------------------------------------------


def test_a_file_replaced_by_an_older_one_is_read_once(tmp_path: Path) -> None:
    """As `cp -p`, rsync and unzip do it."""
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    os.utime(source / "a.txt", (OLD, OLD))
    ingest(source, data)
    put(source, a_txt=story(2))
    os.utime(source / "a.txt", (OLDER, OLDER))
    assert ingest(source, data).statuses["loaded"] == 1
    before = held(data)
    for _ in range(3):
        outcome = ingest(source, data)
        assert (outcome.batches, outcome.unchanged) == (0, 1)
        assert held(data) == before
    assert len(texts(data)) == 2
    assert_in_order(data)


def test_a_file_that_is_again_as_it_was_loses_nothing(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    for n, articles in ((1, 1), (2, 2), (1, 2), (1, 2), (2, 2)):
        put(source, a_txt=story(n))
        os.utime(source / "a.txt", (OLD + n, OLD + n))
        ingest(source, data)
        assert len(texts(data)) == articles
    assert sorted(texts(data)) == sorted(t.strip() for t in (story(1), story(2)))
    assert fates(data) == {"loaded": 2, "duplicate exact_copy": 2}
    assert_in_order(data)


def test_a_clock_that_goes_back_loses_nothing(tmp_path: Path) -> None:
    """The first run saw a clock that was a day ahead."""
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    batch = later_than([LedgerEntry("", 0, NOON, "", ingested=datetime.now(UTC) + timedelta(days=1))])
    assert batch > datetime.now(UTC) + timedelta(hours=23)
    ingest(source, data)
    with Store(data) as store:
        ahead = rows(data, "SELECT * REPLACE (ingested + INTERVAL 1 DAY AS ingested) FROM sources")
        store.tables.replace("sources", ahead.cast(arrow_schema(Source)).to_reader(), "size >= 0")
        store.refresh()
    put(source, a_txt=story(2))
    for _ in range(3):
        ingest(source, data)
        assert len(texts(data)) == 2
    assert fates(data) == {"loaded": 2}
    assert_in_order(data)


def test_a_touched_file_is_unchanged(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    ingest(source, data)
    os.utime(source / "a.txt", (OLD, OLD))
    assert ingest(source, data).batches == 0


# -- runs that were broken off -----------------------------------------------------------------------------------------------


class Broken(Threads):
    """Shards of which something goes wrong after they have run."""

    def __init__(self, at: str) -> None:
        self.at = at

    def extract(self, calls: list[Call], settings: Settings) -> list[ShardSummary]:  # type: ignore[override]
        done = super().extract(calls, settings)  # type: ignore[arg-type]
        self.harm(calls[0][2].folder, "events")
        return done

    def read(self, calls: list[Call], settings: Settings) -> list[ShardSummary]:  # type: ignore[override]
        done = super().read(calls, settings)  # type: ignore[arg-type]
        self.harm(calls[0][2].folder, "read")
        return done

    def harm(self, folder: Path, where: str) -> None:
        if self.at == where:
            pattern = {"events": "events/*.parquet", "read": "work/read/sources-*.parquet"}[where]
            next(iter(folder.glob(pattern))).unlink()


@pytest.mark.parametrize(
    ("at", "told"), [("events", r"events: \d expected, \d there"), ("read", "2 sources were read, 1 are there")]
)
def test_a_staged_file_that_is_gone_fails_the_run_with_both_numbers(tmp_path: Path, at: str, told: str) -> None:
    source, data = put(tmp_path / "in", a_txt=story(1), b_txt=story(2)), tmp_path / "data"
    with pytest.raises(WarehouseError, match=told):
        ingest(source, data, Broken(at), shard_size=1)
    assert ingest(source, data).statuses["loaded"] == 2
    assert_in_order(data)


def test_a_sealed_batch_whose_files_are_gone_is_given_up(tmp_path: Path) -> None:
    """Nothing of it is stored yet: its error has both numbers, and the next run reads its files again."""
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    sealed(source, data, keep_going=False)
    next((data / "staging").glob("*/events/*.parquet")).unlink()
    with pytest.raises(WarehouseError, match=r"events: 1 expected, 0 there"):
        ingest(source, data)
    assert ingest(source, data).statuses["loaded"] == 1
    assert_in_order(data)


def sealed(source: Path, data: Path, keep_going: bool) -> Outcome | None:
    """A run that ends between seal and commit, as when the disk is full."""
    commit = Store.commit

    def full(self: Store, batch_id: str) -> dict[str, int]:
        raise OSError(28, "No space left on device")

    Store.commit = full  # type: ignore[method-assign]
    try:
        with pytest.raises(WarehouseError, match="no room left"):
            ingest(source, data, run_id="r1")
    finally:
        Store.commit = commit  # type: ignore[method-assign]
    return ingest(source, data, run_id="r1") if keep_going else None


def test_a_retry_after_a_commit_that_failed_loses_nothing(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", a_txt=story(1), b_txt=story(2)), tmp_path / "data"
    again = sealed(source, data, keep_going=True)
    assert again is not None
    assert again.statuses == {"loaded": 2, "duplicate": 0, "rejected": 0, "skipped": 0}
    assert len(texts(data)) == 2
    assert rows(data, "SELECT run_id, inputs, unchanged, loaded FROM runs").to_pylist() == [
        {"run_id": "r1", "inputs": 2, "unchanged": 0, "loaded": 2}
    ]
    assert_in_order(data)
    reference = tmp_path / "reference"
    ingest(source, reference)
    assert held(data) == held(reference)


def test_a_retry_after_another_run_loads_what_is_missing(tmp_path: Path) -> None:
    source, other, data = put(tmp_path / "in", a_txt=story(1)), put(tmp_path / "other", b_txt=story(2)), tmp_path / "data"
    with pytest.raises(WarehouseError):
        ingest(source, data, Broken("events"), run_id="r1")
    ingest(other, data)
    assert ingest(source, data, run_id="r1").statuses["loaded"] == 1
    assert len(texts(data)) == 2
    assert_in_order(data)


def test_a_run_that_goes_on_has_one_row_with_all_that_it_did(tmp_path: Path) -> None:
    source, data = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(5)}), tmp_path / "data"
    put(source, x_pdf="no text")

    class Dying(Threads):
        batches = 0

        def extract(self, calls: list[Call], settings: Settings) -> list[ShardSummary]:  # type: ignore[override]
            Dying.batches += 1
            if Dying.batches == 3:
                raise WarehouseError("here", "it broke", "Go on")
            return super().extract(calls, settings)  # type: ignore[arg-type]

    with pytest.raises(WarehouseError, match="it broke"):
        ingest(source, data, Dying(), run_id="r1", batch_files=2)
    assert len(texts(data)) == 4, "two batches are committed"
    outcome = ingest(source, data, run_id="r1", batch_files=2)
    assert outcome.statuses == {"loaded": 5, "duplicate": 0, "rejected": 0, "skipped": 1}
    assert outcome.inputs == 6
    assert rows(data, "SELECT run_id, inputs, unchanged, loaded, skipped FROM runs").to_pylist() == [
        {"run_id": "r1", "inputs": 6, "unchanged": 0, "loaded": 5, "skipped": 1}
    ]
    assert_in_order(data)


def test_batches_give_the_rows_of_one(tmp_path: Path) -> None:
    source = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(5)}, copy_txt=story(3))
    ingest(source, tmp_path / "one")
    assert ingest(source, tmp_path / "three", batch_files=2).batches == 3
    assert held(tmp_path / "three") == held(tmp_path / "one")


def test_a_table_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    """As after a copy that was broken off."""
    source, data = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data"
    ingest(source, data)
    shutil.rmtree(data / "tables" / "events")
    for _ in range(2):
        with pytest.raises(WarehouseError, match="tables are missing: events"):
            ingest(source, data)
    assert not (data / "tables" / "events").exists()


def test_more_records_than_a_file_may_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank lines count as lines: the rest is told of under a number of its own."""
    monkeypatch.setattr("tasks.shard.MOST_RECORDS", 3)
    work = batch(tmp_path)
    files = put_files(tmp_path / "in", a_jsonl="{}\n\n" * 5)
    summary = read_shard(files, 0, work, Settings())
    found = from_table(staged(work, "sources"), Source)
    assert [(s.record, s.reason) for s in found] == [
        (0, "missing_text"),
        (2, "missing_text"),
        (4, "missing_text"),
        (6, "too_large"),
    ]
    assert len({s.source_id for s in found}) == summary.rows["sources"] == 4


# -- copies ------------------------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_the_best_copy_is_the_original_whatever_the_order(tmp_path: Path) -> None:
    """Undated, dated, dated with an address: in each order of three batches the same rows come out."""
    text = story(4) + " " + story(5)
    records = {
        "plain": {"text": text},
        "dated": {"text": text, "published": "2015-10-07"},
        "linked": {"text": text, "published": "2015-10-07", "title": "Village shelled", "url": "http://x.example/1"},
    }
    source = tmp_path / "in"
    for name, record in records.items():
        put(source, **{f"{name}_json": json.dumps(record)})
    found = []
    for n, names in enumerate(permutations(records)):
        data = tmp_path / f"data{n}"
        for name in names:
            ingest(source / f"{name}.json", data)
        assert_in_order(data)
        found.append(held(data))
    assert all(rows == found[0] for rows in found)
    assert {e["date_start"].isoformat() for e in found[0]["events"]} == {"2015-10-06"}
    assert {Path(s["uri"]).stem: s["status"] for s in found[0]["sources"]} == {
        "plain": "duplicate", "dated": "duplicate", "linked": "loaded",
    }  # fmt: skip


def test_what_a_record_brought_is_kept(tmp_path: Path) -> None:
    record = {"id": "x7", "text": story(1), "author": "Jan Roe", "outlet": "The Daily", "section": "World", "wordcount": 40}
    source = put(tmp_path / "in", a_json=json.dumps(record))
    ingest(source, tmp_path / "data")
    assert titles(tmp_path / "data", "SELECT outlet FROM articles") == ["The Daily"]
    (row,) = rows(tmp_path / "data", "SELECT external_id, outlet, section, author, extra FROM sources").to_pylist()
    assert (row["external_id"], row["outlet"], row["section"], row["author"]) == ("x7", "The Daily", "World", "Jan Roe")
    assert json.loads(row["extra"])["wordcount"] == 40
