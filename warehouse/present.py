"""What a run asks of the warehouse while it writes: answered from the newest state of the tables, never from the catalog.

The catalog may be a batch behind, and another program may have it open for writing. All questions are about the few files
and articles at hand and read no more columns than they need.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table
from schemas.raw import LedgerEntry
from schemas.tables import TABLES, Article, Run
from warehouse.catalog import create_base_view
from warehouse.delta import TableState
from warehouse.engine import bounded
from warehouse.layout import Layout

LEDGER = """
SELECT uri, size, mtime, sha256, batch_id, run_id FROM sources SEMI JOIN wanted_uris USING (uri)
QUALIFY row_number() OVER (PARTITION BY uri ORDER BY ingested DESC NULLS LAST, mtime DESC, record, source_id) = 1
"""
CANDIDATES = """
WITH near AS (
    SELECT article_id FROM articles SEMI JOIN wanted_hashes USING (content_hash)
    UNION
    SELECT article_id FROM (SELECT article_id, unnest(bands) AS band FROM articles) SEMI JOIN wanted_bands USING (band)
)
SELECT article_id, published, words, content_hash, minhash, bands, story_id
FROM articles SEMI JOIN near USING (article_id)
ORDER BY article_id
"""
KNOWN = "SELECT article_id FROM articles SEMI JOIN wanted_ids USING (article_id)"
STORED = "SELECT * FROM articles SEMI JOIN wanted_ids USING (article_id) ORDER BY article_id"
SAME_TEXTS = """
WITH near AS (
    SELECT article_id FROM articles SEMI JOIN wanted_hashes USING (content_hash)
    UNION
    SELECT article_id FROM (SELECT article_id, unnest(bands) AS band FROM articles) SEMI JOIN wanted_bands USING (band)
    UNION
    SELECT article_id FROM articles SEMI JOIN wanted_ids USING (article_id)
),

texts AS (SELECT DISTINCT story_id FROM articles SEMI JOIN near USING (article_id))

SELECT * FROM articles SEMI JOIN texts USING (story_id) ORDER BY article_id
"""
SOURCES = "SELECT * FROM sources SEMI JOIN wanted_ids USING (article_id) ORDER BY source_id"
RUN = "SELECT * FROM runs SEMI JOIN wanted_ids ON run_id = article_id"
ROWS = 1000  # rows that are held at a time


class Present:
    """The tables as they are now: `Store.present()` gives it."""

    def __init__(self, layout: Layout, states: Mapping[str, TableState]) -> None:
        self.layout, self.states = layout, states

    def ledger(self, uris: Collection[str]) -> dict[str, LedgerEntry]:
        """What is known of these files, by uri, as they were when they were last read; unknown ones are left out."""
        return entries(self._rows("sources", LEDGER, wanted_uris=column("uri", uris, pa.string())))

    def copies(self, content_hashes: Collection[str], bands: Collection[int]) -> pa.Table:
        """Stored articles that share a content hash or a band with new ones: they may have the same text.

        Columns article_id, published, words, content_hash, minhash, bands, story_id.
        """
        return self._rows("articles", CANDIDATES, **wanted(content_hashes, bands))

    def known(self, article_ids: Collection[str]) -> set[str]:
        """Those of these articles that are stored."""
        return set(self._rows("articles", KNOWN, wanted_ids=of_ids(article_ids))["article_id"].to_pylist())

    def stored(self, article_ids: Collection[str]) -> tuple[Article, ...]:
        """These articles, copies too, ordered by id; unknown ids are left out."""
        return tuple(from_table(self._rows("articles", STORED, wanted_ids=of_ids(article_ids)), Article))

    def write_same_texts(self, articles: pa.Table, path: Path) -> int:
        """Writes the stored articles, all columns, that may have the same text as new ones. Returns their number.

        They share an id, a content hash or a band with one of them, or the original with an article that does.

        `articles` has columns article_id, content_hash, bands.
        """
        ids = pa.table({"article_id": articles["article_id"]})
        hashes = pa.table({"content_hash": articles["content_hash"]})
        bands = pa.table({"band": articles["bands"].combine_chunks().flatten()})
        return self._write("articles", SAME_TEXTS, path, wanted_ids=ids, wanted_hashes=hashes, wanted_bands=bands)

    def write_sources(self, article_ids: Collection[str], path: Path) -> int:
        """Writes the ledger's rows of these articles. Returns their number."""
        return self._write("sources", SOURCES, path, wanted_ids=of_ids(article_ids))

    def run(self, run_id: str) -> Run | None:
        """What the warehouse knows of a run; None if it has committed nothing yet."""
        found = from_table(self._rows("runs", RUN, wanted_ids=of_ids([run_id])), Run)
        return found[0] if found else None

    def _rows(self, name: str, sql: str, **tables: pa.Table) -> pa.Table:
        with bounded(self.layout) as connection:
            create_base_view(connection, self.layout, self.states[name])
            for key, table in tables.items():
                connection.register(key, table)
            return connection.sql(sql).to_arrow_table()

    def _write(self, name: str, sql: str, path: Path, **tables: pa.Table) -> int:
        schema, written = arrow_schema(TABLES[name]), 0
        path.parent.mkdir(parents=True, exist_ok=True)
        with bounded(self.layout) as connection, pq.ParquetWriter(path, schema, compression="zstd") as out:
            create_base_view(connection, self.layout, self.states[name])
            for key, table in tables.items():
                connection.register(key, table)
            for rows in connection.sql(sql).to_arrow_reader(ROWS):
                out.write_table(pa.Table.from_batches([rows]).cast(schema))
                written += len(rows)
        return written


def entries(rows: pa.Table) -> dict[str, LedgerEntry]:
    return {row["uri"]: LedgerEntry(**row) for row in rows.to_pylist()}


def wanted(content_hashes: Collection[str], bands: Collection[int]) -> dict[str, pa.Table]:
    hashes = column("content_hash", content_hashes, pa.string())
    return {"wanted_hashes": hashes, "wanted_bands": column("band", bands, pa.int64())}


def of_ids(article_ids: Collection[str]) -> pa.Table:
    return column("article_id", article_ids, pa.string())


def column(name: str, values: Collection[Any], kind: pa.DataType) -> pa.Table:
    """A table of one column of distinct values, to join with."""
    return pa.table({name: pa.array(sorted(set(values)), kind)})
