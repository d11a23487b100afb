"""Is everything in place? The model, the lexicon, the warehouse, the disk: plain functions, for the flow and the command."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from flows.wording import number_of
from lexicon.events import load_events
from schemas.errors import WarehouseError
from schemas.settings import Settings
from tasks.annotate import load_model
from tasks.fingerprint import model_version
from warehouse.layout import layout_of
from warehouse.lock import WriterLock
from warehouse.query import run_sql, table_sizes

FREE_GB = 1.0  # below this a commit may fail half way (and be finished by the next run)
LAST_RUN = "SELECT max(finished) AS last FROM runs WHERE flow = 'ingest'"
STALE = "See whether the ingest deployment is paused, whether its worker runs, and how its last run ended"


def check_health(settings: Settings, stale_hours: float | None = None) -> dict[str, str]:
    """What was found, part by part. Raises the error of the first part that is not in order; it names the part and the remedy.

    With `stale_hours` the warehouse is not in order where no ingest has looked for new files for so long, new ones or none.
    """
    return {
        "model": model_version(settings.model) + f", {len(load_model(settings.model).pipe_names)} pipes",
        "lexicon": f"{len(load_events(settings.lexicon).rules)} rules",
        "warehouse": describe_warehouse(settings.data_dir, stale_hours),
        "disk": describe_disk(settings.data_dir),
    }


def health_table(found: dict[str, str]) -> pa.Table:
    """What was found as rows: part, state."""
    return pa.Table.from_pylist([{"part": part, "state": state} for part, state in found.items()])


def describe_warehouse(data_dir: Path, stale_hours: float | None) -> str:
    """What it holds. Raises WarehouseError if it is not there or cannot be read, or if the last ingest is too long ago."""
    rows = {line["table"]: line["rows"] for line in table_sizes(data_dir).to_pylist()}
    last = last_ingest(data_dir)
    hours = (datetime.now(UTC) - last).total_seconds() / 3600 if last else float("inf")
    told = f"the last ingest was {hours:.1f} hours ago" if last else "nothing was ever ingested"
    if stale_hours is not None and hours > stale_hours:
        raise WarehouseError(str(data_dir), f"{told}, more than {stale_hours:g}", STALE)
    return f"{number_of(rows['articles'], 'article')}, {number_of(rows['events'], 'event')}; {told}"


def last_ingest(data_dir: Path) -> datetime | None:
    """When an ingest last committed a batch, or, if it wrote last of all, when it looked: quiet runs leave no row of `runs`."""
    layout = layout_of(data_dir)
    times = run_sql(data_dir, LAST_RUN)["last"].to_pylist()
    if WriterLock(layout.lock, 0).holder().work.startswith("ingest"):
        times.append(datetime.fromtimestamp(layout.lock.stat().st_mtime, UTC))
    return max((t for t in times if t is not None), default=None)


def describe_disk(data_dir: Path) -> str:
    """Free space where the warehouse is. Raises WarehouseError if there is too little."""
    folder = next(p for p in (data_dir.absolute(), *data_dir.absolute().parents) if p.exists())
    free = shutil.disk_usage(folder).free / 1e9
    if free < FREE_GB:
        raise WarehouseError(str(folder), f"{free:.1f} GB free", f"Make room: {FREE_GB:g} GB at least")
    return f"{free:.0f} GB free"
