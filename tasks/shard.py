"""Lists of inputs to staged tables: the units of parallel work. Paths in, summaries out; rows stay on disk.

A batch's folder holds `work/` for what passes between stages and, for each table, the Parquet files to commit.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table, to_table
from schemas.codebook import Reason, Stage, Status
from schemas.ids import content_id
from schemas.parts import PlaceRef
from schemas.raw import Failure, InputFile, RawArticle, Reject, ShardSummary
from schemas.settings import Settings
from schemas.tables import TABLES, Article, Place, Source
from tasks.dedup import sign
from tasks.extract.article import Extraction, extract_all
from tasks.fingerprint import fingerprint
from tasks.normalize import Normalized, normalize
from tasks.read import read_file

READ = "work/read"  # staged by the first stage: articles and sources, before copies are known
PENDING = "work/pending"  # articles to extract, one file a shard


@dataclass(frozen=True, slots=True)
class Batch:
    """One unit of commit: its id, the run that makes it, and its staging folder."""

    batch_id: str
    run_id: str
    folder: Path


def batch_id_of(files: Sequence[InputFile]) -> str:
    """The same files give the same batch, so that a repeated batch replaces itself."""
    return content_id("batch", *sorted(f"{f.uri} {f.size} {f.mtime.isoformat()}" for f in files))


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


def read_shard(files: Sequence[InputFile], number: int, batch: Batch, settings: Settings) -> ShardSummary:
    """Reads, normalizes and signs files. Every record becomes a row of `sources`, bad ones with their reason."""
    begun = time.perf_counter()
    articles: dict[str, Article] = {}
    sources: list[Source] = []
    for file in files:
        for source, article in read_one(file, batch, settings):
            sources.append(source)
            if article is not None:
                articles.setdefault(article.article_id, article)
    folder = batch.folder / READ
    rows = {
        "articles": write_rows(list(articles.values()), "articles", folder / f"articles-{number:05}.parquet"),
        "sources": write_rows(sources, "sources", folder / f"sources-{number:05}.parquet"),
    }
    words = sum(a.words for a in articles.values())
    return ShardSummary(number, str(folder), rows, dict(Counter(s.status for s in sources)), words, time.perf_counter() - begun)


def read_one(file: InputFile, batch: Batch, settings: Settings) -> Iterator[tuple[Source, Article | None]]:
    """The records of one file with the articles that they hold."""
    content = read_file(file, settings)
    file = replace(file, sha256=content.sha256)
    for raw in content.records:
        found = normalize(raw, settings) if isinstance(raw, RawArticle) else raw
        if isinstance(found, Normalized):
            article = sign(replace(found.article, batch_id=batch.batch_id))
            yield source_row(file, raw, batch, article.article_id), article
        else:
            yield rejected_row(file, found, batch), None


def source_row(file: InputFile, raw: RawArticle | Reject, batch: Batch, article_id: str) -> Source:
    return Source(
        source_id=content_id("source", file.uri, raw.record, file.sha256),
        uri=file.uri, record=raw.record, size=file.size, mtime=file.mtime, sha256=file.sha256, format=raw.format,
        status=Status.LOADED, stage=Stage.EXTRACT, reason=Reason.NONE, detail="",
        article_id=article_id, copy_of=None, batch_id=batch.batch_id, run_id=batch.run_id,
    )  # fmt: skip


def rejected_row(file: InputFile, reject: Reject, batch: Batch) -> Source:
    row = source_row(file, reject, batch, "")
    return replace(row, status=reject.status, stage=reject.stage, reason=reject.reason, detail=reject.detail, article_id=None)


def staged(batch: Batch, table: str, stage: str = READ) -> pa.Table:
    """What a stage wrote of a table, all shards in order."""
    parts = sorted((batch.folder / stage).glob(f"{table}-*.parquet"))
    schema = arrow_schema(TABLES[table])
    return pa.concat_tables([pq.read_table(p, schema=schema) for p in parts]) if parts else schema.empty_table()


def extract_shard(number: int, batch: Batch, settings: Settings) -> ShardSummary:
    """Parses and extracts the articles of one todo file and stages their tables."""
    begun = time.perf_counter()
    todo = from_table(pq.read_table(batch.folder / PENDING / f"articles-{number:05}.parquet"), Article)
    results = list(extract_all(todo, settings))
    found = [r for r in results if isinstance(r, Extraction)]
    failed = tuple(r for r in results if isinstance(r, Failure))
    stamp = fingerprint(settings.model, settings.lexicon)
    rows = {
        "articles": [replace(a, fingerprint=stamp) for a in todo],
        "mentions": [replace(m, batch_id=batch.batch_id) for e in found for m in e.mentions],
        "places": [place_row(e, p, batch) for e in found for p in e.places],
        "dates": [replace(d, batch_id=batch.batch_id) for e in found for d in e.dates],
        "quotes": [replace(q, batch_id=batch.batch_id) for e in found for q in e.quotes],
        "events": [v for e in found for v in e.events],
    }
    counts = {t: write_rows(r, t, batch.folder / t / f"part-{number:05}.parquet") for t, r in rows.items()}
    words = sum(a.words for a in todo)
    return ShardSummary(number, str(batch.folder), counts, {}, words, time.perf_counter() - begun, failed)


def place_row(extraction: Extraction, place: PlaceRef, batch: Batch) -> Place:
    article_id = extraction.article.article_id
    return Place(content_id("place", article_id, place.start, place.end), article_id, place, batch.batch_id)
