"""Files that are gone are noted; their articles stay unless they are pruned; what may only be unmounted is left alone."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsspec
import pytest

from schemas.arrow import to_table
from schemas.curation import Change, Override
from tasks.discover import list_sources, uri_of
from tasks.gone import covers, missing, prefixes
from tests.incidents import group
from tests.runs import assert_in_order, fates, held, ingest, put, story, titles
from tests.test_cli import run
from warehouse.query import rows
from warehouse.removal import remove_articles
from warehouse.store import Store

ROWS = ("articles", "mentions", "places", "dates", "quotes", "events")


def gone(data: Path) -> set[str]:
    return {Path(uri).name for uri in titles(data, "SELECT DISTINCT uri FROM sources WHERE gone IS NOT NULL")}


def stories(folder: Path, *numbers: int) -> Path:
    return put(folder, **{f"s{n}_txt": story(n) for n in numbers})


def texts(data: Path) -> set[str]:
    return set(titles(data, "SELECT text FROM articles"))


# -- noting ------------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_gone_is_noted_once_and_its_article_stays(tmp_path: Path) -> None:
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    ingest(source, data)
    (source / "s1.txt").unlink()
    told: list[str] = []
    assert ingest(source, data, tell=told.append).batches == 0
    assert gone(data) == {"s1.txt"}
    assert any("Gone: 1 file, of which" in line for line in told)
    when = titles(data, "SELECT gone FROM sources ORDER BY gone")
    versions = rows(data, "SELECT max(version) AS v FROM published WHERE table_name = 'sources'").to_pylist()
    assert ingest(source, data, tell=told.append).batches == 0
    assert titles(data, "SELECT gone FROM sources ORDER BY gone") == when
    assert rows(data, "SELECT max(version) AS v FROM published WHERE table_name = 'sources'").to_pylist() == versions
    assert len(texts(data)) == 2
    assert_in_order(data)


@pytest.mark.parametrize("content", [1, pytest.param(5, marks=pytest.mark.long)])
def test_a_file_that_comes_back(tmp_path: Path, content: int) -> None:
    """With its content it is unchanged; with another one it is a changed file."""
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    ingest(source, data)
    (source / "s1.txt").unlink()
    ingest(source, data)
    put(source, s1_txt=story(content))
    outcome = ingest(source, data)
    assert gone(data) == set()
    assert (outcome.unchanged, outcome.statuses.get("loaded", 0)) == ((2, 0) if content == 1 else (1, 1))
    assert_in_order(data)


CASES: dict[str, tuple[Callable[[Path], Any], str, set[str]]] = {
    # what happens to in/{s1.txt,s2.txt,sub/s3.txt,sub/deep/s4.txt}; the source then; what is noted
    "nothing": (lambda f: None, "", set()),
    "a-file": (lambda f: (f / "sub/s3.txt").unlink(), "", {"s3.txt"}),
    "a-folder": (lambda f: shutil.rmtree(f / "sub"), "", {"s3.txt", "s4.txt"}),
    "an-inner-folder": (lambda f: shutil.rmtree(f / "sub/deep"), "", {"s4.txt"}),
    "an-inner-folder-is-empty": (lambda f: (f / "sub/deep/s4.txt").unlink(), "", set()),  # as where nothing is mounted
    "all-is-empty": (lambda f: (shutil.rmtree(f), f.mkdir()), "", set()),
    "renamed": (lambda f: (f / "s1.txt").rename(f / "new.txt"), "", {"s1.txt"}),
    "hidden-now": (lambda f: (f / "s1.txt").rename(f / ".s1.txt"), "", {"s1.txt"}),
    "now-a-folder": (lambda f: ((f / "s1.txt").unlink(), (f / "s1.txt").mkdir()), "", set()),
    "not-of-this-source": (lambda f: (f / "s1.txt").unlink(), "sub", set()),
    "of-another-pattern": (lambda f: (f / "s1.txt").unlink(), "s2*", set()),
    "of-the-pattern": (lambda f: (f / "s1.txt").unlink(), "*.txt", {"s1.txt"}),
    "below-the-pattern": (lambda f: (f / "sub/s3.txt").unlink(), "su*", {"s3.txt"}),
    "of-a-deep-pattern": (lambda f: (f / "sub/s3.txt").unlink(), "**/*.txt", {"s3.txt"}),
    "one-file-as-the-source": (lambda f: (f / "s1.txt").unlink(), "s2.txt", set()),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files and the warehouse that has read them, to be put where they were: it knows the files by their paths."""
    folder = tmp_path_factory.mktemp("kept") / "now"
    source = stories(folder / "in", 1, 2)
    stories(source / "sub", 3)
    stories(source / "sub" / "deep", 4)
    put(source, note_md=story(9))
    ingest(source, folder / "data")
    return folder.rename(folder.with_name("then"))


@pytest.mark.parametrize("name", CASES)
def test_what_is_gone(kept: Path, name: str) -> None:
    change, then, expected = CASES[name]
    shutil.rmtree(kept.with_name("now"), ignore_errors=True)
    now = shutil.copytree(kept, kept.with_name("now"))
    source, data = now / "in", now / "data"
    change(source)
    told: list[str] = []
    ingest(source / then if then else source, data, tell=told.append)
    assert gone(data) == expected
    assert any("mounted?" in line for line in told) == ("empty" in name)
    assert_in_order(data)


ODD = (
    "it's.txt",
    'quo"te.txt',
    "back\\slash.txt",
    "new\nline.txt",
    "%41.txt",
    os.fsdecode(b"bad-\xff.txt"),
    "Ünï.txt",
    "a b.txt",
)


def test_odd_names_and_two_records_of_one_file(tmp_path: Path) -> None:
    source, data = stories(tmp_path / "it's [in]", 1), tmp_path / "data"
    for n, name in enumerate(ODD):
        (source / name).write_text(story(20 + n))
    put(source, two_jsonl="\n".join(json.dumps({"text": story(n)}) for n in (2, 3)))
    ingest(source, data)
    for name in (*ODD, "two.jsonl"):
        (source / name).unlink()
    ingest(source, data)
    assert titles(data, "SELECT count(*) FROM sources WHERE gone IS NOT NULL") == [len(ODD) + 2]
    assert_in_order(data)
    ingest(source, data, prune=True)
    assert len(texts(data)) == 1
    assert_in_order(data)


def test_a_remote_source() -> None:
    system = fsspec.filesystem("memory")
    for name in ("a.txt", "b.txt", "sub/c.txt", "d.md"):
        system.pipe(f"/gone/{name}", story(len(name) + ord(name[0])).encode())
    known = {uri_of(f): None for f in list_sources(["memory://gone"])}
    assert len(known) == 4
    assert all(u.startswith(prefixes(["memory://gone"])[0]) for u in known)
    assert all(u.startswith(prefixes(["memory://gone/*.txt"])[0]) for u in known)
    cases = {
        "memory://gone": 4,
        "memory://gone/*.txt": 2,
        "memory://gone/sub": 1,
        "memory://go": 0,
        "memory://gone/**/*.txt": 3,
    }
    assert {s: sum(covers(s, u) for u in known) for s in cases} == cases
    assert missing(["memory://gone/*.txt"], ["memory:///gone/a.txt", "memory:///gone/d.md"]).gone == ("memory:///gone/a.txt",)


# -- pruning -----------------------------------------------------------------------------------------------------------------


def test_prune_takes_articles_out_with_all_their_rows(tmp_path: Path) -> None:
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    ingest(source, data)
    (source / "s1.txt").unlink()
    ingest(source, data)
    assert len(texts(data)) == 2
    told: list[str] = []
    ingest(source, data, prune=True, tell=told.append)
    assert any("Taken out: 1 article," in line for line in told)
    assert fates(data) == {"loaded": 1, "skipped gone": 1}
    assert_in_order(data)
    reference = tmp_path / "reference"
    ingest(source, reference)
    left, wanted = held(data), held(reference)
    for table in (*ROWS, "incidents", "incident_events"):
        assert left[table] == wanted[table], table
    ingest(source, data, prune=True)
    assert fates(data) == {"loaded": 1, "skipped gone": 1}


@pytest.mark.long
def test_what_was_pruned_comes_in_again_with_its_file(tmp_path: Path) -> None:
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    ingest(source, data)
    before = held(data)
    for _ in range(2):
        kept = (source / "s1.txt").rename(tmp_path / "kept.txt")
        ingest(source, data, prune=True)
        assert len(texts(data)) == 1
        kept.rename(source / "s1.txt")
        assert ingest(source, data).statuses["loaded"] == 1
        assert ingest(source, data).batches == 0
        now = held(data)
        assert {t: now[t] for t in ROWS} == {t: before[t] for t in ROWS}
        assert_in_order(data)


@pytest.mark.parametrize(
    "name", ["all-is-empty", "an-inner-folder-is-empty", "not-of-this-source", "of-another-pattern", "now-a-folder"]
)
def test_what_is_not_noted_is_not_pruned(tmp_path: Path, name: str) -> None:
    change, then, _ = CASES[name]
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    stories(source / "sub", 3)
    stories(source / "sub" / "deep", 4)
    ingest(source, data)
    change(source)
    ingest(source / then if then else source, data, prune=True)
    assert len(texts(data)) == 4
    assert_in_order(data)


def test_what_was_noted_before_is_not_pruned_while_nothing_is_mounted(tmp_path: Path) -> None:
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    ingest(source, data)
    (source / "s1.txt").unlink()
    ingest(source, data)
    (source / "s2.txt").unlink()
    ingest(source, data, prune=True)
    assert len(texts(data)) == 2
    assert gone(data) == {"s1.txt"}


def test_an_article_that_another_file_holds_stays(tmp_path: Path) -> None:
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    put(source, same_txt=story(1))
    ingest(source, data)
    (source / "s1.txt").unlink()
    ingest(source, data, prune=True)
    assert len(texts(data)) == 2
    assert gone(data) == {"s1.txt"}
    (source / "same.txt").unlink()
    ingest(source, data, prune=True)
    assert len(texts(data)) == 1
    assert_in_order(data)


def copies(folder: Path) -> Path:
    """An original with its date, a copy without one, and another story."""
    stories(folder, 2)
    return put(folder, original_json=json.dumps({"text": story(1), "published": "2015-10-07"}), copy_txt=story(1))


def test_an_original_stays_with_a_copy_that_stays(tmp_path: Path) -> None:
    source, data = copies(tmp_path / "in"), tmp_path / "data"
    ingest(source, data)
    (source / "original.json").unlink()
    ingest(source, data, prune=True)
    assert titles(data, "SELECT count(*) FROM articles") == [3]
    assert_in_order(data)
    (source / "copy.txt").unlink()
    ingest(source, data, prune=True)
    assert titles(data, "SELECT count(*) FROM articles") == [1]
    assert_in_order(data)


def test_a_copy_goes_without_its_original(tmp_path: Path) -> None:
    source, data = copies(tmp_path / "in"), tmp_path / "data"
    ingest(source, data)
    (source / "copy.txt").unlink()
    ingest(source, data, prune=True)
    assert titles(data, "SELECT count(*) FROM articles WHERE copy_of IS NULL") == [2]
    assert titles(data, "SELECT count(*) FROM articles") == [2]
    assert_in_order(data)


def test_a_prune_that_is_killed_is_finished_by_the_next_run(tmp_path: Path) -> None:
    source, data = stories(tmp_path / "in", 1, 2, 3), tmp_path / "data"
    ingest(source, data)
    (source / "s1.txt").unlink()
    commit = Store._commit_table

    def killed(self: Store, folder: Path, table: str, manifest: Any) -> None:
        if table == "quotes":
            raise KeyboardInterrupt
        commit(self, folder, table, manifest)

    Store._commit_table = killed  # type: ignore[method-assign]
    try:
        with pytest.raises(KeyboardInterrupt):
            ingest(source, data, prune=True)
    finally:
        Store._commit_table = commit  # type: ignore[method-assign]
    ingest(source, data)
    assert len(texts(data)) == 2
    assert fates(data) == {"loaded": 2, "skipped gone": 1}
    assert_in_order(data)


def test_many_articles_go_in_portions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.removal.MOST", 2)
    source, data = stories(tmp_path / "in", *range(6)), tmp_path / "data"
    ingest(source, data)
    for n in range(5):
        (source / f"s{n}.txt").unlink()
    ingest(source, data, prune=True)
    assert len(texts(data)) == 1
    assert titles(data, "SELECT count(*) FROM sources WHERE gone IS NOT NULL AND reason = 'gone'") == [5]
    assert_in_order(data)


def test_what_hangs_on_an_article_goes_with_it(tmp_path: Path) -> None:
    """Changes and corrections hold its words."""
    data = tmp_path / "data"
    ingest(stories(tmp_path / "in", 1, 2), data)
    first, other = titles(data, "SELECT article_id FROM articles ORDER BY 1")
    with Store(data, group=group) as store:
        for n, of in enumerate((first, other)):
            change = Change(f"c{n}", of, "e", "gone", "ASSAULT", "", "{}", "", "Words.", "run", "batch")
            store.tables.replace("changes", to_table([change], Change).to_reader(), f"change_id = 'c{n}'")
            told = Override(f"o{n}", of, 0, 5, "Words.", "r", "e", "dead", "3", "null", "ann", "so", datetime.now(UTC))
            store.correct([told])
        assert remove_articles(store, []) == ()
        remove_articles(store, [first])
        store.refresh()
    for table in ("articles", "changes", "overrides"):
        assert titles(data, f"SELECT article_id FROM {table}") == [other], table
    assert_in_order(data)


# -- on the command line -----------------------------------------------------------------------------------------------------


def test_the_command_asks_first(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.local.server_configured", lambda: False)
    source, data = stories(tmp_path / "in", 1, 2), tmp_path / "data"
    call = ("ingest", str(source), "-d", str(data), "-w", "1")
    assert run(capsys, *call, "--prune", "--dry-run")[0] == 0
    assert not data.exists(), "there is nothing yet"
    assert run(capsys, *call, "--prune")[0] == 0
    (source / "s1.txt").unlink()
    before = dict(versions(data))
    code, out, _ = run(capsys, *call, "--prune", "--dry-run")
    assert (code, "1 article would be taken out" in out, "s1.txt" in out) == (0, True, True)
    code, _, err = run(capsys, *call, "--prune")  # nobody at a terminal
    assert (code, "--dry-run" in err) == (2, True)
    assert dict(versions(data)) == before
    assert run(capsys, *call, "--prune", "--yes")[0] == 0
    assert len(texts(data)) == 1
    assert_in_order(data)


def versions(data: Path) -> set[tuple[str, int]]:
    found = rows(data, "SELECT DISTINCT table_name, version FROM published").to_pylist()
    return {(row["table_name"], row["version"]) for row in found}
