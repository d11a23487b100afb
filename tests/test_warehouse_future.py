"""Warehouses of a Dateline that is newer than this one: what is read, what is said, what is refused. Never a traceback."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from flows.cli import main
from schemas.errors import QueryError, WarehouseError
from schemas.version import code_version, is_newer
from tests.incidents import group
from tests.warehouse_rows import article, rows_of, run, stage
from warehouse.checking import run_checks
from warehouse.layout import FORMAT
from warehouse.query import about, run_sql, table_sizes
from warehouse.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    add(tmp_path / "data", 1)
    return tmp_path / "data"


def add(data_dir: Path, n: int) -> list[str]:
    """A batch of one article. Returns what the store told."""
    told: list[str] = []
    with Store(data_dir, tell=told.append, group=group) as store:
        stage(store.staging(f"b{n}"), {**rows_of(article(n, f"b{n}")), "runs": [run(f"b{n}", 1)]})
        store.seal(f"b{n}")
        store.commit(f"b{n}")
        store.refresh()
    return told


def titles(data_dir: Path) -> list[str]:
    return run_sql(data_dir, "FROM articles SELECT title ORDER BY title")["title"].to_pylist()  # type: ignore[no-any-return]


def in_catalog(data_dir: Path, *statements: str) -> None:
    with duckdb.connect(data_dir / "catalog.duckdb") as catalog:
        for statement in statements:
            catalog.execute(statement)


def newer(data_dir: Path) -> None:
    """As if version 99.0 had published it: a column more, a table more, other views."""
    path = str(data_dir / "tables" / "articles")
    rows = pa.table(DeltaTable(path).to_pyarrow_table())
    more = rows.append_column("mood", pa.array(["calm"] * len(rows)))
    write_deltalake(path, more, mode="overwrite", schema_mode="merge")
    write_deltalake(str(data_dir / "tables" / "moods"), pa.table({"mood": ["calm"]}))
    files = sorted((data_dir / "tables" / "moods").glob("*.parquet"))
    new = sorted((data_dir / "tables" / "articles").glob("*.parquet"), key=lambda p: p.stat().st_mtime)[-1]
    in_catalog(
        data_dir,
        f"UPDATE published SET file = '{new}', version = 2 WHERE table_name = 'articles'",
        f"INSERT INTO published VALUES ('moods', 1, '{files[0]}')",
        "DROP VIEW events",
        f"CREATE OR REPLACE TABLE about AS SELECT '99.0' AS version, {FORMAT} AS format, 'more' AS more",
        "CREATE OR REPLACE MACRO views_digest() AS 'later'",
    )


def test_one_of_the_same_format_is_read_through_views_of_today(data: Path) -> None:
    newer(data)
    assert titles(data) == ["Harbour 1"]
    assert table_sizes(data)["rows"].to_pylist()[:2] == [1, 1]
    assert run_sql(data, "SELECT count(*) AS n FROM events JOIN articles USING (article_id)").to_pylist() == [{"n": 1}]
    assert about(data).version == "99.0"
    assert [c.told for c in run_checks(data) if c.offending] == []


def test_a_writer_says_once_what_it_does_not_know(data: Path) -> None:
    newer(data)
    assert [f"Dateline 99.0, this is {code_version()}" in line for line in add(data, 2)] == [True]
    assert add(data, 3) == []
    assert titles(data) == ["Harbour 1", "Harbour 2", "Harbour 3"]
    moods = DeltaTable(str(data / "tables" / "articles")).to_pyarrow_table()["mood"].to_pylist()
    assert sorted(moods, key=str) == [None, None, "calm"], "what was there stays"
    assert (data / "tables" / "moods").is_dir()
    assert about(data).version == code_version()


def test_status_tells_who_published_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for version, publish in ((code_version(), str), ("99.0", newer)):
        publish(data)
        main_ends_well("status", "-d", str(data))
        said = " ".join(capsys.readouterr().out.split())
        assert f"published by Dateline {version}, format {FORMAT}" in said


def main_ends_well(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert not ended.value.code


def test_one_of_a_later_format_is_refused_with_the_remedy(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "warehouse.json").write_text(f'{{"format": {FORMAT + 1}}}')
    with pytest.raises(
        WarehouseError, match=rf"has format {FORMAT + 1}, this Dateline has {FORMAT}.*Upgrade Dateline .`pip install -U"
    ):
        titles(data)
    with pytest.raises(WarehouseError, match="Upgrade Dateline"):
        add(data, 2)
    for command in (["status"], ["report", "dyads"], ["maintain"], ["sql", "SELECT 1"]):
        with pytest.raises(SystemExit) as ended:
            main([*command, "-d", str(data)])
        said = capsys.readouterr().err
        assert ended.value.code == 6
        assert "Upgrade Dateline" in said
        assert "Traceback" not in said


def no_database(data_dir: Path) -> None:
    (data_dir / "catalog.duckdb").write_bytes(b"a later kind of file" * 1000)


def no_list(data_dir: Path) -> None:
    in_catalog(data_dir, "DROP TABLE published", "CREATE OR REPLACE MACRO views_digest() AS 'later'")


def another_list(data_dir: Path) -> None:
    in_catalog(
        data_dir, "CREATE OR REPLACE TABLE published AS SELECT 1 AS one", "CREATE OR REPLACE MACRO views_digest() AS 'later'"
    )


@pytest.mark.parametrize("spoil", [no_database, no_list, another_list])
def test_a_catalog_that_nobody_here_knows_is_named(data: Path, spoil: Callable[[Path], None]) -> None:
    spoil(data)
    with pytest.raises(QueryError, match=r"catalog\.duckdb.*Upgrade Dateline.*dateline maintain"):
        titles(data)
    assert add(data, 2) == []
    assert titles(data) == ["Harbour 1", "Harbour 2"], "a writer publishes it anew"


def test_a_table_of_a_later_protocol_is_refused(data: Path) -> None:
    log = data / "tables" / "quotes" / "_delta_log"
    later = '{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["later"],"writerFeatures":["later"]}}\n'
    last = max(log.glob("*.json"))
    last.with_name(f"{int(last.stem) + 1:020}.json").write_text(later)
    with pytest.raises(WarehouseError, match=r"quotes.*Upgrade Dateline"):
        add(data, 2)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("0.3.0", "0.2.0", True),
        ("0.10.0", "0.9.1", True),
        ("0.3.1", "0.3", True),
        ("0.3.0", "0.3", False),
        ("0.3.0rc1", "0.3.0", False),
        ("0.2.0", "0.3.0", False),
        ("", "0.3.0", False),
        ("1", "", True),
        ("nonsense", "0.3.0", False),
    ],
)
def test_which_is_newer(one: str, other: str, expected: bool) -> None:
    assert is_newer(one, other) == expected
