"""How long each stage of a run takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from schemas.parts import StageTime


class Clock:
    """Collects wall-clock seconds by stage."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC)
        self.timings: list[StageTime] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.timings.append(StageTime(name, round(time.perf_counter() - begun, 3)))
