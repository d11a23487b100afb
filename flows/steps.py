"""The Prefect shells of the work: names, retries, result persistence. The work itself is in `tasks`.

Results are persisted as JSON under the run's own key, so that a retry from the Prefect UI passes over the shards that are done.
"""

from collections.abc import Sequence
from typing import Any

from prefect import task

from flows.leave import leave_after_work
from schemas.raw import InputFile, ShardSummary
from schemas.settings import Settings
from tasks.annotate import load_model
from tasks.shard import Batch, extract_shard, read_shard

SHARD: dict[str, Any] = {"retries": 2, "retry_delay_seconds": 5, "persist_result": True, "result_serializer": "json"}


@task(name="read", task_run_name="read-{number}", tags=["dateline"], **SHARD)
def read(files: Sequence[InputFile], number: int, batch: Batch, settings: Settings) -> ShardSummary:
    """Reads, normalizes and signs one shard of files."""
    return read_shard(files, number, batch, settings)


@task(name="extract", task_run_name="extract-{number}", tags=["dateline"], **SHARD)
def extract(number: int, batch: Batch, settings: Settings) -> ShardSummary:
    """Parses and extracts one shard of articles."""
    return extract_shard(number, batch, settings)


def warm(model: str) -> None:
    """Prepares a worker process: the model is loaded once."""
    load_model(model)
    leave_after_work()
