"""Housekeeping keeps every row and every file that somebody may still read; the checks find what is wrong."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from schemas.errors import WarehouseError
from schemas.parts import Span
from tests.warehouse_rows import article, event, rows_of, run, source, stage
from warehouse import catalog, delta, maintain
from warehouse.maintain import compact, run_checks, vacuum
from warehouse.query import connect, run_sql
from warehouse.store import Store

GOOD = rows_of(article(1))


def filled(data_dir: Path, batches: int) -> None:
    with Store(data_dir) as store:
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
    with Store(tmp_path) as store:
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
    with Store(tmp_path) as store:
        assert vacuum(store, retention_hours=0)["events"] == 1
    assert not orphan.exists()
    assert list((tmp_path / "tables" / "_schema").iterdir()), "templates stay"


def test_vacuum_refuses_to_delete_what_the_catalog_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 3)
    with Store(tmp_path) as store:
        delta.opened(store.layout.table("events"), "events").optimize.compact()
        monkeypatch.setattr(Store, "refresh", lambda self: False)  # the catalog stays behind the tables
        before = data_files(tmp_path)
        with pytest.raises(WarehouseError, match="a file that the catalog names"):
            vacuum(store, retention_hours=0)
        assert data_files(tmp_path) == before


def broken(**tables: list[Any]) -> dict[str, list[Any]]:
    return {**GOOD, **tables}


@pytest.mark.parametrize(
    ("check", "rows", "offending"),
    [
        ("duplicate_keys", broken(events=[event(article(1)), event(article(1))]), 2),  # and its incident report
        ("orphans", broken(events=[event(article(2))]), 1),
        ("orphans", broken(sources=[source(article(2))]), 1),
        ("offsets", broken(events=[event(article(1), trigger=Span(0, 7, "shelled"))]), 1),
        ("offsets", broken(events=[event(article(1), sentence=Span(0, 9999, "x"))]), 1),
        ("offsets", broken(events=[event(article(1), trigger=Span(-1, 0, ""))]), 1),
        ("run_counts", broken(runs=[run(inputs=5)]), 1),
        ("source_fates", broken(sources=[source(article(1), status="rejected", reason="empty")]), 1),
        ("source_fates", broken(sources=[source(article(1), status="lost")]), 1),
        ("copies", broken(articles=[replace(article(1), copy_of=article(1).article_id)]), 1),
        ("copies", broken(articles=[replace(article(1), story_id="other")]), 1),
        ("event_values", broken(events=[event(article(1), score=9.5)]), 1),
        ("event_values", broken(events=[event(article(1), quad="VC")]), 1),
        ("event_values", broken(events=[event(article(1), quad="VX", score=0.5)]), 0),
        ("event_values", broken(events=[event(article(1), factuality="maybe")]), 1),
        ("event_values", broken(events=[event(article(1), date_end=None)]), 1),
    ],
)
def test_checks_find_what_is_wrong(tmp_path: Path, check: str, rows: dict[str, list[Any]], offending: int) -> None:
    with Store(tmp_path) as store:
        stage(store.staging("b1"), rows)
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    found = {r.name: r for r in run_checks(tmp_path)}
    assert found[check].offending == offending
    assert found[check].examples.num_rows == min(offending, maintain.EXAMPLES)


def test_a_warehouse_in_order_breaks_nothing(tmp_path: Path) -> None:
    filled(tmp_path, 2)
    assert [(r.name, r.examples.to_pylist()) for r in run_checks(tmp_path) if r.offending] == []
    assert len(run_checks(tmp_path)) >= 8
