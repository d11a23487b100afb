"""Incidents for tests that write a warehouse themselves: `Store(..., group=group)` makes them, in this process."""

from tasks.compare.regroup import write_incidents
from warehouse.incidents import AT_ONCE, batch_of, changed, write_scope
from warehouse.staging import WORK
from warehouse.store import Store


def group(store: Store) -> None:
    """What flows.incidents does with a worker."""
    ids = changed(store)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        batch_id = batch_of(store, some)
        folder = store.staging(batch_id)
        rows = write_incidents(folder, batch_id) if write_scope(store.present(), some, folder / WORK) else {}
        store.seal(batch_id, {table: count for table, count in rows.items() if count}, grouped=some)
        store.commit(batch_id)
