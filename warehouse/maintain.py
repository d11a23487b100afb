"""Housekeeping: fewer, larger files, and old versions away."""

from urllib.parse import unquote

from schemas.errors import WarehouseError
from schemas.tables import TABLES
from warehouse.catalog import published
from warehouse.checking import CheckResult, run_checks
from warehouse.store import Store

__all__ = ["CheckResult", "compact", "run_checks", "vacuum"]
SMALL_FILES = 2  # tables of fewer files are left as they are


def compact(store: Store, at_least: int = SMALL_FILES) -> dict[str, int]:
    """Joins the files of tables that have `at_least` of them, but large ones; publishes; returns files removed by table."""
    removed = {}
    for name in TABLES:
        if len(store.state(name).files) >= at_least:
            removed[name] = store.tables.join(name)
    store.refresh()
    return {name: count for name, count in removed.items() if count}


def vacuum(store: Store, retention_hours: int) -> dict[str, int]:
    """Deletes files that no version of the last `retention_hours` needs, and what killed writers left; returns files by table.

    Readers that opened a catalog longer ago may lose their files. Raises WarehouseError, before anything is deleted, if a file
    that the published catalog names would go.
    """
    store.refresh()
    needed = {file for state in published(store.layout).values() for file in state.files}
    doomed = {name: doomed_files(store, name, retention_hours) for name in TABLES}
    if lost := sorted(needed & set[str]().union(*doomed.values())):
        raise WarehouseError(lost[0], "vacuum would delete a file that the catalog names", "Run it again: it publishes first")
    for name in TABLES:
        table = store.tables.table(name)
        table.vacuum(retention_hours, dry_run=False, enforce_retention_duration=False, full=True)
    store.refresh()
    return {name: len(files) for name, files in doomed.items()}


def doomed_files(store: Store, name: str, retention_hours: int) -> set[str]:
    """Absolute paths of what a vacuum of this table would delete."""
    path = store.layout.table(name)
    found = store.tables.table(name).vacuum(retention_hours, dry_run=True, enforce_retention_duration=False, full=True)
    return {str(path / unquote(file)) for file in found}
