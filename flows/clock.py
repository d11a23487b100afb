"""How long each stage of a run takes, over all its batches."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from schemas.parts import StageTime


class Clock:
    """Adds up wall-clock seconds by stage."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC)
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun

    @property
    def timings(self) -> tuple[StageTime, ...]:
        return tuple(StageTime(name, round(seconds, 3)) for name, seconds in self.seconds.items())
