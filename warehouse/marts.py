"""Tables that are computed from others, in SQL: `marts/*.sql`, one SELECT a table, replaced whole."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from schemas.arrow import arrow_schema, check_nulls
from schemas.tables import TABLES
from warehouse.catalog import create_tables
from warehouse.corrected import stamp
from warehouse.delta import Tables, TableState
from warehouse.engine import bounded
from warehouse.layout import Layout
from warehouse.sqlfiles import digest, identifier, read_folder

SOURCES = ("articles", "events")
SEEN = (*SOURCES, "overrides")
MEMORY = "1GB"  # windows over all events do not go with less
ROWS = 10_000  # that pass from the one engine to the other at a time


def refresh_marts(tables: Tables) -> bool:
    """Computes the marts again if the tables that they come from, or their SQL, have changed since; False if they had not."""
    marts = read_folder("marts")
    versions: dict[str, int | str] = {name: tables.data_version(name) for name in SOURCES}
    versions["sql"] = digest(marts)
    if corrections := stamp(tables.state("overrides").files):
        versions["corrections"] = corrections
    if all(tables.mart_sources(mart) == versions for mart in marts):
        return False
    for name, rows in compute(tables.layout, {name: tables.state(name) for name in SEEN}):
        tables.replace_mart(name, rows, versions)
    return True


def compute(layout: Layout, states: Mapping[str, TableState]) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """The rows of every mart. A mart sees `articles`, `events` as corrected, and the marts that its header says it needs."""
    with bounded(layout, MEMORY) as connection:
        create_tables(connection, layout, states)
        for name, file in read_folder("marts").items():
            connection.execute(f"CREATE TABLE {identifier(name)} AS {file.sql}")
            rows = connection.sql(f"SELECT * FROM {identifier(name)} ORDER BY ALL").to_arrow_reader(ROWS)
            yield name, checked(rows, TABLES[name])


def checked(rows: pa.RecordBatchReader, record: type) -> pa.RecordBatchReader:
    """The rows in the record's schema; RecordError, while they are read, for a null where none may stand."""
    schema = arrow_schema(record)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in rows:
            table = pa.Table.from_batches([batch]).cast(schema)
            check_nulls(table, record.__name__)
            yield from table.to_batches()

    return pa.RecordBatchReader.from_batches(schema, batches())
