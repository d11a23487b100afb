"""A run's batch, its outcome, and the row of `runs` that tells it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from prefect.runtime import flow_run

from flows.clock import Clock
from lexicon.files import digest
from schemas.arrow import to_table
from schemas.raw import ShardSummary
from schemas.settings import Settings
from schemas.tables import Article, Run
from tasks.dedup import Copy, find_copies, fingerprints
from tasks.discover import Discovery
from tasks.fingerprint import code_version, model_version
from tasks.settle import read_articles
from tasks.shard import Batch, batch_id_of, write_rows
from warehouse.query import copy_candidates, known_articles, stored_articles
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, in numbers. `inputs` = unchanged + loaded + duplicate + rejected + skipped."""

    batch_id: str = ""
    unchanged: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    words: int = 0

    @staticmethod
    def of(batch: Batch, found: Discovery, statuses: Mapping[str, int], done: Sequence[ShardSummary]) -> "Outcome":
        rows: dict[str, int] = {}
        for summary in done:
            for table, count in summary.rows.items():
                rows[table] = rows.get(table, 0) + count
        return Outcome(batch.batch_id, found.unchanged, dict(statuses), rows, sum(s.words for s in done))

    @property
    def inputs(self) -> int:
        return self.unchanged + sum(self.statuses.values())


def copies_of(batch: Batch, settings: Settings) -> tuple[Mapping[str, Copy], set[str]]:
    """(copies among the batch's articles, articles that other batches have stored already)."""
    staged_articles = read_articles(batch)
    new = fingerprints(to_table(list(staged_articles.values()), Article))
    bands = {band for one in new for band in one.bands}
    candidates = copy_candidates(settings.data_dir, {one.content_hash for one in new}, bands)

    def load(wanted: Collection[str]) -> list[Article]:
        elsewhere = [i for i in wanted if i not in staged_articles]
        here = [staged_articles[i] for i in wanted if i in staged_articles]
        return [*here, *(stored_articles(settings.data_dir, elsewhere) if elsewhere else ())]

    copies = find_copies(new, fingerprints(candidates), load, settings.near_copy)
    return copies, known_articles(settings.data_dir, staged_articles)


def batch_of(found: Discovery, store: Store) -> Batch:
    """The batch of these files with a clean staging folder; a retry of the same run keeps what its shards have staged."""
    batch_id = batch_id_of(found.files)
    retry = (flow_run.get_run_count() if hasattr(flow_run, "get_run_count") else flow_run.run_count or 1) > 1
    store.recover(batch_id if retry else None)
    return Batch(batch_id, str(flow_run.id or uuid4()), store.staging(batch_id))


def stage_run(flow: str, outcome: Outcome, batch: Batch, clock: Clock, settings: Settings) -> None:
    """Stages the run's own row with its batch."""
    parameters = json.dumps(flow_run.parameters or {}, default=str, sort_keys=True)
    counts = {k: outcome.statuses.get(k, 0) for k in ("loaded", "duplicate", "rejected", "skipped")}
    row = Run(
        run_id=batch.run_id, batch_id=batch.batch_id, flow=flow, parameters=parameters, started=clock.started,
        finished=datetime.now(UTC), inputs=outcome.inputs, unchanged=outcome.unchanged, **counts,
        events=outcome.rows.get("events", 0), timings=tuple(clock.timings), code_version=code_version(),
        lexicon_digest=digest(), model=model_version(settings.model),
    )  # fmt: skip
    write_rows([row], "runs", batch.folder / "runs" / "part-00000.parquet")
