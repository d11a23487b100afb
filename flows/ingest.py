"""Article files in, warehouse tables out."""

from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.runtime import flow_run
from pydantic import Field

from flows.artifacts import describe_run
from flows.clock import Clock
from flows.runs import Outcome, batch_of, copies_of, stage_run
from flows.shards import MOST, run_shards
from flows.steps import extract, read
from schemas.settings import load_settings
from tasks.discover import discover
from tasks.settle import finish_sources, settle
from tasks.shard import deal
from warehouse.query import ledger
from warehouse.store import Store


def run_name() -> str:
    """'ingest examples 14:05': what is read, and when; sources are shortened to their last part."""
    sources = flow_run.parameters.get("sources") or ["?"]
    more = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    return f"ingest {str(sources[0]).rstrip('/').split('/')[-1][:40]}{more}"


@flow(name="ingest", flow_run_name=run_name, description=__doc__)
def ingest(
    sources: Annotated[list[str], Field(min_length=1)],
    data_dir: Path | None = None,
    model: str | None = None,
    workers: Annotated[int | None, Field(ge=0, le=256)] = None,
    shard_size: Annotated[int | None, Field(ge=1, le=10_000)] = None,
    near_copy: Annotated[float | None, Field(gt=0, le=1)] = None,
) -> Outcome:
    """Reads what is new in the sources, extracts it, commits it as one batch and publishes the catalog.

    Args:
        sources: Folders, globs, files or fsspec URIs of article files.
        data_dir: Folder of the warehouse; default from the settings.
        model: Installed spaCy pipeline.
        workers: Worker processes; 0 means one for each core.
        shard_size: Articles in one shard.
        near_copy: Similarity from which articles are copies.
    """
    log, clock = get_run_logger(), Clock()
    settings = load_settings(data_dir=data_dir, model=model, workers=workers, shard_size=shard_size, near_copy=near_copy)
    with Store(settings.data_dir, settings.lock_seconds) as store:
        with clock.stage("discover"):
            found = discover(sources, ledger(settings.data_dir), settings)
            batch = batch_of(found, store)
        if not found.files and not found.refused:
            log.info("Nothing new: %d files unchanged", found.unchanged)
            return Outcome(unchanged=found.unchanged)
        with clock.stage("read"):
            shards = deal(found.files, settings.shard_size, MOST)
            calls = [{"files": f, "number": n, "batch": batch, "settings": settings} for n, f in enumerate(shards)]
            run_shards(read, calls, settings)
        with clock.stage("dedup"):
            copies, stored = copies_of(batch, settings)
            todo = settle(batch, copies, stored, settings.shard_size, MOST)
        with clock.stage("extract"):
            calls = [{"number": n, "batch": batch, "settings": settings} for n in range(todo)]
            done = run_shards(extract, calls, settings)
        with clock.stage("commit"):
            failures = [f for summary in done for f in summary.failures]
            statuses = finish_sources(batch, copies, stored, failures, found.refused)
            outcome = Outcome.of(batch, found, statuses, done)
            stage_run("ingest", outcome, batch, clock, settings)
            store.seal(batch.batch_id)
            store.commit(batch.batch_id)
        with clock.stage("publish"):
            store.refresh()
    describe_run(outcome, clock, settings)
    return outcome
