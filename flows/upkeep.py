"""Housekeeping: what a killed run left is finished, small files are joined, old ones removed, and the checks must hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.trouble import storage_trouble
from schemas.errors import WarehouseError
from schemas.settings import Settings
from warehouse.checking import CheckResult, run_checks
from warehouse.forget import sweep
from warehouse.maintain import compact, vacuum
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What housekeeping did, and what the checks found."""

    joined: int
    removed: int
    checks: tuple[CheckResult, ...]

    def __str__(self) -> str:
        broken = sum(c.offending > 0 for c in self.checks)
        return f"{self.joined} small files joined, {self.removed} old files removed, {broken} checks broken"


def keep_house(settings: Settings, tell: Callable[[str], None]) -> Upkeep:
    """Waits for whoever is writing. Raises WarehouseError where there is no warehouse."""
    with (
        storage_trouble(settings.data_dir),
        Store(settings.data_dir, settings.lock_seconds, create=False, work="maintain", tell=tell) as store,
    ):
        store.recover()
        sweep(store)
        store.publish()
        joined = sum(compact(store).values())
        removed = sum(vacuum(store, settings.retention_hours).values())
        return Upkeep(joined, removed, run_checks(settings.data_dir))


def hold_checks(data_dir: Path, batch_id: str) -> None:
    """Raises WarehouseError if the rows of a batch, or what they refer to, break a check."""
    hold(run_checks(data_dir, batch_id), data_dir)


def hold(results: Sequence[CheckResult], data_dir: Path) -> None:
    """Raises WarehouseError, naming rows, if a check is broken."""
    if problem := broken(results):
        raise WarehouseError(str(data_dir), problem, "The rows are stored as they are: see warehouse/checks/ for what is wrong")


def broken(results: Sequence[CheckResult]) -> str:
    """What is broken, with the first rows of each; empty if all is well."""
    return "; ".join(result.told for result in results if result.offending)
