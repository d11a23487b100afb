"""Runs one task a shard: in this process when there is one shard, else over worker processes."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from prefect import Task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ProcessPoolTaskRunner

from flows.progress import watched
from flows.steps import warm
from schemas.raw import ShardSummary
from schemas.settings import Settings

MOST = 90  # shards a stage: two stages and change stay below 200 task runs a flow, whatever the archive's size


def run_shards(step: Task[..., ShardSummary], calls: Sequence[dict[str, Any]], settings: Settings) -> list[ShardSummary]:
    """step(**call) for each call, in the order of calls. One bad shard fails the run only after the others are done."""
    if len(calls) <= 1 or settings.processes == 1:
        return [step(**call) for call in calls]
    progress = cast(UUID, create_progress_artifact(0.0, key=f"{step.name}-progress", description=f"Shards of {step.name}"))
    with ProcessPoolTaskRunner(settings.processes, initializer=warm, initargs=(settings.model,)) as runner:
        futures: list[PrefectFuture[ShardSummary]] = [runner.submit(step, parameters=call) for call in calls]
        for done, _ in enumerate(watched(as_completed(futures), step.name, len(futures)), 1):
            update_progress_artifact(progress, 100.0 * done / len(futures))
        return [future.result() for future in futures]
