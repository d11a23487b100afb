"""Incidents made of what has changed: whenever the warehouse is published, and all of the newest by housekeeping."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from flows.whole import for_all
from schemas.errors import WorkerError
from schemas.settings import Settings
from tasks.compare.regroup import write_incidents
from warehouse.incidents import AT_ONCE, batch_of, changed, differing, newest, sweep_retired, write_scope
from warehouse.staging import WORK, discard
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
        group_some(store, ids[start : start + AT_ONCE], compare)


def group_some(store: Store, ids: Sequence[str], compare: Compare) -> None:
    """In halves, if a worker has no room for all."""
    try:
        group(store, ids, compare)
    except WorkerError:
        if len(ids) < 2:
            raise
        for half in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
            group_some(store, half, compare)


def group(store: Store, ids: Sequence[str], compare: Compare, scratch: bool = False) -> int:
    """Makes incidents of some articles and those like them, in one batch. Returns how many incidents gave way to others."""
    batch_id = batch_of(store, ids)
    discard(store.staging(batch_id))  # what a try that failed has left
    folder = store.staging(batch_id)
    there = write_scope(store.present(), ids, folder / WORK, alone=scratch)
    rows = compare(folder, batch_id, scratch) if there else {}
    store.seal(batch_id, rows, grouped=ids)
    store.commit(batch_id)
    return rows.get("retired_incidents", 0)


def regroup(store: Store, settings: Settings) -> int:
    """Makes the incidents of the newest articles anew, whatever came first. Returns how many gave way; none on a second run.

    Those that older articles share in stay as they are.
    """
    compare = partial(for_all, write_incidents, settings=settings)
    note(store.layout, "differing", differing(store))
    group_changed(store, compare)
    moved = group_newest(store, NEWEST, compare)
    sweep_retired(store, RETIRED)
    return moved


def group_newest(store: Store, most: int, compare: Compare) -> int:
    """Fewer of them, if a worker has no room for all."""
    try:
        return group(store, newest(store, most), compare, scratch=True)
    except WorkerError:
        if most < AT_ONCE:
            raise
        return group_newest(store, most // 2, compare)
