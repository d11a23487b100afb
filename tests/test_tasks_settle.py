"""Between reading and extraction: copies, articles known before, failures; every record counts once."""

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas.arrow import from_table
from schemas.codebook import Reason, Stage, Status
from schemas.raw import Failure, Reject
from schemas.settings import Settings
from schemas.tables import Article, Source
from tasks.batch import Batch, pending, write_rows
from tasks.discover import Refused
from tasks.settle import STORED_ARTICLES, STORED_SOURCES, finish, portions_of, read_articles, read_plan, settle
from tasks.shard import read_shard
from tests.shards import GERMAN, LEAD, OTHER, batch, put
from tests.warehouse_rows import article, source

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


def keep(of: Batch, *stored: Article) -> None:
    """What the warehouse has of the same texts, and its ledger."""
    rows = [replace(source(a, f"/before/{a.article_id}.txt"), run_id="run-before", batch_id="before") for a in stored]
    write_rows(list(stored), "articles", of.folder / STORED_ARTICLES)
    write_rows(rows, "sources", of.folder / STORED_SOURCES)


def staged_again(of: Batch, word: str, **changes: object) -> Article:
    """A staged article as an earlier batch has stored it."""
    return replace(read_articles(of)[id_of(of, word)], batch_id="before", fingerprint="f", **changes)  # type: ignore[arg-type]


def todo(of: Batch) -> list[str]:
    return sorted(a.article_id for n in range(len(read_plan(of).portions)) for a in pending(of, n))


def ledger(of: Batch) -> dict[str, Source]:
    found = from_table(pq.read_table(of.folder / "sources"), Source)
    return {Path(s.uri).name: s for s in found}


def written(of: Batch) -> dict[str, Article]:
    """The article rows that extraction does not write."""
    path = of.folder / "articles" / "finish.parquet"
    return {a.article_id: a for a in from_table(pq.read_table(path), Article)} if path.exists() else {}


def test_the_same_article_of_two_shards_is_one(work: Batch) -> None:
    assert len(read_articles(work)) == 3


def test_of_two_records_of_an_article_the_row_is_the_one_that_tells_more(tmp_path: Path) -> None:
    made = batch(tmp_path)
    lines = [
        {"title": "One", "text": LEAD},
        {"title": "One", "text": LEAD, "url": "http://x/y"},
        {"title": "One", "text": LEAD},
    ]
    read_shard(put(tmp_path / "in", a_jsonl="\n".join(map(json.dumps, lines))), 0, made, SETTINGS)
    assert [a.url for a in read_articles(made).values()] == ["http://x/y"]


def test_articles_to_extract(work: Batch) -> None:
    plan = settle(work, SETTINGS)
    assert todo(work) == sorted(read_articles(work))
    assert plan.words == sum(a.words for a in read_articles(work).values())
    assert plan == read_plan(work)


@pytest.mark.parametrize(
    ("articles", "words", "sizes"),
    [
        pytest.param([], 0, [], id="nothing"),
        pytest.param([10] * 60, 0, [50, 10], id="so-many-articles"),
        pytest.param([9000, 9000, 100], 0, [1, 2], id="so-many-words"),
        pytest.param([40_000, 10], 0, [1, 1], id="a-long-one-alone"),
    ],
)
def test_portions(articles: list[int], words: int, sizes: list[int]) -> None:
    made = [replace(article(n), words=count) for n, count in enumerate(articles)]
    assert [len(p) for p in portions_of(made)] == sizes


def test_a_better_copy_makes_a_stored_original_its_copy(work: Batch) -> None:
    """The stored one has no date, and a copy of its own; the new one has: both become copies of it, and their rows move."""
    lead = id_of(work, "Bergen")
    old = replace(staged_again(work, "Bergen"), article_id="old", text_id="old", published_text="undated")
    new = replace(old, article_id="older", copy_of="old", text_id="old")
    keep(work, old, new)
    dated = batch(work.folder.parent, "b2")
    read_shard(put(work.folder / "in", d_jsonl=json.dumps({"text": LEAD, "published": "2021-05-03"})), 0, dated, SETTINGS)
    keep(dated, old, new)
    plan = settle(dated, SETTINGS)
    best = id_of(dated, "Bergen")
    assert best != lead
    assert todo(dated) == [best]
    assert plan.demoted == {"old": "old", "older": "old"}
    summary = finish(dated, (), ())
    assert {i: (a.copy_of, a.text_id, a.batch_id, a.fingerprint) for i, a in written(dated).items()} == dict.fromkeys(
        ("old", "older"), (best, best, "b2", "")
    )
    rows = {n: (s.status, s.copy_of, s.batch_id, s.run_id) for n, s in ledger(dated).items()}
    assert rows == {
        "d.jsonl": (Status.LOADED, None, "b2", "run-b2"),
        "old.txt": (Status.DUPLICATE, best, "b2", "run-before"),
        "older.txt": (Status.DUPLICATE, best, "b2", "run-before"),
    }
    assert summary.statuses == {"loaded": 1, "duplicate": 0, "rejected": 0, "skipped": 0}
    assert summary.rows == {"articles": 2, "sources": 3}


def test_a_stored_original_stays_if_the_better_copy_cannot_be_coded(work: Batch) -> None:
    old = replace(staged_again(work, "Bergen"), article_id="old", text_id="old")
    dated = batch(work.folder.parent, "b2")
    read_shard(put(work.folder / "in", d_jsonl=json.dumps({"text": LEAD, "published": "2021-05-03"})), 0, dated, SETTINGS)
    keep(dated, old)
    settle(dated, SETTINGS)
    best = id_of(dated, "Bergen")
    finish(dated, [Failure(best, "it took more than 60 processor seconds in parse", Reason.TOO_SLOW)], ())
    assert {i: a.copy_of for i, a in written(dated).items()} == {best: "old"}
    assert {n: (s.status, s.copy_of) for n, s in ledger(dated).items()} == {"d.jsonl": (Status.DUPLICATE, "old")}


def test_articles_of_the_warehouse_are_not_extracted_again(work: Batch) -> None:
    keep(work, staged_again(work, "Bergen"))
    settle(work, SETTINGS)
    assert id_of(work, "Bergen") not in todo(work)
    assert finish(work, (), ()).statuses == {"loaded": 2, "duplicate": 2, "rejected": 0, "skipped": 1}
    assert not written(work)


def test_nothing_new_makes_no_portion(work: Batch) -> None:
    keep(work, *(staged_again(work, w) for w in ("Bergen", "Garissa", "Wajir")))
    assert settle(work, SETTINGS).portions == ()
    assert finish(work, (), ()).statuses == {"loaded": 0, "duplicate": 4, "rejected": 0, "skipped": 1}
    assert not (work.folder / "articles").exists()


def test_why_a_record_was_not_loaded(work: Batch) -> None:
    settle(work, SETTINGS)
    summary = finish(work, (), ())
    assert sum(summary.statuses.values()) == len(ledger(work)) == 5
    found = {n: (s.status, s.stage, s.reason, s.article_id, s.copy_of) for n, s in ledger(work).items()}
    lead, other, third = (id_of(work, w) for w in ("Bergen", "Garissa", "Wajir"))
    assert found == {
        "a.txt": (Status.LOADED, Stage.EXTRACT, Reason.NONE, lead, None),
        "b.txt": (Status.LOADED, Stage.EXTRACT, Reason.NONE, other, None),
        "c.txt": (Status.LOADED, Stage.EXTRACT, Reason.NONE, third, None),
        "d.txt": (Status.DUPLICATE, Stage.DEDUP, Reason.EXACT_COPY, lead, lead),
        "e.txt": (Status.SKIPPED, Stage.NORMALIZE, Reason.LANGUAGE, None, None),
    }


@pytest.mark.parametrize(("reason", "status"), [(Reason.EXTRACTION_FAILED, Status.LOADED), (Reason.TOO_SLOW, Status.REJECTED)])
def test_a_failed_article_is_kept_and_says_so(work: Batch, reason: Reason, status: Status) -> None:
    settle(work, SETTINGS)
    failed = id_of(work, "Garissa")
    finish(work, [Failure(failed, "boom (events.py:1)", reason)], ())
    row = ledger(work)["b.txt"]
    assert (row.status, row.reason, row.article_id) == (status, reason, failed)
    assert "boom" in row.detail
    assert written(work).keys() == {failed}, "nobody else has written it"


def test_files_that_were_not_read_are_in_the_ledger(work: Batch, tmp_path: Path) -> None:
    files = put(tmp_path / "more", photo_png="x", broken_txt="y")
    why = [
        Reject(files[0].uri, 0, "", Stage.DISCOVER, Reason.UNSUPPORTED_FORMAT, "no reader for .png", Status.SKIPPED),
        Reject(files[1].uri, 0, "", Stage.DISCOVER, Reason.UNREADABLE, "permission denied"),
    ]
    settle(work, SETTINGS)
    summary = finish(work, (), [Refused(f, r) for f, r in zip(files, why, strict=True)])
    assert summary.statuses == {"loaded": 3, "duplicate": 1, "rejected": 1, "skipped": 2}
    assert ledger(work)["photo.png"].reason == Reason.UNSUPPORTED_FORMAT
    assert ledger(work)["broken.txt"].detail == "permission denied"


def test_finishing_again_writes_the_same(work: Batch) -> None:
    settle(work, SETTINGS)
    finish(work, (), ())
    first = ledger(work)
    finish(work, (), ())
    assert ledger(work) == first
