"""A worker, a flow or both die amid a run: nothing is lost, nothing hangs. `python -m tests.prefect_kills` has more."""

from pathlib import Path
from typing import Any

import pytest

from tests.prefect_kills import observe, undisturbed, write_articles
from tests.prefect_server import Server, wait_for


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


@pytest.mark.parametrize(("victim", "moment"), [("worker", "coded"), ("flow", "coded"), ("both", "read")])
def test_a_killed_process_loses_nothing(
    server: Server, articles: Path, expected: dict[str, list[dict[str, Any]]], victim: str, moment: str
) -> None:
    seen = observe(server, victim, moment, articles, expected)
    assert seen.well, seen
