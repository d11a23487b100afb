"""The workers of this process: started when they are needed, kept for the next call, ended with it."""

import atexit
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from schemas.errors import WorkerError
from tasks.crew.worker import Limits, Worker, WorkerLost

R = TypeVar("R")
STARTS = 3  # tries of a call whose worker ended before it came to an item
MEMORY = (
    "See that there is memory enough for the model in each of them: raise worker_mb, or set fewer workers, and run it again"
)
TIRED = 0.75  # of the memory it may take: a worker that has come so far is ended after its call, before it fails in the next


class Crew:
    """Workers for as many threads as call at once; each call has a worker to itself."""

    def __init__(self) -> None:
        self.idle: list[Worker] = []
        self.lock = Lock()

    def call(self, work: Callable[..., R], *arguments: Any, limits: Limits) -> R:
        """work(*arguments, at=...) in a worker. Raises what it raises, or WorkerLost with the item that the worker was at.

        One that ends before it has come to an item says nothing of any item: another is started. Raises WorkerError if that
        does not help.
        """
        for _ in range(STARTS):
            try:
                return self.once(work, arguments, limits)
            except WorkerLost as error:
                if error.item:
                    raise
                lost = error
        raise WorkerError("workers", f"processes end before they have begun: {lost.why}", MEMORY)

    def once(self, work: Callable[..., R], arguments: tuple[Any, ...], limits: Limits) -> R:
        worker = self.take()
        try:
            return worker.call(work, *arguments, limits=limits)
        finally:
            self.give_back(worker, limits)

    def take(self) -> Worker:
        with self.lock:
            while self.idle:
                if (worker := self.idle.pop()).free:
                    return worker
                worker.end()
        return Worker()

    def give_back(self, worker: Worker, limits: Limits) -> None:
        if not worker.free or worker.megabytes() > TIRED * limits.megabytes:
            worker.end()
        else:
            with self.lock:
                self.idle.append(worker)

    def end(self) -> None:
        """Ends the idle workers."""
        with self.lock:
            while self.idle:
                self.idle.pop().end()


@cache
def crew() -> Crew:
    """The crew of this process: it outlives a run, so that the next one finds the model loaded."""
    made = Crew()
    atexit.register(made.end)
    return made
