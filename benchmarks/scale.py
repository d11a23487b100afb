"""What one more batch costs a warehouse, by what the warehouse holds already. Generated rows, no language model.

    python -m benchmarks.scale FOLDER 10000 1000000       # events; ten an article
    python -m benchmarks.scale FOLDER --batches 300       # the tenth small batch against the last

For each size a process of its own makes the warehouse, and another brings a batch of 100 articles into it: what an ingest asks
before, sealing, committing, comparing with what is alike, publishing, checking. Printed are seconds and the peak of the
process's memory at each step.
"""

import argparse
import multiprocessing
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq
from deltalake import write_deltalake

from benchmarks.generated import EVENTS, NEW, OF_INCIDENTS, PER_BATCH, SQL, chunks, generated
from flows.incidents import group_changed
from schemas.stories import BOUNDS
from tasks.compare.regroup import write_incidents
from warehouse import delta
from warehouse.maintain import run_checks
from warehouse.store import Store

CHUNK = 12_500  # articles that are generated at a time
FILE_BYTES = delta.TIERS[-1]
STEPS = ("open", "ledger", "copies", "stories", "seal", "commit", "incidents", "publish", "checks")


@dataclass
class Stopwatch:
    """Seconds, processor seconds (steady on a busy machine, too) and peak megabytes of each step."""

    seconds: dict[str, float] = field(default_factory=dict)
    worked: dict[str, float] = field(default_factory=dict)
    peaks: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # forget the peak so far
        begun, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = time.perf_counter() - begun
        self.worked[name] = time.process_time() - worked
        self.peaks[name] = peak_megabytes()

    def total(self, of: dict[str, float]) -> float:
        return sum(of.values())

    def told(self) -> str:
        steps = (f"{s} {self.seconds[s]:.2f}/{self.worked[s]:.2f} s {self.peaks[s]:.0f} MB" for s in self.seconds)
        return f"{self.total(self.seconds):.2f}/{self.total(self.worked):.2f} s | " + " | ".join(steps)


def peak_megabytes() -> float:
    """The most memory that this process has held since the peak was last forgotten."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def fill(data_dir: Path, articles: int) -> None:
    """A warehouse of so many articles in files of the size that compaction makes."""
    with Store(data_dir) as store:
        for first, count in chunks(0, articles, CHUNK):
            for table in SQL:
                rows = generated(table, first, count)
                write_deltalake(
                    str(store.layout.table(table)),
                    rows,
                    mode="append",
                    writer_properties=delta.properties(table),
                    target_file_size=FILE_BYTES,
                )
        store.refresh()


def stage(folder: Path, first: int, count: int) -> None:
    for table in SQL.keys() - set(OF_INCIDENTS):
        (folder / table).mkdir(parents=True, exist_ok=True)
        pq.write_table(generated(table, first, count), folder / table / "part-0.parquet", compression="zstd")


def bring(data_dir: Path, number: int, watch: Stopwatch, per_batch: int = PER_BATCH) -> None:
    """One batch of new articles, as an ingest brings it."""
    first = NEW + number * PER_BATCH
    articles, sources = generated("articles", first, per_batch), generated("sources", first, per_batch)
    batch = articles["batch_id"][0].as_py()
    uris = sources["uri"].to_pylist()
    with watch.step("open"):
        store = Store(data_dir).__enter__()
        store.recover()
    stage(store.staging(batch), first, per_batch)
    with watch.step("ledger"):
        store.present().ledger(uris)
    present = store.present()
    with watch.step("copies"):
        present.write_same_texts(articles, Path(data_dir) / "same_texts.parquet")
    with watch.step("stories"):
        present.write_neighbours(articles, Path(data_dir) / "neighbours.parquet", **BOUNDS)
    with watch.step("seal"):
        store.seal(batch)
    with watch.step("commit"):
        store.commit(batch)
    with watch.step("incidents"):
        group_changed(store, write_incidents)
    with watch.step("publish"):
        store.refresh()
    store.__exit__(None, None, None)
    with watch.step("checks"):
        run_checks(data_dir, batch)


def apart(work: Callable[..., object], *arguments: object) -> None:
    """Runs in a process of its own, so that its memory is its own."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def measure(data_dir: Path, number: int) -> None:
    watch = Stopwatch()
    bring(data_dir, number, watch)
    print(watch.told(), flush=True)


def by_size(folder: Path, sizes: list[int], rounds: int) -> None:
    for size in sizes:
        data_dir = folder / str(size)
        if not data_dir.exists():
            begun = time.perf_counter()
            apart(fill, data_dir, size // EVENTS)
            print(f"{size:,} events generated in {time.perf_counter() - begun:.0f} s")
        for number in range(rounds):
            apart(measure, data_dir, int(time.time()) % 1_000_000 + number)  # another batch each time


def by_batches(folder: Path, batches: int, per_batch: int) -> None:
    """Small batches one after the other into an empty warehouse."""
    shutil.rmtree(folder / "batches", ignore_errors=True)
    taken = []
    for number in range(batches):
        watch = Stopwatch()
        bring(folder / "batches", number, watch, per_batch)
        taken.append(watch)
        if (number + 1) % 10 == 0:
            print(f"{number + 1:5} {means(taken[-10:])}", flush=True)


def means(watches: list[Stopwatch]) -> str:
    """Ten batches on a line: the mean of their sums and steps in processor seconds, the longest, the most memory."""
    sums = [w.total(w.worked) for w in watches]
    steps = (f"{step} {statistics.mean(w.worked[step] for w in watches):.3f}" for step in STEPS)
    most = max(peak for w in watches for peak in w.peaks.values())
    return f"{statistics.mean(sums):.3f} s, longest {max(sums):.3f}, {most:.0f} MB | {' | '.join(steps)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", help="events")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--batches", type=int, default=0)
    parser.add_argument("--articles", type=int, default=5, help="articles in a small batch")
    given = parser.parse_args()
    by_size(given.folder, given.sizes, given.rounds)
    if given.batches:
        by_batches(given.folder, given.batches, given.articles)


if __name__ == "__main__":
    main()
