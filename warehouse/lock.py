"""One writer at a time, by locks of the operating system that die with their process; who waits goes before who comes back."""

import fcntl
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakSet

from schemas.errors import BusyError

POLL_SECONDS = 0.1
SILENT_SECONDS = 1.0  # a shorter wait is not worth a word
NAME_BYTES = 200  # of what the holder says of itself


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that is writing, and what it says that it does."""

    pid: str
    work: str

    def __str__(self) -> str:
        return f"process {self.pid}" + (f" ({self.work})" if self.work else "")


class WriterLock:
    """Two flock(2) locks on files that are never deleted: a turnstile, and behind it the lock itself.

    A writer passes the turnstile first and keeps it until it has the lock. A run that gives the lock up between two batches has
    to pass the turnstile again, where the next in line already stands: so nobody starves. The lock's file holds the pid of the
    process that has it and what it does. Forked children give up their copy of its descriptor at once, so that it is free as
    soon as the holder itself is gone. Works on Linux and macOS, on local disks; whether it works on a network file system is up
    to that file system.
    """

    def __init__(self, path: Path, seconds: float | None, work: str = "", tell: Callable[[str], None] | None = None) -> None:
        self.path, self.seconds, self.work, self.tell = path, seconds, work, tell
        self.descriptor: int | None = None

    def acquire(self) -> None:
        """Waits up to `seconds`, or as long as it takes if that is None, and tells for whom. Raises BusyError naming it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        patience = Patience(self)
        turnstile = opened(self.path.with_suffix(".queue"))
        try:
            patience.wait_for(turnstile)
            descriptor = opened(self.path)
            try:
                patience.wait_for(descriptor)
            except BaseException:
                os.close(descriptor)
                raise
        finally:
            os.close(turnstile)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {self.work}".encode()[:NAME_BYTES], 0)
        self.descriptor = descriptor
        HELD.add(self)

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
            HELD.discard(self)

    def holder(self) -> Holder:
        """Who has the lock, as the file says."""
        try:
            pid, _, work = self.path.read_bytes()[:NAME_BYTES].decode(errors="replace").partition(" ")
        except OSError:
            pid = work = ""
        return Holder(pid or "unknown", work)


class Patience:
    """The wait of one writer for both locks: it has one deadline, and is told of when it begins and when the holder changes."""

    def __init__(self, lock: WriterLock) -> None:
        self.lock, self.begun, self.told = lock, time.monotonic(), ""

    def wait_for(self, descriptor: int) -> None:
        while not try_lock(descriptor):
            waited = time.monotonic() - self.begun
            if self.lock.seconds is not None and waited >= self.lock.seconds:
                raise self.refusal()
            if waited >= SILENT_SECONDS:
                self.say()
            time.sleep(POLL_SECONDS)

    def say(self) -> None:
        holder = str(self.lock.holder())
        if self.lock.tell is not None and holder != self.told:
            self.lock.tell(f"Waiting for {holder}, which is writing to {self.lock.path.parent}")
            self.told = holder

    def refusal(self) -> BusyError:
        problem = f"{self.lock.holder()} is writing to the warehouse, and was still after {self.lock.seconds:g} seconds"
        return BusyError(str(self.lock.path.parent), problem, "Wait for that run to end, stop it, or raise lock_seconds")


HELD: WeakSet[WriterLock] = WeakSet()


def forget_in_child() -> None:
    for lock in list(HELD):
        lock.release()


os.register_at_fork(after_in_child=forget_in_child)


def opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


def try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
