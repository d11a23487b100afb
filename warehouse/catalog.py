"""Publishes `catalog.duckdb`: views over the exact files of one consistent state of all tables, put in place by one rename."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema
from schemas.errors import QueryError
from schemas.tables import TABLES
from warehouse.delta import TableState
from warehouse.engine import SPILL
from warehouse.layout import Layout
from warehouse.sqlfiles import digest, identifier, literal, read_folder

STORAGE = "v1.0.0"  # the oldest file format of DuckDB 1.x, so that any DuckDB since 1.0 opens the catalog
PUBLISHED = pa.schema(
    [
        pa.field("table_name", pa.string(), False),
        pa.field("version", pa.int64(), False),
        pa.field("file", pa.string(), True),
    ]
)
VIEWS_DIGEST = "views_digest"  # a macro of the catalog: which versions of views/*.sql it was made of
PUBLISHED_DOC = (
    "The files that each table consisted of when this was published, and its Delta version; file is null if it was empty."
)


def publish(layout: Layout, states: Mapping[str, TableState]) -> None:
    """Writes a new catalog beside the old one and renames it. Readers that have the old one open go on seeing the old state."""
    fresh = layout.root / f".catalog.{os.getpid()}.tmp"
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(str(fresh))} AS catalog (STORAGE_VERSION {literal(STORAGE)})")
        connection.execute("USE catalog")
        fill(connection, layout, states)
        connection.execute("USE memory")
        connection.execute("DETACH catalog")
    layout.catalog.with_name(layout.catalog.name + ".wal").unlink(missing_ok=True)  # of a program that wrote into the old one
    fresh.replace(layout.catalog)


def fill(connection: duckdb.DuckDBPyConnection, layout: Layout, states: Mapping[str, TableState]) -> None:
    """Creates everything a catalog holds in the connection's current database."""
    connection.begin()
    for name, record in TABLES.items():
        create_base_view(connection, layout, states[name])
        comment_base_view(connection, name, record)
    views = read_folder("views")
    for name, file in views.items():
        connection.execute(f"CREATE VIEW {identifier(name)} AS {file.sql}")
        connection.execute(f"COMMENT ON VIEW {identifier(name)} IS {literal(f'{file.title}. {file.question}')}")
        for column, doc in file.columns:
            comment_column(connection, name, column, doc)
    connection.execute(f"CREATE MACRO {VIEWS_DIGEST}() AS {literal(digest(views))}")
    create_published(connection, states)
    connection.commit()


def create_base_view(connection: duckdb.DuckDBPyConnection, layout: Layout, state: TableState) -> None:
    """A view of a table's files. The template first: it gives the columns of an empty table, and those that old files lack."""
    paths = [str(template(layout, state.name)), *state.files]
    columns = ", ".join(identifier(f.name) for f in fields(TABLES[state.name]))
    listed = ", ".join(literal(path) for path in paths)
    source = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
    connection.execute(f"CREATE VIEW {identifier(state.name)} AS SELECT {columns} FROM {source}")


def comment_base_view(connection: duckdb.DuckDBPyConnection, name: str, record: type) -> None:
    connection.execute(f"COMMENT ON VIEW {identifier(name)} IS {literal((record.__doc__ or '').strip())}")
    for field in fields(record):
        comment_column(connection, name, field.name, field.metadata["doc"])


def comment_column(connection: duckdb.DuckDBPyConnection, view: str, column: str, doc: str) -> None:
    connection.execute(f"COMMENT ON COLUMN {identifier(view)}.{identifier(column)} IS {literal(doc)}")


def create_published(connection: duckdb.DuckDBPyConnection, states: Mapping[str, TableState]) -> None:
    rows = [(s.name, s.version, file) for s in states.values() for file in (s.files or (None,))]
    table = pa.Table.from_pylist([dict(zip(PUBLISHED.names, row, strict=True)) for row in rows], schema=PUBLISHED)
    connection.register("_published", table)
    connection.execute("CREATE TABLE published AS SELECT * FROM _published")
    connection.unregister("_published")
    connection.execute(f"COMMENT ON TABLE published IS {literal(PUBLISHED_DOC)}")


def template(layout: Layout, name: str) -> Path:
    """An empty Parquet file with a table's columns. Named by its content and never changed, since old catalogs name it too."""
    schema = arrow_schema(TABLES[name])
    path = template_path(layout, name, schema)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        pq.write_table(schema.empty_table(), fresh)
        fresh.replace(path)
    return path


def template_path(layout: Layout, name: str, schema: pa.Schema) -> Path:
    columns = blake2b(str(schema.remove_metadata()).encode(), digest_size=6).hexdigest()
    return layout.templates / f"{name}.{columns}.parquet"


def asked(layout: Layout, sql: str) -> list[tuple[Any, ...]]:
    """What the present catalog answers; nothing if there is none, it cannot be read, or it cannot answer."""
    try:
        with open_catalog(layout) as connection:
            return connection.execute(sql).fetchall()
    except (QueryError, duckdb.Error):
        return []


def published(layout: Layout) -> dict[str, TableState]:
    """What the present catalog was made of; empty if there is none or it cannot be read."""
    files: dict[tuple[str, int], list[str]] = {}
    for name, version, file in asked(layout, "SELECT table_name, version, file FROM published ORDER BY ALL"):
        files.setdefault((name, version), []).extend([file] if file else [])
    return {name: TableState(name, version, tuple(paths)) for (name, version), paths in files.items()}


def is_current(layout: Layout, states: Mapping[str, TableState]) -> bool:
    """True if the catalog was made of just these states, in this folder, and by code with the same columns and views."""
    known = all(template_path(layout, name, arrow_schema(record)).exists() for name, record in TABLES.items())
    return known and published(layout) == dict(states) and published_views(layout) == digest(read_folder("views"))


def published_views(layout: Layout) -> str:
    """The digest of the view files that the present catalog was made of; empty if it has none."""
    return "".join(str(found) for (found,) in asked(layout, f"SELECT {VIEWS_DIGEST}()"))


def open_catalog(layout: Layout) -> duckdb.DuckDBPyConnection:
    """A fresh read-only connection to the catalog as it is now. Raises QueryError if nothing was published yet.

    DuckDB shares an open database by its path within a process, and would go on showing a catalog that was replaced since; a
    new in-memory database that attaches the file does not.
    """
    if not layout.catalog.exists():
        raise QueryError(str(layout.catalog), "nothing was published yet", "Run `dateline ingest` first, or set data_dir")
    connection = duckdb.connect()
    try:
        connection.execute(f"ATTACH {literal(str(layout.catalog))} AS catalog (READ_ONLY)")
        connection.execute("USE catalog")
        connection.execute("SET TimeZone = 'UTC'")
    except duckdb.Error as error:
        connection.close()
        raise QueryError(str(layout.catalog), f"cannot be opened ({error})", "Publish again: `dateline maintain`") from None
    return connection


def remove_leftovers(layout: Layout) -> None:
    """Removes what a process that was killed while publishing left behind. Only for the holder of the writer lock."""
    for pattern in (".catalog.*.tmp*", ".warehouse.json.*.tmp"):
        for path in layout.root.glob(pattern):
            path.unlink(missing_ok=True)
    for folder in layout.root.glob(f"{SPILL}*"):
        shutil.rmtree(folder, ignore_errors=True)
