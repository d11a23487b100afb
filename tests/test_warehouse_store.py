"""The writer: batches replace themselves, keys stay unique, and one process writes at a time."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.errors import RecordError, WarehouseError
from schemas.tables import TABLES
from tests.warehouse_rows import article, event, rows_of, run, stage
from warehouse.query import rows, table_sizes
from warehouse.staging import OF_INCIDENTS, STAGED
from warehouse.store import Store

CURATED = ("overrides", "tombstones", "backfills")  # written by people and upkeep, one row at a time


def ingest(data_dir: Path, batch: str, *numbers: int, **changes: object) -> None:
    """Commits and publishes one batch with these articles."""
    with Store(data_dir) as store:
        store.recover()
        groups = [rows_of(replace(article(n, batch), **changes)) for n in numbers]
        stage(store.staging(batch), *groups, {"runs": [run(batch, len(numbers))]})
        store.seal(batch)
        store.commit(batch)
        store.refresh()


def contents(data_dir: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, in a fixed order."""
    return {t: rows(data_dir, f"SELECT * FROM {t} ORDER BY ALL").to_pylist() for t in TABLES}


def counts(data_dir: Path) -> dict[str, int]:
    sizes = table_sizes(data_dir)
    return dict(zip(sizes["table"].to_pylist(), sizes["rows"].to_pylist(), strict=True))


def test_every_table_is_written_somewhere() -> None:
    assert {*STAGED, *CURATED} == set(TABLES)
    assert STAGED[-1] == "sources", "the ledger must be written last"


def test_batches_add_up(tmp_path: Path) -> None:
    ingest(tmp_path, "b1", 1, 2)
    ingest(tmp_path, "b2", 3)
    of_articles = {"runs": 2, "changes": 0} | dict.fromkeys(OF_INCIDENTS, 0)
    assert counts(tmp_path) == dict.fromkeys(TABLES, 0) | dict.fromkeys(STAGED, 3) | of_articles


def test_a_repeated_batch_replaces_itself(tmp_path: Path) -> None:
    ingest(tmp_path, "b1", 1, 2)
    ingest(tmp_path, "b2", 3)
    before = contents(tmp_path)
    ingest(tmp_path, "b1", 1, 2)
    assert contents(tmp_path) == before
    ingest(tmp_path, "b1", 2)  # this time the batch holds less
    assert counts(tmp_path)["articles"] == 2
    assert counts(tmp_path)["sources"] == 2


def test_an_article_staged_again_takes_its_old_rows_along(tmp_path: Path) -> None:
    ingest(tmp_path, "b1", 1, 2)
    with Store(tmp_path) as store:
        again = replace(article(1, "again"), fingerprint="f2")
        events = [event(again, 5), event(again, 6)]
        stage(store.staging("again"), {"articles": [again], "events": events})
        assert store.seal("again").replaced["articles"] == [again.article_id]
        store.commit("again")
        store.refresh()
    found = counts(tmp_path)
    assert (found["articles"], found["events"], found["mentions"], found["sources"]) == (2, 3, 1, 2)
    assert rows(tmp_path, "SELECT fingerprint FROM articles ORDER BY 1")["fingerprint"].to_pylist() == ["f1", "f2"]


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_a_batch_may_replace_more_articles_than_one_transaction_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("warehouse.store.AT_ONCE", at_once)
    ingest(tmp_path, "b1", 1, 2, 3, 4)
    with Store(tmp_path) as store:
        again = [replace(article(n, "again"), fingerprint="f2") for n in (1, 2, 4)]
        stage(store.staging("again"), {"articles": again, "events": [event(a, 5) for a in again]})
        store.seal("again")
        store.commit("again")
        store.refresh()
    assert rows(tmp_path, "SELECT fingerprint FROM articles ORDER BY 1")["fingerprint"].to_pylist() == ["f1", "f2", "f2", "f2"]
    assert counts(tmp_path)["events"] == 4


def test_quotes_and_odd_text_come_back(tmp_path: Path) -> None:
    odd = "It's “odd”; DROP TABLE x; -- \x00\x07 \U0001f600 é\u0301 a\u2028b"
    ingest(tmp_path, "b1", 1, title=odd)
    assert rows(tmp_path, "SELECT title FROM articles")["title"].to_pylist() == [odd]


def test_an_empty_batch_still_leaves_its_run(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        stage(store.staging("b1"), {"runs": [run("b1", 0)]})
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    assert counts(tmp_path)["runs"] == 1


def test_record_run_replaces_the_staged_row(tmp_path: Path) -> None:
    ingest(tmp_path, "b1", 1)
    with Store(tmp_path) as store:
        store.record_run(run("b1", 1, events=7))
        store.refresh()
    assert rows(tmp_path, "SELECT events FROM runs")["events"].to_pylist() == [7]


def test_refresh_says_whether_it_did_anything(tmp_path: Path) -> None:
    ingest(tmp_path, "b1", 1)
    with Store(tmp_path) as store:
        assert not store.refresh()
        store.layout.catalog.unlink()
        assert store.refresh()


def test_recover_finishes_sealed_batches_and_drops_the_rest(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        stage(store.staging("sealed"), rows_of(article(1, "sealed")))
        store.seal("sealed")
        stage(store.staging("half"), rows_of(article(2, "half")))
        stage(store.staging("mine"), rows_of(article(3, "mine")))
    with Store(tmp_path) as store:
        assert store.recover(current="mine") == ("sealed",)
        assert sorted(p.name for p in store.layout.staging.iterdir()) == ["mine"]
        store.refresh()
    assert counts(tmp_path)["articles"] == 1


@pytest.mark.parametrize(
    ("groups", "problem"),
    [
        ([{"articles": [article(1, "other")]}], "another batch"),
        ([{"articles": [article(1), article(1)]}], "not unique"),
        ([{"sources": [*rows_of(article(1))["sources"], *rows_of(article(1))["sources"]]}], "not unique"),
    ],
)
def test_wrong_rows_are_not_sealed(tmp_path: Path, groups: list[dict[str, list[object]]], problem: str) -> None:
    with Store(tmp_path) as store:
        stage(store.staging("b1"), *groups)
        with pytest.raises(RecordError, match=problem):
            store.seal("b1")
        with pytest.raises(WarehouseError, match="not complete"):
            store.commit("b1")


def test_wrong_files_are_not_sealed(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        folder = store.staging("b1")
        (folder / "work").mkdir()
        (folder / "event").mkdir()
        with pytest.raises(RecordError, match="no tables to stage into: event"):
            store.seal("b1")
        (folder / "event").rename(folder / "events")
        pa.parquet.write_table(pa.table({"event_id": ["x"]}), folder / "events" / "x.parquet")
        with pytest.raises(RecordError, match="columns are not those of events"):
            store.seal("b1")


def test_missing_shards_are_noticed(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        stage(store.staging("b1"), rows_of(article(1)))
        with pytest.raises(WarehouseError, match="not as many as expected"):
            store.seal("b1", {"articles": 2})
        store.seal("b1", {"articles": 1, "events": 1})


@pytest.mark.parametrize("batch", ["", "../x", "a b", "a'b", ".hidden", "x" * 101, "a/b", "a\nb"])
def test_odd_batch_ids_are_refused(tmp_path: Path, batch: str) -> None:
    with Store(tmp_path) as store, pytest.raises(WarehouseError, match="not a batch id"):
        store.staging(batch)


@pytest.mark.parametrize("name", ["100%", "a*b", "a?b", "a[1]", "a{b}", "a#b"])
def test_odd_folders_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WarehouseError, match="Choose a data_dir"):
        Store(tmp_path / name)


@pytest.mark.parametrize("name", ["with space", "it's", "Größe", "a+b", 'say "x"', "数据"])
def test_other_folders_work(tmp_path: Path, name: str) -> None:
    ingest(tmp_path / name, "b1", 1)
    assert counts(tmp_path / name)["articles"] == 1


def test_writing_needs_the_lock(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for call in (store.recover, store.refresh, store.publish, lambda: store.seal("b"), lambda: store.commit("b")):
        with pytest.raises(WarehouseError, match="lock is not held"):
            call()


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with (
        Store(tmp_path),
        pytest.raises(WarehouseError, match=f"process {os.getpid()} is writing.*lock_seconds"),
        Store(tmp_path, 0.2),
    ):
        pass
    with Store(tmp_path, 0):
        pass  # free again


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    script = (
        "import sys, time; from warehouse.store import Store\nwith Store(sys.argv[1]): print('in', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        with pytest.raises(WarehouseError, match=f"process {holder.pid} is writing"), Store(tmp_path, 0.1):
            pass
    finally:
        holder.kill()
        holder.communicate()
    begun = time.monotonic()
    with Store(tmp_path, 5):
        assert time.monotonic() - begun < 4


def test_a_forked_child_does_not_keep_the_lock(tmp_path: Path) -> None:
    with Store(tmp_path):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.read(reading, 1)
            os._exit(0)
    try:
        with Store(tmp_path, 1):
            pass
    finally:
        os.write(writing, b"x")
        os.waitpid(child, 0)


@pytest.mark.parametrize(
    ("text", "problem"), [('{"format": 99}', "format 99"), ("nonsense", "not readable"), ("[]", "not readable")]
)
def test_other_formats_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    ingest(tmp_path, "b1", 1)
    (tmp_path / "warehouse.json").write_text(text)
    with pytest.raises(WarehouseError, match=problem), Store(tmp_path):
        pass
    with pytest.raises(WarehouseError, match=problem):
        counts(tmp_path)


def test_no_warehouse_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse"):
        counts(tmp_path / "nothing")
