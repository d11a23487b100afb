"""Between reading and extraction: copies, articles known before, failures; every record counts once."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas.arrow import from_table
from schemas.codebook import Reason, Stage, Status
from schemas.raw import Failure, Reject
from schemas.settings import Settings
from schemas.tables import Article, Source
from tasks.dedup import Copy
from tasks.discover import Refused
from tasks.settle import finish_sources, read_articles, settle
from tasks.shard import PENDING, Batch, read_shard
from tests.shards import GERMAN, LEAD, OTHER, batch, put

SETTINGS = Settings()
THIRD = OTHER.replace("Garissa", "Wajir").replace("six", "nine").replace("Friday", "Saturday")


@pytest.fixture
def work(tmp_path: Path) -> Batch:
    """Five files: three articles, one of them twice in two shards, and one in another language."""
    made = batch(tmp_path)
    files = put(tmp_path / "in", a_txt=LEAD, b_txt=OTHER, c_txt=THIRD, d_txt=LEAD, e_txt=GERMAN)
    read_shard(files[:3], 0, made, SETTINGS)
    read_shard(files[3:], 1, made, SETTINGS)
    return made


def id_of(of: Batch, word: str) -> str:
    return next(key for key, a in read_articles(of).items() if word in a.text)


def todo(of: Batch) -> list[list[str]]:
    return [
        [a.article_id for a in from_table(pq.read_table(p), Article)] for p in sorted((of.folder / PENDING).glob("*.parquet"))
    ]


def ledger(of: Batch) -> dict[str, Source]:
    found = from_table(pq.read_table(of.folder / "sources" / "part-00000.parquet"), Source)
    return {Path(s.uri).name: s for s in found}


def test_the_same_article_of_two_shards_is_one(work: Batch) -> None:
    assert len(read_articles(work)) == 3


@pytest.mark.parametrize(
    ("size", "most", "shards"),
    [
        pytest.param(200, 100, [3], id="one-shard"),
        pytest.param(1, 100, [1, 1, 1], id="one-each"),
        pytest.param(2, 100, [2, 1], id="a-rest"),
        pytest.param(1, 2, [2, 1], id="never-more-than-most"),
    ],
)
def test_articles_to_extract(work: Batch, size: int, most: int, shards: list[int]) -> None:
    assert settle(work, {}, (), size, most) == len(shards)
    assert [len(s) for s in todo(work)] == shards
    assert sorted(a for s in todo(work) for a in s) == sorted(read_articles(work))


def test_copies_are_linked_and_not_extracted(work: Batch) -> None:
    original, copied = id_of(work, "Garissa"), id_of(work, "Wajir")
    settle(work, {copied: Copy(original, Reason.NEAR_COPY)}, (), 200, 100)
    written = from_table(pq.read_table(work.folder / "articles" / "copies.parquet"), Article)
    assert [(a.article_id, a.copy_of, a.story_id) for a in written] == [(copied, original, original)]
    assert copied not in todo(work)[0]
    assert len(todo(work)[0]) == 2


def test_articles_of_the_warehouse_are_not_extracted_again(work: Batch) -> None:
    settle(work, {}, [id_of(work, "Bergen")], 200, 100)
    assert id_of(work, "Bergen") not in todo(work)[0]


def test_nothing_new_makes_no_shard(work: Batch) -> None:
    assert settle(work, {}, list(read_articles(work)), 200, 100) == 0
    assert todo(work) == []
    assert not (work.folder / "articles").exists()


COUNTS = [
    pytest.param((), (), {"loaded": 3, "duplicate": 1, "rejected": 0, "skipped": 1}, id="the-second-file-is-a-duplicate"),
    pytest.param(("Wajir",), (), {"loaded": 2, "duplicate": 2, "rejected": 0, "skipped": 1}, id="a-copy"),
    pytest.param((), ("Bergen",), {"loaded": 2, "duplicate": 2, "rejected": 0, "skipped": 1}, id="known-before"),
    pytest.param(
        ("Wajir",), ("Bergen", "Wajir", "Garissa"), {"loaded": 0, "duplicate": 4, "rejected": 0, "skipped": 1}, id="all-known"
    ),
]


@pytest.mark.parametrize(("copied", "known", "expected"), COUNTS)
def test_counts_add_up(work: Batch, copied: tuple[str, ...], known: tuple[str, ...], expected: dict[str, int]) -> None:
    copies = {id_of(work, w): Copy(id_of(work, "Garissa"), Reason.NEAR_COPY) for w in copied}
    found = finish_sources(work, copies, [id_of(work, w) for w in known], (), ())
    assert found == expected
    assert sum(found.values()) == len(ledger(work)) == 5


def test_why_a_record_was_not_loaded(work: Batch) -> None:
    original, copied = id_of(work, "Garissa"), id_of(work, "Wajir")
    finish_sources(work, {copied: Copy(original, Reason.NEAR_COPY)}, (), (), ())
    found = {n: (s.status, s.stage, s.reason, s.article_id, s.copy_of) for n, s in ledger(work).items()}
    lead = id_of(work, "Bergen")
    assert found == {
        "a.txt": (Status.LOADED, Stage.EXTRACT, Reason.NONE, lead, None),
        "b.txt": (Status.LOADED, Stage.EXTRACT, Reason.NONE, original, None),
        "c.txt": (Status.DUPLICATE, Stage.DEDUP, Reason.NEAR_COPY, copied, original),
        "d.txt": (Status.DUPLICATE, Stage.DEDUP, Reason.EXACT_COPY, lead, lead),
        "e.txt": (Status.SKIPPED, Stage.NORMALIZE, Reason.LANGUAGE, None, None),
    }


def test_a_failed_article_is_kept_and_says_so(work: Batch) -> None:
    failed = id_of(work, "Garissa")
    counts = finish_sources(work, {}, (), [Failure(failed, "ValueError: boom (events.py:1)")], ())
    row = ledger(work)["b.txt"]
    assert (row.status, row.reason, row.article_id) == (Status.LOADED, Reason.EXTRACTION_FAILED, failed)
    assert "boom" in row.detail
    assert counts["loaded"] == 3


def test_files_that_were_not_read_are_in_the_ledger(work: Batch, tmp_path: Path) -> None:
    files = put(tmp_path / "more", photo_png="x", broken_txt="y")
    why = [
        Reject(files[0].uri, 0, "", Stage.DISCOVER, Reason.UNSUPPORTED_FORMAT, "no reader for .png", Status.SKIPPED),
        Reject(files[1].uri, 0, "", Stage.DISCOVER, Reason.UNREADABLE, "permission denied"),
    ]
    counts = finish_sources(work, {}, (), (), [Refused(f, r) for f, r in zip(files, why, strict=True)])
    assert counts == {"loaded": 3, "duplicate": 1, "rejected": 1, "skipped": 2}
    assert ledger(work)["photo.png"].reason == Reason.UNSUPPORTED_FORMAT
    assert ledger(work)["broken.txt"].detail == "permission denied"


def test_finishing_again_writes_the_same(work: Batch) -> None:
    finish_sources(work, {}, (), (), ())
    first = ledger(work)
    finish_sources(work, {}, (), (), ())
    assert ledger(work) == first
