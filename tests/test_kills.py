"""Ten runs in a row, killed on one warehouse: nothing is lost, doubled or left hanging. `make kills` has more points."""

from pathlib import Path

import pytest

from tests.kills import POINTS, chain

pytestmark = pytest.mark.kills
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
