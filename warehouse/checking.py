"""The invariants, `checks/*.sql`: over everything that is published, or over one batch and what its rows refer to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.catalog import open_catalog
from warehouse.engine import bounds
from warehouse.layout import check_version, layout_of
from warehouse.sqlfiles import SqlFile, literal, read_folder
from warehouse.staging import MARTS

EXAMPLES, ROWS = 20, 2_000
TOLD, LONGEST = 3, 100  # examples in a message, and characters of one value
ROWS_OF_ARTICLES = ("mentions", "places", "dates", "quotes", "events")
NAMED = """
CREATE TEMP TABLE named AS
SELECT article_id FROM catalog.articles WHERE batch_id = {batch}
UNION SELECT copy_of FROM catalog.articles WHERE batch_id = {batch} AND copy_of IS NOT NULL
UNION SELECT article_id FROM catalog.sources WHERE batch_id = {batch} AND article_id IS NOT NULL
{rows}
"""
MORE = """
INSERT INTO named SELECT copy_of FROM catalog.articles SEMI JOIN named USING (article_id) WHERE copy_of IS NOT NULL
"""
NARROWED = {  # beside the rows of the batch
    "articles": "OR article_id IN (FROM named) OR copy_of IN (FROM named)",
    "sources": "OR article_id IN (SELECT article_id FROM articles)",
    "runs": "OR run_id IN (SELECT run_id FROM sources WHERE batch_id = {batch})",
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """An invariant and how many rows break it; `examples` holds the first of them."""

    name: str
    title: str
    question: str
    offending: int
    examples: pa.Table

    @property
    def told(self) -> str:
        """What is wrong, with the keys of the first rows."""
        rows = "; ".join(shown(row) for row in self.examples.slice(0, TOLD).to_pylist())
        more = "; ..." if self.offending > TOLD else ""
        return f"{self.title}: not so for {self.offending} rows: {rows}{more}"


def shown(row: dict[str, object]) -> str:
    return " ".join(f"{name}={str(value)[:LONGEST]!r}" for name, value in row.items() if value is not None)


def run_checks(data_dir: Path | str, batch_id: str | None = None) -> tuple[CheckResult, ...]:
    """Every file of `warehouse/checks/` over the published catalog, by name; a warehouse in order breaks none.

    With a batch only its rows are looked at, the articles that they name and these articles' rows of the ledger: it costs what
    the batch costs. Incidents are left out there, for they are made of everything.
    """
    with checking(data_dir) as connection:
        if batch_id is not None:
            narrow(connection, literal(batch_id))
        return tuple(check(connection, name, file) for name, file in sorted(read_folder("checks").items()))


@contextmanager
def checking(data_dir: Path | str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The catalog in an engine of bounded memory."""
    layout = layout_of(data_dir)
    check_version(layout)
    with bounds(layout) as settings, open_catalog(layout, **settings) as connection:
        yield connection


def narrow(connection: duckdb.DuckDBPyConnection, batch: str) -> None:
    """Temporary tables that stand before those of the catalog: the rows of one batch and the articles that these name."""
    rows = (f"UNION SELECT article_id FROM catalog.{table} WHERE batch_id = {batch}" for table in ROWS_OF_ARTICLES)
    connection.execute(NAMED.format(batch=batch, rows="\n".join(rows)))
    connection.execute(MORE)
    for table in (*ROWS_OF_ARTICLES, *NARROWED):
        more = NARROWED.get(table, "").format(batch=batch)
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM catalog.{table} WHERE batch_id = {batch} {more}")
    for table in MARTS:
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM catalog.{table} LIMIT 0")


def check(connection: duckdb.DuckDBPyConnection, name: str, file: SqlFile) -> CheckResult:
    """Counts the offending rows without holding them all."""
    offending, examples = 0, []
    reader = connection.sql(file.sql).to_arrow_reader(ROWS)
    for rows in reader:
        if offending < EXAMPLES:
            examples.append(rows.slice(0, EXAMPLES - offending))
        offending += len(rows)
    return CheckResult(name, file.title, file.question, offending, pa.Table.from_batches(examples, reader.schema))
