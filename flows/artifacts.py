"""What a run leaves in the Prefect UI: its counts, its rejects, its timings."""

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.inert import markdown
from flows.runs import Outcome
from schemas.settings import Settings


def describe_run(outcome: Outcome, settings: Settings) -> None:
    """The run's summary as artifacts."""
    create_table_artifact(key="run-counts", table=[counts(outcome)], description="Records by status, rows by table")
    timings = [{"stage": stage, "seconds": seconds} for stage, seconds in outcome.seconds.items()]
    create_table_artifact(key="run-timings", table=timings, description="Seconds by stage")
    create_markdown_artifact(key="run-summary", markdown=summary(outcome, settings), description="What the run did")


def counts(outcome: Outcome) -> dict[str, int]:
    return {"inputs": outcome.inputs, "unchanged": outcome.unchanged, **outcome.statuses, **outcome.rows}


def summary(outcome: Outcome, settings: Settings) -> str:
    """Markdown of numbers and names of ours; what others named, the path, is escaped."""
    lines = [f"- {name}: {count}" for name, count in counts(outcome).items()]
    ask = f"dateline report --data-dir {settings.data_dir.resolve()}"
    return "\n".join([f"## {outcome.batches} batches", *lines, "", f"Reports: {markdown(ask)}"])
