"""What was read of forgotten articles goes from staging, wherever that is cut short; all else stays as it was read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.arrow import from_table
from schemas.curation import Tombstone
from schemas.settings import Settings
from schemas.tables import Article, Source
from tasks import forgotten
from tasks.batch import Batch, staged, write_rows
from tasks.forgotten import TOMBSTONES, leave_out_forgotten
from tasks.settle import settle
from tasks.shard import read_shard
from tests.shards import GERMAN, LEAD, OTHER, batch, put

SETTINGS = Settings()


@pytest.fixture
def read(tmp_path: Path) -> Batch:
    """Four files in two shards; the first text twice, the second time with another headline."""
    made = batch(tmp_path)
    files = put(tmp_path / "in", a_txt=LEAD, b_txt=OTHER, c_txt=f"# Headline\n\n{LEAD}", d_txt=GERMAN)
    read_shard(files[:2], 0, made, SETTINGS)
    read_shard(files[2:], 1, made, SETTINGS)
    return made


def rows(of: Batch) -> tuple[list[Article], list[Source]]:
    return from_table(staged(of, "articles"), Article), from_table(staged(of, "sources"), Source)


def bury(of: Batch, article_id: str, content_hash: str) -> None:
    stone = Tombstone(article_id, content_hash, "", datetime(2026, 1, 2, tzinfo=UTC))
    write_rows([stone], "tombstones", of.folder / TOMBSTONES)


def lead(of: Batch) -> list[Article]:
    return [a for a in rows(of)[0] if "Garissa" not in a.text]


@pytest.mark.parametrize(
    ("by_id", "by_text", "gone"),
    [(True, True, 2), (False, True, 2), (True, False, 1), (False, False, 0)],
    ids=["both", "the text, under another id", "the id alone", "neither"],
)
def test_what_goes(read: Batch, by_id: bool, by_text: bool, gone: int) -> None:
    articles, sources = rows(read)
    first = lead(read)[0]
    bury(read, first.article_id if by_id else "x", first.content_hash if by_text else "y")
    leave_out_forgotten(read)
    kept, told = rows(read)
    assert len(kept) == len(articles) - gone
    assert all(a in articles for a in kept)
    emptied = [s for s in told if s.reason == "forgotten"]
    assert len(emptied) == gone
    assert {(s.status, s.article_id, s.external_id, s.extra) for s in emptied} <= {("skipped", None, None, None)}
    assert [(s.uri, s.sha256) for s in told] == [(s.uri, s.sha256) for s in sources]
    assert [s for s in told if s.reason != "forgotten"] == [s for s in sources if s.uri not in {e.uri for e in emptied}]


@pytest.mark.parametrize("moment", range(1, 4))
def test_cut_short_and_done_again(read: Batch, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    """The worker may be lost, and another one begins anew."""
    first = lead(read)[0]
    bury(read, first.article_id, first.content_hash)
    left, whole = [moment], forgotten.rewrite

    def breaking(*arguments: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(forgotten, "rewrite", breaking)
    with pytest.raises(KeyboardInterrupt):
        leave_out_forgotten(read)
    monkeypatch.setattr(forgotten, "rewrite", whole)
    plan = settle(read, SETTINGS)
    assert lead(read) == []
    assert [s.reason for s in rows(read)[1]].count("forgotten") == 2
    assert len(plan.portions) == 1
