"""A real Prefect server: the deployments of prefect.yaml, their schedules, a worker, a run with changed parameters."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, StateType

from tests.conftest import EXAMPLES, ROOT
from warehouse.query import run_sql

PREFECT = [sys.executable, "-m", "prefect"]
PATIENCE = 180  # seconds that any step may take on a busy machine
GRACE = 20  # seconds that a process has to end when asked


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with our deployments and a worker that takes their runs from `folder`."""

    url: str
    folder: Path

    def ask(self, question: Callable[[PrefectClient], Any]) -> Any:
        async def answer() -> Any:
            async with PrefectClient(self.url) as client:
                return await question(client)

        return asyncio.run(answer())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, ready: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if found := ready():
                return found
        except Exception as error:  # not up yet
            last = error
            del last
        time.sleep(1)
    pytest.fail(f"{what}: not within {PATIENCE} seconds")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("prefect")
    (folder / "inbox").mkdir()
    shutil.copy(EXAMPLES / "wire" / "strike.txt", folder / "inbox")
    # the ingest deployment as shipped, but every minute instead of every hour
    deployments = (ROOT / "prefect.yaml").read_text("utf-8")
    assert '"5 * * * *"' in deployments
    (folder / "prefect.yaml").write_text(deployments.replace('"5 * * * *"', '"* * * * *"'), "utf-8")
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PYTHONPATH": str(ROOT),
    }
    running: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> None:
        with (folder / f"{arguments[0]}.log").open("wb") as log:
            options = {"env": env, "cwd": folder, "stdout": log, "stderr": log}
            running.append(subprocess.Popen([*PREFECT, *arguments], **options, start_new_session=True))

    def run(*arguments: str) -> None:
        done = subprocess.run([*PREFECT, *arguments], env=env, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr

    found = Server(env["PREFECT_API_URL"], folder)
    try:
        start("server", "start", "--host", "127.0.0.1", "--port", str(port))
        wait_for("the server", lambda: found.ask(lambda client: client.api_healthcheck()) is None)
        run("work-pool", "create", "--type", "process", "dateline")
        run("deploy", "--all")
        start("worker", "start", "--pool", "dateline")
        yield found
    finally:
        for process in reversed(running):
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Asks a process to end. A worker waits for its runs, and one starts every minute: after a while it is killed with them."""
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(GRACE)


def runs_of(server: Server, deployment: str) -> list[FlowRun]:
    found = server.ask(lambda client: client.read_flow_runs())
    target = server.ask(lambda client: client.read_deployment_by_name(deployment))
    return [run for run in found if run.deployment_id == target.id]


@pytest.mark.parametrize("name", ["ingest/ingest", "maintain/maintain", "healthcheck/healthcheck"])
def test_cron_deployments_get_runs(server: Server, name: str) -> None:
    scheduled = wait_for(f"scheduled runs of {name}", lambda: runs_of(server, name))
    assert all(run.auto_scheduled for run in scheduled)


def test_the_form_has_bounds_and_choices(server: Server) -> None:
    ingest = server.ask(lambda client: client.read_deployment_by_name("ingest/ingest")).parameter_openapi_schema["properties"]
    assert "description" in ingest["sources"]
    report = server.ask(lambda client: client.read_deployment_by_name("report/report")).parameter_openapi_schema
    assert "casualties" in str(report["definitions"])
    assert report["properties"]["since"]["anyOf"][0]["format"] == "date"


def test_a_run_with_changed_parameters_does_what_they_say(server: Server) -> None:
    data = server.folder / "elsewhere"
    given = {"sources": [str(EXAMPLES / "wire" / "denial.txt")], "data_dir": str(data), "workers": 1}

    async def start(client: PrefectClient) -> FlowRun:
        deployment = await client.read_deployment_by_name("ingest/ingest")
        return await client.create_flow_run_from_deployment(deployment.id, parameters=given)

    def attempt() -> FlowRun | None:
        """One run to its end; None if the scheduled run was writing at that moment: then Prefect cancels the newcomer."""
        started = server.ask(start)
        done: FlowRun = wait_for("the run", lambda: final(server.ask(lambda client: client.read_flow_run(started.id))))
        return None if done.state is not None and done.state.type is StateType.CANCELLED else done

    done = wait_for("a free moment", attempt)
    assert done.state.type is StateType.COMPLETED, done.state.message
    assert run_sql(data, "SELECT title FROM articles").to_pylist() == [{"title": "Sudan denies bombing village in Blue Nile"}]
    assert run_sql(data, "SELECT run_id FROM runs").to_pylist() == [{"run_id": str(done.id)}]


def final(run: FlowRun) -> FlowRun | None:
    return run if run.state is not None and run.state.is_final() else None


def test_the_scheduled_ingest_runs_by_itself(server: Server) -> None:
    data = server.folder / "warehouse" / "data"
    wait_for("the inbox's article", lambda: (data / "catalog.duckdb").exists())
    wait_for("its row", lambda: run_sql(data, "SELECT title FROM articles").to_pylist())
    assert run_sql(data, "SELECT title FROM articles").to_pylist() == [{"title": "Argentine teachers strike over pay"}]
