"""Housekeeping: compaction, old versions away, and the invariants checked."""

from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from pydantic import Field

from flows.checks import hold
from flows.upkeep import keep_house
from schemas.settings import load_settings


@flow(name="maintain", flow_run_name="maintain", description=__doc__, result_serializer="json")
def maintain(
    data_dir: Path | None = None,
    retention_hours: Annotated[int | None, Field(ge=0)] = None,
) -> str:
    """Finishes what a killed run left, compacts, vacuums and checks. Fails if a check finds rows that break it.

    Args:
        data_dir: Folder of the warehouse.
        retention_hours: Keep files of replaced versions for so long (0 or more).
    """
    settings = load_settings(data_dir=data_dir, retention_hours=retention_hours)
    log = get_run_logger()
    done = keep_house(settings, log.info)
    rows = [{"check": r.name, "question": r.question, "offending": r.offending} for r in done.checks]
    create_table_artifact(key="checks", table=rows, description="Rows that break an invariant")
    log.info(str(done))
    hold(done.checks, settings.data_dir)
    return str(done)
