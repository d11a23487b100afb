"""Ingests a folder of inputs made to do harm, and holds what comes of it against what must.

    python -m tests.hostile FOLDER

Every input has its row in the ledger, the run ends well and within memory, and no input takes more processor time than 2
seconds for each MB read and 1 for each 1,000 words coded, and some grace: short articles are parsed in groups, whose time is
counted to the last of a group. A second run finds nothing new.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tasks.crew import crew
from tasks.crew.worker import MEGABYTE, Watch
from tests.runs import assert_in_order, ingest
from warehouse.query import rows

MINUTES = 15.0
SECONDS_A_MB, SECONDS_A_WORD, GRACE, MOST = 2.0, 0.001, 6.0, 60.0
CODING_MB, PARENT_MB = 1600.0, 600.0
INPUTS = """
SELECT uri, count(*) AS records, any_value(size) AS size, min(status) AS status,
    list_sort(list_distinct(list(reason))) AS reasons, list(a.article_id) AS articles,
    sum(least(a.words, 20000))::BIGINT AS words
FROM sources LEFT JOIN articles AS a USING (article_id) GROUP BY uri ORDER BY uri
"""


@dataclass(slots=True)
class Meter:
    """Processor seconds of each item that workers were at, and the most memory that any of them took."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    worker_mb: float = 0.0
    parent_mb: float = 0.0

    def watch(self) -> None:
        """Has every watch tell how long each item took."""
        moved, give_up = Watch.moved, Watch.give_up

        def measured(watch: Watch, item: str, stage: str) -> None:
            self.note(watch)
            moved(watch, item, stage)

        def given_up(watch: Watch, *why: object) -> None:
            self.note(watch)
            give_up(watch, *why)  # type: ignore[arg-type]

        Watch.moved, Watch.give_up = measured, given_up  # type: ignore[method-assign]
        threading.Thread(target=self.sample, daemon=True).start()

    def note(self, watch: Watch) -> None:
        now = watch.worker.processor_seconds()
        if watch.item:
            self.seconds[watch.item] += now - getattr(watch.worker, "noted", now)
        watch.worker.noted = now  # type: ignore[attr-defined]

    def sample(self) -> None:
        own = psutil.Process()
        while True:
            self.parent_mb = max(self.parent_mb, own.memory_info().rss / MEGABYTE)
            for child in own.children():
                try:
                    self.worker_mb = max(self.worker_mb, child.memory_info().rss / MEGABYTE)
                except psutil.Error:
                    continue
            time.sleep(0.05)


def check(folder: Path, data: Path, meter: Meter) -> list[str]:
    """What is not as it must be."""
    wrong = []
    inputs = rows(data, INPUTS).to_pylist()
    there = sum(len(names) for _, _, names in os.walk(os.fsencode(folder)))
    if len(inputs) != there:
        wrong.append(f"{there} inputs, {len(inputs)} in the ledger")
    for row in inputs:
        parts = [s for item, s in meter.seconds.items() if item.split("#")[0] == row["uri"] or item in row["articles"]]
        limit = min(MOST * row["records"], GRACE + SECONDS_A_MB * row["size"] / 1e6 + SECONDS_A_WORD * (row["words"] or 0))
        told = f"{Path(row['uri']).name!r}: {sum(parts):.1f} s of {limit:.1f}, {row['records']} records, {row['reasons']}"
        print(f"{'  ' if sum(parts) <= limit else '! '}{told}", flush=True)
        if sum(parts) > limit:
            wrong.append(told)
        if row["status"] in ("rejected", "skipped") and "" in row["reasons"]:
            wrong.append(f"{row['uri']}: left out without a reason")
    return wrong


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    meter, begun = Meter(), time.monotonic()
    meter.watch()
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        outcome = ingest(folder, data, workers=2)
        minutes = (time.monotonic() - begun) / 60
        wrong = check(folder, data, meter)
        assert_in_order(data)
        again = ingest(folder, data, workers=2)
        wrong += [f"a second run reads {again.batches} batches"] if again.batches else []
        wrong += [f"{name} was run" for name in ("pwned", "x") if (folder / name).exists() or Path(name).exists()]
    crew().end()
    measured = {
        "minutes": (minutes, MINUTES),
        "MB of a worker": (meter.worker_mb, CODING_MB),
        "MB of the run": (meter.parent_mb, PARENT_MB),
    }
    for what, (value, most) in measured.items():
        print(f"{what}: {value:.1f} of {most:g}")
        wrong += [f"{what}: {value:.1f}, at most {most:g}"] if value > most else []
    print(f"{outcome.inputs} records: {dict(outcome.statuses)}")
    print("\n".join(wrong) or "All is as it must be.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
