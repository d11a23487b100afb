"""What takes seconds to build is built once an installation, and read from the user's cache folder afterwards.

A file is named after all that it was made of, so it is never out of date; it is written beside its place and renamed, so that
several processes may build it at once; whoever deletes it has it built again. Where nothing can be written each process builds
its own in memory.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import get_ident

from platformdirs import user_cache_path

KEPT = 4  # files of a name: those of other versions, which other installations may use
LEFT = 3600.0  # seconds after which an unfinished file is one that a killed process has left
SUFFIX = ".sqlite"
QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"

Fill = Callable[[sqlite3.Connection], None]


def database(name: str, key: str, fill: Fill) -> sqlite3.Connection:
    """A read-only database that `fill` has made, now or earlier; in memory, where no file can be written."""
    path = user_cache_path("dateline") / f"{name}-{key}{SUFFIX}"
    if not is_whole(path):
        try:
            build(path, fill)
        except (OSError, sqlite3.OperationalError):
            connection = sqlite3.connect(":memory:", check_same_thread=False)
            fill(connection)
            return connection
        tidy(path, name)
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def is_whole(path: Path) -> bool:
    """Whether a file is there and as long as it says that it is."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            size, pages = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count"))
            return bool(size * pages == path.stat().st_size and connection.execute("SELECT 1 FROM sqlite_master").fetchone())
    except (OSError, sqlite3.DatabaseError):
        return False


def build(path: Path, fill: Fill) -> None:
    """Raises OSError or sqlite3.OperationalError where there is no room or no right to write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.tmp")
    try:
        with closing(sqlite3.connect(fresh)) as connection:
            connection.executescript(QUICK)
            fill(connection)
            connection.commit()
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def tidy(path: Path, name: str) -> None:
    """Removes what killed processes have left, and the oldest files of other versions."""
    with suppress(OSError):
        for left in path.parent.glob(f".{name}-*.tmp"):
            if time.time() - left.stat().st_mtime > LEFT:
                left.unlink(missing_ok=True)
        found = sorted(path.parent.glob(f"{name}-*{SUFFIX}"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in found[KEPT:]:
            old.unlink(missing_ok=True)
