"""What a run asks of the warehouse while it writes: answered from the newest state of the tables, never from the catalog.

The catalog may be a batch behind, and another program may have it open for writing. All questions are about the few files
and articles at hand and read no more columns than they need.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, fitted, from_table
from schemas.curation import Tombstone
from schemas.raw import LedgerEntry
from schemas.stories import Neighbour
from schemas.tables import Article, Run, Source
from schemas.versions import Reading
from warehouse.base_views import create_base_view
from warehouse.delta import TableState
from warehouse.engine import Engine
from warehouse.layout import Layout
from warehouse.neighbours import neighbours
from warehouse.pick import pick

# What waits was left out for a reason that is due, decided by something else, and its record was not read again since.
LEDGER = """
WITH left_out AS MATERIALIZED (
    SELECT s.source_id, s.uri, s.record, s.sha256, s.mtime, coalesce(s.ingested, TIMESTAMPTZ '-infinity') AS moment
    FROM sources AS s
    JOIN due AS d ON d.stage = s.stage AND d.reason = s.reason
    SEMI JOIN wanted_uris AS w ON w.uri = s.uri
    WHERE s.decided_by IS DISTINCT FROM d.decided_by AND s.run_id <> $run
),

later AS (
    SELECT l.source_id FROM sources AS s
    JOIN left_out AS l ON l.uri = s.uri AND l.record = s.record AND l.sha256 = s.sha256
    WHERE coalesce(s.ingested, TIMESTAMPTZ '-infinity') > l.moment
        OR (coalesce(s.ingested, TIMESTAMPTZ '-infinity') = l.moment AND s.mtime > l.mtime)
),

waiting AS MATERIALIZED (
    SELECT uri, sha256, list(DISTINCT record ORDER BY record) AS records
    FROM left_out ANTI JOIN later USING (source_id)
    GROUP BY uri, sha256
),

ends AS (SELECT uri, sha256, max(record) AS last FROM sources SEMI JOIN waiting USING (uri, sha256) GROUP BY uri, sha256),

newest AS (
    SELECT uri, size, mtime, sha256, batch_id, run_id, ingested, reason, gone FROM sources SEMI JOIN wanted_uris USING (uri)
    QUALIFY row_number() OVER (PARTITION BY uri ORDER BY ingested DESC NULLS LAST, mtime DESC, record, source_id) = 1
)

SELECT n.*, coalesce(w.records, []) AS waiting, coalesce(e.last, 0) AS last
FROM newest AS n
LEFT JOIN waiting AS w ON w.uri = n.uri AND w.sha256 = n.sha256
LEFT JOIN ends AS e ON e.uri = n.uri AND e.sha256 = n.sha256
"""
# Copies of a text are few: asked for at once, so that the articles are not gone through once more for those of each hit.
SAME_TEXTS = """
WITH near AS (
    SELECT text_id FROM articles
    WHERE content_hash IN (SELECT content_hash FROM wanted_hashes) OR article_id IN (SELECT article_id FROM wanted_ids)
    UNION
    SELECT text_id FROM (SELECT text_id, unnest(bands) AS band FROM articles) SEMI JOIN wanted_bands USING (band)
)

SELECT article_id FROM articles SEMI JOIN near USING (text_id)
"""
# What could not be coded is no version: nothing gives way to it.
READINGS = """
SELECT s.place, s.uri, s.record, s.ingested, s.modified, a.article_id, a.content_hash, a.title, a.published, a.superseded_by
FROM sources AS s JOIN articles AS a USING (article_id)
WHERE s.place IN (
        SELECT place FROM wanted_places
        UNION SELECT place FROM sources SEMI JOIN wanted_ids USING (article_id) WHERE place IS NOT NULL
    )
    AND (a.fingerprint <> '' OR a.copy_of IS NOT NULL)
ORDER BY ALL
"""
SOURCES = "SELECT * FROM sources SEMI JOIN wanted_ids USING (article_id) ORDER BY source_id"
FORGOTTEN = """
SELECT * FROM tombstones
WHERE article_id IN (SELECT article_id FROM new_articles) OR content_hash IN (SELECT content_hash FROM new_articles)
ORDER BY article_id
"""
RUN = "SELECT * FROM runs SEMI JOIN wanted_ids ON run_id = article_id"
ROWS = 1000  # rows that are held at a time
DUE = ("stage", "reason", "decided_by")
Due = Mapping[tuple[str, str], str]
NONE: Due = {}


class Present:
    """The tables as they are now: `Store.present()` gives it. Several questions within one `with` cost less."""

    def __init__(self, layout: Layout, states: Mapping[str, TableState], engine: Engine | None = None) -> None:
        self.layout, self.states, self.engine = layout, states, engine or Engine(layout)

    def __enter__(self) -> "Present":
        self.engine.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.engine.__exit__(kind, error, trace)

    def ledger(self, uris: Collection[str], due: Due = NONE, run_id: str = "") -> dict[str, LedgerEntry]:
        """What is known of these files, by uri, as they were when they were last read; unknown ones are left out.

        What was left out for one of the stages and reasons of `due`, and was decided by something else than it names, waits;
        but not what this very run has left out.
        """
        asked = {"wanted_uris": column("uri", uris, pa.string()), "due": of_due(due)}
        return entries(self.ask(LEDGER, "sources", given={"run": run_id}, **asked))

    def readings(self, places: Collection[str] = (), article_ids: Collection[str] = ()) -> pa.Table:
        """Which texts were read at these places, or at any place of these articles: columns of `Reading`."""
        wanted = {"wanted_places": column("place", places, pa.string()), "wanted_ids": of_ids(article_ids)}
        found = self.ask(READINGS, "sources", "articles", **wanted)
        return found.select(arrow_schema(Reading).names).cast(arrow_schema(Reading))

    def write_same_texts(self, articles: pa.Table, path: Path, others: Collection[str] = ()) -> int:
        """Writes the stored articles, all columns, that may have the same text as new ones. Returns their number.

        They share an id, a content hash or a band with one of them, or the original with an article that does, or with one of
        the `others`. `articles` has columns article_id, content_hash, bands.
        """
        asked = {
            "wanted_ids": of_ids([*articles["article_id"].to_pylist(), *others]),
            "wanted_hashes": pa.table({"content_hash": articles["content_hash"]}),
            "wanted_bands": pa.table({"band": articles["bands"].combine_chunks().flatten()}),
        }
        with self.engine as connection:
            connection.register("same_texts", self.ask(SAME_TEXTS, "articles", **asked))
            sql = pick(connection, self.layout, self.states["articles"], "same_texts")
            return write(connection.sql(f"{sql} ORDER BY article_id"), Article, path)

    def write_neighbours(self, articles: pa.Table, path: Path, **bounds: int) -> int:
        """Writes the stored originals that share words with new articles, as `Neighbour`. Returns their number.

        `articles` has columns article_id, published, story_keys; `bounds` are those of schemas.stories.
        """
        with self.seeing("articles") as connection:
            ids = neighbours(connection, articles, bounds)
            connection.register("neighbours", of_ids(ids))
            columns = arrow_schema(Neighbour).names
            sql = pick(connection, self.layout, self.states["articles"], "neighbours", columns=columns)
            return write(connection.sql(f"{sql} ORDER BY article_id"), Neighbour, path)

    def write_sources(self, article_ids: Collection[str], path: Path) -> int:
        """Writes the ledger's rows of these articles. Returns their number."""
        with self.seeing("sources", wanted_ids=of_ids(article_ids)) as connection:
            return write(connection.sql(SOURCES), Source, path)

    def write_tombstones(self, articles: pa.Table, path: Path) -> int:
        """Writes the tombstones of articles with the id or the text of one of these. Returns their number; most often none is.

        `articles` has columns article_id, content_hash.
        """
        if not self.states["tombstones"].files:
            return 0
        with self.seeing("tombstones", new_articles=articles) as connection:
            return write(connection.sql(FORGOTTEN), Tombstone, path)

    def run(self, run_id: str) -> Run | None:
        """What the warehouse knows of a run; None if it has committed nothing yet."""
        found = from_table(self.ask(RUN, "runs", wanted_ids=of_ids([run_id])), Run)
        return found[0] if found else None

    def ask(self, sql: str, *tables: str, given: Mapping[str, Any] | None = None, **others: pa.Table) -> pa.Table:
        """The answer to a question about these tables, and `others` under the names that they have here."""
        with self.seeing(*tables, **others) as connection:
            return connection.sql(sql, params=given).to_arrow_table()

    @contextmanager
    def seeing(self, *tables: str, **others: pa.Table) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that sees these tables as they are now, and `others` under the names that they have here."""
        with self.engine as connection:
            for table in tables:
                create_base_view(connection, self.layout, self.states[table])
            for name, rows in others.items():
                connection.register(name, rows)
            yield connection


def write(rows: duckdb.DuckDBPyRelation, record: type, path: Path) -> int:
    """Writes the rows of a table as Parquet, a few at a time. Returns their number."""
    schema, written = arrow_schema(record), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        for batch in rows.to_arrow_reader(ROWS):
            columns = [fitted(batch.column(field.name), field.type) for field in schema]
            out.write_table(pa.Table.from_arrays(columns, schema=schema))
            written += len(batch)
    return written


def entries(rows: pa.Table) -> dict[str, LedgerEntry]:
    return {row["uri"]: LedgerEntry(**row | {"waiting": tuple(row["waiting"])}) for row in rows.to_pylist()}


def of_due(due: Due) -> pa.Table:
    """The digests that would decide now, as a table."""
    rows = [(stage, reason, digest) for (stage, reason), digest in due.items()]
    return pa.table({name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(DUE)})


def of_ids(article_ids: Collection[str]) -> pa.Table:
    return column("article_id", article_ids, pa.string())


def column(name: str, values: Collection[Any], kind: pa.DataType) -> pa.Table:
    """A table of one column of distinct values, to join with."""
    return pa.table({name: pa.array(sorted(set(values)), kind)})
