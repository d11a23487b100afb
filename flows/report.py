"""Reports on schedule: answers written as files, and linked from the Prefect UI."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from pydantic import Field

from flows.answers import answer_report
from flows.show import Format, as_markdown, write
from schemas.settings import load_settings
from warehouse.query import reports

ReportName = StrEnum("ReportName", {r.name.upper(): r.name for r in reports()})  # type: ignore[misc]
SHOWN = 50  # rows of a report that the UI shows; the file has them all


@flow(name="report", flow_run_name="report {name}", description=__doc__)
def report(
    name: ReportName,
    since: date | None = None,
    until: date | None = None,
    country: Annotated[str | None, Field(pattern="^[A-Za-z]{3}$")] = None,
    event_type: str | None = None,
    out: Path | None = None,
    data_dir: Path | None = None,
) -> int:
    """Runs a report, shows its first rows in the UI, and writes all of them to `out`. Returns the number of rows.

    Args:
        name: Which report.
        since: First day.
        until: Last day, inclusive.
        country: ISO 3166 alpha-3 country code.
        event_type: Event type, such as ASSAULT.
        out: File to write: .csv, .json, .md or .parquet.
        data_dir: Folder of the warehouse.
    """
    title, table = answer_report(load_settings(data_dir=data_dir), str(name), since, until, country, event_type)
    # the UI renders markdown with HTML in it: names come from article text
    shown = as_markdown(table.slice(0, SHOWN)).replace("&", "&amp;").replace("<", "&lt;")
    create_markdown_artifact(key=f"report-{str(name).replace('_', '-')}", markdown=f"## {title}\n\n{shown}", description=title)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        write(table, Format(out.suffix.lstrip(".").lower()), out, title)
    get_run_logger().info("%s: %d rows%s", title, len(table), f" in {out}" if out else "")
    return len(table)
