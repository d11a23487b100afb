"""Stories grouped anew by housekeeping: after it they do not depend on the order in which articles came."""

import pyarrow.parquet as pq

from flows.whole import for_all
from schemas.settings import Settings
from tasks.stories.regroup import write_moved
from warehouse.staging import discard
from warehouse.store import Store
from warehouse.stories import move, write_newest

NEWEST = 20_000  # articles that are grouped together: what a worker has room for; the stories of older ones stay as they are


def regroup(store: Store, settings: Settings) -> int:
    """Returns how many articles have another story now, copies included; none on a second run."""
    folder = store.staging("stories")  # never sealed: what a kill leaves of it is removed
    (folder / "work").mkdir(exist_ok=True)
    newest, moved = folder / "work" / "newest.parquet", folder / "work" / "moved.parquet"
    there = write_newest(store.present(), newest, NEWEST)
    changed = for_all(write_moved, newest, moved, settings=settings) if there else 0
    rows = move(store, pq.read_table(moved)) if changed else 0
    discard(folder)
    return rows
