"""Ten runs in a row, killed on one warehouse: nothing is lost, doubled or left hanging. `make kills` has more points."""

from pathlib import Path

import pytest

from tests.kills import PATIENCE, POINTS, begin, chain, wait_for
from tests.runs import assert_in_order, held, ingest, put, story

pytestmark = pytest.mark.long
CHOSEN = (
    "start", "reading", "a worker that codes", "the plan", "events are coded", "sealed", "table events", "table sources",
    "publishing", "published",
)  # fmt: skip


def test_ten_kills(tmp_path: Path) -> None:
    points = [next(p for p in POINTS if p.name == name) for name in CHOSEN]
    results = chain(points, tmp_path, 24)
    assert [r["point"] for r in results if not r["hit"]] == []
    assert {r["code"] for r in results if "worker" not in str(r["point"])} == {-9}
    assert [r["code"] for r in results if "worker" in str(r["point"])] == [0], "a run outlives its worker"


def test_reprocess_is_killed_and_goes_on(tmp_path: Path) -> None:
    """Five runs over all articles, each killed at another point; the last leaves what it would have left alone."""
    source, data = put(tmp_path / "in", **{f"{n}_txt": story(n) for n in range(5)}), tmp_path / "data"
    ingest(source, data)
    before, arguments = held(data), ("reprocess", "--all", "-d", str(data), "-w", "1")
    for name in ("pending", "events are coded", "sealed", "table events", "publishing"):
        running = begin(*arguments)
        assert wait_for(next(p for p in POINTS if p.name == name), running, data), name
        running.kill()
        running.wait(PATIENCE)
    assert begin(*arguments).wait(PATIENCE * 5) == 0
    assert held(data) == before
    assert_in_order(data)
