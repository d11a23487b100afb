"""Tables that an older or newer Dateline wrote: what may be null may come and go, anything else is refused."""

from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from schemas.arrow import arrow_schema
from schemas.errors import WarehouseError
from schemas.tables import TABLES, Event
from tests.warehouse_rows import article, event, rows_of, stage
from warehouse.query import rows_of as stored_rows
from warehouse.query import run_sql
from warehouse.sqlfiles import parse, read_folder
from warehouse.store import Store

EVENTS = arrow_schema(Event)


def without(schema: pa.Schema, column: str) -> pa.Schema:
    return schema.remove(schema.get_field_index(column))


def narrower_place(schema: pa.Schema) -> pa.Schema:
    """The places of events, written before they had coordinates."""
    at = schema.get_field_index("place")
    kept = [f for f in schema.field(at).type.fields if f.name not in ("lat", "lon")]
    return schema.set(at, pa.field("place", pa.struct(kept)))


@pytest.mark.parametrize(
    "stored",
    [
        without(EVENTS, "dead"),
        without(without(EVENTS, "mode"), "place"),
        narrower_place(EVENTS),
        EVENTS.append(pa.field("mood", pa.string())),
    ],
)
def test_columns_that_may_be_null_come_and_go(tmp_path: Path, stored: pa.Schema) -> None:
    old = pa.Table.from_pylist([asdict(event(article(9, "b0")))], stored)
    write_deltalake(str(tmp_path / "tables" / "events"), old)
    with Store(tmp_path) as store:
        store.refresh()
        assert run_sql(tmp_path, "SELECT dead, place.lat FROM events").num_rows == 1
        stage(store.staging("b1"), rows_of(article(1)))
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    assert stored_rows(tmp_path, "events", article(1).article_id) == (event(article(1)),)
    assert len(stored_rows(tmp_path, "events", article(9).article_id)) == 1


@pytest.mark.parametrize(
    ("table", "stored", "problem"),
    [
        ("events", without(EVENTS, "score"), "column score"),
        ("events", EVENTS.append(pa.field("mood", pa.string(), False)), "column mood"),
        ("events", EVENTS.set(EVENTS.get_field_index("score"), pa.field("score", pa.string(), False)), "stored as string"),
        ("articles", pa.schema([pa.field("x", pa.int64())]), "column article_id"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, table: str, stored: pa.Schema, problem: str) -> None:
    assert table in TABLES
    write_deltalake(str(tmp_path / "tables" / table), stored.empty_table())
    with pytest.raises(WarehouseError, match=problem), Store(tmp_path):
        pass
    with pytest.raises(WarehouseError, match=problem), Store(tmp_path, 0):
        pass  # and the lock was given back


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        (store.layout.table("quotes") / "_delta_log" / "00000000000000000000.json").write_text("nonsense")
    with pytest.raises(WarehouseError, match=r"quotes.*cannot be opened"), Store(tmp_path):
        pass


def test_other_views_are_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as store:
        store.refresh()
        assert not store.refresh()
        newer = {**read_folder("views"), "newer": parse("newer", "-- title: Newer\n-- question: Is it?\nSELECT 1 AS one")}
        monkeypatch.setattr("warehouse.catalog.read_folder", lambda _: newer)
        assert store.refresh()
        assert not store.refresh()
        assert run_sql(tmp_path, "FROM newer").to_pylist() == [{"one": 1}]
