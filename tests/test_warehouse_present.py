"""What a run asks while it writes: the newest state of the tables, published or not, whoever has the catalog open."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.tables import Source
from tests.warehouse_rows import NOON, article, rows_of, run, source, stage
from warehouse import query
from warehouse.present import TRAITS, Present
from warehouse.store import Store

HOLD = """import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("CREATE TABLE mine AS SELECT 1 AS one")
print("in", flush=True)
input()
"""


@contextmanager
def held_open(data_dir: Path) -> Iterator[int]:
    """Another program has the catalog open for writing, and has written into it. Gives its process id."""
    command = [sys.executable, "-c", HOLD, str(data_dir / "catalog.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        try:
            yield holder.pid
        finally:
            holder.communicate("\n")


def commit(store: Store, batch: str, *groups: dict[str, list[Any]]) -> None:
    stage(store.staging(batch), *groups)
    store.seal(batch)
    store.commit(batch)


def reading(batch: str, ingested: datetime | None, mtime: datetime = NOON, record: int = 0, **changes: Any) -> Source:
    """A row of the ledger for /in/a.jsonl, of its own key as each reading has."""
    key = f"{batch}-{record}"
    return source(article(1, batch), "/in/a.jsonl", record, source_id=key, ingested=ingested, mtime=mtime, **changes)


LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("rows", "newest"),
    [
        ([reading("old", NOON, LATER), reading("new", LATER, NOON)], "new"),  # read later, though the file looks older
        ([reading("new", LATER, NOON), reading("old", NOON, LATER)], "new"),
        ([reading("new", NOON, NOON), reading("old", None, LATER)], "new"),  # of unknown time is older than all
        ([reading("old", None, NOON), reading("new", None, LATER)], "new"),  # of two such the newer file
        ([reading("new", NOON, record=1), reading("new", NOON, record=2)], "new"),
    ],
)
def test_the_ledger_goes_by_ingestion(tmp_path: Path, rows: list[Source], newest: str) -> None:
    with Store(tmp_path) as store:
        for batch in dict.fromkeys(row.batch_id for row in rows):
            commit(store, batch, {"sources": [row for row in rows if row.batch_id == batch]})
        found = store.present().ledger(["/in/a.jsonl", "/in/unknown.txt"])
    assert list(found) == ["/in/a.jsonl"]
    assert (found["/in/a.jsonl"].batch_id, found["/in/a.jsonl"].run_id) == (newest, f"run-{newest}")


def asked(present: Present) -> list[Any]:
    one, two = article(1), article(2)
    return [
        sorted(present.ledger(["/in/Harbour 1.txt", "/in/Harbour 2.txt", "/in/other.txt"])),
        present.copies([one.content_hash], [two.bands[1], 77])["article_id"].to_pylist(),
        present.known([one.article_id, two.article_id, "x"]),
        present.stored([two.article_id, "x"]),
    ]


def test_an_empty_warehouse_knows_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        assert asked(store.present()) == [[], [], set(), ()]
        assert [store.present().ledger([]), store.present().known([])] == [{}, set()]
        assert not list(tmp_path.glob(".spill*"))


def test_what_is_committed_is_known_before_it_is_published(tmp_path: Path) -> None:
    one, two = article(1), article(2, "b2")
    with Store(tmp_path) as store:
        commit(store, "b1", rows_of(one))
        before = store.present()
        commit(store, "b2", rows_of(two))
        ids = sorted([one.article_id, two.article_id])
        assert asked(store.present()) == [["/in/Harbour 1.txt", "/in/Harbour 2.txt"], ids, set(ids), (two,)]
        assert asked(before)[2] == {one.article_id}, "a state is what it was when it was asked for"


def test_a_catalog_that_is_open_for_writing_stops_nobody(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        commit(store, "b1", rows_of(article(1)), {"runs": [run("b1")]})
        store.refresh()
    with held_open(tmp_path), Store(tmp_path) as store:
        store.recover()
        assert store.present().known([article(1).article_id])
        commit(store, "b2", rows_of(article(2, "b2")), {"runs": [run("b2")]})
        assert store.refresh()
        assert query.run_sql(tmp_path, "FROM articles").num_rows == 2
        names = query.list_tables(tmp_path)["name"].to_pylist()
        assert "mine" not in names, "what the other program wrote does not get into the next catalog"
    assert "mine" not in query.list_tables(tmp_path)["name"].to_pylist()


@pytest.mark.parametrize(
    ("hashes", "bands", "found"),
    [
        ([article(1).content_hash], [], [1]),
        ([], [article(2).bands[1], 77], [2]),
        ([article(1).content_hash], list(article(2).bands), [1, 2]),
        (["x"], [77], []),
        ([], [], []),
    ],
)
def test_candidates_for_copies(tmp_path: Path, hashes: list[str], bands: list[int], found: list[int]) -> None:
    with Store(tmp_path) as store:
        commit(store, "b1", *(rows_of(article(n)) for n in range(1, 5)))
        rows = store.present().copies(hashes, bands)
    assert rows.column_names == list(TRAITS)
    assert rows["article_id"].to_pylist() == sorted(article(n).article_id for n in found)


def test_rows_of_few_articles_out_of_many_files(tmp_path: Path) -> None:
    """Whichever are asked for, in whichever files and parts of files they stand."""
    many = {n: article(n, f"b{n % 5}") for n in range(60)}
    with Store(tmp_path) as store:
        for batch in range(5):
            commit(store, f"b{batch}", *(rows_of(a) for a in many.values() if a.batch_id == f"b{batch}"))
        with store.present() as present:
            for numbers in ([], [7], [0, 59], [5, 10, 15, 20], range(60)):
                wanted = sorted((many[n] for n in numbers), key=lambda a: a.article_id)
                assert present.stored([a.article_id for a in wanted] + ["x"]) == tuple(wanted)
