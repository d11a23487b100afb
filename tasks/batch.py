"""A batch between its stages: where its rows lie, and how rows are written and read there.

The batch's folder holds `work/` for what passes between stages and, for each table, the Parquet files to commit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table, to_table
from schemas.codebook import Reason, Stage, Status
from schemas.ids import content_id
from schemas.raw import Brought, InputFile, RawArticle, Reject
from schemas.tables import TABLES, Article, Source

READ = "work/read"  # staged by the first stage: articles and sources, before copies are known
NEIGHBOURS = "work/stored/neighbours.parquet"  # stored articles that share words with the batch's own
PENDING = "work/pending"  # articles to extract, one file a portion

At = Callable[[str, str], None]  # (item, stage): what the work is about to do, for whoever watches it


def unwatched(item: str, stage: str) -> None:
    """For work that nobody watches."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One unit of commit: its id, the run that makes it, its staging folder, and the time that its records are read, UTC."""

    batch_id: str
    run_id: str
    folder: Path
    ingested: datetime


def batch_id_of(files: Sequence[InputFile], before: Sequence[str] = ()) -> str:
    """The same files give the same batch, so that a batch that is repeated after a kill replaces itself.

    `before` are the batches that read these files last: a file that is again as it was makes another batch, so that no batch
    ever replaces rows that it refers to.
    """
    return content_id("batch", *sorted(f"{f.uri} {f.size} {f.mtime.isoformat()}" for f in files), *sorted(before))


def deal(items: Sequence[InputFile], size: int, most: int) -> list[Sequence[InputFile]]:
    """Shards of about `size` items, but never more than `most` shards: each costs the orchestrator a task run."""
    step = max(size, -(-len(items) // most))
    return [items[i : i + step] for i in range(0, len(items), step)]


def write_rows(rows: Sequence[object], table: str, path: Path) -> int:
    """Writes the rows of a table as one Parquet file; nothing if there are none. Returns their number."""
    if rows:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(to_table(rows, TABLES[table]), path, compression="zstd")
    return len(rows)


def item_of(uri: str, record: int) -> str:
    """A record's name for whoever watches the work."""
    return f"{uri}#{record}"


def best_articles(articles: Iterator[Article]) -> list[Article]:
    """One row for each article: of several records the one that brought most of byline and address."""
    found: dict[str, Article] = {}
    for article in articles:
        known = found.get(article.article_id)
        if known is None or told_of(article) > told_of(known):
            found[article.article_id] = article
    return list(found.values())


def told_of(article: Article) -> tuple[bool, bool]:
    """What an article's record tells beside what its id is made of."""
    return bool(article.byline), bool(article.url)


def rewrite(rows: pa.Table, path: Path) -> None:
    """Other rows for a staged file: it has its old ones or these, never a part."""
    fresh = path.with_suffix(".tmp")
    pq.write_table(rows, fresh, compression="zstd")
    fresh.replace(path)


def source_row(
    file: InputFile, raw: RawArticle | Reject, batch: Batch, article_id: str | None, place: str | None = None
) -> Source:
    brought = raw.brought if isinstance(raw, RawArticle) else Brought()
    return Source(
        source_id=content_id("source", file.uri, raw.record, file.sha256, batch.batch_id),
        uri=file.uri, record=raw.record, size=file.size, mtime=file.mtime, sha256=file.sha256, format=raw.format,
        status=Status.LOADED, stage=Stage.EXTRACT, reason=Reason.NONE, detail="",
        article_id=article_id, copy_of=None, batch_id=batch.batch_id, run_id=batch.run_id, ingested=batch.ingested, place=place,
        **{name: getattr(brought, name) or None for name in Brought.__dataclass_fields__},
    )  # fmt: skip


def rejected_row(file: InputFile, reject: Reject, batch: Batch, raw: RawArticle | Reject | None = None) -> Source:
    row = source_row(file, raw or reject, batch, None)
    return replace(row, status=reject.status, stage=reject.stage, reason=reject.reason, detail=reject.detail)


def staged(batch: Batch, table: str, stage: str = READ, columns: Sequence[str] | None = None) -> pa.Table:
    """What a stage wrote of a table, all shards in order."""
    parts = staged_parts(batch, table, stage)
    schema = arrow_schema(TABLES[table])
    wanted = pa.schema([schema.field(c) for c in columns]) if columns else schema
    found = [pq.read_table(p, schema=schema, columns=wanted.names) for p in parts]
    return pa.concat_tables(found) if found else wanted.empty_table()


def staged_parts(batch: Batch, table: str, stage: str = READ) -> list[Path]:
    return sorted((batch.folder / stage).glob(f"{table}-*.parquet"))


def pending(batch: Batch, portion: int) -> list[Article]:
    """The articles of one portion that is to be extracted."""
    return from_table(pq.read_table(batch.folder / PENDING / f"articles-{portion:05}.parquet"), Article)
