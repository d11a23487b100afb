"""The Prefect shells of the work: a task run a shard, so that the UI shows them. The work itself is in `tasks`.

Nothing is cached: what a retry passes over is what the ledger knows, and a batch that was not committed is done again.
"""

import json
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID, uuid4

from prefect import Task, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.progress import watched
from flows.runs import Order
from flows.shards import Call
from schemas.raw import InputFile, ShardSummary
from schemas.settings import Settings
from tasks.batch import Batch
from tasks.crew import crew
from tasks.supervise import extract_portions, read_files

SHARD: dict[str, Any] = {"persist_result": False, "tags": ["dateline"]}


@task(name="read", task_run_name="read-{number}", **SHARD)
def read(items: Sequence[InputFile], number: int, batch: Batch, settings: Settings) -> ShardSummary:
    """Reads, normalizes and signs one shard of files."""
    return read_files(items, number, batch, settings, crew())


@task(name="extract", task_run_name="extract-{number}", **SHARD)
def extract(items: Sequence[int], number: int, batch: Batch, settings: Settings) -> ShardSummary:
    """Parses and extracts one shard of articles."""
    return extract_portions(items, number, batch, settings, crew())


class TaskRuns:
    """Shards as Prefect task runs, with a progress artifact for each stage."""

    def read(self, calls: Sequence[Call], settings: Settings) -> list[ShardSummary]:
        return self.run(read, calls, settings)

    def extract(self, calls: Sequence[Call], settings: Settings) -> list[ShardSummary]:
        return self.run(extract, calls, settings)

    def run(self, step: Task[..., Any], calls: Sequence[Call], settings: Settings) -> list[ShardSummary]:
        crew()  # made once, before the threads ask for it
        key = f"{step.name}-progress"
        progress = cast(UUID, create_progress_artifact(0.0, key=key, description=f"Shards of {step.name}"))
        runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=settings.processes)
        with runner:
            futures: list[PrefectFuture[ShardSummary]] = [
                runner.submit(step, parameters={"items": i, "number": n, "batch": b, "settings": settings}) for i, n, b in calls
            ]
            for done, _ in enumerate(watched(as_completed(futures), step.name, len(futures)), 1):
                update_progress_artifact(progress, 100.0 * done / len(futures))
            return [future.result() for future in futures]


def order_of_flow(settings: Settings, flow: str, sources: Sequence[str] = (), **asked: Any) -> Order:
    """This flow run as an order: its id names its row of `runs`, also when it is tried again."""
    parameters = json.dumps(flow_run.parameters or {}, default=str, sort_keys=True)
    run_id = str(flow_run.id or uuid4())
    return Order(tuple(sources), settings, run_id, parameters, get_run_logger().info, flow=flow, **asked)
