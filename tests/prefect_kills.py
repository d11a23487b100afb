"""Kills real processes in the middle of a run under a Prefect server and a worker, and looks at what becomes of it.

    python -m tests.prefect_kills [VICTIM-MOMENT...]     # all, or those named; prints a line of JSON for each

A case starts a run of the deployment `ingest-files` over a dozen articles, waits for a moment, kills the victim, waits for what
the run becomes, and then starts another run, which must complete. What readers see then is compared with an undisturbed run.
"""

import json
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from prefect.client.schemas.objects import FlowRun

from schemas.tables import TABLES
from tasks.batch import READ
from tests.prefect_server import PATIENCE, Server, processes_of, started, wait_for
from warehouse.query import rows

PLACES = ("Homs", "Aleppo", "Mosul", "Kirkuk", "Tripoli", "Benghazi", "Goma", "Bukavu", "Mekelle", "Juba", "Kano", "Maiduguri")
SENTENCES = (
    "Rebels attacked a police station in {place} on Monday, killing {n} officers, the governor said.",
    "Protesters marched through {place} on Tuesday and demanded that the mayor resign.",
    "The army denied that its soldiers had shelled the market of {place}.",
    "A spokesman for the ministry in {place} said that {n} people were arrested after the march.",
    "Aid groups delivered food to {n} families near {place} on Wednesday.",
    "Negotiators of both sides met in {place} and agreed to exchange {n} prisoners.",
)
VICTIMS = ("worker", "flow", "both", "child")
MOMENTS = ("begun", "read", "coded", "sealed", "committed", "ledger")
ORPHAN_SECONDS = 10.0  # within which what a dead process had started is gone
CRASH_SECONDS = 60.0  # within which a run whose flow was killed is known to be dead
OF_RUN = ("batch_id", "run_id", "ingested", "story_id")  # columns in which two runs that do the same differ


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of a case."""

    victim: str
    moment: str
    state: str  # of the run whose process was killed, once it was final or time was up
    seconds: float  # from the kill to that
    orphans: tuple[str, ...]  # processes of that run that were left then
    next_state: str
    next_seconds: float
    same: bool  # the tables hold what an undisturbed run writes

    @property
    def well(self) -> bool:
        """Does the case end as the documentation says?"""
        ends = {"worker": ("COMPLETED",), "flow": ("CRASHED", "FAILED"), "both": ("RUNNING",), "child": ("COMPLETED", "FAILED")}
        in_time = self.victim in ("worker", "both") or self.seconds <= CRASH_SECONDS
        return self.state in ends[self.victim] and in_time and not self.orphans and self.next_state == "COMPLETED" and self.same


def write_articles(folder: Path) -> None:
    """A dozen articles, no two of them copies, of three hundred words each."""
    folder.mkdir(parents=True, exist_ok=True)
    for n, place in enumerate(PLACES):
        text = [s.format(place=PLACES[(n + k) % len(PLACES)], n=n + k + 2) for k in range(4) for s in SENTENCES]
        order = sorted(text, key=lambda sentence: hash_of(place + sentence))
        (folder / f"{place}.txt").write_text(f"News of {place}\n\n" + "\n\n".join(order) + "\n", "utf-8")


def hash_of(text: str) -> bytes:
    return sha256(text.encode()).digest()


def contents(data_dir: Path) -> dict[str, list[dict[str, Any]]]:
    """What a reader sees, without what differs from run to run."""
    seen = {t: rows(data_dir, f"SELECT * FROM {t} ORDER BY ALL").to_pylist() for t in TABLES if t != "runs"}
    return {t: sorted(({k: v for k, v in r.items() if k not in OF_RUN} for r in found), key=str) for t, found in seen.items()}


def reached(moment: str, data_dir: Path) -> bool:
    """Is the run at this moment, or past it? Told by what lies on disk."""
    staging, tables = data_dir / "staging", data_dir / "tables"
    signs = {
        "begun": lambda: [data_dir / "writer.lock"],
        "read": lambda: staging.glob(f"*/{READ}/articles-*.parquet"),
        "coded": lambda: staging.glob("*/mentions/*.parquet"),
        "sealed": lambda: staging.glob("*/manifest.json"),
        "committed": lambda: tables.glob("articles/**/*.parquet"),
        "ledger": lambda: tables.glob("sources/**/*.parquet"),
    }
    return any(path.exists() for path in signs[moment]())


def victims(kind: str, of_run: list[psutil.Process]) -> list[psutil.Process]:
    """The processes to kill, in this order."""
    flow, *children = of_run
    worker = flow.parent()
    assert worker is not None
    return {"worker": [worker], "flow": [flow], "both": [worker, flow], "child": children[:1]}[kind]


def undisturbed(server: Server, articles: Path, data_dir: Path) -> dict[str, list[dict[str, Any]]]:
    """What a run of the command writes that nobody disturbs."""
    command = [sys.executable, "-m", "flows.cli", "ingest", str(articles), "--data-dir", str(data_dir), "--workers", "1"]
    env = server.env | {"PREFECT_HOME": str(data_dir.with_suffix(".home"))}
    subprocess.run(command, env=env, cwd=server.folder, check=True, capture_output=True, timeout=PATIENCE)
    return contents(data_dir)


def observe(server: Server, victim: str, moment: str, articles: Path, expected: dict[str, list[dict[str, Any]]]) -> Observed:
    """One case, from the start of its run to the end of the next."""
    data_dir = server.folder / f"{victim}-{moment}"
    given = {"sources": [str(articles)], "data_dir": str(data_dir), "workers": 2, "shard_size": 2}
    run = server.start("ingest/ingest-files", **given)
    wait_for(f"{victim}-{moment}", lambda: reached(moment, data_dir), pause=0.002)
    before = processes_of(server, run)
    for process in victims(victim, before):
        process.kill()
    killed = time.monotonic()
    if victim in ("worker", "both"):
        server.worker()
    ended = server.run(run) if victim == "both" else server.finished(run)
    seconds = time.monotonic() - killed
    orphans = left(before)
    began = time.monotonic()
    following = server.finished(server.start("ingest/ingest-files", **given))
    same = contents(data_dir) == expected
    next_seconds = time.monotonic() - began
    return Observed(victim, moment, state(ended), seconds, orphans, state(following), next_seconds, same)


def state(run: FlowRun) -> str:
    return run.state.type.value if run.state else ""


def left(before: list[psutil.Process]) -> tuple[str, ...]:
    """Commands of those processes that are still at work after a while; one that is dead and not yet buried is not."""
    _, alive = psutil.wait_procs(before, ORPHAN_SECONDS)
    return tuple(" ".join(p.cmdline()) for p in alive if p.status() != psutil.STATUS_ZOMBIE)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started ends with this process
    bad = 0
    cases = sys.argv[1:] or [f"{victim}-{moment}" for victim in VICTIMS for moment in MOMENTS]
    with TemporaryDirectory() as folder, started(Path(folder)) as server:
        wait_for("the deployments", lambda: server.deployment("report/report"))
        write_articles(server.folder / "articles")
        expected = undisturbed(server, server.folder / "articles", server.folder / "undisturbed")
        for case in cases:
            victim, _, moment = case.partition("-")
            seen = observe(server, victim, moment, server.folder / "articles", expected)
            bad += not seen.well
            print(json.dumps({"well": seen.well, **asdict(seen)}), flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
