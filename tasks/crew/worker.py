"""The parent's side of one worker process: start it, give it a call, watch it, end it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

import psutil

from schemas.codebook import Reason

R = TypeVar("R")
LOOK_SECONDS = 0.1  # between two looks at the process
PAUSE_SECONDS = 2.0  # between two looks, from which the watch itself was held up
IDLE = 10  # times `seconds` that may pass on the clock without an answer, as when a network drive hangs
START_SECONDS = 300.0  # processor seconds until the first item: imports, the model, tables of names
MEGABYTE = 1_000_000
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # the processes are the parallelism


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item of a call may take: processor seconds since the worker came to it, megabytes of memory in all."""

    seconds: float
    megabytes: int


class WorkerLost(Exception):
    """A call that did not come back: why, and which item and stage the worker was last heard of at."""

    def __init__(self, reason: Reason, why: str, item: str, stage: str) -> None:
        super().__init__(f"{why} in {stage or 'its start'}")
        self.reason, self.why, self.item, self.stage = reason, why, item, stage


class Worker:
    """A process that takes one call at a time. Not for several threads at once."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        reading, life = os.pipe()
        self.life: int | None = life
        command = [sys.executable, "-P", "-m", "tasks.crew.child", str(theirs.fileno()), str(reading)]
        path = os.pathsep.join(p or str(Path.cwd()) for p in sys.path)
        self.process = subprocess.Popen(
            command, pass_fds=(theirs.fileno(), reading), env=os.environ | ENVIRONMENT | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0,
        )  # fmt: skip
        theirs.close()
        os.close(reading)
        self.line = Connection(ours.detach())
        self.busy = False
        self.seen = psutil.Process(self.process.pid)

    @property
    def free(self) -> bool:
        """Can it take another call? Not if it is gone, nor while it owes the answer to a call that was broken off."""
        return not self.busy and self.process.poll() is None

    def call(self, work: Callable[..., R], *arguments: Any, limits: Limits) -> R:
        """work(*arguments, at=...) in the process. Raises what it raises, or WorkerLost; the process is then gone."""
        with suppress(OSError):  # a process that is gone is noticed below
            self.line.send((work, arguments))
        self.busy = True
        kind, value = self.answer(Watch(self, limits))
        self.busy = False
        if kind == "raised":
            raise value
        return value  # type: ignore[no-any-return]

    def answer(self, watch: "Watch") -> tuple[str, Any]:
        """How the call ends: ("done", its result) or ("raised", its error)."""
        kind: str
        value: Any
        while True:
            try:
                kind, value = self.line.recv() if self.line.poll(LOOK_SECONDS) else ("", None)
            except (EOFError, OSError):
                raise watch.lost(Reason.EXTRACTION_FAILED, self.ended()) from None
            if kind in ("done", "raised"):
                return kind, value
            if kind == "at":
                item, stage = value
                watch.moved(item, stage)
            watch.look()

    def ended(self) -> str:
        """How the process ended."""
        code = self.process.wait()
        return f"the process was killed by signal {-code}" if code < 0 else f"the process ended with {code}"

    def megabytes(self) -> float:
        """Resident memory; 0 when the process is gone."""
        try:
            return float(self.seen.memory_info().rss / MEGABYTE)
        except psutil.Error:
            return 0.0

    def processor_seconds(self) -> float:
        try:
            times = self.seen.cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)

    def end(self) -> None:
        """Ends the process, whatever it is doing; a second time does nothing."""
        self.process.kill()
        self.process.wait()
        self.line.close()
        if self.life is not None:
            os.close(self.life)
            self.life = None


class Watch:
    """Keeps one call within its limits."""

    def __init__(self, worker: Worker, limits: Limits) -> None:
        self.worker, self.limits = worker, limits
        self.item = self.stage = ""
        self.spent, self.since = worker.processor_seconds(), time.monotonic()
        self.looked = self.since

    def moved(self, item: str, stage: str) -> None:
        """The worker has come to an item or a stage. An item's time runs through all its stages."""
        if item != self.item:
            self.spent, self.since = self.worker.processor_seconds(), time.monotonic()
        self.item, self.stage = item, stage

    def look(self) -> None:
        """Ends the worker and raises WorkerLost if it has taken too much. Looks now and then, however often it is asked to."""
        now = time.monotonic()
        if now - self.looked < LOOK_SECONDS:
            return
        if now - self.looked > PAUSE_SECONDS:  # it was not the worker that slept, but whoever watches it, or the machine
            self.since += now - self.looked
        self.looked = now
        seconds = self.limits.seconds if self.item else START_SECONDS
        if self.worker.megabytes() > self.limits.megabytes:
            self.give_up(Reason.EXTRACTION_FAILED, f"it took more than {self.limits.megabytes} MB of memory")
        if self.worker.processor_seconds() - self.spent > seconds:
            self.give_up(Reason.TOO_SLOW, f"it took more than {seconds:g} processor seconds")
        if now - self.since > IDLE * seconds:
            self.give_up(Reason.TOO_SLOW, f"nothing was heard of it for {IDLE * seconds:g} seconds")

    def give_up(self, reason: Reason, why: str) -> None:
        self.worker.end()
        raise self.lost(reason, why)

    def lost(self, reason: Reason, why: str) -> WorkerLost:
        return WorkerLost(reason, why, self.item, self.stage)
