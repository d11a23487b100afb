"""Publishes `catalog.duckdb`: views over the exact files of one consistent state of all tables, put in place by one rename."""

import os
import shutil
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from schemas.errors import QueryError, WarehouseError
from schemas.tables import TABLES
from warehouse.about import MADE_FOR, create_about, is_made_for, made_for
from warehouse.base_views import comment, comment_base_view, comment_column, create_tables, template_path
from warehouse.corrected import comments
from warehouse.delta import TableState, as_made_now
from warehouse.engine import QUIET, SPILL, Engine
from warehouse.layout import UPGRADE, Layout
from warehouse.sqlfiles import identifier, literal, read_folder

T = TypeVar("T")
STORAGE = "v1.0.0"  # the oldest file format of DuckDB 1.x, so that any DuckDB since 1.0 opens the catalog
NOT_OURS = f"If a newer Dateline wrote it: {UPGRADE}. Else publish it anew: `dateline maintain`"
PUBLISHED = pa.schema(
    [
        pa.field("table_name", pa.string(), False),
        pa.field("version", pa.int64(), False),
        pa.field("file", pa.string(), True),
    ]
)
HOME = "published_in"  # a macro of the catalog: the folder of the warehouse
PUBLISHED_DOC = (
    "The files that each table consisted of when this was published, and its Delta version; file is null if it was empty."
)


def publish(layout: Layout, states: Mapping[str, TableState], engine: Engine) -> None:
    """Writes a new catalog beside the old one and renames it. Readers that have the old one open go on seeing the old state."""
    fresh = layout.root / f".catalog.{os.getpid()}.tmp"
    fresh.unlink(missing_ok=True)
    with engine as connection:
        connection.execute(f"ATTACH {literal(str(fresh))} AS catalog (STORAGE_VERSION {literal(STORAGE)})")
        connection.execute("USE catalog")
        fill(connection, layout, states, guard(layout))
        connection.execute("USE memory")
        connection.execute("DETACH catalog")
    layout.catalog.with_name(layout.catalog.name + ".wal").unlink(missing_ok=True)  # of a program that wrote into the old one
    fresh.replace(layout.catalog)


def fill(
    connection: duckdb.DuckDBPyConnection, layout: Layout, states: Mapping[str, TableState], guarded: str = "true"
) -> None:
    """Creates everything a catalog holds in the connection's current database; base views answer while `guarded` is true."""
    connection.begin()
    create_tables(connection, layout, states, guarded)
    for name, record in TABLES.items():
        comment_base_view(connection, name, record)
    for name, doc, columns in comments():
        comment(connection, "TABLE", name, doc, columns)
    views = read_folder("views")
    for name, file in views.items():
        connection.execute(f"CREATE VIEW {identifier(name)} AS {file.sql}")
        connection.execute(f"COMMENT ON VIEW {identifier(name)} IS {literal(f'{file.title}. {file.question}')}")
        for column, doc in file.columns:
            comment_column(connection, name, column, doc)
    connection.execute(f"CREATE MACRO {HOME}() AS {literal(str(layout.root))}")
    create_published(connection, states)
    create_about(connection, views)
    connection.commit()


def guard(layout: Layout) -> str:
    """An SQL condition that is true in the catalog of this place, and elsewhere an error: a copy must not read the original.

    It is asked once a query, not once a row. Any DuckDB since 1.0 gives the absolute paths of what is open.
    """
    problem = f"this catalog was published as {layout.catalog} and is open under another path: it would read the files there."
    remedy = "Open it as that; if the warehouse was moved or copied here, run `dateline maintain -d FOLDER` with its new folder"
    here = f"EXISTS (FROM duckdb_databases() WHERE path = {literal(str(layout.catalog))})"
    return f"CASE WHEN {here} THEN true ELSE error({literal(f'{problem} {remedy}')}) END"


def create_published(connection: duckdb.DuckDBPyConnection, states: Mapping[str, TableState]) -> None:
    rows = [(s.name, s.version, file) for s in states.values() for file in (s.files or (None,))]
    table = pa.Table.from_pylist([dict(zip(PUBLISHED.names, row, strict=True)) for row in rows], schema=PUBLISHED)
    connection.register("_published", table)
    connection.execute("CREATE TABLE published AS SELECT * FROM _published")
    connection.unregister("_published")
    connection.execute(f"COMMENT ON TABLE published IS {literal(PUBLISHED_DOC)}")


def asked(layout: Layout, question: Callable[[duckdb.DuckDBPyConnection], T], otherwise: T) -> T:
    """What the present catalog answers; else if there is none, it cannot be read, or it cannot answer."""
    try:
        found = layout.catalog.stat()
        answer: T = answered(layout, question, (found.st_ino, found.st_mtime_ns, found.st_size))
    except (OSError, QueryError, duckdb.Error):
        return otherwise
    return answer


@lru_cache(maxsize=16)
def answered(layout: Layout, question: Callable[[duckdb.DuckDBPyConnection], Any], stamp: tuple[int, ...]) -> Any:
    """The answer of one published catalog, which is replaced and never changed: a run asks the same of it at each step."""
    with duckdb.connect() as connection:
        attach(connection, layout)
        return question(connection)


def published(layout: Layout) -> dict[str, TableState]:
    """What the present catalog was made of; empty if there is none or it cannot be read."""
    return asked(layout, published_states, {})


def published_states(connection: duckdb.DuckDBPyConnection) -> dict[str, TableState]:
    files: dict[tuple[str, int], list[str]] = {}
    rows = connection.execute("SELECT table_name, version, file FROM catalog.published ORDER BY ALL").fetchall()
    for name, version, file in rows:
        files.setdefault((name, version), []).extend([file] if file else [])
    return {name: TableState(name, version, tuple(paths)) for (name, version), paths in files.items()}


def is_current(layout: Layout, states: Mapping[str, TableState]) -> bool:
    """True if the catalog was made of just these states, in this folder, and by code with the same columns and views."""
    known = all(template_path(layout, name).exists() for name in TABLES)
    wanted = (made_for(read_folder("views")), str(layout.root))
    return known and published(layout) == dict(states) and published_views(layout) == wanted


def published_views(layout: Layout) -> tuple[str, ...]:
    """The digest of the view files that the present catalog was made of, and where it was published; empty if it has none."""
    return asked(layout, made_of, ())


def made_of(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    return connection.execute(f"SELECT catalog.{MADE_FOR}(), catalog.{HOME}()").fetchone() or ()


def open_catalog(layout: Layout, **settings: Any) -> duckdb.DuckDBPyConnection:
    """A fresh read-only connection to the catalog as it is now, with these settings of DuckDB.

    DuckDB shares an open database by its path within a process, and would go on showing a catalog that was replaced since; a
    new in-memory database that attaches the file does not. One of an older or newer Dateline is made anew in memory. Raises
    QueryError if nothing was published yet, or as this Dateline cannot read it; WarehouseError if it was elsewhere.
    """
    connection = duckdb.connect(config=settings)
    try:
        if not attach(connection, layout) or not is_made_for(connection, read_folder("views")):
            refill(connection, layout)
        check_home(connection, layout)
        connection.execute("USE catalog")
        connection.execute(QUIET)
    except duckdb.Error as error:
        connection.close()
        raise QueryError(str(layout.catalog), f"no catalog of this Dateline ({first_line(error)})", NOT_OURS) from None
    except BaseException:
        connection.close()
        raise
    return connection


def first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "")


def attach(connection: duckdb.DuckDBPyConnection, layout: Layout) -> bool:
    """Attaches the file as `catalog`; False if it was a copy of it, since another program has it open for writing."""
    if not layout.catalog.exists():
        raise QueryError(str(layout.catalog), "nothing was published yet", "Run `dateline ingest` first, or set data_dir")
    try:
        connection.execute(f"ATTACH {literal(str(layout.catalog))} AS catalog (READ_ONLY)")
    except duckdb.Error as error:
        return attach_copy(connection, layout, error)
    return True


def attach_copy(connection: duckdb.DuckDBPyConnection, layout: Layout, why: duckdb.Error) -> bool:
    """False once the copy is attached; the file is small. Raises QueryError, saying why it had to be tried, if it cannot be."""
    with TemporaryDirectory(prefix="dateline-") as folder:
        try:
            shutil.copyfile(layout.catalog, copy := Path(folder) / layout.catalog.name)
            connection.execute(f"ATTACH {literal(str(copy))} AS catalog (READ_ONLY)")
        except (OSError, duckdb.Error):
            remedy = f"Close the program that has it open for writing, if one is named. {NOT_OURS}"
            raise QueryError(str(layout.catalog), f"cannot be opened ({why})", remedy) from None
    return False


def refill(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Makes the catalog anew in memory, of the state that the attached one was made of: a copy, whose views refuse to work
    there, or one of another Dateline, which has other views and columns. Tables that are not known here are passed over.
    """
    found = published_states(connection)
    check_home(connection, layout)
    states = {name: as_made_now(found.get(name) or TableState(name, 0, ())) for name in TABLES}
    connection.execute("DETACH catalog")
    connection.execute("ATTACH ':memory:' AS catalog")
    connection.execute("USE catalog")
    try:
        fill(connection, layout, states)
    except OSError as error:  # the views need an empty file of each table as it is today, which no writer has made yet
        problem = f"published by another Dateline, and {layout.templates} cannot be written to ({error.strerror})"
        raise WarehouseError(
            str(layout.catalog), problem, f"Run `dateline maintain -d {layout.root}`, or any ingest, once"
        ) from None


def check_home(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Raises WarehouseError if the catalog was published in another folder: the files that it names are there."""
    try:
        (home,) = connection.execute(f"SELECT catalog.{HOME}()").fetchone() or ("",)
    except duckdb.CatalogException:  # of an older Dateline
        homes = {str(Path(f).parents[2]) for s in published_states(connection).values() for f in s.files}
        home = next(iter(homes), str(layout.root))
    if home != str(layout.root):
        problem = f"the warehouse was moved or copied: its catalog was published in {home} and names the files there"
        raise WarehouseError(
            str(layout.catalog), problem, f"Run `dateline maintain -d {layout.root}`, or any ingest: it publishes anew"
        )


def remove_leftovers(layout: Layout) -> None:
    """Removes what a process that was killed while publishing left behind. Only for the holder of the writer lock."""
    for pattern in (".catalog.*.tmp*", ".warehouse.json.*.tmp", f"{layout.ungrouped.name}/.*.tmp"):
        for path in layout.root.glob(pattern):
            path.unlink(missing_ok=True)
    for folder in layout.root.glob(f"{SPILL}*"):
        shutil.rmtree(folder, ignore_errors=True)
