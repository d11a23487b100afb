"""The invariants, `checks/*.sql`: over everything that is published, or over one batch and what its rows refer to."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.catalog import open_catalog, published_states
from warehouse.engine import MEMORY, bounds
from warehouse.layout import Layout, check_version, layout_of
from warehouse.pick import pick
from warehouse.sqlfiles import SqlFile, literal, read_folder

EXAMPLES, ROWS = 20, 2_000
TOLD, LONGEST = 3, 100  # examples in a message, and characters of one value
OF_EVERYTHING = "incident_"  # how the names of checks begin that look at what is made of all batches together
MORE = (MEMORY, "1GB", "4GB")  # tried in turn: what a check holds depends on what the warehouse does
OF_A_BATCH = "160MB"  # for the rows of one batch; the process that ingests holds the batch besides
ROWS_OF_ARTICLES = ("mentions", "places", "dates", "quotes", "events")
# Temporary tables that stand before those of the catalog. `named` are the articles that the batch brings or names, their
# originals (twice: an original that is a copy breaks one check, not two), and the copies of what it brings.
OF_BATCH = "CREATE TEMP TABLE {table} AS SELECT * FROM catalog.stored.{table} WHERE batch_id = {batch}"
ORIGINALS = "INSERT INTO named SELECT copy_of FROM copies SEMI JOIN named USING (article_id)"
NARROWED = """
CREATE TEMP TABLE copies AS SELECT article_id, copy_of FROM catalog.stored.articles WHERE copy_of IS NOT NULL;
CREATE TEMP TABLE brought AS SELECT article_id FROM catalog.stored.articles WHERE batch_id = {batch};
CREATE TEMP TABLE named AS
FROM brought
UNION SELECT article_id FROM catalog.stored.sources WHERE batch_id = {batch} AND article_id IS NOT NULL
{others};
{originals};
{originals};
INSERT INTO named SELECT c.article_id FROM copies AS c SEMI JOIN brought AS o ON o.article_id = c.copy_of;
"""
LEDGER = """
CREATE TEMP TABLE sources AS
SELECT * FROM catalog.stored.sources SEMI JOIN named USING (article_id)
UNION ALL SELECT * FROM catalog.stored.sources WHERE batch_id = {batch} AND article_id IS NULL;
CREATE TEMP TABLE runs AS
SELECT * FROM catalog.stored.runs WHERE batch_id = {batch} OR run_id IN (SELECT run_id FROM sources WHERE batch_id = {batch});
"""


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
    the batch costs. Checks of incidents are left out there, for these are made of everything.
    """
    *less, most = MORE if batch_id is None else (OF_A_BATCH, *MORE)
    for memory in less:
        with suppress(duckdb.OutOfMemoryException):
            return checked(data_dir, batch_id, memory)
    return checked(data_dir, batch_id, most)


def checked(data_dir: Path | str, batch_id: str | None, memory: str) -> tuple[CheckResult, ...]:
    with checking(data_dir, memory) as connection:
        if batch_id is not None:
            narrow(connection, layout_of(data_dir), literal(batch_id))
        files = sorted(read_folder("checks").items())
        wanted = [(name, file) for name, file in files if batch_id is None or not name.startswith(OF_EVERYTHING)]
        return tuple(check(connection, name, file) for name, file in wanted)


@contextmanager
def checking(data_dir: Path | str, memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """The catalog in an engine of bounded memory."""
    layout = layout_of(data_dir)
    check_version(layout)
    with bounds(layout, memory) as settings, open_catalog(layout, **settings) as connection:
        connection.execute("SET search_path = 'catalog.stored,catalog.main'")  # superseded rows have to be in order, too
        connection.execute("SET preserve_insertion_order = false")  # nothing depends on it, and it holds whole texts back
        yield connection


def narrow(connection: duckdb.DuckDBPyConnection, layout: Layout, batch: str) -> None:
    """Lets the checks see the rows of one batch and the articles that these name, as temporary tables."""
    for table in ROWS_OF_ARTICLES:
        connection.execute(OF_BATCH.format(table=table, batch=batch))
    others = "\n".join(f"UNION SELECT article_id FROM {table}" for table in ROWS_OF_ARTICLES)
    connection.execute(NARROWED.format(batch=batch, others=others, originals=ORIGINALS))
    articles = pick(connection, layout, published_states(connection)["articles"], "named")
    connection.execute(f"CREATE TEMP TABLE articles AS {articles}")
    connection.execute(LEDGER.format(batch=batch))


def check(connection: duckdb.DuckDBPyConnection, name: str, file: SqlFile) -> CheckResult:
    """Counts the offending rows without holding them all."""
    offending, examples = 0, []
    reader = connection.sql(file.sql).to_arrow_reader(ROWS)
    for rows in reader:
        if offending < EXAMPLES:
            examples.append(rows.slice(0, EXAMPLES - offending))
        offending += len(rows)
    return CheckResult(name, file.title, file.question, offending, pa.Table.from_batches(examples, reader.schema))
