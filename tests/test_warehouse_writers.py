"""Two processes that write to one warehouse at the same time, batch by batch: both get their turn, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

from tests.runs import assert_in_order
from warehouse.query import rows

BATCHES = int(os.environ.get("DATELINE_BATCHES", "3"))  # of each


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.warehouse_writers", str(tmp_path / "data")]
    writers = [subprocess.Popen([*command, name, str(BATCHES)]) for name in ("a", "b")]
    assert [writer.wait(60 + 10 * BATCHES) for writer in writers] == [0, 0]
    found = rows(tmp_path / "data", "SELECT batch_id, count(*) AS n FROM articles GROUP BY ALL ORDER BY ALL").to_pylist()
    assert found == sorted(({"batch_id": f"{w}{n}", "n": 1} for w in "ab" for n in range(BATCHES)), key=lambda r: r["batch_id"])
    for table in ("events", "sources", "runs", "quotes"):
        assert rows(tmp_path / "data", f"SELECT count(*) AS n FROM {table}")["n"][0].as_py() == 2 * BATCHES
    assert_in_order(tmp_path / "data")
