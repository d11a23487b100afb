"""What the first writer of a new version does to an older warehouse. Killed at any moment, the next one goes on."""

from collections.abc import Callable

from schemas.arrow import checked
from schemas.tables import TABLES
from schemas.version import code_version, is_newer
from warehouse import ungrouped
from warehouse.about import publisher
from warehouse.base_views import create_base_view
from warehouse.catalog import asked
from warehouse.delta import Tables
from warehouse.engine import bounded
from warehouse.layout import FORMAT, check_version, write_version
from warehouse.sqlfiles import identifier

COMPARED = 4  # the format from which on incidents are made by comparing reports
AT_ONCE = 5_000  # articles in one file of those to be grouped: it is written anew as they are
ROWS = 1000  # rows that are held at a time


def upgrade(tables: Tables, tell: Callable[[str], None]) -> None:
    """For the holder of the writer lock, once it is known that the tables fit.

    The format comes before any table is written anew: from then on an older Dateline keeps out. Incidents of an older kind were
    emptied when their tables were opened; the articles that they are to be made of are noted first.
    """
    layout = tables.layout
    if check_version(layout) < COMPARED:
        regroup_all(tables)
    if (found := check_version(layout)) < FORMAT:
        write_version(layout)
        tell(f"{layout.root} is upgraded from format {found} to {FORMAT}: an older Dateline no longer opens it")
    elif is_newer(by := asked(layout, publisher, ""), code_version()):
        tell(f"{layout.root} was published by Dateline {by}, this is {code_version()}: columns that only that has stay empty")
    for name in TABLES:
        if tables.has_old_names(name):
            tell(f"table {name} is written anew, since columns of it were renamed")
            rename_columns(tables, name)


def regroup_all(tables: Tables) -> None:
    """Lets incidents be made of all articles: an older Dateline made them otherwise."""
    with bounded(tables.layout) as connection:
        create_base_view(connection, tables.layout, tables.state("articles"))
        ids = [str(row[0]) for row in connection.sql("SELECT article_id FROM articles WHERE copy_of IS NULL").fetchall()]
    for start in range(0, len(ids), AT_ONCE):
        ungrouped.note(tables.layout, f"upgraded-{start:09}", ids[start : start + AT_ONCE])


def rename_columns(tables: Tables, name: str) -> None:
    """Writes a table anew, its rows in the columns of today."""
    with bounded(tables.layout) as connection:
        create_base_view(connection, tables.layout, tables.state(name))
        rows = connection.sql(f"FROM {identifier(name)}").to_arrow_reader(ROWS)
        tables.rewrite(name, checked(rows, TABLES[name]))
