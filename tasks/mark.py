"""The versions among a batch's articles: what was read at the same places, and the rows of `articles` that get marks."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table, to_table
from schemas.tables import Article
from schemas.versions import Reading
from tasks.batch import Batch, rewrite, staged, write_rows
from tasks.versions import Marks, is_crowded, mark_all

STORED_ARTICLES = "work/stored/articles.parquet"  # what the warehouse has of the same texts and at the same places, all columns
STORED_READINGS = "work/stored/readings.parquet"  # what was read at the places of all these articles
KEPT = "articles/kept.parquet"  # new rows for stored articles whose mentions, events and so on stay as they are
LEDGER = ("place", "uri", "record", "ingested", "modified", "article_id")
TOLD = ("article_id", "content_hash", "title", "published")
MARKED = ("supersedes", "superseded_by")


def own_places(batch: Batch) -> set[str]:
    """Where the articles that the batch has read stand."""
    return {p for p in staged(batch, "sources", columns=["place"])["place"].to_pylist() if p is not None}


def at_places(readings: pa.Table) -> set[str]:
    """The articles of places that do not have too many."""
    found: dict[str, list[Reading]] = {}
    for reading in from_table(readings, Reading):
        found.setdefault(reading.place, []).append(reading)
    return {r.article_id for there in found.values() if not is_crowded(there) for r in there}


def all_readings(batch: Batch, failed: Collection[str] = ()) -> list[Reading]:
    """Those of earlier batches and the batch's own, but for articles that could not be coded: nothing gives way to them."""
    path = batch.folder / STORED_READINGS
    stored = from_table(pq.read_table(path, schema=arrow_schema(Reading)), Reading) if path.exists() else []
    return [*stored, *own_readings(batch, {*failed, *uncoded(batch)})]


def own_readings(batch: Batch, left_out: Collection[str]) -> list[Reading]:
    told = {row["article_id"]: row for row in staged(batch, "articles", columns=TOLD).to_pylist()}
    rows = staged(batch, "sources", columns=LEDGER).to_pylist()
    wanted = (r for r in rows if r["place"] is not None and r["article_id"] in told.keys() - set(left_out))
    return [Reading(**(row | told[row["article_id"]]), superseded_by=None) for row in wanted]


def stored_columns(batch: Batch, *columns: str) -> dict[str, dict[str, Any]]:
    """Some columns of the stored articles that the batch was given, by id."""
    path = batch.folder / STORED_ARTICLES
    rows = pq.read_table(path, columns=["article_id", *columns]).to_pylist() if path.exists() else []
    return {row["article_id"]: row for row in rows}


def uncoded(batch: Batch) -> set[str]:
    """Stored articles that could not be coded."""
    rows = stored_columns(batch, "fingerprint", "copy_of")
    return {i for i, row in rows.items() if not row["fingerprint"] and row["copy_of"] is None}


def marks_of(batch: Batch, originals: Mapping[str, str], failed: Collection[str]) -> dict[str, Marks]:
    """The marks of the batch's articles and the stored ones around them. `originals`: what each that is staged is a copy of."""
    texts = {i: row["text_id"] for i, row in stored_columns(batch, "text_id").items()} | dict(originals)
    return mark_all(all_readings(batch, failed), texts)


def marked(article: Article, marks: Mapping[str, Marks]) -> Article:
    found = marks.get(article.article_id, Marks())
    return replace(article, supersedes=found.supersedes, superseded_by=found.superseded_by)


def mark_coded(batch: Batch, marks: Mapping[str, Marks]) -> None:
    """Brings the marks into the rows that extraction has written; the few files that hold such are written again."""
    for path in sorted((batch.folder / "articles").glob("part-*.parquet")):
        rows = pq.read_table(path, columns=["article_id", *MARKED]).to_pylist()
        if any(Marks(r["supersedes"], r["superseded_by"]) != marks.get(r["article_id"], Marks()) for r in rows):
            articles = from_table(pq.read_table(path), Article)
            rewrite(to_table([marked(a, marks) for a in articles], Article), path)


def keep_marked(batch: Batch, marks: Mapping[str, Marks], staged_ids: Collection[str]) -> int:
    """Writes the rows of stored articles that nothing is new of but their marks. Returns their number."""
    before = stored_columns(batch, *MARKED)
    changed = {
        i for i, r in before.items()
        if i not in staged_ids and marks.get(i, Marks()) != Marks(r["supersedes"], r["superseded_by"])
    }  # fmt: skip
    if not changed:
        return 0
    stored = from_table(pq.read_table(batch.folder / STORED_ARTICLES, filters=[("article_id", "in", changed)]), Article)
    rows = [replace(marked(a, marks), batch_id=batch.batch_id) for a in stored]
    return write_rows(rows, "articles", batch.folder / KEPT)


def new_versions(batch: Batch, marks: Mapping[str, Marks], copies: Collection[str]) -> int:
    """How many of the articles that the batch has read have other versions, which it did not know them to have."""
    before = stored_columns(batch, *MARKED)
    own = set(staged(batch, "articles", columns=["article_id"])["article_id"].to_pylist()) - set(copies)
    return sum(changed(before.get(i), marks.get(i, Marks())) for i in own)


def changed(before: Mapping[str, Any] | None, now: Marks) -> bool:
    """Is it a version and was not stored, or is it current again?"""
    if before is None:
        return now != Marks()
    return before["superseded_by"] is not None and now.superseded_by is None
