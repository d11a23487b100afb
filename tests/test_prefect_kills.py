"""A worker, a flow or both die amid a run: nothing is lost, nothing hangs. `python -m tests.prefect_kills` has more."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.mounts import mounted
from tests.prefect_kills import contents, observe, undisturbed, write_articles
from tests.prefect_server import Server, wait_for

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def articles(server: Server) -> Path:
    wait_for("the deployments", lambda: server.deployment("report/report"))
    write_articles(server.folder / "articles")
    return server.folder / "articles"


@pytest.fixture(scope="module")
def expected(server: Server, articles: Path) -> dict[str, list[dict[str, Any]]]:
    found = undisturbed(server, articles, server.folder / "undisturbed")
    assert len(found["articles"]) == 12
    assert len(found["events"]) > 50
    assert not any(a["copy_of"] for a in found["articles"])
    return found


@pytest.mark.parametrize(
    ("victim", "moment"),
    [
        ("worker", "coded"), ("flow", "coded"), ("both", "read"),
        ("worker", "sealed"), ("flow", "committed"), ("child", "coded"),
    ],
)  # fmt: skip
def test_a_killed_process_loses_nothing(
    server: Server, articles: Path, expected: dict[str, list[dict[str, Any]]], victim: str, moment: str
) -> None:
    seen = observe(server, victim, moment, articles, expected)
    assert seen.well, seen


def test_retry_after_a_full_disk_loses_nothing(
    server: Server, articles: Path, expected: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    """A commit fails for want of room, room is made, and Retry is pressed in the UI: the run goes on, under its own id."""
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=900k", "none") as small:
        run = server.start("ingest/ingest-files", sources=[str(articles)], data_dir=str(small / "data"), workers=1)
        failed = server.finished(run)
        assert failed.state is not None
        assert (failed.state.type.value, "no room left" in (failed.state.message or "")) == ("FAILED", True)
        subprocess.run(["mount", "-o", "remount,size=60m", str(small)], check=True)
        server.retry(run)
        done = server.finished(run)
        assert done.state is not None
        assert (done.state.type.value, done.run_count) == ("COMPLETED", 2)
        assert contents(small / "data") == expected
