"""A process that is killed loses nothing and doubles nothing: the next one ends up with the rows of an undisturbed history."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
MOMENTS = ("9", "95", "138", "170", "t350")  # all, by hand: `python -m tests.warehouse_kill DIR 0 $(seq 1 234)`
STATES = ([0, 0, 0, 0, 0], [2, 2, 2, 1, 1], [3, 3, 3, 2, 1])  # before, between and after the two batches


def sizes(rows: dict[str, list[object]]) -> list[int]:
    return [len(rows[t]) for t in ("articles", "events", "sources", "runs", "incidents")]


def test_killed_at_many_moments(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.warehouse_kill", str(tmp_path), "0", *MOMENTS]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    undisturbed, *others = [json.loads(line) for line in done.stdout.splitlines()]
    assert sizes(undisturbed["rows"]) == STATES[-1]
    assert len(others) == len(MOMENTS)
    assert sum(o["killed"] for o in others) >= len(MOMENTS) - 2, "too few moments hit: the history has become shorter"
    for other in others:
        assert other["status"] == 0, other["moment"]
        assert sizes(other["between"]) in STATES, f"a reader saw half a batch: {other['moment']}"
        assert other["rows"] == undisturbed["rows"], other["moment"]
