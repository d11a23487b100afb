"""Between reading and extraction: which records are copies, what becomes of each, and which articles are still to extract."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from schemas.arrow import from_table
from schemas.codebook import Reason, Stage, Status
from schemas.raw import Failure
from schemas.tables import Article, Source
from tasks.dedup import Copy
from tasks.discover import Refused
from tasks.shard import PENDING, Batch, rejected_row, staged, write_rows


def read_articles(batch: Batch) -> dict[str, Article]:
    """The staged articles by id; the same article read in two shards is one."""
    found: dict[str, Article] = {}
    for article in from_table(staged(batch, "articles"), Article):
        found.setdefault(article.article_id, article)
    return found


def settle(batch: Batch, copies: Mapping[str, Copy], stored: Iterable[str], size: int, most: int) -> int:
    """Writes the copies' article rows and, in shards, the articles to extract. Returns the number of shards.

    `stored` are the article ids that the warehouse holds already: they are not written again.
    """
    known = set(stored)
    fresh = [a for a in read_articles(batch).values() if a.article_id not in known]
    linked = [replace(a, copy_of=c.copy_of, story_id=c.copy_of) for a in fresh if (c := copies.get(a.article_id))]
    todo = sorted((a for a in fresh if a.article_id not in copies), key=lambda a: a.article_id)
    write_rows(linked, "articles", batch.folder / "articles" / "copies.parquet")
    step = max(size, -(-len(todo) // most))
    shards = [todo[i : i + step] for i in range(0, len(todo), step)]
    for number, shard in enumerate(shards):
        write_rows(shard, "articles", batch.folder / PENDING / f"articles-{number:05}.parquet")
    return len(shards)


def finish_sources(
    batch: Batch,
    copies: Mapping[str, Copy],
    stored: Iterable[str],
    failures: Sequence[Failure],
    refused: Sequence[Refused],
) -> dict[str, int]:
    """Writes the ledger rows with their final status, those of files that were not read included. Counts records by status."""
    known, failed, seen = set(stored), {f.article_id: f.detail for f in failures}, set[str]()
    rows = [rejected_row(r.file, r.reject, batch) for r in refused]
    for source in from_table(staged(batch, "sources"), Source):
        rows.append(settled(source, copies, known | seen, failed))
        if source.article_id is not None:
            seen.add(source.article_id)
    write_rows(rows, "sources", batch.folder / "sources" / "part-00000.parquet")
    return {str(s): sum(r.status == s for r in rows) for s in Status}


def settled(source: Source, copies: Mapping[str, Copy], known: set[str], failed: Mapping[str, str]) -> Source:
    """A ledger row's final state: duplicate if its article is a copy or was there before, loaded otherwise."""
    article = source.article_id
    if article is None:
        return source
    if article in known:
        detail = "The same article was loaded before; nothing to do."
        return replace(
            source, status=Status.DUPLICATE, stage=Stage.DEDUP, reason=Reason.EXACT_COPY, copy_of=article, detail=detail
        )
    if copy := copies.get(article):
        detail = f"A copy ({copy.kind}) of article {copy.copy_of}; its events are those of the original."
        return replace(
            source, status=Status.DUPLICATE, stage=Stage.DEDUP, reason=copy.reason, copy_of=copy.copy_of, detail=detail
        )
    if article in failed:
        detail = f"Extraction failed: {failed[article]}. The article is kept; run it again after an update."
        return replace(source, reason=Reason.EXTRACTION_FAILED, detail=detail)
    return source
