"""Memory of an ingest over many short texts: flat, whatever the archive's size.

    python -m benchmarks.memory [FILES] [--batch N]       # 20,000 distinct texts by default

Runs the command over generated files and prints, for each batch, the seconds that it took and the most memory that the run
itself and any of its workers had by then.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

WHO = ("Soldiers", "Rebels", "Police", "Gunmen", "Protesters", "Militiamen", "Guards", "Troops")
DID = ("shelled", "attacked", "raided", "stormed", "left", "entered", "besieged", "seized")
WHERE = (
    "Homs",
    "Aleppo",
    "Mosul",
    "Kirkuk",
    "Tripoli",
    "Benghazi",
    "Goma",
    "Juba",
    "Kano",
    "Mekelle",
    "Basra",
    "Hama",
    "Daraa",
)
CODES = "bcdfghjklmnpqrstvwxz"


@dataclass(slots=True)
class Peak:
    """Megabytes: of the run, and of the largest of its workers."""

    run: float = 0.0
    worker: float = 0.0


def text(n: int) -> str:
    """A text of its own: no two are copies."""
    names = [CODES[n // 20**k % 20].upper() + "a" + CODES[(n + k) // 7 % 20] + "o" for k in range(3)]
    who, did, where = WHO[n % len(WHO)], DID[n // 8 % len(DID)], WHERE[n // 3 % len(WHERE)]
    deed = f"{who} {did} the {names[0]} district of {where} on Tuesday, killing {n % 40 + 2} farmers"
    asked = f"the {names[2]} hospital asked for {n % 90 + 5} tents and blankets"
    return f"{deed}, {names[1]} {names[2]}, the mayor, said. It was report number {n} of the year, and {asked}."


def measured(running: subprocess.Popen[str], catalog: Path) -> Iterator[tuple[float, Peak]]:
    """Seconds and peaks at each publication."""
    begun, peak, seen = time.monotonic(), Peak(), 0.0
    own = psutil.Process(running.pid)
    while running.poll() is None:
        try:
            peak.run = max(peak.run, own.memory_info().rss / 1e6)
            peak.worker = max([peak.worker, *(child.memory_info().rss / 1e6 for child in own.children())])
        except psutil.Error:
            continue
        changed = catalog.stat().st_mtime if catalog.exists() else 0.0
        if changed > seen:
            seen = changed
            yield time.monotonic() - begun, peak
        time.sleep(0.05)
    yield time.monotonic() - begun, peak


def watched(command: Sequence[str], data: Path, batch: int) -> int:
    """Runs a command on a warehouse and prints what it takes at each publication. Returns its exit code."""
    env = os.environ | {"DATELINE_BATCH_FILES": str(batch)}
    whole = [sys.executable, "-m", "flows.entry", *command, "-d", str(data)]
    running = subprocess.Popen(whole, env=env, stderr=subprocess.DEVNULL, text=True)
    for seconds, peak in measured(running, data / "catalog.duckdb"):
        print(f"{seconds:7.0f} s   run {peak.run:6.0f} MB   worker {peak.worker:6.0f} MB", flush=True)
    return running.returncode


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=int, nargs="?", default=20_000)
    parser.add_argument("--batch", type=int, default=1000)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        source, data = Path(folder) / "in", Path(folder) / "data"
        source.mkdir()
        for n in range(given.files):
            (source / f"{n:06}.txt").write_text(text(n), "utf-8")
        return watched(["ingest", str(source)], data, given.batch)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
