"""The views that stand on the files of tables themselves: each table as it is stored, and as readers see it."""

import os
from collections.abc import Mapping
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from schemas.tables import TABLES
from warehouse.corrected import VIEW, create_corrections
from warehouse.delta import TableState
from warehouse.layout import Layout
from warehouse.renamed import template_schema, under_new_names
from warehouse.sqlfiles import identifier, literal

STORED = "stored"  # a schema of the catalog
OF_ARTICLES = ("articles", "mentions", "places", "dates", "quotes", "events")  # rows that go when their article does

RETIRED = ("incidents", "incident_events")  # rows that go when others replace them


def create_tables(
    connection: duckdb.DuckDBPyConnection, layout: Layout, states: Mapping[str, TableState], guarded: str = "true"
) -> None:
    """Every table twice: in the schema `stored` as it lies in its files, and as readers see it, without what was superseded.

    No table is a view of a view: DuckDB 1.0 does not find that one where the catalog is attached under another name.
    """
    connection.execute(f"CREATE SCHEMA {STORED}")
    superseded = f"SELECT article_id FROM {files_sql(layout, states['articles'])} WHERE superseded_by IS NOT NULL"
    current = f"{guarded} AND article_id NOT IN ({superseded})"
    for name, state in states.items():
        create_base_view(connection, layout, state, guarded, f"{STORED}.")
        create_base_view(connection, layout, state, seen(layout, states, name, guarded, current))
    correct_events(connection, layout, states, guarded, current)
    if "events" in states:
        create_versions(connection, layout, states, guarded)


def seen(layout: Layout, states: Mapping[str, TableState], name: str, guarded: str, current: str) -> str:
    """Which rows of a table readers see."""
    if name in RETIRED:
        return f"{guarded} AND {not_retired(layout, states)}"
    if name == "incident_aliases" and "incidents" in states:
        there = f"SELECT incident_id FROM {files_sql(layout, states['incidents'])} WHERE {not_retired(layout, states)}"
        former = f"SELECT alias FROM {files_sql(layout, states[name])}"
        leads_on = f"incident_id <> alias AND (incident_id IN ({there}) OR incident_id IN ({former}))"
        return f"{guarded} AND {leads_on} AND alias NOT IN ({there})"
    return current if name in OF_ARTICLES else guarded


def not_retired(layout: Layout, states: Mapping[str, TableState]) -> str:
    """Which rows of incidents others have not replaced."""
    state = states.get("retired_incidents")
    if state is None or not state.files:
        return "true"
    return f"(incident_id, batch_id) NOT IN (SELECT (incident_id, written_by) FROM {files_sql(layout, state)})"


def correct_events(
    connection: duckdb.DuckDBPyConnection, layout: Layout, states: Mapping[str, TableState], guarded: str, current: str
) -> None:
    """Lets `events` be what people made of them, if they corrected any; else it stays as it is and costs what it did."""
    coded = {name: files_sql(layout, states[name]) for name in ("articles", "events")}
    overrides = f"SELECT * FROM {files_sql(layout, states['overrides'])}" if states["overrides"].files else None
    known = f"SELECT article_id FROM {coded['articles']} WHERE superseded_by IS NULL"
    told = f"SELECT * FROM {coded['events']} WHERE article_id IN ({known})"
    if create_corrections(connection, overrides, known, told):
        sql = VIEW.format(coded=coded["events"], condition=current, guarded=guarded)
        connection.execute(f"CREATE OR REPLACE VIEW events AS {sql}")


def create_versions(
    connection: duckdb.DuckDBPyConnection, layout: Layout, states: Mapping[str, TableState], guarded: str
) -> None:
    """The articles that have several versions, superseded ones too: what `history` is made of, where no schema may be named."""
    counts = f"SELECT article_id, count(*) AS events FROM {files_sql(layout, states['events'])} GROUP BY article_id"
    connection.execute(f"""CREATE OR REPLACE VIEW versions AS
        SELECT article_id, title, published, url, copy_of, supersedes, superseded_by, coalesce(e.events, 0) AS events
        FROM {files_sql(layout, states["articles"])} LEFT JOIN ({counts}) AS e USING (article_id)
        WHERE {guarded} AND (supersedes IS NOT NULL OR superseded_by IS NOT NULL)""")
    doc = "Articles that have several versions, superseded ones and their copies too, with the number of their events."
    connection.execute(f"COMMENT ON VIEW versions IS {literal(doc)}")


def create_base_view(
    connection: duckdb.DuckDBPyConnection, layout: Layout, state: TableState, condition: str = "true", schema: str = ""
) -> None:
    """A view of those rows of a table's files that fulfil a condition."""
    columns = ", ".join(identifier(f.name) for f in fields(TABLES[state.name]))
    name = schema + identifier(state.name)
    connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM {files_sql(layout, state)} WHERE {condition}")


def files_sql(layout: Layout, state: TableState) -> str:
    """The files of a table. The template first: it gives the columns of an empty table, and those that old files lack."""
    listed = ", ".join(literal(path) for path in (str(template(layout, state.name)), *state.files))
    return under_new_names(state.name, f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)")


def comment_base_view(connection: duckdb.DuckDBPyConnection, name: str, record: type) -> None:
    comment(connection, "VIEW", name, (record.__doc__ or "").strip(), {f.name: f.metadata["doc"] for f in fields(record)})


def comment(connection: duckdb.DuckDBPyConnection, kind: str, name: str, doc: str, columns: Mapping[str, str]) -> None:
    connection.execute(f"COMMENT ON {kind} {identifier(name)} IS {literal(doc)}")
    for column, text in columns.items():
        comment_column(connection, name, column, text)


def comment_column(connection: duckdb.DuckDBPyConnection, view: str, column: str, doc: str) -> None:
    connection.execute(f"COMMENT ON COLUMN {identifier(view)}.{identifier(column)} IS {literal(doc)}")


def template(layout: Layout, name: str) -> Path:
    """An empty Parquet file with a table's columns. Named by its content and never changed, since old catalogs name it too."""
    schema = template_schema(name)
    path = template_path(layout, name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        pq.write_table(schema.empty_table(), fresh)
        fresh.replace(path)
    return path


def template_path(layout: Layout, name: str) -> Path:
    columns = blake2b(str(template_schema(name).remove_metadata()).encode(), digest_size=6).hexdigest()
    return layout.templates / f"{name}.{columns}.parquet"
