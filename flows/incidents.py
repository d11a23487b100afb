"""Incidents made of what has changed: whenever the warehouse is published, and all of the newest by housekeeping."""

from collections.abc import Callable, Sequence
from functools import partial

from flows.whole import for_all
from schemas.settings import Settings
from tasks.compare.regroup import write_incidents
from warehouse.incidents import AT_ONCE, batch_of, changed, differing, newest, sweep_retired, write_scope
from warehouse.staging import WORK
from warehouse.store import Store
from warehouse.ungrouped import note

NEWEST = 5_000  # articles whose incidents are made anew together: what a worker has room for; those of older ones stay
RETIRED = 0.05  # share of replaced rows from which they are taken out


def grouping(settings: Settings) -> Callable[[Store], None]:
    """What a store calls before it publishes."""
    return partial(group_changed, settings=settings)


def group_changed(store: Store, settings: Settings) -> None:
    ids = changed(store)
    for start in range(0, len(ids), AT_ONCE):
        group(store, ids[start : start + AT_ONCE], settings)


def group(store: Store, ids: Sequence[str], settings: Settings, scratch: bool = False) -> int:
    """Makes incidents of some articles and those like them, in one batch. Returns how many incidents gave way to others."""
    batch_id = batch_of(store, ids)
    folder = store.staging(batch_id)
    there = write_scope(store.present(), ids, folder / WORK, alone=scratch)
    rows = for_all(write_incidents, folder, batch_id, scratch, settings=settings) if there else {}
    store.seal(batch_id, {table: count for table, count in rows.items() if count}, grouped=ids)
    store.commit(batch_id)
    return rows.get("retired_incidents", 0)


def regroup(store: Store, settings: Settings) -> int:
    """Makes the incidents of the newest articles anew, whatever came first. Returns how many gave way; none on a second run."""
    note(store.layout, "differing", differing(store))
    group_changed(store, settings)
    moved = group(store, newest(store, NEWEST), settings, scratch=True)
    sweep_retired(store, RETIRED)
    return moved
