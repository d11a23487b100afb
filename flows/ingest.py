"""Article files in, warehouse tables out."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.runtime import flow_run
from pydantic import Field

from flows.artifacts import describe_run
from flows.batches import ingest_all
from flows.runs import IfBusy, Outcome
from flows.staleness import stale_note
from flows.steps import TaskRuns, order_of_flow
from schemas.settings import load_settings


def run_name() -> str:
    """'ingest examples 14:05': what is read, and when; sources are shortened to their last part."""
    sources = flow_run.parameters.get("sources") or ["?"]
    more = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    name = "".join(c if c.isprintable() else "?" for c in str(sources[0]).rstrip("/").split("/")[-1][:40])
    return f"ingest {name}{more} {datetime.now():%H:%M}"


@flow(name="ingest", flow_run_name=run_name, description=__doc__, result_serializer="json")
def ingest(
    sources: Annotated[list[str], Field(min_length=1)],
    data_dir: Path | None = None,
    model: str | None = None,
    workers: Annotated[int | None, Field(ge=0, le=256)] = None,
    shard_size: Annotated[int | None, Field(ge=1, le=10_000)] = None,
    near_copy: Annotated[float | None, Field(gt=0, le=1)] = None,
    if_busy: IfBusy = IfBusy.WAIT,
    retry: list[str] | None = None,
    prune: bool = False,
) -> Outcome:
    """Reads what is new in the sources, extracts it, commits it in batches of bounded size and publishes each.

    Args:
        sources: Folders, globs, files or fsspec URIs of article files.
        data_dir: Folder of the warehouse; default from the settings.
        model: Installed spaCy pipeline.
        workers: Worker processes (0-256); 0 means one for each core.
        shard_size: Articles in one shard (1-10000).
        near_copy: Similarity from which articles are copies (above 0, at most 1).
        if_busy: Where another run is writing: wait for it, or skip this run, because the next one finds what it would have.
        retry: Reasons, such as language, for which what was left out is tried again, whatever decided it; `all` for all.
        prune: Take out the articles whose every source is gone. Nobody is asked.
    """
    settings = load_settings(data_dir=data_dir, model=model, workers=workers, shard_size=shard_size, near_copy=near_copy)
    order = order_of_flow(settings, "ingest", sources, if_busy=if_busy, retry=tuple(retry or ()), prune=prune)
    outcome = ingest_all(order, TaskRuns())
    if outcome.skipped_for:
        get_run_logger().info("Skipped: %s; the next run finds what this one would have", outcome.skipped_for)
    describe_run(outcome, settings)
    if note := stale_note(settings):
        get_run_logger().info(note)
    return outcome
