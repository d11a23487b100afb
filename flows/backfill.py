"""Years of articles or of files, window by window: one that is done is not done again, one that fails stops no other."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from prefect import flow
from prefect.artifacts import create_table_artifact
from pydantic import Field

from flows.fill import Filled, backfill_all, hold_windows
from flows.inert import line
from flows.steps import TaskRuns, order_of_flow
from flows.windows import Request
from schemas.settings import load_settings


def run_name() -> str:
    return f"backfill {datetime.now():%H:%M}"


@flow(name="backfill", flow_run_name=run_name, description=__doc__, result_serializer="json")
def backfill(
    sources: list[str] | None = None,
    days: Annotated[int, Field(ge=1, le=36_500)] = 30,
    since: date | None = None,
    until: date | None = None,
    everything: bool = False,
    data_dir: Path | None = None,
    model: str | None = None,
    workers: Annotated[int | None, Field(ge=0, le=256)] = None,
) -> str:
    """Reads the files of the sources, or codes stored articles again, in windows of days. Fails at the end if a window did.

    Retry goes on with the windows that are not done.

    Args:
        sources: Folders, globs, files or URIs to read, by the date in their path (archive/{yyyy}/{mm}/{dd}) or else by
            their time of change. Without any, stored articles that other rules coded, by day of publication.
        days: Days in one window (1-36500).
        since: First day.
        until: Last day, inclusive.
        everything: Of stored articles also those whose rows came from the present rules.
        data_dir: Folder of the warehouse; default from the settings.
        model: Installed spaCy pipeline.
        workers: Worker processes (0-256); 0 means one for each core.
    """
    order = order_of_flow(load_settings(data_dir=data_dir, model=model, workers=workers), "backfill")
    filled = backfill_all(order, Request(days, tuple(sources or ()), since, until, everything), TaskRuns())
    order.tell(str(filled))
    describe_windows(filled)
    hold_windows(filled, order)
    return str(filled)


def describe_windows(filled: Filled) -> None:
    """The windows that this run did, as an artifact."""
    rows = [
        {"first": str(w.first), "last": str(w.last), "status": w.status, "articles": w.articles, "events": w.events,
         "detail": line(w.detail)}
        for w in filled.windows
    ]  # fmt: skip
    create_table_artifact(key="backfill-windows", table=rows, description=str(filled))
