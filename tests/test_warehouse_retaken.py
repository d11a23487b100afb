"""Columns that were renamed, where another column has taken the old name since."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable, write_deltalake

from schemas.arrow import arrow_schema, to_table
from schemas.parts import col
from schemas.tables import RENAMED, TABLES
from tests.incidents import group
from tests.released import RELEASED, at_home, unpack, version_of
from tests.warehouse_rows import article, rows_of, run, stage
from warehouse.base_views import create_base_view
from warehouse.checking import run_checks
from warehouse.delta import Tables
from warehouse.layout import create, layout_of
from warehouse.query import run_sql, stored_articles
from warehouse.renamed import as_written, has_old_names, template_schema, under_new_names
from warehouse.store import Store
from warehouse.upgrade import upgrade


@dataclass(frozen=True)
class Piece:
    """A row whose column `a` has its second meaning: what was so called is `c`, and was `b` in between."""

    n: int = col("Its number.")
    c: str = col("Was a, then b.")
    a: str | None = col("The new one.", default=None)


PIECES = (  # a file's columns, what is found there as c and a, whether it is to be written anew
    ({"a": "old"}, ("old", None), True),
    ({"b": "old"}, ("old", None), True),
    ({"b": "old", "a": "new"}, ("old", "new"), True),
    ({"b": "old", "a": None}, ("old", None), True),
    ({"c": "old"}, ("old", None), False),
    ({"c": "old", "a": "new"}, ("old", "new"), False),
    ({"a": "new", "c": "old"}, ("old", "new"), False),
    ({"c": "old", "a": None}, ("old", None), False),
)


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RENAMED, "pieces", {"b": "c", "a": "c"})
    monkeypatch.setitem(TABLES, "pieces", Piece)


def piece(n: int, row: dict[str, str | None]) -> pa.Table:
    return pa.table({"n": [n], **{name: pa.array([value], pa.string()) for name, value in row.items()}})


@pytest.mark.usefixtures("pieces")
def test_another_column_may_have_taken_the_old_name(tmp_path: Path) -> None:
    """All files of a table together, as views read them, and each as that of a batch."""
    schema = arrow_schema(Piece)
    pq.write_table(template_schema("pieces").empty_table(), tmp_path / "0.parquet")
    for n, (row, meant, anew) in enumerate(PIECES, 1):
        pq.write_table(piece(n, row), path := tmp_path / f"{n}.parquet")
        assert has_old_names("pieces", row) == anew
        staged = ds.dataset(path, schema=as_written("pieces", schema, pq.read_schema(path).names)).to_table()
        assert [tuple(r.values()) for r in staged.rename_columns(schema.names).to_pylist()] == [(n, *meant)]
    source = under_new_names("pieces", f"read_parquet('{tmp_path}/*.parquet', union_by_name = true)")
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT c, a FROM {source} ORDER BY n").fetchall()
    assert found == [meant for _, meant, _ in PIECES]


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize(("row", "meant", "anew"), PIECES)
def test_a_table_whose_old_name_was_taken_is_written_anew(
    tmp_path: Path, row: dict[str, str | None], meant: tuple[str, str | None], anew: bool
) -> None:
    layout = layout_of(tmp_path / "data")
    create(layout)
    write_deltalake(str(layout.table("pieces")), piece(1, row))
    tables, told = Tables(layout), list[str]()
    upgrade(tables, told.append)
    upgrade(tables, told.append)
    assert len(told) == anew
    tables.replace("pieces", in_batches(to_table([Piece(2, "c", "a"), Piece(3, "c")], Piece)), "n > 1")
    stored = pa.table(DeltaTable(str(layout.table("pieces"))).to_pyarrow_table()).sort_by("n")
    assert list(zip(stored["c"].to_pylist(), stored["a"].to_pylist(), strict=True)) == [meant, ("c", "a"), ("c", None)]
    with duckdb.connect() as connection:
        create_base_view(connection, layout, tables.state("pieces"))
        assert connection.execute("SELECT c, a FROM pieces ORDER BY n").fetchall() == [meant, ("c", "a"), ("c", None)]


def in_batches(rows: pa.Table) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches())


@pytest.mark.parametrize("archive", [a for a in RELEASED if version_of(a) < "0.4"], ids=version_of)
def test_the_old_name_of_text_id(archive: Path, tmp_path: Path) -> None:
    """In warehouses of released versions; another column has it now. Before any writer came, and when the first has been."""
    data = unpack(archive, tmp_path)
    at_home(data)
    was = pa.table(DeltaTable(str(data / "tables" / "articles")).to_pyarrow_table()).sort_by("article_id").to_pylist()
    for upgraded in (False, True):
        if upgraded:
            with Store(data, group=group) as store:
                store.refresh()
        assert ("text_id" in stored_columns(data)) == upgraded
        rows = run_sql(data, "SELECT article_id, text_id, story_id FROM stored.articles ORDER BY article_id").to_pylist()
        assert rows == [{"article_id": a["article_id"], "text_id": a["story_id"], "story_id": None} for a in was]
        assert [c.told for c in run_checks(data) if c.offending and (upgraded or c.name != "incident_members")] == []


def stored_columns(data_dir: Path) -> set[str]:
    return {field.name for field in DeltaTable(str(data_dir / "tables" / "articles")).schema().fields}


def test_a_batch_that_was_sealed_with_the_old_name_of_text_id(tmp_path: Path) -> None:
    new = article(1, "b1")
    with Store(tmp_path, group=group) as store:
        folder = store.staging("b1")
        stage(folder, {**rows_of(new), "runs": [run("b1", 1)]})
        store.seal("b1")
    for file in (folder / "articles").glob("*.parquet"):
        rows = pq.read_table(file)
        rows = rows.select([n for n in rows.column_names if n != "story_id"])
        pq.write_table(rows.rename_columns(["story_id" if n == "text_id" else n for n in rows.column_names]), file)
    with Store(tmp_path, group=group) as store:
        assert store.recover() == ("b1",)
        store.refresh()
    assert stored_articles(tmp_path, [new.article_id]) == (new,)
