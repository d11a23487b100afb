"""Is everything in place? The model, the lexicon, the warehouse, the disk."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact
from pydantic import Field

from lexicon.events import load_events
from schemas.errors import DatelineError, WarehouseError
from schemas.settings import Settings, load_settings
from tasks.annotate import load_model
from tasks.fingerprint import model_version
from warehouse.query import last_runs, table_sizes

FREE_GB = 1.0  # below this a commit may fail half way (and be finished by the next run)


@flow(name="healthcheck", flow_run_name="healthcheck", description=__doc__)
def healthcheck(
    data_dir: Path | None = None,
    stale_hours: Annotated[float | None, Field(gt=0)] = None,
) -> dict[str, str]:
    """Looks at each part and fails, naming it, if one is not in order. Returns what was found.

    Args:
        data_dir: Folder of the warehouse.
        stale_hours: Fail if no run has committed for so many hours.
    """
    settings = load_settings(data_dir=data_dir)
    found = {
        "model": model_version(settings.model) + f", {len(load_model(settings.model).pipe_names)} pipes",
        "lexicon": f"{len(load_events(settings.lexicon).rules)} rules",
        "warehouse": describe_warehouse(settings, stale_hours),
        "disk": describe_disk(settings),
    }
    create_table_artifact(key="health", table=[{"part": k, "state": v} for k, v in found.items()], description="State by part")
    get_run_logger().info("; ".join(f"{k}: {v}" for k, v in found.items()))
    return found


def describe_warehouse(settings: Settings, stale_hours: float | None) -> str:
    """What it holds; raises if it cannot be read, or if the last run is older than `stale_hours`."""
    try:
        sizes = table_sizes(settings.data_dir).to_pylist()
        runs = last_runs(settings.data_dir, 1).to_pylist()
    except DatelineError:
        if settings.data_dir.exists():
            raise
        return "not there yet"
    age = (datetime.now(UTC) - runs[0]["started"]).total_seconds() / 3600 if runs else float("inf")
    if stale_hours is not None and age > stale_hours:
        raise WarehouseError(str(settings.data_dir), f"the last run began {age:.1f} hours ago", "Look at the ingest deployment")
    rows = {line["table"]: line["rows"] for line in sizes}
    return f"{rows['articles']} articles, {rows['events']} events"


def describe_disk(settings: Settings) -> str:
    """Free space where the warehouse is; raises if there is too little."""
    folder = next(p for p in (settings.data_dir.absolute(), *settings.data_dir.absolute().parents) if p.exists())
    free = shutil.disk_usage(folder).free / 1e9
    if free < FREE_GB:
        raise WarehouseError(str(folder), f"{free:.1f} GB free", f"Make room: {FREE_GB} GB at least")
    return f"{free:.0f} GB free"
