"""What is done for a whole batch at once, by a worker: the process that ingests stays small."""

from collections.abc import Callable
from typing import Any, TypeVar

from schemas.errors import WorkerError
from schemas.settings import Settings
from tasks.crew import Limits, WorkerLost, crew

SECONDS, TRIES = 3600.0, 2
R = TypeVar("R")


def for_all(work: Callable[..., R], *arguments: Any, settings: Settings) -> R:
    """What is done for a whole batch at once, by a worker; by another, if that is lost."""
    for _ in range(TRIES):
        try:
            return crew().call(work, *arguments, limits=Limits(SECONDS, settings.worker_mb))
        except WorkerLost as error:
            lost = error
    remedy = "Nothing of the batch is lost: raise worker_mb, or lower batch_files and batch_mb, and run it again"
    raise WorkerError(str(settings.data_dir), f"a batch could not be settled: {lost}", remedy)
