"""Housekeeping keeps every row and every file that somebody may still read; the checks find what is wrong."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from schemas.errors import WarehouseError
from schemas.parts import Span
from tests.incidents import group
from tests.warehouse_rows import NOON, article, event, rows_of, run, source, stage
from warehouse import catalog, checking
from warehouse.delta import MANY
from warehouse.maintain import compact, run_checks, vacuum
from warehouse.query import connect, run_sql
from warehouse.store import Store

GOOD = rows_of(article(1))
BEFORE = NOON.replace(year=2020)


def filled(data_dir: Path, batches: int) -> None:
    with Store(data_dir, group=group) as store:
        for n in range(batches):
            name = f"b{n}"
            stage(store.staging(name), rows_of(article(n, name)), {"runs": [run(name)]})
            store.seal(name)
            store.commit(name)
        store.refresh()


def data_files(data_dir: Path) -> set[str]:
    return {str(p) for p in (data_dir / "tables").rglob("part-*.parquet")}


def test_compact_and_vacuum_keep_the_rows(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    before = run_sql(tmp_path, "FROM events ORDER BY ALL")
    many = data_files(tmp_path)
    with Store(tmp_path, group=group) as store:
        removed = compact(store, at_least=3)
        assert removed["events"] == 3
        assert len(store.state("events").files) == 1
        assert compact(store, at_least=3) == {}
        with connect(tmp_path) as reader:
            vacuum(store, retention_hours=24)  # nothing is that old
            assert many <= data_files(tmp_path)
            assert reader.sql("FROM events").to_arrow_table().num_rows == 3
        assert vacuum(store, retention_hours=0)["events"] == 3
        assert not store.refresh()
    named = {f for s in catalog.published(store.layout).values() for f in s.files}
    assert data_files(tmp_path) == named
    assert run_sql(tmp_path, "FROM events ORDER BY ALL").equals(before)


def test_vacuum_removes_what_a_killed_writer_left(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    orphan = tmp_path / "tables" / "events" / "part-00000-orphan.parquet"
    pa.parquet.write_table(pa.table({"a": [1]}), orphan)
    with Store(tmp_path, group=group) as store:
        assert vacuum(store, retention_hours=0)["events"] == 1
    assert not orphan.exists()
    assert list((tmp_path / "tables" / "_schema").iterdir()), "templates stay"


def test_vacuum_refuses_to_delete_what_the_catalog_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 3)
    with Store(tmp_path, group=group) as store:
        store.tables.table("events").optimize.compact()
        monkeypatch.setattr(Store, "refresh", lambda self: False)  # the catalog stays behind the tables
        before = data_files(tmp_path)
        with pytest.raises(WarehouseError, match="a file that the catalog names"):
            vacuum(store, retention_hours=0)
        assert data_files(tmp_path) == before


def broken(**tables: list[Any]) -> dict[str, list[Any]]:
    return {**GOOD, **tables}


LOST = source(article(1), ingested=NOON)
WRONG = [
    ("duplicate_keys", broken(events=[event(article(1)), event(article(1))]), 1),
    ("orphans", broken(events=[event(article(2))]), 1),
    ("orphans", broken(sources=[*GOOD["sources"], source(article(2))]), 1),
    ("orphans", broken(articles=[replace(article(1), copy_of="nowhere", text_id="nowhere")]), 1),
    ("unread_articles", broken(articles=[article(1), article(2)]), 1),
    ("offsets", broken(events=[event(article(1), trigger=Span(0, 7, "shelled"))]), 1),
    ("offsets", broken(events=[event(article(1), sentence=Span(0, 9999, "x"))]), 1),
    ("offsets", broken(events=[event(article(1), trigger=Span(-1, 0, ""))]), 1),
    ("run_counts", broken(runs=[run(inputs=5)]), 1),
    ("source_fates", broken(sources=[source(article(1), status="rejected", reason="empty")]), 1),
    ("source_fates", broken(sources=[source(article(1), status="lost")]), 1),
    ("copies", broken(articles=[replace(article(1), copy_of=article(1).article_id)]), 1),
    ("copies", broken(articles=[replace(article(1), text_id="other")]), 1),
    ("event_values", broken(events=[event(article(1), score=9.5)]), 1),
    ("event_values", broken(events=[event(article(1), quad="VC")]), 1),
    ("event_values", broken(events=[event(article(1), quad="VX", score=0.5)]), 0),
    ("event_values", broken(events=[event(article(1), factuality="maybe")]), 1),
    ("event_values", broken(events=[event(article(1), date_end=None)]), 1),
    ("ledger_counts", broken(sources=[LOST], runs=[run(loaded=2)]), 1),  # a row is missing
    ("ledger_counts", broken(sources=[LOST], runs=[run(loaded=0)]), 1),  # a row too many
    ("ledger_counts", broken(sources=[LOST], runs=[run(loaded=1)]), 0),
    ("ledger_counts", broken(sources=[LOST], runs=[run(loaded=1, unchanged=7, inputs=8)]), 0),  # of what is unchanged no row
    ("ledger_counts", broken(runs=[run(loaded=2)]), 0),  # an older Dateline read it
    ("ledger_counts", broken(sources=[replace(LOST, run_id="other")], runs=[run(loaded=1)]), 1),  # all its rows are gone
    ("ledger_counts", broken(sources=[replace(LOST, run_id="other")], runs=[run(finished=BEFORE)]), 0),  # it was before that
]


@pytest.mark.parametrize(("check", "rows", "offending"), WRONG)
def test_checks_find_what_is_wrong(tmp_path: Path, check: str, rows: dict[str, list[Any]], offending: int) -> None:
    """Both among all rows and among those of the batch."""
    with Store(tmp_path) as store:
        for batch, held in {"b0": rows_of(article(7, "b0")), "b1": rows}.items():
            stage(store.staging(batch), held)
            store.seal(batch)
            store.commit(batch)
        store.refresh()
    for batch_id in (None, "b1"):
        found = {r.name: r for r in run_checks(tmp_path, batch_id)}[check]
        assert found.offending == offending
        assert found.examples.num_rows == min(found.offending, checking.EXAMPLES)
    assert all(r.offending == 0 for r in run_checks(tmp_path, "b0")), "what is wrong elsewhere is not this batch's"


def test_a_check_names_its_rows(tmp_path: Path) -> None:
    with Store(tmp_path, group=group) as store:
        events = [event(article(2), n, rule_id="'x' * 999") for n in range(30)]
        stage(store.staging("b1"), broken(events=events))
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    found = {r.name: r for r in run_checks(tmp_path, "b1")}["orphans"]
    assert (found.offending, found.examples.num_rows) == (30, 20)
    assert found.told.startswith("Nothing hangs in the air: not so for 30 rows: table_name='events' key='")
    assert found.told.count("key=") == 3


def test_a_batch_is_checked_against_what_it_refers_to(tmp_path: Path) -> None:
    """A copy of a copy that an earlier batch brought; an original that becomes a copy though others are copies of it."""
    one = article(1)
    two = replace(article(2, "b2"), copy_of=one.article_id, text_id=one.article_id)
    three = replace(article(3, "b3"), copy_of=two.article_id, text_id=two.article_id)
    four = replace(article(1, "b4"), copy_of="x", text_id="x")
    with Store(tmp_path, group=group) as store:
        for of, broken_checks in ((one, []), (two, []), (three, ["copies"]), (four, ["copies", "orphans"])):
            stage(store.staging(of.batch_id), rows_of(of))
            store.seal(of.batch_id)
            store.commit(of.batch_id)
            store.refresh()
            assert [r.name for r in run_checks(tmp_path, of.batch_id) if r.offending] == broken_checks


def test_a_warehouse_in_order_breaks_nothing(tmp_path: Path) -> None:
    filled(tmp_path, 2)
    for batch_id in (None, "b0", "b1", "no such batch"):
        assert [(r.name, r.examples.to_pylist()) for r in run_checks(tmp_path, batch_id) if r.offending] == []
    assert len(run_checks(tmp_path)) >= 10


def test_checks_that_need_more_memory_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 2)
    expected = run_checks(tmp_path, "b0")
    monkeypatch.setattr("warehouse.checking.OF_A_BATCH", "1MB")
    assert [(r.name, r.offending) for r in run_checks(tmp_path, "b0")] == [(r.name, r.offending) for r in expected]
    monkeypatch.setattr("warehouse.checking.MORE", ("1MB",))
    with pytest.raises(duckdb.OutOfMemoryException):
        run_checks(tmp_path, "b0")


@pytest.mark.long
def test_small_files_join_themselves(tmp_path: Path) -> None:
    """However many batches come, a table has a bounded number of files, and opening it reads a bounded part of its log."""
    with Store(tmp_path, group=group) as store:
        for n in range(2 * MANY + 3):
            name = f"b{n}"
            stage(store.staging(name), rows_of(article(n, name)), {"runs": [run(name)]})
            store.seal(name)
            store.commit(name)
            assert len(store.state("events").files) < 2 * MANY
        store.refresh()
        assert len(store.state("events").files) < MANY
        assert (store.layout.table("events") / "_delta_log" / "_last_checkpoint").exists()
    assert run_sql(tmp_path, "SELECT DISTINCT batch_id FROM events").num_rows == 2 * MANY + 3
    assert [r.told for r in run_checks(tmp_path) if r.offending] == []
    with Store(tmp_path, group=group) as store:
        assert not store.refresh(), "opened from the checkpoint, it is the same"


def test_a_large_file_is_not_written_again_for_a_small_one(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    with Store(tmp_path, group=group) as store:
        large = set(store.state("events").files)
        size = Path(next(iter(large))).stat().st_size
        for n in range(1, 12):
            store.tables.join("events", size)
            stage(store.staging(f"b{n}"), rows_of(article(n, f"b{n}")))
            store.seal(f"b{n}")
            store.commit(f"b{n}")
        assert large <= data_files(tmp_path)
