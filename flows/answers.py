"""Answers to the questions of the command line, as Arrow tables."""

from datetime import date

import pyarrow as pa

from schemas.settings import Settings
from warehouse.query import Query, stored_reports


def list_reports() -> pa.Table:
    """The reports that there are: name, question, parameters."""
    rows = [{"report": r.name, "question": r.question, "parameters": " ".join(r.parameters)} for r in stored_reports()]
    return pa.Table.from_pylist(rows)


def answer_report(
    settings: Settings,
    name: str,
    since: date | None = None,
    until: date | None = None,
    country: str | None = None,
    type_: str | None = None,
    limit: int | None = None,
) -> tuple[str, pa.Table]:
    """(title, rows) of a report."""
    table = Query(settings.data_dir).run_report(name, since, until, country, type_, limit)
    return next(r.title for r in stored_reports() if r.name == name), table


def table_sizes(settings: Settings) -> pa.Table:
    """Rows by table."""
    status = Query(settings.data_dir).status()
    return pa.table({"table": list(status.rows), "rows": list(status.rows.values())})


def last_runs(settings: Settings) -> pa.Table:
    """The newest runs with their counts."""
    sql = """SELECT started, flow, round(epoch(finished) - epoch(started), 1) AS seconds, inputs, unchanged, loaded, duplicate,
        rejected, skipped, events FROM runs ORDER BY started DESC, run_id LIMIT 5"""
    return Query(settings.data_dir).run_sql(sql)


def list_tables(settings: Settings) -> pa.Table:
    """Tables and views with what one row of them is."""
    sql = "SELECT view_name AS name, comment AS one_row_is FROM duckdb_views() WHERE NOT internal ORDER BY name"
    return Query(settings.data_dir).run_sql(sql)


def describe_table(settings: Settings, name: str) -> pa.Table:
    """Columns of a table or view: name, type, meaning."""
    query = Query(settings.data_dir)
    query.run_sql(
        f'SELECT * FROM "{name.replace(chr(34), chr(34) * 2)}" LIMIT 0'
    )  # an unknown name fails here, with DuckDB's own hint
    text = name.replace("'", "''")
    return query.run_sql(
        f"SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = '{text}' ORDER BY column_index"
    )
