"""Stored articles, coded as the present rules would code them."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.artifacts import describe_changes, describe_due, describe_run
from flows.recode import recode_all, selection_of, told
from flows.runs import Outcome
from flows.staleness import what_is_due
from flows.steps import TaskRuns, order_of_flow
from schemas.settings import load_settings


def run_name() -> str:
    return f"reprocess {datetime.now():%H:%M}"


@flow(name="reprocess", flow_run_name=run_name, description=__doc__, result_serializer="json")
def reprocess(
    since: date | None = None,
    until: date | None = None,
    ids: list[str] | None = None,
    source: str | None = None,
    everything: bool = False,
    dry_run: bool = False,
    data_dir: Path | None = None,
    model: str | None = None,
    workers: Annotated[int | None, Field(ge=0, le=256)] = None,
) -> Outcome:
    """Codes stored articles again whose rows came from other rules, in batches; no source file is read.

    Args:
        since: Only articles published on this day or later.
        until: Only articles published on this day or earlier.
        ids: Only these articles.
        source: Only articles from this file, folder or pattern; * stands for any letters.
        everything: Also articles whose rows came from the present rules.
        dry_run: Only tell how many articles are due, and why.
        data_dir: Folder of the warehouse; default from the settings.
        model: Installed spaCy pipeline.
        workers: Worker processes (0-256); 0 means one for each core.
    """
    settings = load_settings(data_dir=data_dir, model=model, workers=workers)
    selection = selection_of(settings, since, until, ids, source, everything)
    if dry_run:
        describe_due(what_is_due(settings, selection))
        return Outcome()
    order = order_of_flow(settings, "reprocess")
    outcome = recode_all(order, selection, TaskRuns())
    order.tell(told(outcome))
    describe_run(outcome, settings)
    describe_changes(settings, order.run_id)
    return outcome
