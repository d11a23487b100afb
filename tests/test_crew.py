"""Workers: calls come back, what takes too much or kills its process is lost alone, and nobody outlives who started them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from schemas.codebook import Reason
from schemas.errors import ModelError, WorkerError
from tasks.crew import Crew, Limits, WorkerLost
from tasks.crew.worker import Watch
from tests.conftest import ROOT
from tests.crew_calls import (
    busy,
    busy_often,
    double,
    failing,
    failing_oddly,
    greedy,
    hanging,
    pid,
    stillborn,
    stillborn_at_first,
    suicide,
)

EASY = Limits(60, 1600)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    made = Crew()
    yield made
    made.end()


def test_calls_come_back_from_one_process(crew: Crew) -> None:
    assert [crew.call(double, n, limits=EASY) for n in (1, 2)] == [2, 4]
    assert crew.call(pid, limits=EASY) == crew.call(pid, limits=EASY) != os.getpid()


def test_calls_at_the_same_time_have_processes_of_their_own(crew: Crew) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(lambda n: crew.call(double, n, limits=EASY), range(8))) == list(range(0, 16, 2))
    assert 1 <= len(crew.idle) <= 4


@pytest.mark.parametrize(
    ("work", "arguments", "limits", "reason", "told"),
    [
        (busy, (), Limits(0.5, 1600), Reason.TOO_SLOW, "0.5 processor seconds in spinning"),
        (hanging, (), Limits(0.1, 1600), Reason.TOO_SLOW, "nothing was heard of it for 1 seconds in waiting"),
        (greedy, (), Limits(60, 800), Reason.EXTRACTION_FAILED, "800 MB of memory in hoarding"),
        (suicide, (signal.SIGKILL,), EASY, Reason.EXTRACTION_FAILED, "killed by signal 9 in dying"),
        (suicide, (signal.SIGSEGV,), EASY, Reason.EXTRACTION_FAILED, "killed by signal 11 in dying"),
    ],
)
def test_what_takes_too_much_is_lost(
    crew: Crew, work: Callable[..., None], arguments: tuple[int, ...], limits: Limits, reason: Reason, told: str
) -> None:
    with pytest.raises(WorkerLost, match=told) as lost:
        crew.call(work, *arguments, limits=limits)
    assert (lost.value.reason, lost.value.item[1:]) == (reason, ".txt")
    assert crew.call(double, 3, limits=EASY) == 6


def test_a_worker_that_dies_at_its_start_says_nothing_of_the_work(crew: Crew, tmp_path: Path) -> None:
    assert crew.call(stillborn_at_first, str(tmp_path / "died"), limits=EASY) == "done"
    with pytest.raises(WorkerError, match="killed by signal 9"):
        crew.call(stillborn, limits=EASY)


def test_a_watch_that_was_held_up_does_not_blame_the_worker(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole machine sleeps for longer than anybody may be silent; the worker is not at fault."""
    begun, nap = time.monotonic(), 100.0
    clock = iter((begun, begun + 0.2, begun + nap, begun + nap + 0.2, begun + nap + 0.4))
    worker = crew.take()
    monkeypatch.setattr("tasks.crew.worker.time.monotonic", lambda: next(clock))
    watch = Watch(worker, Limits(1, 1600))
    watch.moved("a.txt", "sleeping")
    for _ in range(3):
        watch.look()
    crew.give_back(worker, EASY)


def test_many_short_items_are_within_the_limit_of_one(crew: Crew) -> None:
    assert crew.call(busy_often, limits=Limits(1, 1600)) == "done"


@pytest.mark.parametrize(("work", "error"), [(failing, ModelError), (failing_oddly, RuntimeError)])
def test_errors_come_back(crew: Crew, work: Callable[..., None], error: type[Exception]) -> None:
    before = crew.call(pid, limits=EASY)
    with pytest.raises(error):
        crew.call(work, limits=EASY)
    assert crew.call(pid, limits=EASY) == before


def test_a_killed_parent_leaves_no_worker() -> None:
    script = (
        "from tasks.crew import Crew, Limits; from tests.crew_calls import hanging, pid\n"
        "crew = Crew(); print(crew.call(pid, limits=Limits(60, 1600)), flush=True); crew.call(hanging, limits=Limits(60, 1600))"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while psutil.pid_exists(worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not psutil.pid_exists(worker)
