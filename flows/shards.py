"""How the shards of a stage are run: by threads of this process, each of which has workers do the work."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any, Protocol

from flows.progress import watched
from schemas.raw import ShardSummary
from schemas.settings import Settings
from tasks.batch import Batch
from tasks.crew import crew
from tasks.supervise import extract_portions, read_files

Call = tuple[Sequence[Any], int, Batch]  # (files or portions, the shard's number, its batch)
MOST = 90  # shards of a stage in one batch: each costs the orchestrator a task run


class Shards(Protocol):
    """Runs each call of a stage. A shard that fails fails the stage only after the others are done."""

    def read(self, calls: Sequence[Call], settings: Settings) -> list[ShardSummary]: ...

    def extract(self, calls: Sequence[Call], settings: Settings) -> list[ShardSummary]: ...


class Threads:
    """Shards as plain calls."""

    def read(self, calls: Sequence[Call], settings: Settings) -> list[ShardSummary]:
        return self.run("reading", read_files, calls, settings)

    def extract(self, calls: Sequence[Call], settings: Settings) -> list[ShardSummary]:
        return self.run("coding", extract_portions, calls, settings)

    def run(
        self, what: str, step: Callable[..., ShardSummary], calls: Sequence[Call], settings: Settings
    ) -> list[ShardSummary]:
        with ThreadPoolExecutor(settings.processes) as threads:
            futures = [threads.submit(step, *call, settings, crew()) for call in calls]
            for _ in watched(as_completed(futures), what, len(futures)):
                pass
            return [future.result() for future in futures]
