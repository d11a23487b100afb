"""A full disk, a folder that may not be written, addresses: one error with path and remedy, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mounts import mounted
from tests.runs import assert_in_order, held, ingest, put, story


def command(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "flows.entry", *words]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | more
    return subprocess.run(call, cwd=ROOT, env=clean, capture_output=True, text=True, timeout=300)


def told_once(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """One error of two lines, problem and remedy, after what was told of good batches."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("batch ")]
    assert done.returncode == 6, done.stderr
    assert len(lines) == 2, done.stderr
    assert all(part in done.stderr for part in parts), done.stderr


@pytest.mark.long
@pytest.mark.parametrize("kilobytes", [60, 300, 700, 1100])
def test_a_full_disk(tmp_path: Path, kilobytes: int) -> None:
    source = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(4)})
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none") as small:
        done = command("ingest", str(source), "-d", str(small / "data"), "-w", "1", DATELINE_BATCH_FILES="2")
        told_once(done, "no room left on the disk", "MB free", "this batch needs about", "Make room", str(small))
        subprocess.run(["mount", "-o", "remount,size=60m", str(small)], check=True)
        assert command("ingest", str(source), "-d", str(small / "data"), "-w", "1").returncode == 0
        ingest(source, tmp_path / "whole")
        assert held(small / "data") == held(tmp_path / "whole")
        assert_in_order(small / "data")


def test_a_disk_that_is_read_only(tmp_path: Path) -> None:
    source = put(tmp_path / "in", a_txt=story(1))
    ingest(source, tmp_path / "data")
    put(source, b_txt=story(2))
    data = tmp_path / "data"
    with mounted(data, "--bind", str(data)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(data)], check=True)
        told_once(command("ingest", str(source), "-d", str(data)), "the disk is read-only", str(data))
        told_once(command("maintain", "-d", str(data)), "the disk is read-only")
        assert command("report", "events_by_day", "-d", str(data)).returncode == 0
    assert ingest(source, tmp_path / "data").statuses["loaded"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ingest", "examples", "-d", "s3://bucket/wh"), "cannot be written to an address"),
        (("status", "-d", "gs://bucket/wh"), "cannot be written to an address"),
        (("maintain", "-d", "nowhere"), "there is no warehouse here"),
        (("status", "-d", "nowhere"), "there is no warehouse here"),
        (("healthcheck", "-d", "nowhere"), "there is no warehouse here"),
    ],
)
def test_folders_that_are_no_warehouse_are_refused_and_stay_so(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    given = [w.replace("nowhere", str(tmp_path / "nowhere")) for w in words]
    done = command(*given)
    assert done.returncode == 6
    assert told in " ".join(done.stderr.split())
    assert not list(tmp_path.iterdir())
    assert not (ROOT / "s3:").exists()
    assert not (ROOT / "gs:").exists()
