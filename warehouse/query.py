"""Reads the warehouse: reports, SQL, and what the flows ask of it. Never writes, never waits for a writer.

Every call opens the catalog afresh and so sees what was published last. All raise WarehouseError where there is no warehouse of
this format, and QueryError where nothing was published yet or the question cannot be answered.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.arrow import arrow_schema, from_table
from schemas.errors import QueryError
from schemas.tables import TABLES, Article, Event
from warehouse.about import publisher
from warehouse.catalog import asked, open_catalog
from warehouse.layout import check_version, layout_of
from warehouse.present import of_ids
from warehouse.sqlfiles import SqlFile, identifier, literal, read_folder

READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
HELP = "Mend the query; `dateline tables` tells what there is"
SHORTEST_PREFIX = 4
STORED = "SELECT * FROM articles SEMI JOIN wanted_ids USING (article_id) ORDER BY article_id"
RUNS = """
SELECT run_id, flow, started, epoch(finished) - epoch(started) AS seconds, inputs, unchanged, loaded, duplicate, rejected,
    skipped, events, code_version
FROM runs ORDER BY started DESC, run_id LIMIT $most
"""
LIST = """
SELECT view_name AS name, comment FROM duckdb_views()
WHERE database_name = 'catalog' AND schema_name = 'main' AND NOT internal
UNION ALL
SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'catalog'
ORDER BY name
"""
DESCRIBE = """
SELECT column_name AS name, data_type AS type, comment FROM duckdb_columns()
WHERE database_name = 'catalog' AND schema_name = 'main' AND table_name = $name ORDER BY column_index
"""


@dataclass(frozen=True, slots=True)
class Report:
    """A stored query: its name, what it is about, the question that it answers, what it counts, its parameters."""

    name: str
    title: str
    question: str
    counts: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The Dateline that published the catalog, empty if it did not say so yet, and the format of the warehouse."""

    version: str
    format: int

    def __str__(self) -> str:
        return f"published by Dateline {self.version or 'before 0.3'}, format {self.format}"


@contextmanager
def connect(data_dir: Path | str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can read the catalog and the warehouse's table files, and nothing else, for good."""
    layout = layout_of(data_dir)
    check_version(layout)
    with open_catalog(layout) as connection:
        connection.execute(f"SET allowed_directories = [{literal(str(layout.tables) + '/')}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection


def rows(data_dir: Path | str, sql: str, parameters: Mapping[str, Any] | None = None, **tables: pa.Table) -> pa.Table:
    """Runs our own query; `tables` can be selected from under their names."""
    with connect(data_dir) as connection:
        for name, table in tables.items():
            connection.register(name, table)
        try:
            return connection.sql(sql, params=parameters).to_arrow_table()
        except duckdb.Error as error:
            raise QueryError("sql", str(error).strip(), HELP) from None


def run_sql(data_dir: Path | str, sql: str) -> pa.Table:
    """The rows of one SELECT, DESCRIBE, SHOW or EXPLAIN. Raises QueryError with DuckDB's message, or if it is anything else."""
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError("sql", str(error).strip(), HELP) from None
    if len(statements) != 1 or statements[0].type not in READING:
        raise QueryError("sql", "not a single query", "Give one SELECT; to do more, open the catalog in DuckDB")
    return rows(data_dir, sql)


def reports() -> tuple[Report, ...]:
    """The stored reports, by name."""
    return tuple(Report(f.name, f.title, f.question, f.counts, f.parameters) for f in read_folder("reports").values())


def run_report(
    data_dir: Path | str,
    name: str,
    since: date | None = None,
    until: date | None = None,
    country: str | None = None,
    type: str | None = None,
    min_reports: int | None = None,
    limit: int | None = None,
) -> pa.Table:
    """The rows of a report: days inclusive, country as ISO alpha-3. Raises QueryError for an unknown name or parameter."""
    file = report_file(name)
    given = {"since": since, "until": until, "country": country, "type": type, "min_reports": min_reports}
    if wrong := [k for k, v in given.items() if v is not None and k not in file.parameters]:
        takes = ", ".join(file.parameters) or "none"
        raise QueryError(name, f"the report has no parameter {', '.join(wrong)}", f"It takes: {takes}")
    found = rows(data_dir, file.sql, {k: given[k] for k in file.parameters})
    return found if limit is None else found.slice(0, limit)


def report_file(name: str) -> SqlFile:
    """A report's SQL and header. Raises QueryError with the known names."""
    known = read_folder("reports")
    if name not in known:
        raise QueryError(name, "no such report", f"Known reports: {', '.join(sorted(known))}")
    return known[name]


def stored_articles(data_dir: Path | str, article_ids: Collection[str]) -> tuple[Article, ...]:
    """These articles, copies too, ordered by id; unknown ids are left out."""
    return tuple(from_table(rows(data_dir, STORED, wanted_ids=of_ids(article_ids)), Article))


def event(data_dir: Path | str, event_id: str) -> tuple[Event, Article]:
    """An event and its article, by id or by the first letters of it. Raises QueryError if there is not exactly one."""
    found = rows(data_dir, "SELECT * FROM events WHERE starts_with(event_id, $id) ORDER BY event_id LIMIT 3", {"id": event_id})
    if len(event_id) < SHORTEST_PREFIX or not len(found):
        raise QueryError(event_id, "no such event", f"Give an event_id, or at least its first {SHORTEST_PREFIX} letters")
    if len(found) > 1:
        raise QueryError(event_id, f"several events begin so: {', '.join(found['event_id'].to_pylist())}", "Give more letters")
    told = from_table(found, Event)[0]
    return told, stored_articles(data_dir, [told.article_id])[0]


def rows_of(data_dir: Path | str, table: str, article_id: str) -> tuple[Any, ...]:
    """The records of one table that belong to an article: sources, articles, mentions, places, dates, quotes or events."""
    if table not in TABLES or "article_id" not in arrow_schema(TABLES[table]).names:
        raise QueryError(
            table, "no table with articles' rows", "Use sources, articles, mentions, places, dates, quotes or events"
        )
    sql = f"SELECT * FROM {identifier(table)} WHERE article_id = $id ORDER BY ALL"
    return tuple(from_table(rows(data_dir, sql, {"id": article_id}), TABLES[table]))


def table_sizes(data_dir: Path | str) -> pa.Table:
    """For each table its rows, files and bytes on disk, those of replaced versions included."""
    layout = layout_of(data_dir)
    counts = " UNION ALL ".join(f"SELECT {literal(t)} AS name, count(*) AS rows FROM stored.{identifier(t)}" for t in TABLES)
    found = rows(data_dir, f"SELECT * FROM ({counts})").to_pylist()
    lines = {line["name"]: line["rows"] for line in found}
    files = {name: [p for p in layout.table(name).rglob("*") if p.is_file()] for name in TABLES}
    return pa.table(
        {
            "table": list(TABLES),
            "rows": [lines[name] for name in TABLES],
            "files": [sum(p.suffix == ".parquet" for p in files[name]) for name in TABLES],
            "bytes": [sum(p.stat().st_size for p in files[name]) for name in TABLES],
        }
    )


def about(data_dir: Path | str) -> About:
    """Which Dateline published what is read, and the format that the warehouse has."""
    layout = layout_of(data_dir)
    return About(asked(layout, publisher, ""), check_version(layout))


def last_runs(data_dir: Path | str, limit: int = 5) -> pa.Table:
    """The newest runs: run_id, flow, started, seconds, counts in and out, code_version."""
    return rows(data_dir, RUNS, {"most": limit})


def count_superseded(data_dir: Path | str) -> int:
    """How many stored articles a newer version supersedes."""
    found = rows(data_dir, "SELECT count(*) AS n FROM stored.articles WHERE superseded_by IS NOT NULL")
    return int(found["n"][0].as_py())


def list_tables(data_dir: Path | str) -> pa.Table:
    """Name and comment of every table and view of the catalog."""
    return rows(data_dir, LIST)


def describe_table(data_dir: Path | str, name: str) -> pa.Table:
    """Name, type and comment of each column of a table or view. Raises QueryError with the known names."""
    found = rows(data_dir, DESCRIBE, {"name": name})
    if not len(found):
        known = ", ".join(list_tables(data_dir)["name"].to_pylist())
        raise QueryError(name, "no such table or view", f"Known: {known}")
    return found
