"""Tables that are computed from others, in SQL: `marts/*.sql`, one SELECT a table, replaced whole."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from schemas.arrow import arrow_schema, check_nulls
from schemas.tables import TABLES
from warehouse import delta
from warehouse.catalog import create_base_view
from warehouse.delta import TableState
from warehouse.layout import Layout
from warehouse.sqlfiles import digest, identifier, read_folder

SOURCES = ("articles", "events")


def refresh_marts(layout: Layout) -> bool:
    """Computes the marts again if the tables that they come from, or their SQL, have changed since; False if they had not."""
    marts = read_folder("marts")
    versions: dict[str, int | str] = {name: delta.data_version(layout.table(name), name) for name in SOURCES}
    versions["sql"] = digest(marts)
    if all(delta.mart_sources(layout.table(mart), mart) == versions for mart in marts):
        return False
    states = {name: delta.state(layout.table(name), name) for name in SOURCES}
    for name, rows in compute(layout, states).items():
        delta.replace_mart(layout.table(name), name, rows, versions)
    return True


def compute(layout: Layout, states: Mapping[str, TableState]) -> dict[str, pa.Table]:
    """The rows of every mart. A mart sees `articles`, `events` and the marts that its header says it needs."""
    with duckdb.connect() as connection:
        for state in states.values():
            create_base_view(connection, layout, state)
        return {name: compute_one(connection, name, file.sql) for name, file in read_folder("marts").items()}


def compute_one(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> pa.Table:
    connection.execute(f"CREATE TABLE {identifier(name)} AS {sql}")
    rows = connection.sql(f"SELECT * FROM {identifier(name)} ORDER BY ALL").to_arrow_table().cast(arrow_schema(TABLES[name]))
    check_nulls(rows, TABLES[name].__name__)
    return rows
