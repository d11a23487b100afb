"""DuckDB in memory with bounds, for what a run asks of its own tables: the process that ingests stays small."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from warehouse.layout import Layout

MEMORY = "256MB"  # what DuckDB may hold; the rest goes to disk
THREADS = 2
SPILL = ".spill."


@contextmanager
def bounded(layout: Layout) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database of at most MEMORY, which spills into the data folder, where there is room if anywhere."""
    spill = layout.root / f"{SPILL}{os.getpid()}"
    settings: dict[str, Any] = {"memory_limit": MEMORY, "threads": THREADS, "temp_directory": str(spill)}
    try:
        with duckdb.connect(config=settings) as connection:
            connection.execute("SET python_enable_replacements = false")
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
    finally:
        shutil.rmtree(spill, ignore_errors=True)
