"""Tables that an older or newer Dateline wrote: what may be null may come and go, anything else is refused."""

import tarfile
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from schemas.arrow import arrow_schema, from_table
from schemas.errors import QueryError, WarehouseError
from schemas.tables import TABLES, Article, Event, Source
from tests.warehouse_rows import article, event, rows_of, run, stage
from warehouse.maintain import compact, run_checks, vacuum
from warehouse.query import rows_of as stored_rows
from warehouse.query import run_sql, stored_articles, table_sizes
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


def test_other_views_are_published_and_other_marts_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as store:
        store.refresh()
        assert not store.refresh()
        newer = {**read_folder("views"), "newer": parse("newer", "-- title: Newer\n-- question: Is it?\nSELECT 1 AS one")}
        monkeypatch.setattr("warehouse.catalog.read_folder", lambda _: newer)
        assert store.refresh()
        assert not store.refresh()
        assert run_sql(tmp_path, "FROM newer").to_pylist() == [{"one": 1}]
        version = store.state("incidents").version
        monkeypatch.setattr("warehouse.marts.digest", lambda _: "later")
        assert store.refresh()
        assert store.state("incidents").version > version


WRITTEN = {  # rows that version 0.1.0 wrote, by table
    "sources": 4, "articles": 3, "mentions": 43, "places": 13, "dates": 9, "quotes": 10, "events": 14, "incidents": 11,
    "incident_events": 11, "runs": 1,
}  # fmt: skip
LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    with tarfile.open(Path(__file__).parent / "warehouses" / "0.1.0.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "data"


def counts(data_dir: Path) -> dict[str, int]:
    return {row["table"]: row["rows"] for row in table_sizes(data_dir).to_pylist()}


def test_a_warehouse_of_the_first_version_is_read(first_version: Path) -> None:
    with pytest.raises(QueryError, match=r"moved or copied.*dateline maintain"):
        counts(first_version)
    with Store(first_version) as store:
        assert store.refresh()
        assert not store.refresh()
        known = store.present().ledger([row.uri for row in stored_sources(first_version)])
    assert counts(first_version) == dict.fromkeys(TABLES, 0) | WRITTEN
    for table, record in TABLES.items():
        assert len(from_table(run_sql(first_version, f"FROM {table}"), record)) == WRITTEN.get(table, 0)
    for view in read_folder("views"):
        run_sql(first_version, f"FROM {view}")
    assert run_sql(first_version, "SELECT DISTINCT ingested, extra FROM sources").to_pylist() == [
        {"ingested": None, "extra": None}
    ]
    assert len(known) == WRITTEN["sources"]
    assert [r.told for r in run_checks(first_version) if r.offending] == []


def stored_sources(data_dir: Path) -> list[Source]:
    return from_table(run_sql(data_dir, "FROM sources"), Source)


def test_a_warehouse_of_the_first_version_takes_more(first_version: Path) -> None:
    """A new batch, one that replaces an old article, a repeated batch; then it is maintained."""
    with Store(first_version) as store:
        store.refresh()
        old = from_table(run_sql(first_version, "FROM articles ORDER BY article_id LIMIT 1"), Article)[0]
        new = replace(article(1, "b1"), outlet="Karsu Post", cut=False)
        again = replace(old, fingerprint="f2", batch_id="b2")
        groups = {"b1": rows_of(new), "b2": {"articles": [again], "events": []}}
        for batch in ("b1", "b2", "b1"):
            rows = {**groups[batch], "runs": [run(batch, len(groups[batch].get("sources", ())), finished=LATER)]}
            rows["sources"] = [replace(s, outlet="Karsu Post", ingested=LATER) for s in rows.get("sources", ())]
            stage(store.staging(batch), rows)
            store.seal(batch)
            store.commit(batch)
            store.refresh()
            assert [r.told for r in run_checks(first_version, batch) if r.offending] == []
        assert store.present().ledger(["/in/Harbour 1.txt"])["/in/Harbour 1.txt"].batch_id == "b1"
        before = {name: run_sql(first_version, f"FROM {name} ORDER BY ALL") for name in TABLES}
        compact(store, at_least=2)
        vacuum(store, retention_hours=0)
    assert {name: run_sql(first_version, f"FROM {name} ORDER BY ALL") for name in TABLES} == before
    assert [r.told for r in run_checks(first_version) if r.offending] == []
    assert stored_articles(first_version, [new.article_id]) == (new,)
    assert (counts(first_version)["articles"], counts(first_version)["sources"]) == (4, 5)
    assert run_sql(first_version, "SELECT count(outlet) AS n FROM sources").to_pylist() == [{"n": 1}]
