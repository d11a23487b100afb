"""What is noted of files that are gone, and how articles are taken out of all tables."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.dataset as ds

from schemas.arrow import arrow_schema
from schemas.codebook import Reason, Stage, Status
from schemas.ids import content_id
from schemas.tables import Source
from warehouse import ungrouped
from warehouse.present import Present, column, of_ids, write
from warehouse.staging import discard
from warehouse.store import Store, one_of

# A source that is neither gone nor missed now keeps its article, and this keeps what it refers to.
DOOMED = """
WITH RECURSIVE named AS (
    SELECT article_id, unnest([copy_of, supersedes, superseded_by]) AS other FROM articles
),

staying AS (
    SELECT DISTINCT article_id FROM sources ANTI JOIN missing USING (uri) WHERE gone IS NULL AND article_id IS NOT NULL
    UNION
    SELECT other FROM named JOIN staying USING (article_id) WHERE other IS NOT NULL
)

SELECT a.article_id, any_value(a.title) AS title, any_value(a.published) AS published, min(s.uri) AS file
FROM articles AS a
JOIN sources AS s USING (article_id)
ANTI JOIN staying AS k ON k.article_id = a.article_id
GROUP BY a.article_id
HAVING bool_or(s.uri IN (SELECT uri FROM missing))
ORDER BY file, a.article_id
"""
ABSENT = """
SELECT DISTINCT uri, gone FROM sources AS s
SEMI JOIN beginnings AS b ON starts_with(s.uri, b.start)
ANTI JOIN listed AS l ON l.uri = s.uri
"""
NOTED = "SELECT * REPLACE ($moment::TIMESTAMPTZ AS gone) FROM sources SEMI JOIN wanted USING (uri)"
LEFT = """
SELECT * REPLACE (
    $status AS status, $stage AS stage, $reason AS reason, $detail AS detail, NULL AS article_id, NULL AS copy_of,
    NULL AS decided_by, $batch AS batch_id
)
FROM sources SEMI JOIN wanted_ids USING (article_id)
"""
ORIGINALS = "SELECT DISTINCT copy_of FROM articles SEMI JOIN wanted_ids USING (article_id) WHERE copy_of IS NOT NULL"
DETAIL = "The file is gone, and its article was pruned; it comes in again if the file comes back."
MOST = 500  # files or articles of one transaction: each is named in it
T = TypeVar("T")


def absent(present: Present, beginnings: Collection[str], listed: Collection[str]) -> dict[str, datetime | None]:
    """The known files that begin so and are not listed, and when they were first missed, if they were."""
    asked = {"beginnings": column("start", beginnings, pa.string()), "listed": column("uri", listed, pa.string())}
    return {row["uri"]: row["gone"] for row in present.ask(ABSENT, "sources", **asked).to_pylist()}


def doomed(present: Present, missing: Collection[str]) -> pa.Table:
    """The articles that would be pruned where these files are not there: article_id, title, published, file.

    All sources of such an article are gone, and nothing that stays refers to it: the original of a copy stays with the copy.
    """
    return present.ask(DOOMED, "sources", "articles", missing=column("uri", missing, pa.string()))


def note_gone(store: Store, uris: Collection[str], moment: datetime | None) -> None:
    """Notes since when these files have been missed, in all their rows; None: they are there."""
    for some in portions(sorted(uris)):
        folder = store.staging("gone")  # never sealed: what a kill leaves of it is removed
        path = folder / "work" / "sources.parquet"
        write_rows(store, NOTED, {"moment": moment}, path, wanted=column("uri", some, pa.string()))
        rows = ds.dataset(path, schema=arrow_schema(Source)).scanner().to_reader()
        store.tables.replace("sources", rows, one_of("uri", list(some)))
        discard(folder)


def remove_articles(store: Store, ids: Collection[str]) -> tuple[str, ...]:
    """Takes articles with all their rows out of all tables; their rows of the ledger stay and tell of it. Returns the batches.

    Each batch is sealed before anything goes, so that a run that is killed has the next one finish it.
    """
    return tuple(remove_some(store, some) for some in portions(sorted(ids)))


def remove_some(store: Store, ids: Sequence[str]) -> str:
    batch_id = content_id("removal", *ids, *(f"{t} {s.version}" for t, s in store.states().items()))
    told = {"status": Status.SKIPPED, "stage": Stage.DISCOVER, "reason": Reason.GONE, "detail": DETAIL, "batch": batch_id}
    path = store.staging(batch_id) / "sources" / "part-00000.parquet"
    write_rows(store, LEFT, {name: str(value) for name, value in told.items()}, path, wanted_ids=of_ids(ids))
    originals = store.present().ask(ORIGINALS, "articles", wanted_ids=of_ids(ids))["copy_of"].to_pylist()
    ungrouped.note(store.layout, content_id("originals", batch_id), originals)  # fewer outlets tell of their incidents
    store.seal(batch_id, removed=ids)
    store.commit(batch_id)
    return batch_id


def write_rows(store: Store, sql: str, parameters: dict[str, Any], path: Path, **tables: pa.Table) -> None:
    with store.present().seeing("sources", **tables) as connection:
        write(connection.sql(sql, params=parameters), Source, path)


def portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[i : i + MOST] for i in range(0, len(items), MOST))
