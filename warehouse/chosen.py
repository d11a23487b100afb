"""Which articles and records somebody means who names an id, an address or a condition, and what is stored of them."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.errors import QueryError
from warehouse.forget import HOLDING, WHOLE
from warehouse.present import of_ids
from warehouse.query import HELP, SHORTEST_PREFIX, connect

ID = re.compile(rf"[0-9a-f]{{{SHORTEST_PREFIX},20}}")
REMEDY = f"Give an article_id or its first {SHORTEST_PREFIX} letters or more, a file, a folder, a glob, or --where"
BY_ID = """
SELECT article_id FROM stored.articles WHERE starts_with(article_id, $id)
UNION
SELECT article_id FROM stored.overrides WHERE starts_with(article_id, $id)
ORDER BY article_id LIMIT 3
"""
BURIED = "SELECT article_id FROM stored.tombstones WHERE starts_with(article_id, $id) LIMIT 1"
# A file, all of a folder, or a pattern.
BY_ADDRESS = """
SELECT source_id, article_id, reason = 'forgotten' AS forgotten FROM stored.sources
WHERE uri = $uri OR starts_with(uri, rtrim($uri, '/') || '/') OR uri GLOB $uri
"""
# An article with what its records brought; columns that both have are the article's.
BY_CONDITION = """
SELECT DISTINCT article_id
FROM (
    SELECT a.*, s.* EXCLUDE (article_id, copy_of, batch_id, outlet)
    FROM stored.articles AS a LEFT JOIN stored.sources AS s USING (article_id)
) AS articles
WHERE (
{condition}
)
"""
SIZES = " UNION ALL ".join(
    f"SELECT '{table}' AS \"table\", count(*) AS rows FROM stored.{table} SEMI JOIN wanted_ids USING (article_id)"
    for table in HOLDING
)
RECORDS = """
SELECT uri, count(*) AS records FROM stored.sources
WHERE article_id IN (SELECT article_id FROM wanted_ids) OR source_id IN (SELECT article_id FROM wanted_sources)
GROUP BY uri ORDER BY uri
"""
TITLES = "SELECT article_id, published, title FROM stored.articles SEMI JOIN wanted_ids USING (article_id) ORDER BY ALL"


@dataclass(frozen=True, slots=True)
class Target:
    """What somebody typed: perhaps an article's id, perhaps an address, which is given as the ledger has it."""

    given: str
    uri: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is meant: articles, and rows of the ledger, by id. `before`: it was forgotten already."""

    article_ids: frozenset[str] = frozenset()
    source_ids: frozenset[str] = frozenset()
    before: bool = False

    def __bool__(self) -> bool:
        return bool(self.article_ids or self.source_ids)

    def __or__(self, other: "Chosen") -> "Chosen":
        ids = self.article_ids | other.article_ids, self.source_ids | other.source_ids
        return Chosen(*ids, self.before or other.before)


@dataclass(frozen=True, slots=True)
class Stored:
    """What the warehouse holds of the chosen: rows by table, articles with their titles, and the addresses of their records."""

    sizes: pa.Table
    titles: pa.Table
    records: pa.Table


def choose(data_dir: Path | str, targets: Collection[Target], condition: str = "") -> Chosen:
    """The chosen articles with all that hang together with them. Raises QueryError for a target that nothing answers to."""
    with asking(data_dir) as connection:
        found = Chosen()
        for target in targets:
            found |= by_target(connection, target)
        if condition:
            found |= by_condition(connection, condition)
        connection.register("wanted_ids", of_ids(found.article_ids))
        whole = connection.execute(WHOLE.format(articles="stored.articles", overrides="stored.overrides")).fetchall()
        return Chosen(frozenset(row[0] for row in whole), found.source_ids, found.before)


def stored(data_dir: Path | str, chosen: Chosen) -> Stored:
    with asking(data_dir) as connection:
        connection.register("wanted_ids", of_ids(chosen.article_ids))
        connection.register("wanted_sources", of_ids(chosen.source_ids))
        return Stored(*(connection.sql(sql).to_arrow_table() for sql in (SIZES, TITLES, RECORDS)))


@contextmanager
def asking(data_dir: Path | str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads the warehouse and nothing else. Raises QueryError for what it cannot answer."""
    with connect(data_dir) as connection:
        try:
            yield connection
        except duckdb.Error as error:
            raise QueryError("sql", str(error).strip(), HELP) from None


def by_target(connection: duckdb.DuckDBPyConnection, target: Target) -> Chosen:
    if ID.fullmatch(target.given) and (found := by_id(connection, target.given)) is not None:
        return found
    rows = connection.execute(BY_ADDRESS, {"uri": target.uri}).fetchall()
    if not rows:
        raise QueryError(target.given, "no such article or source", REMEDY)
    articles = frozenset(article for _, article, _ in rows if article is not None)
    sources = frozenset(source for source, _, forgotten in rows if not forgotten)
    return Chosen(articles, sources, before=len(sources) < len(rows))


def by_id(connection: duckdb.DuckDBPyConnection, prefix: str) -> Chosen | None:
    ids = [row[0] for row in connection.execute(BY_ID, {"id": prefix}).fetchall()]
    if len(ids) > 1:
        raise QueryError(prefix, f"several articles begin so: {', '.join(ids)}", "Give more letters")
    if not ids and connection.execute(BURIED, {"id": prefix}).fetchall():
        return Chosen(before=True)
    return Chosen(frozenset(ids)) if ids else None


def by_condition(connection: duckdb.DuckDBPyConnection, condition: str) -> Chosen:
    sql = BY_CONDITION.format(condition=condition)
    if len(duckdb.extract_statements(sql)) != 1:
        raise QueryError("--where", "not a single condition", "Give what would stand behind WHERE")
    return Chosen(frozenset(row[0] for row in connection.execute(sql).fetchall()))
