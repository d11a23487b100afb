"""Reports as the command line, the flow and the demo show them."""

from datetime import date

import pyarrow as pa

from schemas.errors import QueryError
from schemas.settings import Settings
from warehouse.query import reports, run_report


def list_reports() -> pa.Table:
    """The reports that there are: name, question, parameters."""
    return pa.Table.from_pylist(
        [{"report": r.name, "question": r.question, "parameters": " ".join(r.parameters)} for r in reports()]
    )


def answer_report(
    settings: Settings,
    name: str,
    since: date | None = None,
    until: date | None = None,
    country: str | None = None,
    type_: str | None = None,
    limit: int | None = None,
) -> tuple[str, pa.Table]:
    """(title, rows) of a report. Raises QueryError for a time that ends before it begins: it has no rows, whatever happened."""
    if since and until and since > until:
        raise QueryError(name, f"since {since} is after until {until}", "Exchange them")
    table = run_report(settings.data_dir, name, since, until, country, type_, limit)
    return next(r.title for r in reports() if r.name == name), table
