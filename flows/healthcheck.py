"""Is everything in place? The model, the lexicon, the warehouse, the disk."""

from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from pydantic import Field

from flows.health import check_health, health_table
from schemas.settings import load_settings


@flow(name="healthcheck", flow_run_name="healthcheck", description=__doc__, result_serializer="json")
def healthcheck(
    data_dir: Path | None = None,
    stale_hours: Annotated[float | None, Field(gt=0)] = None,
) -> dict[str, str]:
    """Looks at each part and fails, naming it, if one is not in order. Returns what was found.

    Args:
        data_dir: Folder of the warehouse; default from the settings.
        stale_hours: Fail if no ingest has looked for new files for so many hours (above 0); without it no age is too old.
    """
    found = check_health(load_settings(data_dir=data_dir), stale_hours)
    create_table_artifact(key="health", table=health_table(found).to_pylist(), description="State by part")
    get_run_logger().info("; ".join(f"{part}: {state}" for part, state in found.items()))
    return found
