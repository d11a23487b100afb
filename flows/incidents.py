"""Incidents made of what has changed: whenever the warehouse is published, and all of the newest by housekeeping."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from flows.whole import for_all
from schemas.settings import Settings
from tasks.compare.regroup import write_incidents
from warehouse.incidents import AT_ONCE, batch_of, changed, differing, newest, sweep_retired, write_scope
from warehouse.staging import WORK
from warehouse.store import Store
from warehouse.ungrouped import note

NEWEST = 5_000  # articles whose incidents are made anew together: what a worker has room for; those of older ones stay
RETIRED = 0.05  # share of replaced rows from which they are taken out


class Compare(Protocol):
    """Stages the incidents of what lies in a batch's work folder; returns the rows by table."""

    def __call__(self, folder: Path, batch_id: str, scratch: bool = False) -> dict[str, int]: ...


def grouping(settings: Settings) -> Callable[[Store], None]:
    """What a store calls before it publishes; a worker compares."""
    return partial(group_changed, compare=partial(for_all, write_incidents, settings=settings))


def group_changed(store: Store, compare: Compare) -> None:
    ids = changed(store)
    for start in range(0, len(ids), AT_ONCE):
        group(store, ids[start : start + AT_ONCE], compare)


def group(store: Store, ids: Sequence[str], compare: Compare, scratch: bool = False) -> int:
    """Makes incidents of some articles and those like them, in one batch. Returns how many incidents gave way to others."""
    batch_id = batch_of(store, ids)
    folder = store.staging(batch_id)
    there = write_scope(store.present(), ids, folder / WORK, alone=scratch)
    rows = compare(folder, batch_id, scratch) if there else {}
    store.seal(batch_id, {table: count for table, count in rows.items() if count}, grouped=ids)
    store.commit(batch_id)
    return rows.get("retired_incidents", 0)


def regroup(store: Store, settings: Settings) -> int:
    """Makes the incidents of the newest articles anew, whatever came first. Returns how many gave way; none on a second run."""
    compare = partial(for_all, write_incidents, settings=settings)
    note(store.layout, "differing", differing(store))
    group_changed(store, compare)
    moved = group(store, newest(store, NEWEST), compare, scratch=True)
    sweep_retired(store, RETIRED)
    return moved
