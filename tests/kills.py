"""Kills real runs at enumerated points, one after the other on the same warehouse, and compares what the last one leaves.

    python -m tests.kills [POINT...]        # without names: all of them; --list names them

A point is what an observer can see of a run: a file that appears, a table that has grown, a process that has begun. When it
is seen, the process is killed with SIGKILL, or one of its workers. The next run on the same warehouse must proceed at once, and
no process may stay. At the end every table must equal that of an undisturbed run over the same files.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.conftest import ROOT
from tests.runs import assert_in_order, held, put, story
from warehouse.lock import WriterLock
from warehouse.staging import WORK

PATIENCE = 120.0  # seconds that a run has to come to a point, or to its end
GONE_SECONDS = 10.0  # until the processes of a killed run are gone
LOOK_SECONDS = 0.002
TABLES = ("articles", "mentions", "places", "dates", "quotes", "events", "runs", "sources", "incidents", "incident_events")

See = Callable[[Path, "Before"], bool]


@dataclass(frozen=True, slots=True)
class Before:
    """What was there when a run began: a point is something that was not."""

    files: frozenset[str]
    versions: Mapping[str, int]
    catalog: float


@dataclass(frozen=True, slots=True)
class Point:
    """When to kill, and whom: the run itself, or the first of its workers."""

    name: str
    seen: See
    worker: bool = False


def files_of(data: Path) -> frozenset[str]:
    """Names below the staging folder, without the batch; removed folders may vanish while they are looked at."""
    found = set()
    for folder, _, names in os.walk(data / "staging"):
        found |= {os.path.join(folder, name) for name in names} | {folder}  # noqa: PTH118
    return frozenset(found)


def version(data: Path, table: str) -> int:
    try:
        return len(list((data / "tables" / table / "_delta_log").glob("*.json")))
    except OSError:
        return 0


def before(data: Path) -> Before:
    catalog = data / "catalog.duckdb"
    changed = catalog.stat().st_mtime if catalog.exists() else 0.0
    return Before(files_of(data), {t: version(data, t) for t in TABLES}, changed)


def appears(part: str) -> See:
    return lambda data, known: any(part in name for name in files_of(data) - known.files)


def at_work(part: str) -> See:
    """Among what passes between the stages of a run."""
    return appears(f"/{WORK}/{part}")


def grows(table: str) -> See:
    return lambda data, known: version(data, table) > known.versions[table]


def published(data: Path, known: Before) -> bool:
    catalog = data / "catalog.duckdb"
    return catalog.exists() and catalog.stat().st_mtime > known.catalog


def publishing(data: Path, known: Before) -> bool:
    return any(data.glob(".catalog.*.tmp*"))


def after(seconds: float) -> See:
    end: list[float] = []

    def seen(data: Path, known: Before) -> bool:
        end.append(time.monotonic() + seconds)
        return time.monotonic() >= end[0]

    return seen


POINTS = (
    Point("start", after(0.3)),
    Point("locked", lambda data, known: (data / "writer.lock").exists()),
    Point("a second in", after(1.0)),
    Point("staging", appears("/staging/")),
    Point("reading", at_work("read")),
    Point("a worker that reads", at_work("read"), worker=True),
    Point("articles are read", at_work("read/articles-")),
    Point("sources are read", at_work("read/sources-")),
    Point("candidates for copies", at_work("stored/articles")),
    Point("the plan", at_work("plan.json")),
    Point("pending", at_work("pending/")),
    Point("a worker that codes", at_work("pending/"), worker=True),
    Point("articles are coded", appears("/articles/part-")),
    Point("mentions are coded", appears("/mentions/part-")),
    Point("events are coded", appears("/events/part-")),
    Point("a worker that has coded", appears("/events/part-"), worker=True),
    Point("the ledger's rows", appears("/sources/part-")),
    Point("the run's row", appears("/runs/part-")),
    Point("sealed", appears("/manifest.json")),
    *(Point(f"table {table}", grows(table)) for table in TABLES),
    Point("staging goes", appears("/.done-")),
    Point("publishing", publishing),
    Point("published", published),
)


def start(source: Path, data: Path) -> subprocess.Popen[bytes]:
    return begin("ingest", str(source), "-d", str(data), "-w", "1")


def begin(*arguments: str) -> subprocess.Popen[bytes]:
    """A real run of the command, two files or articles a batch."""
    command = [sys.executable, "-m", "flows.entry", *arguments]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {"DATELINE_BATCH_FILES": "2"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=clean, start_new_session=True, **quiet)  # type: ignore[call-overload, no-any-return]


def wait_for(point: Point, running: subprocess.Popen[bytes], data: Path) -> bool:
    """Waits until the point is seen; False if the run ends before."""
    known, deadline = before(data), time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if running.poll() is not None:
            return False
        if point.seen(data, known):
            return True
        time.sleep(LOOK_SECONDS)
    raise TimeoutError(f"{point.name}: neither seen nor over within {PATIENCE:g} seconds")


def kill(point: Point, source: Path, data: Path) -> dict[str, object]:
    """One run that is killed at a point. Tells whether it was, and how long its processes and its lock stayed."""
    running = start(source, data)
    hit = wait_for(point, running, data)
    workers = psutil.Process(running.pid).children(recursive=True) if hit and running.poll() is None else []
    if hit and point.worker and workers:
        workers[0].send_signal(signal.SIGKILL)
        running.wait(PATIENCE)
    elif hit:
        running.kill()
    running.wait(PATIENCE)
    begun = time.monotonic()
    _, alive = psutil.wait_procs(workers, timeout=GONE_SECONDS)
    with_lock = WriterLock(data / "writer.lock", GONE_SECONDS)
    with_lock.acquire()
    with_lock.release()
    seconds = round(time.monotonic() - begun, 1)
    code = running.returncode
    return {"point": point.name, "hit": hit, "code": code, "orphans": len(alive), "free after": seconds}


def run_to_its_end(source: Path, data: Path) -> None:
    running = start(source, data)
    code = running.wait(PATIENCE * 5)
    assert code == 0, f"the run after the kills ended with {code}"


def chain(points: Sequence[Point], folder: Path, files: int) -> list[dict[str, object]]:
    """Kills runs at all points, ends with a run that is not killed, and compares. Raises AssertionError if anything differs."""
    source = folder / "in"
    many = put(source / "many", **{f"{n:02}_txt": story(n) for n in range(files)})
    results = []
    for n, point in enumerate(points):
        # a run outlives its workers and comes to its end: such a one has files of its own
        few = put(source / f"few{n}", a_txt=story(1000 + 2 * n), b_txt=story(1001 + 2 * n)) if point.worker else many
        results.append(kill(point, few, folder / "killed"))
        print(json.dumps(results[-1]), flush=True)
    run_to_its_end(source, folder / "killed")
    run_to_its_end(source, folder / "whole")
    assert held(folder / "killed") == held(folder / "whole"), "the rows differ from those of an undisturbed run"
    assert_in_order(folder / "killed")
    assert not any(r["orphans"] for r in results), results
    return results


def main(names: Sequence[str]) -> int:
    if "--list" in names:
        print("\n".join(point.name for point in POINTS))
        return 0
    chosen = [p for p in POINTS if not names or p.name in names]
    with tempfile.TemporaryDirectory() as folder:
        results = chain(chosen, Path(folder), 4 + 2 * len(chosen))
    hit = sum(bool(r["hit"]) for r in results)
    print(f"{len(results)} kills, {hit} hit, 0 lost, 0 doubled, 0 hung")
    return int(hit < len(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
