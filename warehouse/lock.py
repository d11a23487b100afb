"""One writer at a time, by a lock of the operating system that dies with its process."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from weakref import WeakSet

from schemas.errors import WarehouseError

POLL_SECONDS = 0.1


class WriterLock:
    """An flock(2) on a file that is never deleted; the file holds the pid of the process that has it.

    Forked children give up their copy of the descriptor at once, so that the lock is free as soon as the holder itself is gone.
    Works on Linux and macOS, on local disks; whether it works on a network file system is up to that file system.
    """

    def __init__(self, path: Path, seconds: float) -> None:
        self.path, self.seconds = path, seconds
        self.descriptor: int | None = None

    def acquire(self) -> None:
        """Waits up to `seconds`. Raises WarehouseError naming the process that holds the lock."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not wait_for(lambda: try_lock(descriptor), self.seconds):
                raise self.refusal(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        self.descriptor = descriptor
        HELD.add(self)

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
            HELD.discard(self)

    def refusal(self, descriptor: int) -> WarehouseError:
        holder = os.pread(descriptor, 20, 0).decode(errors="replace") or "unknown"
        problem = f"process {holder} is writing to the warehouse, and was still after {self.seconds:g} seconds"
        return WarehouseError(str(self.path.parent), problem, "Wait for that run to end, stop it, or raise lock_seconds")


HELD: WeakSet[WriterLock] = WeakSet()


def forget_in_child() -> None:
    for lock in list(HELD):
        lock.release()


os.register_at_fork(after_in_child=forget_in_child)


def try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for(ready: Callable[[], bool], seconds: float) -> bool:
    """Polls until ready or out of time; asks at least once."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() >= deadline:
            return False
        time.sleep(min(POLL_SECONDS, max(0.0, deadline - time.monotonic())))
    return True
