"""A `forget` that is killed is finished by the next one: the same rows as undisturbed, and no word left."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
MOMENTS = ("30", "70", "100", "120", "140", "155")  # all, by hand: `python -m tests.forget_kill DIR 0 $(seq 1 163)`


def test_killed_at_many_moments(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.forget_kill", str(tmp_path), "0", *MOMENTS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    quiet, *results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [len(quiet["rows"][t]) for t in ("articles", "events", "sources", "tombstones", "incidents")] == [2, 2, 3, 1, 1]
    assert quiet["left"] == []
    for result in results:
        assert result == quiet | {"moment": result["moment"], "killed": True, "moments": result["moments"]}
