"""Tables that are computed from others, in SQL: `marts/*.sql`, one SELECT a table, replaced whole."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from schemas.arrow import arrow_schema, check_nulls
from schemas.tables import TABLES
from warehouse.base_views import create_tables
from warehouse.corrected import stamp
from warehouse.delta import Tables, TableState
from warehouse.engine import bounded
from warehouse.layout import Layout
from warehouse.sqlfiles import digest, identifier, read_folder

SOURCES = ("articles", "events")
SEEN = (*SOURCES, "overrides")
MEMORY = ("400MB", "1GB", "4GB")  # windows over all events do not spill whole: a million go with the first, tried in turn
OUT_OF_MEMORY = "Out of Memory Error"  # as DuckDB says it
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
    for memory in MEMORY:
        try:
            for name, rows in compute(tables.layout, {name: tables.state(name) for name in SEEN}, memory):
                tables.replace_mart(name, rows, versions)
            break
        except Exception as error:  # of the engine, or of the writer that reads from it
            if OUT_OF_MEMORY not in str(error) or memory == MEMORY[-1]:
                raise
    return True


def compute(layout: Layout, states: Mapping[str, TableState], memory: str) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """The rows of every mart. A mart sees `articles`, `events` as corrected, and the marts that its header says it needs."""
    with bounded(layout, memory) as connection:
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
