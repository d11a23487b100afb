"""Runs the work from the command line: as a flow run where a Prefect server is configured, else by plain calls."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from rich.console import Console

from flows.inert import lines
from flows.runs import Order, Outcome
from flows.wording import number_of
from schemas.settings import Settings

console = Console(stderr=True)


def say(line: str) -> None:
    """One line on standard error. Whoever listened there may be gone: that is no reason to stop."""
    try:
        tell(line)
    except SystemExit:  # so rich answers to a broken pipe
        console.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # what it holds still cannot fail at the end


def tell(line: str) -> None:
    console.print(lines(line), highlight=False, markup=False, emoji=False, soft_wrap=True)


def server_configured() -> bool:
    """Is there a Prefect server to report to? Asks Prefect only where its settings may say so: importing it takes a second."""
    if os.environ.get("PREFECT_API_URL"):
        return True
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml"))
    if not any(p.exists() for p in (profiles, Path("prefect.toml"), Path(".env"))):
        return False
    from prefect.settings import PREFECT_API_URL

    return bool(PREFECT_API_URL.value())


def run_ingest(sources: list[str], settings: Settings, retry: Sequence[str] = (), prune: bool = False) -> Outcome:
    """Ingests what is new, and says on standard error what came in and what became of it."""
    given = [absolute(s) for s in sources]
    run = ingest_by_flow if server_configured() else ingest_here
    outcome = run(given, settings, retry, prune)
    show_outcome(outcome, settings)
    say_if_stale(settings)
    return outcome


def ingest_here(sources: list[str], settings: Settings, retry: Sequence[str], prune: bool) -> Outcome:
    from flows.batches import ingest_all
    from flows.shards import Threads

    more = {"retry": list(retry), "prune": prune}
    asked = {"sources": sources, "data_dir": str(settings.data_dir)} | {name: value for name, value in more.items() if value}
    parameters = json.dumps(asked, sort_keys=True)
    order = Order(tuple(sources), settings, str(uuid4()), parameters, say, retry=tuple(retry), prune=prune)
    return ingest_all(order, Threads())


def ingest_by_flow(sources: list[str], settings: Settings, retry: Sequence[str], prune: bool) -> Outcome:
    from flows.ingest import ingest

    quieten()
    given = (sources, settings.data_dir, settings.model, settings.workers, settings.shard_size)
    return ingest(*given, retry=list(retry) or None, prune=prune)


def absolute(source: str) -> str:
    """A local path in full, so that the run's parameters mean the same from any folder; a URI stays as it is."""
    return source if "://" in source else str(Path(source).absolute())


def quieten() -> None:
    """Prefect's log belongs to its UI; what the terminal needs to know is said by us."""
    from prefect.logging.configuration import setup_logging

    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    setup_logging()


def show_outcome(outcome: Outcome, settings: Settings) -> None:
    """One paragraph: what came in, what became of it."""
    counts = " · ".join(f"{outcome.statuses.get(k, 0)} {k}" for k in ("loaded", "duplicate", "rejected", "skipped"))
    say(f"{number_of(outcome.inputs, 'record')}: {outcome.unchanged} unchanged · {counts}")
    if outcome.batches:
        rows = outcome.rows
        told = " · ".join(f"{rows.get(k, 0)} {k}" for k in ("events", "quotes", "mentions", "places", "dates"))
        say(f"{told} from {outcome.words} words, in {settings.data_dir}")
    if outcome.versions:
        say(f"{outcome.versions} are versions of articles that were here or came with them: dateline report versions")
    if outcome.statuses.get("rejected") or outcome.statuses.get("skipped"):
        say("Why records were left out: dateline report left_out")


def say_if_stale(settings: Settings) -> None:
    """One line where the warehouse holds articles that other rules coded."""
    from flows.staleness import stale_note

    if note := stale_note(settings):
        say(note)


def run_maintain(settings: Settings) -> None:
    """Compacts, removes old files, checks; fails if a check finds rows."""
    if server_configured():
        from flows.maintain import maintain

        quieten()
        say(maintain(data_dir=settings.data_dir, retention_hours=settings.retention_hours))
        return
    from flows.checks import hold
    from flows.upkeep import keep_house

    done = keep_house(settings, say)
    say(str(done))
    hold(done.checks, settings.data_dir)
