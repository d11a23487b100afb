"""Housekeeping: what a killed run left is finished, stories are grouped anew, small files joined, old ones removed."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.incidents import regroup as regroup_incidents
from flows.regroup import regroup
from flows.trouble import storage_trouble
from flows.wording import number_of
from flows.writer import writer
from schemas.settings import Settings
from warehouse.checking import CheckResult, run_checks
from warehouse.forget import sweep
from warehouse.maintain import compact, vacuum


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What housekeeping did, and what the checks found."""

    joined: int
    removed: int
    checks: tuple[CheckResult, ...]
    moved: int = 0
    incidents: int = 0

    def __str__(self) -> str:
        broken = sum(c.offending > 0 for c in self.checks)
        files = f"{self.joined} small files joined, {self.removed} old files removed"
        moved = f"{number_of(self.moved, 'article')} moved to other stories, {number_of(self.incidents, 'incident')} made anew"
        return f"{files}, {moved}, {broken} checks broken"


def keep_house(settings: Settings, tell: Callable[[str], None]) -> Upkeep:
    """Waits for whoever is writing. Raises WarehouseError where there is no warehouse."""
    with (
        storage_trouble(settings.data_dir),
        writer(settings, "maintain", tell) as store,
    ):
        store.recover()
        sweep(store)
        moved = regroup(store, settings)
        others = regroup_incidents(store, settings)
        store.publish()
        joined = sum(compact(store).values())
        removed = sum(vacuum(store, settings.retention_hours).values())
        return Upkeep(joined, removed, run_checks(settings.data_dir), moved, others)
