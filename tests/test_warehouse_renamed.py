"""Columns that were renamed: what is stored under the old name is there under the new one, and written anew once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable, write_deltalake

from schemas.arrow import arrow_schema
from schemas.errors import WarehouseError
from schemas.parts import col
from schemas.tables import RENAMED, TABLES
from tests.incidents import group
from tests.runs import ingest, put, story
from tests.warehouse_rows import article, rows_of, run, stage
from warehouse.catalog import publish
from warehouse.checking import run_checks
from warehouse.delta import Tables
from warehouse.engine import Engine
from warehouse.layout import layout_of
from warehouse.present import Present
from warehouse.query import run_sql, stored_articles
from warehouse.renamed import template_schema, under_new_names
from warehouse.staging import KEYS
from warehouse.store import Store

NOW = {  # old name: new name. only `paper` and `scene` may be null; the log keeps the range of `type`
    "articles": {"body": "text"},
    "sources": {"address": "uri", "paper": "outlet"},
    "events": {"kind": "type", "scene": "place"},
    "runs": {"dateline_version": "code_version"},
}


def in_old_names(rows: pa.Table, table: str) -> pa.Table:
    old = {new: was for was, new in NOW.get(table, {}).items()}
    return rows.rename_columns([old.get(name, name) for name in rows.column_names])


def with_old_names(data_dir: Path) -> None:
    """Writes the tables as the Dateline did that knew the old names."""
    for table in NOW:
        path = str(data_dir / "tables" / table)
        rows = in_old_names(pa.table(DeltaTable(path).to_pyarrow_table()), table)
        write_deltalake(path, rows, mode="overwrite", schema_mode="overwrite")


def everything(data_dir: Path) -> dict[str, list[Any]]:
    return {t: run_sql(data_dir, f"FROM {t} ORDER BY ALL").to_pylist() for t in TABLES}


@pytest.fixture
def before(tmp_path: Path) -> dict[str, list[Any]]:
    """The rows of a warehouse in `data`, made of the files in `in`."""
    ingest(put(tmp_path / "in", a_txt=story(1), b_txt=story(2)), tmp_path / "data")
    return everything(tmp_path / "data")


@pytest.fixture
def data(before: dict[str, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That warehouse with the old names, and the code as it would be since."""
    with_old_names(tmp_path / "data")
    for table, names in NOW.items():
        monkeypatch.setitem(RENAMED, table, names)
    return tmp_path / "data"


def columns(data_dir: Path, table: str) -> set[str]:
    return {field.name for field in DeltaTable(str(data_dir / "tables" / table)).schema().fields}


def is_upgraded(data_dir: Path) -> list[bool]:
    return [columns(data_dir, table) == set(arrow_schema(TABLES[table]).names) for table in NOW]


def test_a_name_is_taken_again_only_where_rows_tell_which_is_meant() -> None:
    for table, names in RENAMED.items():
        now = arrow_schema(TABLES[table])
        assert set(names.values()) <= set(now.names)
        for old in now.names & names.keys():
            assert now.field(old).nullable
            assert not now.field(names[old]).nullable
            assert now.field(old).type == now.field(names[old]).type


def test_a_run_goes_on_with_it(data: Path, before: dict[str, list[Any]], tmp_path: Path) -> None:
    assert not any(is_upgraded(data))
    assert ingest(tmp_path / "in", data).unchanged == 2
    assert everything(data) == before
    assert ingest(put(tmp_path / "in", c_txt=story(3), d_txt=story(1)), data).statuses["duplicate"] == 1
    assert [c.told for c in run_checks(data) if c.offending] == []
    assert run_sql(data, "SELECT count(DISTINCT uri) AS n FROM sources").to_pylist() == [{"n": 4}]
    assert all(is_upgraded(data))


def test_files_with_old_names_are_read(data: Path, before: dict[str, list[Any]], tmp_path: Path) -> None:
    """By views, by what asks for single rows, before any writer has written them anew."""
    layout = layout_of(data)
    states = Tables(layout).states()
    publish(layout, states, Engine(layout))
    assert not any(is_upgraded(data))
    assert everything(data) == before
    assert [c.told for c in run_checks(data) if c.offending] == []
    batch = before["runs"][0]["batch_id"]
    assert [c.told for c in run_checks(data, batch) if c.offending] == []
    present = Present(layout, states)
    assert present.ledger([before["sources"][0]["uri"]])
    wanted = run_sql(data, "SELECT article_id, content_hash, bands FROM articles")
    assert present.write_same_texts(wanted, tmp_path / "same.parquet") == 2
    assert pq.read_table(tmp_path / "same.parquet")["text"].to_pylist() == [a["text"] for a in before["articles"]]


def test_who_is_killed_amid_leaves_it_to_the_next(
    data: Path, before: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite, done = Tables.rewrite, []

    def killed(tables: Tables, name: str, rows: pa.RecordBatchReader) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(name)
        rewrite(tables, name, rows)

    with monkeypatch.context() as patched:
        patched.setattr(Tables, "rewrite", killed)
        with pytest.raises(KeyboardInterrupt), Store(data):
            pass
    assert any(is_upgraded(data))
    assert not all(is_upgraded(data))
    with Store(data, group=group) as store:
        store.refresh()
    assert all(is_upgraded(data))
    assert everything(data) == before


def test_a_batch_sealed_under_old_names_is_committed(data: Path) -> None:
    new = article(1, "b9")
    with Store(data, group=group) as store:
        folder = store.staging("b9")
        stage(folder, {**rows_of(new), "runs": [run("b9", 1)]})
        store.seal("b9")
    for table in NOW:
        for file in (folder / table).glob("*.parquet"):
            pq.write_table(in_old_names(pq.read_table(file), table), file)
    with Store(data, group=group) as store:
        assert store.recover() == ("b9",)
        store.refresh()
    assert stored_articles(data, [new.article_id]) == (new,)
    assert [c.told for c in run_checks(data) if c.offending] == []


def test_a_column_of_another_type_is_refused_under_either_name(data: Path) -> None:
    path = str(data / "tables" / "events")
    rows = pa.table(DeltaTable(path).to_pyarrow_table())
    odd = rows.set_column(rows.column_names.index("kind"), "kind", pa.array([1] * len(rows)))
    write_deltalake(path, odd, mode="overwrite", schema_mode="overwrite")
    with pytest.raises(WarehouseError, match=r"events\.type: stored as long"), Store(data):
        pass
    assert not any(is_upgraded(data)), "nothing is written where something is refused"


@dataclass(frozen=True)
class Thing:
    """A row whose column was renamed twice."""

    n: int = col("Its number.")
    c: str = col("Was a, then b.")


def test_a_file_may_have_any_of_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new name speaks first; where it is null an old one does."""
    monkeypatch.setitem(RENAMED, "things", {"b": "c", "a": "c"})
    monkeypatch.setitem(TABLES, "things", Thing)
    pq.write_table(template_schema("things").empty_table(), tmp_path / "0.parquet")
    written = ({"a": "a"}, {"b": "b"}, {"c": "c"}, {"a": "a", "b": "b"}, {"a": "a", "c": "c"}, {"a": "a", "c": None})
    for n, row in enumerate(written, 1):
        pq.write_table(pa.Table.from_pylist([{"n": n, **row}]), tmp_path / f"{n}.parquet")
    source = under_new_names("things", f"read_parquet('{tmp_path}/*.parquet', union_by_name = true)")
    with duckdb.connect() as connection:
        found = connection.execute(f"FROM {source} ORDER BY n").fetchall()
    assert found == [(1, "a"), (2, "b"), (3, "c"), (4, "b"), (5, "c"), (6, "a")]


def test_keys_keep_their_names() -> None:
    """Sealed batches and the log name rows by them."""
    fixed = {"batch_id", *KEYS.values()}
    assert all(fixed.isdisjoint(new for new in names.values()) for names in RENAMED.values())
