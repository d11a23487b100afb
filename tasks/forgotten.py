"""Articles that were forgotten do not come back: what was read of them goes before anything is decided about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table, to_table
from schemas.curation import Tombstone
from schemas.forgotten import forgotten_row
from schemas.tables import Source
from tasks.batch import Batch, rewrite, staged, staged_parts

TOMBSTONES = "work/stored/tombstones.parquet"  # those with the id or the text of an article that was read


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is not to come back, by id and by text."""

    article_ids: frozenset[str]
    content_hashes: frozenset[str]

    def among(self, articles: pa.Table) -> pa.Array:
        """Which of the articles are forgotten, as a mask."""
        masks = (
            pc.is_in(articles[column], value_set=pa.array(sorted(wanted), pa.string()))
            for column, wanted in (("article_id", self.article_ids), ("content_hash", self.content_hashes))
        )
        return pc.or_(*masks)


def leave_out_forgotten(batch: Batch) -> None:
    """Takes forgotten articles out of what was read; their rows of the ledger are left without content.

    The ledger's come first: where that is cut short, it is done again, as long as the articles are there to tell which.
    """
    if (forgotten := forgotten_of(batch)) is None:
        return
    read = staged(batch, "articles", columns=["article_id", "content_hash"])
    gone = frozenset(read.filter(forgotten.among(read))["article_id"].to_pylist())
    for path in staged_parts(batch, "sources"):
        empty_sources(path, gone)
    for path in staged_parts(batch, "articles"):
        articles = pq.read_table(path)
        kept = articles.filter(pc.invert(forgotten.among(articles)))
        if len(kept) < len(articles):
            rewrite(kept, path)


def forgotten_of(batch: Batch) -> Forgotten | None:
    """What the warehouse gave to this batch; None if nothing in it is forgotten."""
    path = batch.folder / TOMBSTONES
    if not path.exists():
        return None
    rows: Sequence[Tombstone] = from_table(pq.read_table(path), Tombstone)
    return Forgotten(frozenset(t.article_id for t in rows), frozenset(t.content_hash for t in rows)) if rows else None


def empty_sources(path: Path, gone: frozenset[str]) -> None:
    rows: Sequence[Source] = from_table(pq.read_table(path, schema=arrow_schema(Source)), Source)
    kept = [forgotten_row(row) if row.article_id in gone else row for row in rows]
    if kept != rows:
        rewrite(to_table(kept, Source), path)
