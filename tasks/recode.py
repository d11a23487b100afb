"""Stored articles that are coded again: their texts in portions, and what their new rows tell otherwise than the old ones."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table
from schemas.codebook import Reason, Stage, Status
from schemas.raw import ShardSummary
from schemas.tables import Article, Event, Source
from tasks.batch import At, Batch, unwatched, write_rows
from tasks.changes import changes_between
from tasks.mark import STORED_ARTICLES
from tasks.settle import STORED_SOURCES, stored_rows, write_portions

STORED_EVENTS = "work/stored/events.parquet"  # what the articles told until now
NOT_CODED = (Reason.EXTRACTION_FAILED, Reason.TOO_SLOW)  # for these an article is kept without rows
ROWS = 200  # articles that are held at a time


def write_stored(batch: Batch, at: At = unwatched) -> tuple[int, ...]:
    """Writes the articles that the warehouse gave to this batch in portions. Returns the words of each."""
    at(batch.batch_id, Stage.READ)
    return write_portions((replace(a, batch_id=batch.batch_id) for a in stored(batch)), batch)


def stored(batch: Batch) -> Iterator[Article]:
    for rows in pq.ParquetFile(batch.folder / STORED_ARTICLES).iter_batches(ROWS):
        yield from from_table(rows, Article)


def write_changes(batch: Batch, at: At = unwatched) -> ShardSummary:
    """Stages what coding the articles again has changed, the ledger's word on those that could not be coded before included.

    `statuses` of the summary counts the changes of events by kind.
    """
    at(batch.batch_id, Stage.EXTRACT)
    before, after = by_article([batch.folder / STORED_EVENTS]), by_article(coded_files(batch, "events"))
    ids = coded(batch)
    changes = [c for i in ids for c in changes_between(before.get(i, ()), after.get(i, ()), batch)]
    mended = [as_coded(s, batch) for s in stored_rows(batch, STORED_SOURCES, Source) if was_not_coded(s, set(ids))]
    rows = {
        "changes": write_rows(changes, "changes", batch.folder / "changes" / "part-00000.parquet"),
        "sources": write_rows(mended, "sources", batch.folder / "sources" / "mended.parquet"),
    }
    return ShardSummary(0, str(batch.folder), rows, dict(Counter(c.kind for c in changes)), 0, 0.0)


def was_not_coded(source: Source, ids: Collection[str]) -> bool:
    """Does the ledger say of an article that could be coded now that it could not be?"""
    return source.article_id in ids and source.reason in NOT_CODED


def as_coded(source: Source, batch: Batch) -> Source:
    """The ledger's row as it would be had the article been coded at once; which run read it, and when, stays as it was."""
    left = replace(source, reason=Reason.NONE, detail="", decided_by=None)
    return replace(left, batch_id=batch.batch_id, status=Status.LOADED, stage=Stage.EXTRACT)


def coded(batch: Batch) -> list[str]:
    """The articles that were coded: those that could not be keep their rows, and nothing of them changes."""
    found = [pq.read_table(path, columns=["article_id"]) for path in coded_files(batch, "articles")]
    return sorted(str(i) for table in found for i in table["article_id"].to_pylist())


def coded_files(batch: Batch, table: str) -> list[Path]:
    return sorted((batch.folder / table).glob("part-*.parquet"))


def by_article(files: Sequence[Path]) -> dict[str, list[Event]]:
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for path in files:
        for event in from_table(pq.read_table(path, schema=arrow_schema(Event)), Event):
            found[event.article_id].append(event)
    return found
