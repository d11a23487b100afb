"""Reads the warehouse: reports, SQL, and what the flows ask of it. Never writes, never waits for a writer."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.arrow import arrow_schema, from_table
from schemas.errors import QueryError
from schemas.raw import LedgerEntry
from schemas.tables import TABLES, Article, Event
from warehouse.catalog import open_catalog
from warehouse.layout import check_version, layout_of
from warehouse.sqlfiles import SqlFile, identifier, literal, read_folder

READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
HELP = "Mend the query; `SHOW TABLES` and `DESCRIBE events` tell what there is"
LEDGER = """
SELECT uri, max_by(size, mtime) AS size, max(mtime) AS mtime, max_by(sha256, mtime) AS sha256 FROM sources GROUP BY uri
"""
CANDIDATES = """
SELECT article_id, published, content_hash, minhash, bands, copy_of, story_id
FROM articles
WHERE content_hash IN (SELECT content_hash FROM wanted_hashes)
    OR article_id IN (
        SELECT article_id FROM (SELECT article_id, unnest(bands) AS band FROM articles) SEMI JOIN wanted_bands USING (band)
    )
ORDER BY article_id
"""


@dataclass(frozen=True, slots=True)
class Report:
    """A stored query: its name, what it is about, the question that it answers, and the parameters that it takes."""

    name: str
    title: str
    question: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunLine:
    """One of the last runs, for `status`."""

    run_id: str
    flow: str
    started: datetime
    seconds: float
    loaded: int
    duplicate: int
    rejected: int
    skipped: int
    events: int


@dataclass(frozen=True, slots=True)
class Status:
    """What a warehouse holds: rows by table, the newest runs, and bytes on disk (replaced versions included)."""

    rows: dict[str, int]
    runs: tuple[RunLine, ...]
    bytes: int
    published: datetime


class Query:
    """A warehouse to read from. Every call opens the catalog afresh and so sees what was published last.

    Raises WarehouseError if there is no warehouse of this format, QueryError if nothing was published yet.
    """

    def __init__(self, data_dir: Path | str) -> None:
        self.layout = layout_of(data_dir)
        check_version(self.layout)

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that reads the catalog and the files that its views name, and nothing else, for good."""
        with open_catalog(self.layout) as connection:
            connection.execute(f"SET allowed_directories = [{literal(str(self.layout.tables) + '/')}]")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection

    def reports(self) -> tuple[Report, ...]:
        """The stored reports, by name."""
        return tuple(Report(f.name, f.title, f.question, f.parameters) for f in sorted_files("reports"))

    def run_report(
        self,
        name: str,
        since: date | None = None,
        until: date | None = None,
        country: str | None = None,
        type: str | None = None,
        limit: int | None = None,
    ) -> pa.Table:
        """The rows of a report, days inclusive, country as ISO alpha-3. Raises QueryError for an unknown name or parameter."""
        file = read_folder("reports").get(name)
        if file is None:
            known = ", ".join(sorted(read_folder("reports")))
            raise QueryError(name, "no such report", f"Known reports: {known}")
        given = {"since": since, "until": until, "country": country, "type": type}
        if wrong := [k for k, v in given.items() if v is not None and k not in file.parameters]:
            takes = ", ".join(file.parameters) or "none"
            raise QueryError(name, f"the report has no parameter {', '.join(wrong)}", f"It takes: {takes}")
        rows = self._rows(file.sql, {k: given[k] for k in file.parameters})
        return rows if limit is None else rows.slice(0, limit)

    def run_sql(self, sql: str) -> pa.Table:
        """The rows of one SELECT, DESCRIBE, SHOW or EXPLAIN. Raises QueryError with DuckDB's message, or if it is anything else."""
        try:
            statements = duckdb.extract_statements(sql)
        except duckdb.Error as error:
            raise QueryError("sql", first_line(error), "Mend the query") from None
        if len(statements) != 1 or statements[0].type not in READING:
            raise QueryError("sql", "not a single query", "Give one SELECT; to do more, open the catalog in DuckDB")
        return self._rows(sql, None)

    def ledger(self) -> dict[str, LedgerEntry]:
        """What is known of every file ever read, by uri; empty before the first run."""
        if not self.layout.catalog.exists():
            return {}
        rows = self._rows(LEDGER, None).to_pylist()
        return {row["uri"]: LedgerEntry(**row) for row in rows}

    def copy_candidates(self, content_hashes: Collection[str], bands: Collection[int]) -> pa.Table:
        """Stored articles that may have the same text as new ones: they share a content hash or a band with them.

        Columns article_id, published, content_hash, minhash, bands, copy_of, story_id.
        """
        hashes = pa.table({"content_hash": pa.array(sorted(set(content_hashes)), pa.string())})
        wanted = pa.table({"band": pa.array(sorted(set(bands)), pa.int64())})
        return self._rows(CANDIDATES, None, wanted_hashes=hashes, wanted_bands=wanted)

    def texts(self, article_ids: Collection[str]) -> dict[str, str]:
        """The texts of stored articles, by id; unknown ids are left out."""
        ids = pa.table({"article_id": pa.array(sorted(set(article_ids)), pa.string())})
        rows = self._rows("SELECT article_id, text FROM articles SEMI JOIN wanted_ids USING (article_id)", None, wanted_ids=ids)
        return dict(zip(rows["article_id"].to_pylist(), rows["text"].to_pylist(), strict=True))

    def articles(
        self,
        ids: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        stale_for: str | None = None,
        limit: int | None = None,
    ) -> tuple[Article, ...]:
        """Original articles to extract again, ordered by id: those with one of these ids, published from `since` to `until`
        inclusive, and with another fingerprint than `stale_for`. What is None sets no limit. Copies are left out: they have no
        events of their own.
        """
        conditions = [
            "copy_of IS NULL",
            "($since::DATE IS NULL OR published >= $since::DATE)",
            "($until::DATE IS NULL OR published <= $until::DATE)",
            "($stale::VARCHAR IS NULL OR fingerprint <> $stale::VARCHAR)",
        ]
        tables = {}
        if ids is not None:
            conditions.append("article_id IN (SELECT article_id FROM wanted_ids)")
            tables["wanted_ids"] = pa.table({"article_id": pa.array(sorted(set(ids)), pa.string())})
        sql = f"SELECT * FROM articles WHERE {' AND '.join(conditions)} ORDER BY article_id"
        given = {"since": since, "until": until, "stale": stale_for}
        rows = self._rows(sql if limit is None else f"{sql} LIMIT {int(limit)}", given, **tables)
        return tuple(from_table(rows, Article))

    def event(self, event_id: str) -> tuple[Event, Article]:
        """An event and its article. Raises QueryError for an unknown id."""
        events = from_table(self._rows("SELECT * FROM events WHERE event_id = $id", {"id": event_id}), Event)
        if not events:
            raise QueryError(event_id, "no such event", "Take an event_id from the events table")
        articles = self._rows("SELECT * FROM articles WHERE article_id = $id", {"id": events[0].article_id})
        return events[0], from_table(articles, Article)[0]

    def rows_of(self, table: str, article_id: str) -> tuple[Any, ...]:
        """The records of one table that belong to an article: mentions, places, dates, quotes or events."""
        if table not in TABLES or "article_id" not in arrow_schema(TABLES[table]).names:
            raise QueryError(table, "no table of articles' parts", "Use articles, mentions, places, dates, quotes or events")
        sql = f"SELECT * FROM {identifier(table)} WHERE article_id = $id ORDER BY ALL"
        return tuple(from_table(self._rows(sql, {"id": article_id}), TABLES[table]))

    def status(self, runs: int = 5) -> Status:
        """Rows by table, the newest runs and the size on disk."""
        with self.connect() as connection:
            rows = {name: count(connection, name) for name in TABLES}
        last = self._rows(
            "SELECT run_id, flow, started, epoch(finished) - epoch(started) AS seconds, loaded, duplicate,"
            f" rejected, skipped, events FROM runs ORDER BY started DESC, run_id LIMIT {int(runs)}",
            None,
        )
        size = sum(p.stat().st_size for p in self.layout.root.rglob("*") if p.is_file())
        published = datetime.fromtimestamp(self.layout.catalog.stat().st_mtime, UTC)
        return Status(rows, tuple(RunLine(**row) for row in last.to_pylist()), size, published)

    def _rows(self, sql: str, parameters: Mapping[str, Any] | None, **tables: pa.Table) -> pa.Table:
        """Runs a query on a connection of its own; `tables` can be selected from under their names."""
        with self.connect() as connection:
            for name, table in tables.items():
                connection.register(name, table)
            try:
                return connection.sql(sql, params=parameters).to_arrow_table()
            except duckdb.Error as error:
                raise QueryError("sql", str(error).strip(), HELP) from None


def sorted_files(folder: str) -> Sequence[SqlFile]:
    return [file for _, file in sorted(read_folder(folder).items())]


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {identifier(table)}").fetchone()
    return int(found[0]) if found else 0


def first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0]
