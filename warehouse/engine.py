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
# A query names tables, never the variables of the caller. Views of views bind the same files again: their footers are kept.
QUIET = """
SET python_enable_replacements = false; SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET parquet_metadata_cache = true
"""


@contextmanager
def bounds(layout: Layout, memory: str = MEMORY) -> Iterator[dict[str, Any]]:
    """Settings for a database of so much memory, which spills into the data folder, where there is room if anywhere."""
    spill = layout.root / f"{SPILL}{os.getpid()}"
    try:
        yield {"memory_limit": memory, "threads": THREADS, "temp_directory": str(spill)}
    finally:
        shutil.rmtree(spill, ignore_errors=True)


@contextmanager
def bounded(layout: Layout, memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database within these bounds."""
    with bounds(layout, memory) as settings, duckdb.connect(config=settings) as connection:
        connection.execute(QUIET)
        yield connection
