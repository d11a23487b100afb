"""Ctrl-C and SIGTERM, at any moment, to a command or to its group: one line, its exit code, nothing left, nothing lost."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT
from tests.runs import assert_in_order, held, ingest, put, story

SECONDS = 10
START = 0.15  # seconds until the interpreter has come to our first line; before that a signal has its usual effect
LINE = re.compile(r"Stopped by (Ctrl-C|SIGTERM); what was committed stays, and the next run goes on from there\.")


def start(source: Path, data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "flows.entry", "ingest", str(source), "-d", str(data), "-w", "2"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {"DATELINE_BATCH_FILES": "2"}
    options = {"cwd": ROOT, "env": clean, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, start_new_session=True, **options)  # type: ignore[call-overload, no-any-return]


def relatives(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


@pytest.mark.long
def test_whoever_listens_may_go(tmp_path: Path) -> None:
    """The end of `2>&1 | head` closes the pipe after the first batch; the others are done all the same."""
    source = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(4)})
    running = start(source, tmp_path / "data")
    assert running.stderr is not None
    assert running.stdout is not None
    running.stderr.close()
    assert running.wait(120) == 0
    running.stdout.close()
    assert len(held(tmp_path / "data")["articles"]) == 4


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_command_in_one_line(tmp_path: Path, number: signal.Signals) -> None:
    source = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(6)})
    ingest(source, tmp_path / "whole")
    for moment, delay in enumerate((0.3, 1.0, 3.0, 6.0, 10.0)):
        running = start(source, tmp_path / "data")
        time.sleep(START + delay)
        children = relatives(running.pid)
        begun = time.monotonic()
        if running.poll() is None:
            (os.killpg if moment % 2 else os.kill)(running.pid, number)
        _, told = running.communicate(timeout=60)
        assert time.monotonic() - begun < SECONDS
        if running.returncode == 0:  # it was done before
            continue
        assert running.returncode == 128 + number, told
        *before, last = told.strip().splitlines()
        assert LINE.fullmatch(last), told
        assert all(line.startswith("batch ") for line in before), told
        _, alive = psutil.wait_procs(children, timeout=SECONDS)
        assert not alive
    last_run = start(source, tmp_path / "data")
    _, told = last_run.communicate(timeout=120)
    assert last_run.returncode == 0, told
    assert held(tmp_path / "data") == held(tmp_path / "whole")
    assert_in_order(tmp_path / "data")
