"""Lists of inputs to staged tables: the units of parallel work. Paths in, summaries out; rows stay on disk.

Only workers load this module, since it loads what reading and coding need (see tasks.supervise).
"""

import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from schemas.codebook import Reason, Stage
from schemas.ids import content_id
from schemas.parts import PlaceRef
from schemas.raw import Failure, InputFile, RawArticle, Reject, ShardSummary
from schemas.settings import Settings
from schemas.tables import Article, Place, Source
from tasks.batch import READ, At, Batch, best_articles, item_of, pending, rejected_row, source_row, unwatched, write_rows
from tasks.dedup import sign
from tasks.extract.article import Extraction, extract_all
from tasks.fingerprint import fingerprint
from tasks.normalize import Normalized, normalize
from tasks.places import place_of, with_alone
from tasks.read.formats import format_of
from tasks.read.readers import read_file
from tasks.stories.assign import keyed

SAMPLE = (  # long enough for every step to look at it
    "HOMS, March 4 - Troops left the town on Monday after a week of fighting in which they had lost nine men, the mayor said. "
    "Two schools and the market were open again in the afternoon, but the road to the coast stayed closed for the third day."
)
MOST_RECORDS = 100_000  # of one file: what is found out about them is held in memory
FLUSH = 1000  # records that are held in memory before they are written


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


def records(
    files: Sequence[InputFile], batch: Batch, settings: Settings, lost: Mapping[str, Reject], at: At
) -> Iterator[tuple[Source, Article | None]]:
    for file in files:
        yield from read_one(file, batch, settings, lost, at)


def read_one(
    file: InputFile, batch: Batch, settings: Settings, lost: Mapping[str, Reject], at: At
) -> Iterator[tuple[Source, Article | None]]:
    """The records of one file with the articles that they hold."""
    at(file.uri, Stage.READ)
    content = read_file(file, settings)
    file = replace(file, sha256=content.sha256)
    for raw, alone in wanted(with_alone(bounded(content.records, file)), file):
        item = item_of(file.uri, raw.record)
        at(item, Stage.NORMALIZE)
        found = lost[item] if item in lost else normalize(raw, settings) if isinstance(raw, RawArticle) else raw
        if isinstance(found, Normalized) and isinstance(raw, RawArticle):
            outlet = raw.brought.outlet or None
            article = keyed(sign(replace(found.article, batch_id=batch.batch_id, outlet=outlet)))
            yield source_row(file, raw, batch, article.article_id, place_of(file, raw, alone)), article
        elif isinstance(found, Reject):
            yield rejected_row(file, found, batch, raw), None
        at(file.uri, Stage.READ)


def wanted(records: Iterator[tuple[RawArticle | Reject, bool]], file: InputFile) -> Iterator[tuple[RawArticle | Reject, bool]]:
    """What is to be read of a file that was read before: all, if it has other content by now.

    Each record that is to be read again has an answer, whether or not the reader comes to it.
    """
    again = file.again
    if again is None or again.sha256 != file.sha256:
        yield from records
        return
    found = set()
    for raw, alone in records:
        if again.wants(raw.record):
            found.add(raw.record)
            yield raw, alone
    for number in sorted(again.records - found):
        detail = "the record is not found in the file any more; look at what stands before it"
        yield Reject(file.uri, number, format_of(file.uri), Stage.READ, Reason.UNREADABLE, detail), False


def bounded(records: Iterator[RawArticle | Reject], file: InputFile) -> Iterator[RawArticle | Reject]:
    """The first MOST_RECORDS of a file; the rest of it is told of by one reject."""
    yield from islice(records, MOST_RECORDS)
    if (more := next(records, None)) is not None:
        detail = f"only the first {MOST_RECORDS:,} records of the file are read; split it"
        yield Reject(file.uri, more.record, format_of(file.uri), Stage.READ, Reason.TOO_LARGE, detail)


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
    stamp = fingerprint(settings)
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
