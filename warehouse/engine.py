"""DuckDB in memory with bounds, for what a run asks of its own tables: the process that ingests stays small."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from warehouse.layout import Layout

MEMORY = "256MB"  # what DuckDB may hold; the rest goes to disk
THREADS = 2
SPILL = ".spill."
# A query names tables, never the variables of the caller. Views of views bind the same files again: their footers are kept.
QUIET = """
SET python_enable_replacements = false; SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET parquet_metadata_cache = true
"""


@contextmanager
def bounds(layout: Layout, memory: str = MEMORY, folder: Path | None = None) -> Iterator[dict[str, Any]]:
    """Settings for a database of so much memory, spilling into a folder: that of the data, where there is room if anywhere."""
    spill = (folder or layout.root) / f"{SPILL}{os.getpid()}"
    try:
        yield {"memory_limit": memory, "threads": THREADS, "temp_directory": str(spill)}
    finally:
        shutil.rmtree(spill, ignore_errors=True)


@contextmanager
def bounded(layout: Layout, memory: str = MEMORY, folder: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database within these bounds."""
    with bounds(layout, memory, folder) as settings, duckdb.connect(config=settings) as connection:
        connection.execute(QUIET)
        yield connection


@contextmanager
def aside(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Tables and views that are made meanwhile are in a database of their own, and go with it."""
    connection.execute("ATTACH ':memory:' AS aside; USE aside")
    try:
        yield
    finally:
        connection.execute("USE memory; DETACH aside")


class Engine:
    """A bounded database that is opened by the first `with` and closed by the last: several questions share what it costs.

    In a large warehouse most of that is reading the footers of files. What has no room spills into `folder`, else to the data.
    """

    def __init__(self, layout: Layout, folder: Path | None = None) -> None:
        self.layout, self.folder, self._depth = layout, folder, 0
        self._stack = ExitStack()
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            self._connection = self._stack.enter_context(bounded(self.layout, folder=self.folder))
        self._depth += 1
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._depth -= 1
        if not self._depth:
            self.close()

    def rest(self) -> None:
        """Gives its memory back, if only one `with` is open, which asks nothing just now; the next opens it again."""
        if self._depth <= 1:
            self.close()

    def close(self) -> None:
        self._connection = None
        self._stack.close()
