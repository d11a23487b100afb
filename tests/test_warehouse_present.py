"""What a run asks while it writes: the newest state of the tables, published or not, whoever has the catalog open."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from schemas.arrow import from_table, to_table
from schemas.tables import Article, Source
from tests.warehouse_rows import DAY, NOON, article, rows_of, run, source, stage
from warehouse import query
from warehouse.present import Present
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


def same_texts(present: Present, path: Path, *like: Article, **changes: Any) -> list[Article]:
    """The stored articles that may have the same text as these."""
    asked = to_table([replace(a, **changes) for a in like], Article)
    count = present.write_same_texts(asked, path)
    found = from_table(pq.read_table(path), Article)
    assert len(found) == count
    return found


def test_an_empty_warehouse_knows_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        present = store.present()
        assert present.ledger(["/in/a.txt"]) == present.ledger([]) == {}
        assert same_texts(present, tmp_path / "found.parquet", article(1)) == []
        assert present.run("r1") is None
        assert not list(tmp_path.glob(".spill*"))


def test_what_is_committed_is_known_before_it_is_published(tmp_path: Path) -> None:
    one, two = article(1), article(2, "b2")
    with Store(tmp_path) as store:
        commit(store, "b1", rows_of(one), {"runs": [run("b1")]})
        before = store.present()
        commit(store, "b2", rows_of(two))
        now = store.present()
        uris = ["/in/Harbour 1.txt", "/in/Harbour 2.txt"]
        assert sorted(now.ledger([*uris, "/in/x.txt"])) == uris
        assert now.run("run-b1") == run("b1")
        assert same_texts(now, tmp_path / "now.parquet", two) == [two]
        assert same_texts(before, tmp_path / "before.parquet", two) == [], "a state is what it was when it was asked for"


def test_a_catalog_that_is_open_for_writing_stops_nobody(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        commit(store, "b1", rows_of(article(1)), {"runs": [run("b1")]})
        store.refresh()
    with held_open(tmp_path), Store(tmp_path) as store:
        store.recover()
        assert store.present().ledger(["/in/Harbour 1.txt"])
        commit(store, "b2", rows_of(article(2, "b2")), {"runs": [run("b2")]})
        assert store.refresh()
        assert query.run_sql(tmp_path, "FROM articles").num_rows == 2
        names = query.list_tables(tmp_path)["name"].to_pylist()
        assert "mine" not in names, "what the other program wrote does not get into the next catalog"
    assert "mine" not in query.list_tables(tmp_path)["name"].to_pylist()


COPY = article(9, copy_of=article(1).article_id)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"content_hash": article(2).content_hash}, [2], id="the-same-hash"),
        pytest.param({"bands": (article(2).bands[1], 77)}, [2], id="one-band"),
        pytest.param({"article_id": article(3).article_id}, [3], id="the-same-id"),
        pytest.param({"bands": COPY.bands}, [1, 9], id="the-original-of-a-copy"),
        pytest.param({"content_hash": article(1).content_hash, "bands": article(2).bands}, [1, 2, 9], id="two-texts"),
        pytest.param({"bands": ()}, [], id="nothing-in-common"),
    ],
)
def test_candidates_for_copies(tmp_path: Path, changes: dict[str, Any], found: list[int]) -> None:
    stored = {n: article(n) for n in range(1, 5)} | {9: COPY}
    with Store(tmp_path) as store:
        commit(store, "b1", *(rows_of(a) for a in stored.values()))
        rows = same_texts(store.present(), tmp_path / "found.parquet", article(50), **changes)
    assert rows == sorted((stored[n] for n in found), key=lambda a: a.article_id)


def test_rows_of_few_articles_out_of_many_files(tmp_path: Path) -> None:
    """Whichever are asked for, in whichever files and parts of files they stand."""
    many = {n: article(n, f"b{n % 5}") for n in range(60)}
    with Store(tmp_path) as store:
        for batch in range(5):
            commit(store, f"b{batch}", *(rows_of(a) for a in many.values() if a.batch_id == f"b{batch}"))
        with store.present() as present:
            for numbers in ([7], [0, 59], [5, 10, 15, 20], range(60)):
                wanted = sorted((many[n] for n in numbers), key=lambda a: a.article_id)
                assert same_texts(present, tmp_path / "found.parquet", *wanted) == wanted


KEYS = {1: (1, 2, 7), 2: (1, 7), 3: (3, 7), 4: (4,), 5: (1, 2)}  # of stored articles


@pytest.mark.parametrize(
    ("changes", "bounds", "found"),
    [
        ({}, {}, {1, 2, 3, 5}),
        ({}, {"crowd": 2}, {1, 5}),  # 1 and 7 stand in three articles: only 2 is looked for
        ({}, {"most": 1}, {1}),  # it shares most, and is the nearest
        ({"published": None}, {}, {1, 2, 3, 5}),
        ({"published": DAY + timedelta(200)}, {}, set()),
        ({"story_keys": (9,)}, {}, set()),
        ({"story_keys": None}, {}, set()),
    ],
)
def test_neighbours(tmp_path: Path, changes: dict[str, Any], bounds: dict[str, int], found: set[int]) -> None:
    told = {n: replace(article(n), story_keys=keys, story_id=str(n)) for n, keys in KEYS.items()}
    new = to_table([replace(article(9), **({"story_keys": (1, 2, 7)} | changes))], Article)
    with Store(tmp_path) as store:
        commit(store, "b1", *({"articles": [a]} for a in told.values()))
        given = {"window": 180, "crowd": 9, "nearest": 9, "most": 9} | bounds
        store.present().write_neighbours(new, tmp_path / "near.parquet", **given)
    ids = pq.read_table(tmp_path / "near.parquet")["article_id"].to_pylist()
    assert set(ids) == {told[n].article_id for n in found}
