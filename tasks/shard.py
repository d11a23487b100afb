"""Lists of inputs to staged tables: the units of parallel work. Paths in, summaries out; rows stay on disk.

A batch's folder holds `work/` for what passes between stages and, for each table, the Parquet files to commit.
"""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table, to_table
from schemas.codebook import Reason, Stage, Status
from schemas.ids import content_id
from schemas.parts import PlaceRef
from schemas.raw import Brought, Failure, InputFile, RawArticle, Reject, ShardSummary
from schemas.settings import Settings
from schemas.tables import TABLES, Article, Place, Source
from tasks.dedup import sign
from tasks.extract.article import Extraction, extract_all
from tasks.fingerprint import fingerprint
from tasks.normalize import Normalized, normalize
from tasks.read import format_of, read_file

READ = "work/read"  # staged by the first stage: articles and sources, before copies are known
PENDING = "work/pending"  # articles to extract, one file a portion
SAMPLE = (  # long enough for every step to look at it
    "HOMS, March 4 - Troops left the town on Monday after a week of fighting in which they had lost nine men, the mayor said. "
    "Two schools and the market were open again in the afternoon, but the road to the coast stayed closed for the third day."
)
MOST_RECORDS = 100_000  # of one file: what is found out about them is held in memory
FLUSH = 1000  # records that are held in memory before they are written

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


def read_shard(
    files: Sequence[InputFile], number: int, batch: Batch, settings: Settings,
    lost: Mapping[str, Reject] | None = None, at: At = unwatched,
) -> ShardSummary:  # fmt: skip
    """Reads, normalizes and signs files. Every record becomes a row of `sources`, bad ones with their reason.

    `lost` are records that cost an earlier attempt its process, by `item_of`: they are not tried again.
    """
    warm_reading(settings)
    begun = time.perf_counter()
    folder = batch.folder / READ
    total = Counter[str]()
    statuses = Counter[str]()
    words = 0
    for part, rows in enumerate(flushes(records(files, batch, settings, lost or {}, at))):
        sources, articles = [source for source, _ in rows], best_articles(a for _, a in rows if a is not None)
        total["articles"] += write_rows(articles, "articles", folder / f"articles-{number:08}-{part:04}.parquet")
        total["sources"] += write_rows(sources, "sources", folder / f"sources-{number:08}-{part:04}.parquet")
        statuses.update(s.status for s in sources)
        words += sum(a.words for a in articles)
    rows_by_table = {table: total[table] for table in ("articles", "sources")}
    return ShardSummary(number, str(folder), rows_by_table, dict(statuses), words, time.perf_counter() - begun)


def flushes(rows: Iterator[tuple[Source, Article | None]]) -> Iterator[list[tuple[Source, Article | None]]]:
    """The rows in groups: a file may hold more records than fit into memory at once."""
    group: list[tuple[Source, Article | None]] = []
    for row in rows:
        group.append(row)
        if len(group) >= FLUSH:
            yield group
            group = []
    yield group


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


def records(
    files: Sequence[InputFile], batch: Batch, settings: Settings, lost: Mapping[str, Reject], at: At
) -> Iterator[tuple[Source, Article | None]]:
    for file in files:
        yield from read_one(file, batch, settings, lost, at)


def item_of(uri: str, record: int) -> str:
    """A record's name for whoever watches the work."""
    return f"{uri}#{record}"


def read_one(
    file: InputFile, batch: Batch, settings: Settings, lost: Mapping[str, Reject], at: At
) -> Iterator[tuple[Source, Article | None]]:
    """The records of one file with the articles that they hold."""
    at(file.uri, Stage.READ)
    content = read_file(file, settings)
    file = replace(file, sha256=content.sha256)
    for raw in bounded(content.records, file):
        item = item_of(file.uri, raw.record)
        at(item, Stage.NORMALIZE)
        found = lost[item] if item in lost else normalize(raw, settings) if isinstance(raw, RawArticle) else raw
        if isinstance(found, Normalized) and isinstance(raw, RawArticle):
            outlet = raw.brought.outlet or None
            article = sign(replace(found.article, batch_id=batch.batch_id, outlet=outlet))
            yield source_row(file, raw, batch, article.article_id), article
        elif isinstance(found, Reject):
            yield rejected_row(file, found, batch, raw), None
        at(file.uri, Stage.READ)


def bounded(records: Iterator[RawArticle | Reject], file: InputFile) -> Iterator[RawArticle | Reject]:
    """The first MOST_RECORDS of a file; the rest of it is told of by one reject."""
    yield from islice(records, MOST_RECORDS)
    if (more := next(records, None)) is not None:
        detail = f"only the first {MOST_RECORDS:,} records of the file are read; split it"
        yield Reject(file.uri, more.record, format_of(file.uri), Stage.READ, Reason.TOO_LARGE, detail)


def source_row(file: InputFile, raw: RawArticle | Reject, batch: Batch, article_id: str | None) -> Source:
    brought = raw.brought if isinstance(raw, RawArticle) else Brought()
    return Source(
        source_id=content_id("source", file.uri, raw.record, file.sha256, batch.batch_id),
        uri=file.uri, record=raw.record, size=file.size, mtime=file.mtime, sha256=file.sha256, format=raw.format,
        status=Status.LOADED, stage=Stage.EXTRACT, reason=Reason.NONE, detail="",
        article_id=article_id, copy_of=None, batch_id=batch.batch_id, run_id=batch.run_id, ingested=batch.ingested,
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
    found = [pq.read_table(p, schema=schema, columns=columns) for p in parts]
    return pa.concat_tables(found) if found else wanted.empty_table()


def staged_parts(batch: Batch, table: str, stage: str = READ) -> list[Path]:
    return sorted((batch.folder / stage).glob(f"{table}-*.parquet"))


def pending(batch: Batch, portion: int) -> list[Article]:
    """The articles of one portion that is to be extracted."""
    return from_table(pq.read_table(batch.folder / PENDING / f"articles-{portion:05}.parquet"), Article)


@cache
def warm_reading(settings: Settings) -> Article:
    """Loads what all reading needs. The first record of a process is not to pay for it."""
    found = normalize(RawArticle("", 0, "", SAMPLE), settings, any_language=True)
    if isinstance(found, Reject):
        raise ValueError(found.detail)
    return found.article


@cache
def warm_coding(settings: Settings) -> None:
    """Loads what all extraction needs: model, names, rules."""
    list(extract_all([warm_reading(settings)], settings))


def extract_shard(
    portion: int, batch: Batch, settings: Settings,
    only: Collection[str] | None = None, number: int | None = None, at: At = unwatched,
) -> ShardSummary:  # fmt: skip
    """Parses and extracts the articles of a portion, or `only` these of them, and stages their tables as part `number`.

    Articles whose extraction fails have no rows: `tasks.settle.finish` writes them.
    """
    warm_coding(settings)
    begun = time.perf_counter()
    number = portion if number is None else number
    todo = [a for a in pending(batch, portion) if only is None or a.article_id in only]
    results = list(extract_all(todo, settings, at=at))
    found = [r for r in results if isinstance(r, Extraction)]
    failed = tuple(r for r in results if isinstance(r, Failure))
    stamp = fingerprint(settings.model, settings.lexicon)
    rows: dict[str, Sequence[object]] = {
        "articles": [replace(e.article, fingerprint=stamp) for e in found],
        "mentions": [replace(m, batch_id=batch.batch_id) for e in found for m in e.mentions],
        "places": [place_row(e, p, batch) for e in found for p in e.places],
        "dates": [replace(d, batch_id=batch.batch_id) for e in found for d in e.dates],
        "quotes": [replace(q, batch_id=batch.batch_id) for e in found for q in e.quotes],
        "events": [v for e in found for v in e.events],
    }
    counts = {t: write_rows(r, t, batch.folder / t / f"part-{number:08}.parquet") for t, r in rows.items()}
    words = sum(a.words for a in todo)
    return ShardSummary(number, str(batch.folder), counts, {}, words, time.perf_counter() - begun, failed)


def place_row(extraction: Extraction, place: PlaceRef, batch: Batch) -> Place:
    article_id = extraction.article.article_id
    return Place(content_id("place", article_id, place.start, place.end), article_id, place, batch.batch_id)
