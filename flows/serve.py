"""The laptop's way, without a worker: runs the flows of prefect.yaml from this process, with the same schedules.

prefect config set PREFECT_API_URL=http://127.0.0.1:4200/api
prefect server start >prefect-server.log 2>&1 </dev/null &
python -m flows.serve         # until it is stopped; its schedules pause with it
"""

import sys
from pathlib import Path
from typing import Any, cast

from prefect import Flow, serve
from prefect.client.orchestration import get_client
from prefect.deployments.runner import RunnerDeployment
from prefect.settings import PREFECT_API_URL
from prefect.types.entrypoint import EntrypointType

from flows.backfill import backfill
from flows.healthcheck import healthcheck
from flows.ingest import ingest
from flows.maintain import maintain
from flows.report import report
from flows.reprocess import reprocess
from schemas.errors import DatelineError, SettingsError

NAME = "laptop"  # of every deployment: those of a worker on the same server have other names, and stay as they are
CRONS = {"ingest": "5 * * * *", "maintain": "30 3 * * *", "healthcheck": "15 */6 * * *"}  # as in prefect.yaml; UTC
SERVER = "Start one: prefect config set PREFECT_API_URL=http://127.0.0.1:4200/api && prefect server start"


def deployments(inbox: Path) -> list[RunnerDeployment]:
    """Every flow, with the parameters that prefect.yaml gives it."""
    parameters: dict[Flow[..., Any], dict[str, Any]] = {
        ingest: {"sources": [str(inbox.absolute())], "if_busy": "skip"},
        maintain: {},
        healthcheck: {"stale_hours": 3},
        report: {"name": "events_by_day"},
        reprocess: {},
        backfill: {},
    }
    return [deployment(flow, given) for flow, given in parameters.items()]


def deployment(flow: Flow[..., Any], given: dict[str, Any]) -> RunnerDeployment:
    """Its code is found by module path, so that a run starts wherever this process runs."""
    cron, entrypoint = CRONS.get(flow.name), EntrypointType.MODULE_PATH
    found = flow.to_deployment(NAME, parameters=given, cron=cron, tags=["dateline"], entrypoint_type=entrypoint)
    return cast(RunnerDeployment, found)  # a coroutine only where an event loop runs


def check_server() -> str:
    """The address of the server. Raises SettingsError if none is configured, or it does not answer."""
    url: str | None = PREFECT_API_URL.value()
    if not url:
        raise SettingsError("PREFECT_API_URL", "no Prefect server is configured", SERVER)
    with get_client(sync_client=True) as client:
        if client.api_healthcheck() is not None:
            raise SettingsError(url, "the Prefect server does not answer", SERVER)
    return url


def main(inbox: Path = Path("inbox")) -> None:
    """Ingests `inbox` once an hour, keeps house at night, and offers every flow in the UI. Runs until it is stopped."""
    try:
        print(f"Serving to {check_server()}", file=sys.stderr)
    except DatelineError as error:
        sys.exit(str(error))
    inbox.mkdir(exist_ok=True)
    serve(*deployments(inbox))


if __name__ == "__main__":
    main()
