"""A real Prefect server, begun as the documentation says: deployments, schedules, forms, runs with parameters of their own."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.client.schemas.objects import FlowRun, StateType

from flows.serve import CRONS, NAME, deployments
from tests.conftest import EXAMPLES, ROOT
from tests.prefect_server import Server, documented, environment, stop, wait_for
from warehouse.query import run_sql

FAULT = re.compile(r"Traceback|\w+Error\b")
QUESTION = re.compile(r"\?(?: \[|\s*$|: )|\[[yYnN]/[yYnN]\]", re.M)


def asked_for(runs: list[FlowRun]) -> FlowRun | None:
    """The run that no schedule began; None before it is there."""
    return next((run for run in runs if not run.auto_scheduled), None)


def completed(server: Server, run: FlowRun) -> FlowRun:
    done = server.finished(run)
    assert done.state is not None
    assert done.state.type is StateType.COMPLETED, f"{done.state.message}\n{server.logs(done)}"
    return done


def test_readme_and_docs_tell_the_same_commands() -> None:
    assert documented("README.md") == documented("docs/prefect.md")


def test_the_documented_start_completes_a_run_and_asks_nothing(server: Server) -> None:
    done = completed(server, wait_for("the first run", lambda: asked_for(server.runs_of("ingest/ingest"))))
    assert not FAULT.search(server.logs(done)), "nothing is in the inbox, and that is no fault"
    assert not FAULT.search(server.told())
    assert not QUESTION.search(server.told())
    assert done.start_time is not None
    assert done.expected_start_time is not None
    assert (done.start_time - done.expected_start_time).total_seconds() < 60


@pytest.mark.parametrize("name", ["ingest/ingest", "maintain/maintain", "healthcheck/healthcheck"])
def test_cron_deployments_get_runs(server: Server, name: str) -> None:
    assert wait_for(f"scheduled runs of {name}", lambda: [r for r in server.runs_of(name) if r.auto_scheduled])


@pytest.mark.parametrize("name", ["ingest/ingest-files", "report/report"])
def test_what_is_for_people_gets_none(server: Server, name: str) -> None:
    wait_for("runs of another deployment", lambda: server.runs_of("maintain/maintain"))
    assert not server.runs_of(name)


def test_the_form_has_bounds_and_choices(server: Server) -> None:
    ingest = server.deployment("ingest/ingest-files").parameter_openapi_schema["properties"]
    assert "description" in ingest["sources"]
    report = server.deployment("report/report").parameter_openapi_schema
    assert "casualties" in str(report["definitions"])
    assert "ASSAULT" in str(report["definitions"])
    assert report["properties"]["since"]["anyOf"][0]["format"] == "date"


def test_runs_do_what_their_parameters_say_from_the_folder_that_was_deployed(server: Server) -> None:
    data = server.folder / "elsewhere"
    given = {"sources": [str(EXAMPLES / "wire" / "denial.txt")], "data_dir": str(data), "workers": 1}
    shutil.copy(EXAMPLES / "wire" / "strike.txt", server.folder / "inbox")
    by_hand, shipped = server.start("ingest/ingest-files", **given), server.start("ingest/ingest")
    completed(server, by_hand)
    completed(server, shipped)
    assert run_sql(data, "SELECT title FROM articles").to_pylist() == [{"title": "Sudan denies bombing village in Blue Nile"}]
    assert run_sql(data, "SELECT run_id FROM runs").to_pylist() == [{"run_id": str(by_hand.id)}]
    found = run_sql(server.folder / "warehouse" / "data", "SELECT title FROM articles").to_pylist()
    assert found == [{"title": "Argentine teachers strike over pay"}]


def yaml_deployments() -> dict[str, dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    return {d["name"]: d for d in read}


def test_the_laptop_has_the_schedules_and_parameters_of_prefect_yaml(tmp_path: Path) -> None:
    shipped = yaml_deployments()
    crons = {name: d["schedules"][0]["cron"] for name, d in shipped.items() if d["schedules"]}
    assert crons == CRONS
    for one in deployments(tmp_path / "inbox"):
        given = {**one.parameters, "sources": ["inbox"]} if one.flow_name == "ingest" else one.parameters
        assert given == shipped[str(one.flow_name)].get("parameters", {})
        assert one.entrypoint == shipped[str(one.flow_name)]["entrypoint"]


def test_the_laptop_leaves_a_worker_alone_and_runs_flows(server: Server) -> None:
    before = {name: server.deployment(name) for name in ("ingest/ingest", "maintain/maintain", "report/report")}
    data = server.folder / "laptop"
    with (server.folder / "serve.log").open("wb") as log:
        command = [sys.executable, "-m", "flows.serve"]
        serving = subprocess.Popen(command, env=server.env, cwd=server.folder, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for("its deployments", lambda: server.deployment(f"report/{NAME}"))
        given = {"sources": [str(EXAMPLES / "wire" / "denial.txt")], "data_dir": str(data), "workers": 1}
        completed(server, server.start(f"ingest/{NAME}", **given))
        assert len(run_sql(data, "SELECT title FROM articles")) == 1
    finally:
        stop(serving)
    after = {name: server.deployment(name) for name in before}
    assert all(after[name].entrypoint == d.entrypoint for name, d in before.items())
    assert all(after[name].updated == d.updated for name, d in before.items())


@pytest.mark.parametrize(
    ("url", "told"), [("", "no Prefect server is configured"), ("http://127.0.0.1:9/api", "does not answer")]
)
def test_serving_without_a_server_says_how_to_start_one(tmp_path: Path, url: str, told: str) -> None:
    (tmp_path / "home").mkdir()
    env = environment(tmp_path) | {"PYTHONPATH": str(ROOT)} | ({"PREFECT_API_URL": url} if url else {})
    done = subprocess.run(
        [sys.executable, "-m", "flows.serve"], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert told in done.stderr
    assert "prefect server start" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "inbox").exists()
