"""Between reading and extraction: which records are copies, what becomes of each, and which articles are still to extract.

`settle` runs when a batch is read, `finish` when it is extracted. What one finds out for the other lies in the batch's folder.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from typing import Any

import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table
from schemas.codebook import Reason, Stage, Status
from schemas.raw import Failure, ShardSummary
from schemas.settings import Settings
from schemas.tables import Article, Source
from tasks.batch import (
    PENDING,
    At,
    Batch,
    best_articles,
    pending,
    rejected_row,
    staged,
    staged_parts,
    told_of,
    unwatched,
    write_rows,
)
from tasks.decided import Deciders
from tasks.dedup import Copy, find_copies, fingerprint_of
from tasks.discover import Refused
from tasks.forgotten import leave_out_forgotten
from tasks.groups import groups
from tasks.mark import STORED_ARTICLES, all_readings, keep_marked, mark_coded, marked, marks_of, new_versions
from tasks.stories.assign import stories_of
from tasks.versions import Rivals, rivals

STORED_SOURCES = "work/stored/sources.parquet"  # the ledger's rows of stored articles that become copies
PLAN = "work/plan.json"
NOBODY: Deciders = {}
PORTION_ARTICLES, PORTION_WORDS = 50, 15_000  # what one call extracts: enough to keep the parser busy, little to do again


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a batch's articles.

    `portions` holds the number of words of each portion that is to be extracted. `copies` are the new articles that are copies
    and the stored ones (`demoted`) whose text has a better original now. `known` are stored already and not written again.
    """

    portions: tuple[int, ...]
    copies: Mapping[str, Copy]
    known: frozenset[str]
    demoted: Mapping[str, str]  # stored article -> its original until now
    stories: Mapping[str, str]  # original -> the story that it tells

    @property
    def words(self) -> int:
        return sum(self.portions)

    def without(self, failed: Iterable[str]) -> "Plan":
        """The plan where these could not be extracted: no stored article gives way to one of them."""
        lost = set(failed) & {self.copies[d].copy_of for d in self.demoted}
        back = {self.copies[d].copy_of: original for d, original in self.demoted.items() if self.copies[d].copy_of in lost}
        copies = {i: replace(c, copy_of=back.get(c.copy_of, c.copy_of)) for i, c in self.copies.items()}
        demoted = {d: o for d, o in self.demoted.items() if self.copies[d].copy_of not in lost}
        kept = {i: c for i, c in copies.items() if i not in self.demoted or i in demoted}
        return replace(self, demoted=demoted, copies=kept | {i: Copy(back[i], Reason.NEAR_COPY) for i in lost})


def write_plan(batch: Batch, plan: Plan) -> None:
    held = asdict(plan) | {"known": sorted(plan.known), "copies": {i: asdict(c) for i, c in plan.copies.items()}}
    (batch.folder / PLAN).parent.mkdir(parents=True, exist_ok=True)  # nothing was read if all files were refused
    (batch.folder / PLAN).write_text(json.dumps(held), "utf-8")


def read_plan(batch: Batch) -> Plan:
    held = json.loads((batch.folder / PLAN).read_text("utf-8"))
    copies = {i: Copy(c["copy_of"], Reason(c["reason"])) for i, c in held["copies"].items()}
    return Plan(tuple(held["portions"]), copies, frozenset(held["known"]), held["demoted"], held["stories"])


def read_articles(batch: Batch) -> dict[str, Article]:
    """The staged articles by id; the same article read in two shards is one."""
    return {a.article_id: a for a in best_articles(iter(from_table(staged(batch, "articles"), Article)))}


def stored_rows(batch: Batch, name: str, record: type) -> list[Any]:
    """What the warehouse gave to this batch; nothing if it had nothing to give."""
    path = batch.folder / name
    return from_table(pq.read_table(path, schema=arrow_schema(record)), record) if path.exists() else []


def stored_articles(batch: Batch) -> dict[str, Article]:
    return {a.article_id: a for a in stored_rows(batch, STORED_ARTICLES, Article)}


def settle(batch: Batch, settings: Settings, at: At = unwatched) -> Plan:
    """Decides what each staged article is, and writes those that are to be extracted, in portions."""
    at(batch.batch_id, Stage.DEDUP)
    leave_out_forgotten(batch)
    new, stored = read_articles(batch), stored_articles(batch)
    known = frozenset(i for i in new.keys() & stored.keys() if is_done(stored[i]) and told_of(new[i]) <= told_of(stored[i]))
    fresh = {i: a for i, a in new.items() if i not in known}
    kept = {i: a for i, a in stored.items() if i not in fresh}
    copies = copies_among(fresh, kept, settings.near_copy, rivals(all_readings(batch)))
    originals = sorted((a for i, a in fresh.items() if i not in copies), key=lambda a: a.article_id)
    stories = stories_of(batch, originals, {i: a.story_id for i, a in stored.items() if a.story_id})
    portions = write_portions((replace(a, story_id=stories[a.article_id]) for a in originals), batch)
    demoted = {i: kept[i].text_id for i in copies if i in kept}
    plan = Plan(portions, copies, known, demoted, stories)
    write_plan(batch, plan)
    return plan


def is_done(article: Article) -> bool:
    """Coded, or a copy, whose events are those of its original. What could not be coded is tried when a record brings it."""
    return bool(article.fingerprint or article.copy_of)


def copies_among(
    fresh: Mapping[str, Article], stored: Mapping[str, Article], near_copy: float, versions: Rivals
) -> dict[str, Copy]:
    prints = [[fingerprint_of(a) for a in articles.values()] for articles in (fresh, stored)]
    everything = {**stored, **fresh}
    return find_copies(prints[0], prints[1], lambda ids: [everything[i] for i in ids], near_copy, versions)


def write_portions(articles: Iterable[Article], batch: Batch) -> tuple[int, ...]:
    """Writes what is to be extracted, a file a portion. Returns the words of each."""
    words = []
    for number, portion in enumerate(portions_of(articles)):
        write_rows(portion, "articles", batch.folder / PENDING / f"articles-{number:05}.parquet")
        words.append(sum(a.words for a in portion))
    return tuple(words)


def portions_of(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in groups of bounded size."""
    return groups(articles, lambda a: a.words, PORTION_WORDS, PORTION_ARTICLES)


def finish(
    batch: Batch, failures: Sequence[Failure], refused: Sequence[Refused], deciders: Deciders = NOBODY, at: At = unwatched
) -> ShardSummary:
    """Writes what extraction did not: copies, articles that cost their process, and the ledger's rows with their final status.

    Rows of what is left out say what decided it, by stage and reason.
    The summary's statuses count the batch's own records, those of files that were not read included.
    """
    at(batch.batch_id, Stage.DEDUP)
    plan = read_plan(batch).without(f.article_id for f in failures)
    marks = marks_of(batch, originals_of(batch, plan), {f.article_id for f in failures})
    articles = [marked(a, marks) for a in (*linked_articles(batch, plan), *failed_articles(batch, plan, failures))]
    mark_coded(batch, marks)
    moved = [relinked(s, plan.copies[s.article_id or ""], batch) for s in demoted_sources(batch, plan)]
    rows = {
        "articles": write_rows(articles, "articles", batch.folder / "articles" / "finish.parquet")
        + keep_marked(batch, marks, originals_of(batch, plan)),
        "sources": write_rows(moved, "sources", batch.folder / "sources" / "moved.parquet"),
    }
    statuses = Counter[str]()
    left_out = [rejected_row(r.file, r.reject, batch) for r in refused]
    for number, own in enumerate(chain([left_out], settled_sources(batch, plan, failures))):
        told = [replace(s, decided_by=deciders.get((s.stage, s.reason))) for s in own]
        rows["sources"] += write_rows(told, "sources", batch.folder / "sources" / f"part-{number:05}.parquet")
        statuses.update(str(source.status) for source in own)
    versions = new_versions(batch, marks, plan.copies)
    return ShardSummary(0, str(batch.folder), rows, {str(s): statuses[s] for s in Status}, 0, 0.0, versions=versions)


def originals_of(batch: Batch, plan: Plan) -> dict[str, str]:
    """For each article that the batch writes anew the one that it is a copy of, or itself."""
    fresh = set(staged(batch, "articles", columns=["article_id"])["article_id"].to_pylist()) - plan.known
    return {i: i for i in fresh} | {i: c.copy_of for i, c in plan.copies.items()}


def linked_articles(batch: Batch, plan: Plan) -> list[Article]:
    """The rows of all copies: new ones, and stored ones that become copies, whose events go."""
    known = stored_articles(batch) | {i: a for i, a in read_articles(batch).items() if i not in plan.known}
    link = [(known[i], c) for i, c in plan.copies.items() if i in known]
    return [copied(a, c.copy_of, plan.stories.get(c.copy_of), batch) for a, c in link]


def copied(article: Article, original: str, story: str | None, batch: Batch) -> Article:
    """The row of a copy: what was coded of it is that of its original, and so is its story."""
    return replace(
        article, copy_of=original, text_id=original, story_id=story, batch_id=batch.batch_id, fingerprint="", cut=None
    )


def failed_articles(batch: Batch, plan: Plan, failures: Sequence[Failure]) -> list[Article]:
    """The rows of articles that could not be extracted: they are kept, without events."""
    lost = {f.article_id for f in failures} - plan.copies.keys()
    portions = range(len(plan.portions) if lost else 0)
    return [a for n in portions for a in pending(batch, n) if a.article_id in lost]


def settled_sources(batch: Batch, plan: Plan, failures: Sequence[Failure]) -> Iterator[list[Source]]:
    """The ledger rows of the records that were read, each with its final status, in the portions in which they were staged."""
    failed, known = {f.article_id: f for f in failures}, set(plan.known)
    for path in staged_parts(batch, "sources"):
        rows = []
        for source in from_table(pq.read_table(path, schema=arrow_schema(Source)), Source):
            rows.append(settled(source, plan.copies, known, failed))
            if source.article_id is not None:
                known.add(source.article_id)
        yield rows


def settled(source: Source, copies: Mapping[str, Copy], known: set[str], failed: Mapping[str, Failure]) -> Source:
    """A ledger row's final state: duplicate if its article is a copy or was there before, loaded otherwise."""
    article = source.article_id
    if article is None:
        return source
    if copy := copies.get(article):
        return as_copy(source, copy)
    if article in known:
        detail = "The same article was loaded before; nothing to do."
        return replace(
            source, status=Status.DUPLICATE, stage=Stage.DEDUP, reason=Reason.EXACT_COPY, copy_of=article, detail=detail
        )
    return as_failed(source, failed[article]) if article in failed else source


def as_copy(source: Source, copy: Copy) -> Source:
    detail = f"A copy ({copy.kind}) of article {copy.copy_of}; its events are those of the original."
    return replace(source, status=Status.DUPLICATE, stage=Stage.DEDUP, reason=copy.reason, copy_of=copy.copy_of, detail=detail)


def as_failed(source: Source, failure: Failure) -> Source:
    """The article is kept, without events."""
    if failure.reason is Reason.TOO_SLOW:
        remedy = "The article is kept; shorten it, or raise article_seconds"
        return replace(source, status=Status.REJECTED, reason=Reason.TOO_SLOW, detail=f"Not coded: {failure.detail}. {remedy}.")
    detail = f"Extraction failed: {failure.detail}. The article is kept; run it again after an update."
    return replace(source, reason=Reason.EXTRACTION_FAILED, detail=detail)


def demoted_sources(batch: Batch, plan: Plan) -> list[Source]:
    """The ledger rows, written by earlier batches, of stored articles that become copies."""
    return [s for s in stored_rows(batch, STORED_SOURCES, Source) if s.article_id in plan.demoted]


def relinked(source: Source, copy: Copy, batch: Batch) -> Source:
    """The row as this batch leaves it; which run read the record, and when, stays as it was."""
    return replace(as_copy(source, copy), batch_id=batch.batch_id)
