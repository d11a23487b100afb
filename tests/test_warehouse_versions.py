"""Warehouses that released versions of Dateline wrote are opened, read, extended and maintained by this one."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.arrow import from_table
from schemas.errors import WarehouseError
from schemas.tables import TABLES, Article, Source
from schemas.version import code_version
from tests.incidents import group
from tests.released import RELEASED, at_home, unpack, version_of
from tests.runs import ingest, put, story
from tests.warehouse_rows import article, rows_of, run, stage
from warehouse.layout import FORMAT
from warehouse.maintain import compact, run_checks, vacuum
from warehouse.query import About, about, reports, run_report, run_sql, stored_articles, table_sizes
from warehouse.sqlfiles import read_folder
from warehouse.staging import OF_INCIDENTS
from warehouse.store import Store

WRITTEN = {  # rows that they hold, but for incidents, which are made anew
    "0.1.0": (4, 3, 43, 13, 9, 10, 14, 1),
    "0.2.0": (5, 4, 34, 9, 9, 7, 11, 1),
    "0.3.0": (5, 4, 34, 9, 9, 7, 11, 1, 0, 0, 0, 0),
    "0.4.0": (5, 4, 34, 9, 9, 7, 11, 1, 0, 0, 0, 0),
}
KEPT = [table for table in TABLES if table not in OF_INCIDENTS]
LATER = datetime(2027, 1, 1, tzinfo=UTC)


OLDER = [pytest.param(archive, marks=pytest.mark.long) for archive in RELEASED[1:-1]]


@pytest.fixture(params=[RELEASED[0], *OLDER, RELEASED[-1]], ids=version_of)
def archive(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def version(archive: Path) -> str:
    return version_of(archive)


@pytest.fixture
def old(archive: Path, tmp_path: Path) -> Path:
    """The warehouse that a version wrote, elsewhere."""
    return unpack(archive, tmp_path)


def counts(data_dir: Path) -> dict[str, int]:
    return {row["table"]: row["rows"] for row in table_sizes(data_dir).to_pylist()}


def everything(data_dir: Path) -> dict[str, pa.Table]:
    return {name: run_sql(data_dir, f"FROM {name} ORDER BY ALL") for name in TABLES}


def broken(data_dir: Path, batch_id: str | None = None) -> list[str]:
    return [r.told for r in run_checks(data_dir, batch_id) if r.offending]


def stored_sources(data_dir: Path) -> list[Source]:
    return from_table(run_sql(data_dir, "FROM sources"), Source)


def read_all(data_dir: Path, version: str) -> None:
    """Every table as its records, every view, every report."""
    written = dict(zip(KEPT, WRITTEN[version], strict=False))
    assert {table: n for table, n in counts(data_dir).items() if table in KEPT} == dict.fromkeys(KEPT, 0) | written
    for table, record in TABLES.items():
        read = from_table(run_sql(data_dir, f"FROM {table}"), record)
        assert table not in KEPT or len(read) == written.get(table, 0)
    for view in read_folder("views"):
        run_sql(data_dir, f"FROM {view}")
    for report in reports():
        run_report(data_dir, report.name)


def test_it_is_read(old: Path, version: str) -> None:
    with pytest.raises(WarehouseError, match=r"moved or copied.*dateline maintain"):
        counts(old)
    with Store(old, group=group) as store:
        assert store.refresh()
        assert not store.refresh()
        known = store.present().ledger([row.uri for row in stored_sources(old)])
    read_all(old, version)
    assert len(known) == len({row.uri for row in stored_sources(old)})
    assert broken(old) == []
    assert counts(old)["incident_events"] == counts(old)["events"], "all events are grouped, planned ones too"


def test_a_reader_alone_upgrades_nothing(old: Path, version: str) -> None:
    """Where it lay when it was written: all is read through views of today, before any writer of today came.

    There are no incidents until then: those that an older Dateline made mean something else.
    """
    at_home(old)
    before = (old / "warehouse.json").read_bytes(), (old / "catalog.duckdb").read_bytes()
    read_all(old, version)
    assert run_report(old, "incidents").num_rows == 0
    assert [name for name in broken(old) if not name.startswith("Every event is in one incident")] == []
    assert ((old / "warehouse.json").read_bytes(), (old / "catalog.duckdb").read_bytes()) == before


def test_a_reader_that_cannot_make_its_views_says_who_can(old: Path) -> None:
    at_home(old)
    shutil.rmtree(old / "tables" / "_schema")
    (old / "tables" / "_schema").write_text("no folder")
    with pytest.raises(WarehouseError, match=r"another Dateline.*dateline maintain"):
        counts(old)


def test_the_first_writer_upgrades_it_and_says_so_once(old: Path) -> None:
    told: list[str] = []
    before = found_format(old)
    for _ in range(2):
        with Store(old, tell=told.append, group=group) as store:
            store.refresh()
    assert found_format(old) == FORMAT
    raised = [f"{old} is upgraded from format {before} to {FORMAT}: an older Dateline no longer opens it"]
    renamed = ["table articles is written anew, since columns of it were renamed"]  # story_id, text_id since format 3
    assert told == raised * (before < FORMAT) + renamed * (before < 3)
    assert about(old) == About(code_version(), FORMAT)


def test_a_refused_warehouse_is_left_to_the_dateline_that_wrote_it(old: Path) -> None:
    before = found_format(old)
    (old / "tables" / "events" / "_delta_log" / "00000000000000000000.json").write_text("nonsense")
    with pytest.raises(WarehouseError, match=r"events.*cannot be opened"), Store(old):
        pass
    assert found_format(old) == before


def found_format(data_dir: Path) -> int:
    return int(json.loads((data_dir / "warehouse.json").read_text())["format"])


def test_what_a_version_did_not_write_is_null(old: Path, version: str) -> None:
    with Store(old, group=group) as store:
        store.refresh()
    nulls = "SELECT count(ingested) AS ingested, count(extra) AS extra, count(gone) AS gone FROM sources"
    written = {"0.1.0": (0, 0, 0), "0.2.0": (5, 1, 0)}
    if version in written:
        assert tuple(run_sql(old, nulls).to_pylist()[0].values()) == written[version]


def test_it_takes_more(old: Path) -> None:
    """A new batch, one that replaces an old article, a repeated batch; then it is maintained."""
    with Store(old, group=group) as store:
        store.refresh()
        before = counts(old)
        first = from_table(run_sql(old, "FROM articles WHERE copy_of IS NULL ORDER BY article_id LIMIT 1"), Article)[0]
        new = replace(article(1, "b1"), outlet="Karsu Post", cut=False)
        again = replace(first, fingerprint="f2", batch_id="b2")
        groups = {"b1": rows_of(new), "b2": {"articles": [again], "events": []}}
        for batch in ("b1", "b2", "b1"):
            rows = {**groups[batch], "runs": [run(batch, len(groups[batch].get("sources", ())), finished=LATER)]}
            rows["sources"] = [replace(s, outlet="Karsu Weekly", ingested=LATER) for s in rows.get("sources", ())]
            stage(store.staging(batch), rows)
            store.seal(batch)
            store.commit(batch)
            store.refresh()
            assert broken(old, batch) == []
        assert store.present().ledger(["/in/Harbour 1.txt"])["/in/Harbour 1.txt"].batch_id == "b1"
        rows_before = everything(old)
        compact(store, at_least=2)
        vacuum(store, retention_hours=0)
    assert everything(old) == rows_before
    assert broken(old) == []
    assert stored_articles(old, [new.article_id]) == (new,)
    assert [counts(old)[t] - before[t] for t in ("articles", "sources", "runs")] == [1, 1, 2]
    assert run_sql(old, "SELECT count(*) AS n FROM sources WHERE outlet = 'Karsu Weekly'").to_pylist() == [{"n": 1}]


def test_a_run_finds_nothing_to_read(old: Path, tmp_path: Path) -> None:
    empty = tmp_path / "in"
    empty.mkdir()
    assert ingest(empty, old).inputs == 0
    assert broken(old) == []


def test_a_run_reads_more_and_knows_it_then(old: Path, tmp_path: Path, version: str) -> None:
    folder = put(tmp_path / "in", new_txt=story(1), copy_txt=story(1))
    assert dict(ingest(folder, old).statuses) == {"loaded": 1, "duplicate": 1, "rejected": 0, "skipped": 0}
    assert ingest(folder, old).unchanged == 2
    assert counts(old)["sources"] == WRITTEN[version][0] + 2
    assert broken(old) == []


def test_a_batch_that_it_had_sealed_is_committed(old: Path) -> None:
    """Dateline was killed after the seal, then upgraded: it staged no tables that came later, and its manifest names none."""
    with Store(old, group=group) as store:
        folder = store.staging("b1")
        stage(folder, {**rows_of(article(1)), "runs": [run("b1", 1)]})
        store.seal("b1")
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps({**manifest, "rows": without_later(manifest["rows"])}))
    with Store(old, group=group) as store:
        assert store.recover() == ("b1",)
        store.refresh()
    assert stored_articles(old, [article(1).article_id])
    assert broken(old) == []


def without_later(rows: dict[str, int]) -> dict[str, int]:
    return {table: n for table, n in rows.items() if table != "changes"}
