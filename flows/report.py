"""Reports on schedule: answers written as files, and linked from the Prefect UI."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from pydantic import Field

from flows.answers import answer_report
from flows.inert import line
from flows.show import Format, as_markdown, write
from lexicon.events import load_events
from schemas.errors import QueryError
from schemas.settings import load_settings
from warehouse.query import reports

ReportName = StrEnum("ReportName", {r.name.upper(): r.name for r in reports()})  # type: ignore[misc]
EventTypeName = StrEnum("EventTypeName", {name: name for name in load_events().types})  # type: ignore[misc]
FILES = tuple(shape.value for shape in Format if shape is not Format.TABLE)
SHOWN = 50  # rows of a report that the UI shows; the file has them all


@flow(name="report", flow_run_name="report {name}", description=__doc__, result_serializer="json")
def report(
    name: ReportName,
    since: date | None = None,
    until: date | None = None,
    country: Annotated[str | None, Field(pattern="^[A-Za-z]{3}$")] = None,
    event_type: EventTypeName | None = None,
    min_reports: Annotated[int | None, Field(ge=1)] = None,
    out: Path | None = None,
    data_dir: Path | None = None,
) -> int:
    """Runs a report, shows its first rows in the UI, and writes all of them to `out`. Returns the number of rows.

    Args:
        name: Which report. Most take a time, a country and a type; those that do not say so.
        since: First day.
        until: Last day, inclusive; not before the first.
        country: ISO 3166 alpha-3 country code: three letters, such as KEN.
        event_type: Type of event.
        min_reports: Fewest reports of an incident.
        out: File to write: .csv, .json, .md or .parquet. Its folder is made.
        data_dir: Folder of the warehouse; default from the settings.
    """
    shape = format_of(out)
    settings = load_settings(data_dir=data_dir)
    title, table = answer_report(settings, str(name), since, until, country, event_type, min_reports)
    shown = as_markdown(table.slice(0, SHOWN))
    create_markdown_artifact(key=f"report-{str(name).replace('_', '-')}", markdown=f"## {title}\n\n{shown}", description=title)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        write(table, shape, out, title)
    get_run_logger().info("%s: %d rows%s", title, len(table), f" in {line(str(out))}" if out else "")
    return len(table)


def format_of(out: Path | None) -> Format:
    """The format of a file by its ending. Raises QueryError before anything is asked for a file that cannot be written."""
    ending = out.suffix.lstrip(".").lower() if out else Format.MD
    if ending not in FILES:
        raise QueryError(str(out), "no format has this ending", f"End it in one of: {', '.join(FILES)}")
    return Format(ending)
