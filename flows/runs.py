"""What a run is asked to do, what it did, and the row of `runs` that tells it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from flows.clock import Clock
from lexicon.files import digest
from schemas.raw import Failure, ShardSummary
from schemas.settings import Settings
from schemas.tables import Run
from schemas.version import code_version
from tasks.batch import Batch, write_rows
from tasks.fingerprint import coded_by, model_version

FATES = ("loaded", "duplicate", "rejected", "skipped")


class IfBusy(StrEnum):
    """What a run does that finds another one writing to the warehouse."""

    WAIT = "wait"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Order:
    """One run: what it reads, who it is, and whom it tells what happens. `parameters` are the flow's, as JSON."""

    sources: tuple[str, ...]
    settings: Settings
    run_id: str
    parameters: str
    tell: Callable[[str], None]
    if_busy: IfBusy = IfBusy.WAIT
    flow: str = "ingest"
    retry: tuple[str, ...] = ()  # reasons for which records were left out that are tried again, whatever decided it
    prune: bool = False  # articles whose every source is gone are taken out

    @property
    def work(self) -> str:
        """What others are told that this run does."""
        return f"{self.flow} {self.run_id}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, in numbers. `inputs` = unchanged + loaded + duplicate + rejected + skipped."""

    batches: int = 0
    unchanged: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    words: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)  # wall-clock time by stage
    versions: int = 0  # articles that came in as versions of others, since the run was last started
    skipped_for: str = ""  # who was writing, where the run gave way
    recoded: int = 0  # stored articles that were coded again
    failures: tuple[Failure, ...] = ()  # stored articles that could not be, and keep their rows

    @property
    def inputs(self) -> int:
        return self.unchanged + sum(self.statuses.values())

    def after(self, finished: ShardSummary, extracted: Sequence[ShardSummary]) -> "Outcome":
        """With one batch more."""
        statuses = {s: self.statuses.get(s, 0) + finished.statuses.get(s, 0) for s in FATES}
        rows = dict(self.rows)
        for summary in extracted:
            for table, count in summary.rows.items():
                rows[table] = rows.get(table, 0) + count
        words = self.words + sum(s.words for s in extracted)
        versions = self.versions + finished.versions
        return replace(self, batches=self.batches + 1, statuses=statuses, rows=rows, words=words, versions=versions)

    @staticmethod
    def of(row: Run | None, unchanged: int) -> "Outcome":
        """Where a run goes on that was broken off: with what it has committed already."""
        if row is None:
            return Outcome(unchanged=unchanged)
        statuses = {s: int(getattr(row, s)) for s in FATES}
        return Outcome(unchanged=unchanged, statuses=statuses, rows={"events": row.events}, recoded=row.recoded or 0)


def stage_run(order: Order, outcome: Outcome, batch: Batch, clock: Clock) -> None:
    """Stages the run's own row with its batch: one row a run, with what it has done up to this batch."""
    write_rows([run_row(order, outcome, batch.batch_id, clock)], "runs", batch.folder / "runs" / "part-00000.parquet")


def run_row(order: Order, outcome: Outcome, batch_id: str, clock: Clock) -> Run:
    counts = {s: outcome.statuses.get(s, 0) for s in FATES}
    return Run(
        run_id=order.run_id, batch_id=batch_id, flow=order.flow, parameters=order.parameters, started=clock.started,
        finished=datetime.now(UTC), inputs=outcome.inputs, unchanged=outcome.unchanged, **counts,
        events=outcome.rows.get("events", 0), timings=clock.timings, code_version=code_version(),
        lexicon_digest=digest(), model=model_version(order.settings.model),
        recoded=outcome.recoded or None, coded_by=coded_by(order.settings),
    )  # fmt: skip
