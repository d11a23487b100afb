"""Discovery: what is new in a source, and what is not."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import fsspec
import pytest

from schemas.codebook import Reason, Stage, Status
from schemas.errors import SourceError
from schemas.raw import InputFile, LedgerEntry, RawArticle
from schemas.settings import Settings
from tasks.discover import Discovery, discover
from tasks.listing import time_of
from tasks.read.readers import read_file

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
    found = discover([str(folder)], {}, SETTINGS)
    assert len(found.files) == 4
    assert [Path(r.uri).name for r in found.rejects if r.reason is Reason.UNREADABLE] == ["loop"]


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


def only(folder: Path, settings: Settings = SETTINGS) -> str:
    """Why the one thing in a source is not read."""
    (refused,) = discover([str(folder)], {}, settings).refused
    assert refused.file.size == 0 or refused.reject.reason is Reason.TOO_LARGE
    return refused.reject.detail


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to itself": (lambda path: path.symlink_to(path.name), "cannot be looked at"),
    "a link to nowhere": (lambda path: path.symlink_to("gone"), "whether a link points nowhere"),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), "it is a device"),
    "a link to a folder": (lambda path: path.symlink_to("."), "it is a folder"),
    "a named pipe": (os.mkfifo, "it is a named pipe"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_file_is_refused_unopened_and_known_the_next_time(tmp_path: Path, name: str) -> None:
    make, expected = ODD[name]
    (tmp_path / "good.txt").write_text("words")
    make(tmp_path / "odd.txt")
    found = discover([str(tmp_path)], {}, SETTINGS)
    assert names(tmp_path, found) == ["good.txt"]
    (refused,) = found.refused
    assert (refused.reject.reason, refused.reject.stage, refused.reject.uri) == (
        Reason.UNREADABLE, Stage.DISCOVER, str(tmp_path / "odd.txt"),
    )  # fmt: skip
    assert expected in refused.reject.detail
    assert discover([str(tmp_path)], known(found), SETTINGS).unchanged == 2
    if name != "a link to a folder":
        assert only(tmp_path / "odd.txt") == refused.reject.detail


def test_a_link_to_a_file_is_that_file_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert [file.size for file in discover([str(tmp_path)], {}, SETTINGS).files] == [5, 5]


def test_a_folder_with_the_name_of_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "in.txt").touch()
    assert names(tmp_path, discover([str(tmp_path)], {}, SETTINGS)) == ["folder.txt/in.txt"]


NAMES = [
    b"bad-\xff.txt",
    b"%FF.txt",
    b"new\nline.txt",
    b"[a-z]*?{x}.txt",
    b"#q=1&x=%41%2f.txt",
    b" end .txt",
    b"tab\t\x1b[31m.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file_is_a_uri_that_can_be_stored_and_read(tmp_path: Path, name: bytes) -> None:
    path = os.fsdecode(name)
    (tmp_path / path).write_text("Words.")
    found = discover([str(tmp_path)], {}, SETTINGS)
    (file,) = found.files
    assert file.uri.encode("utf-8")
    (record,) = read_file(file, SETTINGS).records
    assert isinstance(record, RawArticle)
    entry = LedgerEntry(file.uri, file.size, file.mtime, "0" * 64)
    assert discover([str(tmp_path)], {file.uri: entry}, SETTINGS).unchanged == 1
    assert [f.uri for f in discover([str(tmp_path / path), file.uri], {}, SETTINGS).files] == [file.uri]


@pytest.mark.parametrize("source", ["{0}/b.txt", "{0}/sub/../b.txt", "{0}//./b.txt", "file://{0}/b.txt", "file://{0}/%62.txt"])
def test_one_file_has_one_uri(folder: Path, source: str) -> None:
    assert [file.uri for file in discover([source.format(folder)], {}, SETTINGS).files] == [str(folder / "b.txt")]


@pytest.mark.parametrize("source", ["{0}/", "{0}/sub/..", "file://{0}", "{0}/**", "{0}/**/*"])
def test_one_folder_gives_one_list(folder: Path, source: str) -> None:
    assert discover([source.format(folder)], {}, SETTINGS).files == discover([str(folder)], {}, SETTINGS).files


def test_a_pattern_does_not_walk_in_circles(folder: Path) -> None:
    for name in ("one", "two", "three"):
        (folder / "sub" / name).symlink_to(folder)
    found = discover([f"{folder}/**/*.json", f"{folder}/**/deep/*.gz"], {}, SETTINGS)
    assert names(folder, found) == ["sub/c.json", "sub/deep/d.jsonl.gz"]


def test_a_folder_that_cannot_be_listed_costs_a_row_and_not_the_run(tmp_path: Path) -> None:
    """Not even root lists a folder whose path is too long."""
    (tmp_path / "good.txt").touch()
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    found = discover([str(tmp_path)], {}, SETTINGS)
    assert names(tmp_path, found) == ["good.txt"]
    assert "cannot be listed" in only_refused(found)
    assert discover([str(tmp_path)], known(found), SETTINGS).unchanged == 2


def only_refused(found: Discovery) -> str:
    (refused,) = found.refused
    return refused.reject.detail


def test_a_file_over_the_limit_is_refused_by_its_size_until_the_limit_is_raised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("w" * 3_000)
    small = Settings(max_file_mb=0.002)
    found = discover([str(tmp_path)], {}, small)
    assert "raise max_file_mb" in only(tmp_path, small)
    assert discover([str(tmp_path)], known(found), small).unchanged == 1
    assert len(discover([str(tmp_path)], known(found), SETTINGS).files) == 1


@pytest.mark.parametrize("seconds", [1e14, -1e14])
def test_a_time_out_of_all_calendars_is_no_time(seconds: float) -> None:
    assert time_of(seconds) == datetime.fromtimestamp(0, UTC)
