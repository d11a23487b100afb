"""Reports as the command line, the flow and the demo show them."""

from datetime import date

import pyarrow as pa

from schemas.errors import QueryError
from schemas.settings import Settings
from warehouse.query import Report, reports, run_report


def list_reports() -> pa.Table:
    """The reports that there are: name, question, what they count, parameters."""
    return pa.Table.from_pylist(
        [
            {"report": r.name, "question": r.question, "counts": r.counts, "parameters": " ".join(r.parameters)}
            for r in reports()
        ]
    )


def answer_report(
    settings: Settings,
    name: str,
    since: date | None = None,
    until: date | None = None,
    country: str | None = None,
    type_: str | None = None,
    min_reports: int | None = None,
    limit: int | None = None,
) -> tuple[str, pa.Table]:
    """(title with what it counts, rows) of a report.

    Raises QueryError for a time that ends before it begins: it has no rows, whatever happened.
    """
    if since and until and since > until:
        raise QueryError(name, f"since {since} is after until {until}", "Exchange them")
    table = run_report(settings.data_dir, name, since, until, country, type_, min_reports, limit)
    return next(titled(r) for r in reports() if r.name == name), table


def titled(report: Report) -> str:
    """Whoever reads a number is told what it is a number of."""
    return f"{report.title} (counts {report.counts})" if report.counts else report.title
