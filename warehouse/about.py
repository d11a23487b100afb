"""What a catalog says of the Dateline that published it, and what of that it depends on."""

from collections.abc import Mapping
from hashlib import blake2b

import duckdb

from schemas.tables import RENAMED, TABLES
from schemas.version import code_version
from warehouse.layout import FORMAT
from warehouse.renamed import template_schema
from warehouse.sqlfiles import SqlFile, digest, literal

MADE_FOR = "views_digest"  # a macro of the catalog
ABOUT = "Which Dateline published this, and the format of the warehouse: one row."


def made_for(views: Mapping[str, SqlFile]) -> str:
    """Changes with all that a catalog takes from the code that makes it: the views, the columns of the tables, the format."""
    tables = {name: str(template_schema(name).remove_metadata()) for name in TABLES}
    return blake2b(repr((digest(views), tables, RENAMED, FORMAT)).encode(), digest_size=10).hexdigest()


def create_about(connection: duckdb.DuckDBPyConnection, views: Mapping[str, SqlFile]) -> None:
    """Into the catalog that is being made."""
    connection.execute(f"CREATE MACRO {MADE_FOR}() AS {literal(made_for(views))}")
    connection.execute(f"CREATE TABLE about AS SELECT {literal(code_version())} AS version, {FORMAT} AS format")
    connection.execute(f"COMMENT ON TABLE about IS {literal(ABOUT)}")


def is_made_for(connection: duckdb.DuckDBPyConnection, views: Mapping[str, SqlFile]) -> bool:
    """Whether the attached catalog has the views and columns that this Dateline asks for."""
    try:
        return connection.execute(f"SELECT catalog.{MADE_FOR}()").fetchall() == [(made_for(views),)]
    except duckdb.CatalogException:  # of an older Dateline
        return False


def publisher(connection: duckdb.DuckDBPyConnection) -> str:
    """The version of the Dateline that published the attached catalog; empty for those that did not say so yet."""
    try:
        return str(connection.execute("SELECT version FROM catalog.about").fetchall()[0][0])
    except (duckdb.CatalogException, IndexError):
        return ""
