"""The laptop quick start: serves all flows from this process, with the schedules of prefect.yaml.

prefect server start          # in one terminal
python -m flows.serve         # in another
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from prefect import serve

from flows.healthcheck import healthcheck
from flows.ingest import ingest
from flows.maintain import maintain
from flows.report import report


def main(inbox: Path = Path("inbox")) -> None:
    """Ingests `inbox` every hour, keeps house at night, and offers every flow in the UI. Runs until it is stopped."""
    inbox.mkdir(exist_ok=True)
    sources = {"sources": [str(inbox.absolute())]}
    once: dict[str, Any] = {"concurrency_limit": 1, "tags": ["dateline"]}
    deployments: list[Any] = [
        ingest.to_deployment("ingest", parameters=sources, interval=timedelta(hours=1), **once),
        maintain.to_deployment("maintain", cron="30 3 * * *", **once),
        healthcheck.to_deployment("healthcheck", interval=timedelta(hours=6), tags=["dateline"]),
        report.to_deployment("report", parameters={"name": "events_by_day"}, tags=["dateline"]),
    ]
    serve(*deployments)


if __name__ == "__main__":
    main()
