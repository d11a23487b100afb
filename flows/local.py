"""Runs flows from the command line: against the configured Prefect server, or a temporary one."""

import os
from pathlib import Path

from prefect.logging.configuration import setup_logging
from rich.console import Console

from flows.runs import Outcome
from schemas.settings import Settings
from tasks.discover import discover
from warehouse.query import ledger

console = Console(stderr=True)


def run_ingest(sources: list[str], settings: Settings) -> Outcome:
    """Ingests what is new. Looks first: where nothing is, no server need be started to find that out."""
    found = discover(sources, ledger(settings.data_dir), settings)
    if not found.files and not found.refused:
        outcome = Outcome(unchanged=found.unchanged)
    else:
        from flows.api import api
        from flows.ingest import ingest

        quieten()
        console.print(f"{len(found.files)} new files", highlight=False)
        with api():
            outcome = ingest(
                [absolute(s) for s in sources], settings.data_dir, settings.model, settings.workers, settings.shard_size
            )
    show_outcome(outcome, settings)
    return outcome


def absolute(source: str) -> str:
    """A local path in full, so that the run's parameters mean the same from any folder; a URI stays as it is."""
    return source if "://" in source else str(Path(source).absolute())


def quieten() -> None:
    """Prefect's log belongs to its UI; what the terminal needs to know is said by us. Worker processes inherit this."""
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    setup_logging()


def show_outcome(outcome: Outcome, settings: Settings) -> None:
    """One paragraph on standard error: what came in, what became of it."""
    counts = " · ".join(f"{outcome.statuses.get(k, 0)} {k}" for k in ("loaded", "duplicate", "rejected", "skipped"))
    console.print(f"{outcome.inputs} records: {outcome.unchanged} unchanged · {counts}", highlight=False)
    if outcome.batch_id:
        rows = outcome.rows
        told = " · ".join(f"{rows.get(k, 0)} {k}" for k in ("events", "quotes", "mentions", "places", "dates"))
        console.print(f"{told} from {outcome.words} words, in {settings.data_dir}", highlight=False)
    if outcome.statuses.get("rejected") or outcome.statuses.get("skipped"):
        console.print("Why records were left out: dateline report data_quality", highlight=False)


def run_maintain(settings: Settings) -> None:
    """Compacts, removes old files, checks; fails if a check finds rows."""
    from flows.api import api
    from flows.maintain import maintain

    quieten()
    with console.status("Maintaining"), api():
        report = maintain(data_dir=settings.data_dir, retention_hours=settings.retention_hours)
    console.print(report, highlight=False)
