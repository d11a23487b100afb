"""What a run leaves in the Prefect UI: its counts, its rejects, its timings."""

import pyarrow as pa
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.inert import markdown
from flows.runs import Outcome
from flows.show import as_markdown
from schemas.settings import Settings
from warehouse.recoding import changes_of

SHOWN = 50  # rows of a table that the UI shows


def describe_run(outcome: Outcome, settings: Settings) -> None:
    """The run's summary as artifacts."""
    create_table_artifact(key="run-counts", table=[counts(outcome)], description="Records by status, rows by table")
    timings = [{"stage": stage, "seconds": seconds} for stage, seconds in outcome.seconds.items()]
    create_table_artifact(key="run-timings", table=timings, description="Seconds by stage")
    create_markdown_artifact(key="run-summary", markdown=summary(outcome, settings), description="What the run did")


def describe_changes(settings: Settings, run_id: str) -> None:
    """What coding again has changed, by field and type, with an example of each."""
    found = changes_of(settings.data_dir, run_id)
    describe_table("coding-changes", found, "What coding again changed", "dateline report changes")


def describe_due(due: pa.Table) -> None:
    """What is to be coded again, and why."""
    describe_table("reprocess-due", due, "Articles that are due", "dateline reprocess --dry-run")


def describe_table(key: str, table: pa.Table, title: str, command: str) -> None:
    """The first rows of a table; what others wrote is escaped."""
    shown = as_markdown(table.slice(0, SHOWN)) if len(table) else "None.\n"
    text = f"## {title}\n\n{shown}\n{len(table)} rows; all of them: {markdown(command)}"
    create_markdown_artifact(key=key, markdown=text, description=title)


def counts(outcome: Outcome) -> dict[str, int]:
    return {"inputs": outcome.inputs, "unchanged": outcome.unchanged, **outcome.statuses, **outcome.rows}


def summary(outcome: Outcome, settings: Settings) -> str:
    """Markdown of numbers and names of ours; what others named, the path, is escaped."""
    lines = [f"- {name}: {count}" for name, count in counts(outcome).items()]
    ask = f"dateline report --data-dir {settings.data_dir.resolve()}"
    return "\n".join([f"## {outcome.batches} batches", *lines, "", f"Reports: {markdown(ask)}"])
