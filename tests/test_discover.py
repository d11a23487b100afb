"""Discovery: what is new in a source, and what is not."""

import os
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import fsspec
import pytest

from schemas.codebook import Reason, Stage, Status
from schemas.errors import SourceError
from schemas.raw import InputFile, LedgerEntry
from schemas.settings import Settings
from tasks.discover import Discovery, discover

SETTINGS = Settings()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/c.json", "sub/deep/d.jsonl.gz", ".hidden.txt", ".git/x.txt", "e.pdf", "noext"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def names(folder: Path, found: Discovery) -> list[str]:
    return [os.path.relpath(file.uri, folder) for file in found.files]


def known(found: Discovery) -> dict[str, LedgerEntry]:
    """The ledger after everything found was read."""
    read = {
        file.uri: LedgerEntry(file.uri, file.size, file.mtime, sha256(Path(file.uri).read_bytes()).hexdigest())
        for file in found.files
    }
    return read | {r.file.uri: LedgerEntry(r.file.uri, r.file.size, r.file.mtime, "") for r in found.refused}


def test_a_folder_is_listed_sorted_without_hidden_files(folder: Path) -> None:
    found = discover([str(folder)], {}, SETTINGS)
    assert names(folder, found) == ["a.html", "b.txt", "sub/c.json", "sub/deep/d.jsonl.gz"]
    assert all(Path(file.uri).is_absolute() and file.mtime.tzinfo is UTC for file in found.files)
    assert (found.changed, found.unchanged) == ((), 0)


def test_unsupported_files_are_skipped_with_a_reason(folder: Path) -> None:
    found = discover([str(folder)], {}, SETTINGS)
    assert [(Path(r.uri).name, r.stage, r.reason, r.status) for r in found.rejects] == [
        ("e.pdf", Stage.DISCOVER, Reason.UNSUPPORTED_FORMAT, Status.SKIPPED),
        ("noext", Stage.DISCOVER, Reason.UNSUPPORTED_FORMAT, Status.SKIPPED),
    ]
    assert [r.file.size for r in found.refused] == [5, 5]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("b.txt", ["b.txt"]),
        ("*.txt", ["b.txt"]),
        ("**/*.json", ["sub/c.json"]),
        ("su*", ["sub/c.json", "sub/deep/d.jsonl.gz"]),
        ("[ab].*", ["a.html", "b.txt"]),
    ],
)
def test_files_and_patterns(folder: Path, source: str, expected: list[str]) -> None:
    assert names(folder, discover([str(folder / source)], {}, SETTINGS)) == expected


def test_a_file_named_twice_is_listed_once(folder: Path) -> None:
    found = discover([str(folder / "b.txt"), str(folder), f"{folder}/sub/../b.txt"], {}, SETTINGS)
    assert names(folder, found).count("b.txt") == 1


def test_a_relative_source_gives_absolute_uris(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert [file.uri for file in discover(["b.txt"], {}, SETTINGS).files] == [str(folder / "b.txt")]


def test_nothing_is_new_the_second_time(folder: Path) -> None:
    first = discover([str(folder)], {}, SETTINGS)
    again = discover([str(folder)], known(first), SETTINGS)
    assert (again.files, again.refused, again.unchanged) == ((), (), 6)


def test_new_and_changed_content(folder: Path) -> None:
    ledger = known(discover([str(folder)], {}, SETTINGS))
    (folder / "b.txt").write_text("longer than before")
    (folder / "new.txt").write_text("new")
    found = discover([str(folder)], ledger, SETTINGS)
    assert [Path(file.uri).name for file in found.changed] == ["b.txt"]
    assert [Path(file.uri).name for file in found.new] == ["new.txt"]
    assert found.unchanged == 5


def test_where_only_the_time_differs_the_content_decides(folder: Path) -> None:
    ledger = known(discover([str(folder)], {}, SETTINGS))
    for name in ("a.html", "b.txt"):
        os.utime(folder / name, (1, 1))
    (folder / "b.txt").write_text("B.txt")  # as long as before
    found = discover([str(folder)], ledger, SETTINGS)
    assert names(folder, found) == ["b.txt"]
    assert found.unchanged == 5


def test_a_file_that_could_not_be_read_is_tried_again(folder: Path) -> None:
    first = discover([str(folder / "b.txt")], {}, SETTINGS)
    ledger = {file.uri: LedgerEntry(file.uri, file.size, file.mtime, "") for file in first.files}
    assert len(discover([str(folder / "b.txt")], ledger, SETTINGS).changed) == 1


def test_a_link_to_nowhere_is_a_reject(folder: Path) -> None:
    (folder / "z.txt").symlink_to(folder / "gone.txt")
    found = discover([str(folder)], {}, SETTINGS)
    assert [r.reason for r in found.rejects if r.uri.endswith("z.txt")] == [Reason.UNREADABLE]


def test_a_loop_of_links_ends(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder)
    assert len(discover([str(folder)], {}, SETTINGS).files) == 4


@pytest.mark.parametrize("source", ["gone", "gone/*.txt", "memory://nothing-here-at-all", "nosuchprotocol://x"])
def test_a_source_that_is_not_there_says_what_to_do(tmp_path: Path, source: str) -> None:
    named = source if "://" in source else str(tmp_path / source)
    with pytest.raises(SourceError, match="Check") as caught:
        discover([named], {}, SETTINGS)
    assert caught.value.where == named


def test_a_remote_source() -> None:
    for name in ("b.txt", "sub/a.json", ".hidden/x.txt", "c.pdf"):
        with fsspec.open(f"memory://discover/{name}", "wb") as stream:
            stream.write(b"{}")
    found = discover(["memory://discover"], {}, SETTINGS)
    assert [file.uri.rsplit("discover/")[1] for file in found.files] == ["b.txt", "sub/a.json"]
    assert [Path(r.uri).name for r in found.rejects] == ["c.pdf"]
    assert [file.uri for file in discover(["memory://discover/*.txt"], {}, SETTINGS).files] == [found.files[0].uri]
    ledger = {file.uri: LedgerEntry(file.uri, file.size, file.mtime, "0" * 64) for file in found.files}
    assert discover(["memory://discover"], ledger, SETTINGS).unchanged == 2


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    assert discover([str(tmp_path)], {}, SETTINGS) == Discovery((), (), (), 0)


def test_thousands_of_known_files_are_passed_over_quickly(tmp_path: Path) -> None:
    for i in range(2_000):
        (tmp_path / f"{i}.txt").touch()
    ledger = {
        file.uri: LedgerEntry(file.uri, file.size, file.mtime, "0" * 64)
        for file in discover([str(tmp_path)], {}, SETTINGS).files
    }
    start = time.process_time()
    assert discover([str(tmp_path)], ledger, SETTINGS).unchanged == 2_000
    assert time.process_time() - start < 0.5


def test_times_are_exact_to_the_microsecond(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    os.utime(path, ns=(0, 1_444_212_000_123_456_789))
    (file,) = discover([str(path)], {}, SETTINGS).files
    assert file == InputFile(str(path), 0, datetime(2015, 10, 7, 10, 0, 0, 123456, UTC))
