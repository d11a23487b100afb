"""Housekeeping: compaction, old versions away, and the invariants checked."""

from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from pydantic import Field

from schemas.errors import WarehouseError
from schemas.settings import load_settings
from warehouse.maintain import CheckResult, compact, run_checks, vacuum
from warehouse.store import Store


@flow(name="maintain", flow_run_name="maintain", description=__doc__)
def maintain(
    data_dir: Path | None = None,
    retention_hours: Annotated[int | None, Field(ge=0)] = None,
) -> str:
    """Finishes what a killed run left, compacts, vacuums and checks. Fails if a check finds rows that break it.

    Args:
        data_dir: Folder of the warehouse.
        retention_hours: Keep files of replaced versions for so long.
    """
    settings = load_settings(data_dir=data_dir, retention_hours=retention_hours)
    with Store(settings.data_dir, settings.lock_seconds) as store:
        store.recover()
        joined = sum(compact(store).values())
        removed = sum(vacuum(store, settings.retention_hours).values())
    broken = report_checks(run_checks(settings.data_dir))
    told = f"{joined} small files joined, {removed} old files removed, {broken} checks broken"
    get_run_logger().info(told)
    if broken:
        raise WarehouseError(str(settings.data_dir), told, "See the run's artifact 'checks', or warehouse/checks/")
    return told


def report_checks(results: tuple[CheckResult, ...]) -> int:
    """Shows the checks in the UI and returns how many are broken."""
    rows = [{"check": r.name, "question": r.question, "offending": r.offending} for r in results]
    create_table_artifact(key="checks", table=rows, description="Rows that break an invariant")
    return sum(r.offending > 0 for r in results)
