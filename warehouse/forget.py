"""Takes articles out for good: their rows, the files that held them, older versions of the tables and their logs.

A tombstone without text comes first, and a mark beside the tables that goes last. Whenever the process is killed in between,
`sweep` does the rest, which every run calls before it begins.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import pyarrow as pa

from schemas.arrow import arrow_schema, from_table, to_table
from schemas.curation import Tombstone
from schemas.errors import WarehouseError
from schemas.forgotten import forgotten_row
from schemas.tables import TABLES, Source
from warehouse import ungrouped
from warehouse.incidents import sweep_retired
from warehouse.layout import write_atomically
from warehouse.present import of_ids
from warehouse.staging import OF_INCIDENTS
from warehouse.store import Store, groups_of, one_of

T = TypeVar("T")
# Tables with rows of articles. The ledger keeps a row without content, the tombstone is all that is left.
OTHERWISE = ("sources", "tombstones", *OF_INCIDENTS)
HOLDING = tuple(t for t, r in TABLES.items() if "article_id" in arrow_schema(r).names and t not in OTHERWISE)
TELLING = ("articles", "incident_events")
WATCHED = ("articles", "sources", "overrides", "incident_events")  # where rows of a forgotten article would turn up again
AGAIN = "Run `dateline maintain`: it makes the incidents anew, and finishes what `forget` began"
PENDING = "`dateline forget` was stopped here; any run of `dateline ingest`, `maintain` or `forget` does the rest.\n"
# Articles hang together by their text, as copies, and as versions of one another. Of a pruned one corrections may be left.
WHOLE = """
WITH RECURSIVE ties AS (
    SELECT article_id AS one, unnest([content_hash, text_id, supersedes, superseded_by]) AS other FROM {articles}
),

links AS (SELECT one, other FROM ties UNION ALL SELECT other, one FROM ties),

whole AS (
    SELECT article_id AS key FROM wanted_ids
    UNION
    SELECT l.other FROM links AS l INNER JOIN whole AS w ON w.key = l.one
)

SELECT article_id, content_hash FROM {articles} WHERE article_id IN (SELECT key FROM whole)
UNION ALL
SELECT DISTINCT article_id, '' FROM {overrides} SEMI JOIN wanted_ids USING (article_id) ANTI JOIN {articles} USING (article_id)
ORDER BY article_id
"""
LEDGER = """
SELECT source_id FROM sources
WHERE article_id IN (SELECT article_id FROM tombstones) OR source_id IN (SELECT article_id FROM wanted_ids)
ORDER BY source_id
"""
ROWS = "SELECT * FROM sources WHERE source_id IN (SELECT article_id FROM wanted_ids) ORDER BY source_id"
FOUND = "SELECT DISTINCT article_id FROM {table} SEMI JOIN tombstones USING (article_id) ORDER BY article_id"


def forget(store: Store, article_ids: Collection[str], source_ids: Collection[str] = (), why: str = "") -> int:
    """Forgets these articles, with their copies and versions, and what these rows of the ledger tell beside their address.

    Returns the number of articles. Nobody can read older versions of the tables afterwards, nor the catalog published before.
    """
    write_atomically(store.layout.forgetting, PENDING)
    sql = WHOLE.format(articles="articles", overrides="overrides")
    whole = store.present().ask(sql, "articles", "overrides", wanted_ids=of_ids(article_ids)).to_pylist()
    now = datetime.now(UTC)
    bury(store, [Tombstone(row["article_id"], row["content_hash"], why, now) for row in whole])
    finish(store, source_ids)
    return len(whole)


def sweep(store: Store) -> bool:
    """Finishes what was begun, and takes out forgotten articles that are there nevertheless; False if there was nothing to do.

    Costs nothing where nothing was ever forgotten.
    """
    if not store.layout.forgetting.exists() and not turned_up(store):
        return False
    write_atomically(store.layout.forgetting, PENDING)
    finish(store)
    return True


def turned_up(store: Store) -> bool:
    """Is there a row of a forgotten article?"""
    if not store.state("tombstones").files:
        return False
    with store.tables.engine:
        return any(found(store, table) for table in WATCHED)


def bury(store: Store, tombstones: Sequence[Tombstone]) -> None:
    for group in groups_of(tombstones):
        rows = to_table(group, Tombstone).to_reader()
        store.tables.replace("tombstones", rows, one_of("article_id", [t.article_id for t in group]))


def finish(store: Store, source_ids: Collection[str] = ()) -> None:
    """All steps after the tombstones; each may be repeated.

    The incidents that the articles told are made anew of what others tell, and lead on to what they are then.
    """
    with store.tables.engine:
        ungrouped.note(store.layout, "forgotten", {key for table in TELLING for key in found(store, table)})
        for table in HOLDING:
            for ids in groups_of(found(store, table)):
                store.tables.remove(table, one_of("article_id", ids))
        empty_ledger(store, source_ids)
    store.refresh()
    sweep_retired(store)
    if left := found(store, "incident_events"):
        raise WarehouseError(str(store.layout.tables), f"incidents still tell of forgotten articles: {left[0]}", AGAIN)
    for table in (*HOLDING, "sources", *OF_INCIDENTS):
        store.tables.purge(table)
    store.refresh()
    store.layout.forgetting.unlink()


def found(store: Store, table: str) -> list[str]:
    """The forgotten articles of which a table has rows."""
    return ids_of(store.present().ask(FOUND.format(table=table), table, "tombstones"))


def empty_ledger(store: Store, source_ids: Collection[str]) -> None:
    """Rewrites the ledger's rows of forgotten articles, and these, without what they tell of their records."""
    found = store.present().ask(LEDGER, "sources", "tombstones", wanted_ids=of_ids(source_ids))
    for ids in groups_of(ids_of(found)):
        rows = from_table(store.present().ask(ROWS, "sources", wanted_ids=of_ids(ids)), Source)
        emptied = to_table([forgotten_row(row) for row in rows], Source)
        store.tables.replace("sources", emptied.to_reader(), one_of("source_id", ids))


def ids_of(rows: pa.Table) -> list[str]:
    return [str(key) for key in rows.column(0).to_pylist()]
