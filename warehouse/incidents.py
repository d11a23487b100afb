"""What incidents are made of: the articles that have changed, those like them, and the incidents that they belong to so far.

Rows of an incident are never rewritten, since that would cost what the warehouse holds: those that no longer hold are named in
`retired_incidents`, which `sweep_retired` empties.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, checked
from schemas.ids import content_id
from schemas.incidents import Incident, IncidentAlias, IncidentEvent, RetiredIncident, Teller
from schemas.stories import BOUNDS
from schemas.tables import TABLES, Event
from warehouse import ungrouped
from warehouse.base_views import RETIRED, create_base_view, create_tables, files_sql
from warehouse.corrected import VIEW, create_corrections
from warehouse.engine import aside, bounded
from warehouse.neighbours import neighbours
from warehouse.pick import pick
from warehouse.present import Present, of_ids, write
from warehouse.sqlfiles import identifier
from warehouse.staging import OF_INCIDENTS
from warehouse.store import Store

AT_ONCE = 500  # changed articles that are dealt with together
NEAREST = {**BOUNDS, "most": 16}  # others that each of them is compared with
FULL = 2000  # reports of an incident that nothing joins any more: it would be read whole for each
ROOM = 5000  # reports of stored incidents that a portion is compared with; those of the least alike ones stay as they are
LETTERS = 5000  # of a text: what is compared of it are its first words
COLUMNS = ("article_id", "published", "title", "text", "text_id", "copy_of", "superseded_by", "story_keys")
SEEN = ("articles", "sources", "incident_events", "incident_aliases", "retired_incidents")
CURRENT = "SELECT * FROM {table} WHERE copy_of IS NULL AND superseded_by IS NULL"
ORIGINALS = "SELECT copy_of FROM picked WHERE copy_of IS NOT NULL"
ORDERED = "SELECT article_id FROM articles SEMI JOIN wanted_ids USING (article_id) ORDER BY published NULLS LAST, article_id"
TOUCHED = "CREATE TABLE touched AS SELECT DISTINCT incident_id, batch_id FROM ({picked})"
REPORTS = """
CREATE TABLE reports AS
WITH told AS (
    SELECT i.* FROM ({picked}) AS i
    ANTI JOIN retired_incidents AS r ON r.incident_id = i.incident_id AND r.written_by = i.batch_id
),

sizes AS (
    SELECT incident_id, count(*) AS n, bool_or(article_id IN (FROM changed)) AS has_changed,
        count(*) FILTER (article_id IN (FROM scope)) AS near
    FROM told GROUP BY incident_id
),

-- those that have changed, and of the others the nearest
taken AS (
    SELECT incident_id FROM (
        SELECT *, sum(n) OVER (ORDER BY has_changed DESC, near DESC, incident_id) AS room FROM sizes
        WHERE CASE WHEN $alone THEN near = n ELSE has_changed OR n <= $full END
    )
    WHERE $alone OR has_changed OR room <= $room
)

SELECT t.*, t.incident_id NOT IN (FROM taken) AS is_closed FROM told AS t
"""
MEMBERS = "CREATE VIEW members AS SELECT * EXCLUDE (is_closed) FROM reports WHERE NOT is_closed"
OUTLETS = """
CREATE TABLE outlets AS
SELECT coalesce(copy_of, article_id) AS article_id, list(DISTINCT outlet) AS outlets FROM sources
WHERE outlet IS NOT NULL AND coalesce(copy_of, article_id) IN (SELECT article_id FROM tellers)
GROUP BY ALL
"""
ARTICLES = f"""
SELECT t.article_id, t.published, t.title, left(t.text, {LETTERS}) AS text, t.text_id, coalesce(o.outlets, []) AS outlets,
    t.article_id IN (FROM changed) AS changed
FROM tellers AS t LEFT JOIN outlets AS o USING (article_id)
ORDER BY t.article_id
"""
EVENTS = """
SELECT * FROM ({events})
WHERE (article_id IN (SELECT article_id FROM scope) OR event_id IN (SELECT event_id FROM members))
    AND event_id NOT IN (SELECT event_id FROM reports WHERE is_closed)
ORDER BY article_id, event_id
"""
NEWEST = """
SELECT article_id, published FROM articles SEMI JOIN events USING (article_id)
WHERE copy_of IS NULL AND superseded_by IS NULL
ORDER BY published DESC NULLS FIRST, article_id
LIMIT $most
"""
DIFFERING = """
WITH told AS (SELECT * FROM events WHERE article_id IN (SELECT article_id FROM articles WHERE copy_of IS NULL))

SELECT coalesce(e.article_id, i.article_id) AS article_id
FROM told AS e FULL JOIN incident_events AS i ON i.event_id = e.event_id
WHERE e.event_id IS NULL OR i.event_id IS NULL
UNION
SELECT article_id FROM incident_events GROUP BY article_id, event_id HAVING count(*) > 1
ORDER BY 1
"""
LEFT = (
    "FROM {table} ANTI JOIN retired_incidents AS r ON r.incident_id = {table}.incident_id AND r.written_by = {table}.batch_id"
)
ROWS = 1000  # rows that are held at a time
FORMER = "SELECT * FROM incident_aliases WHERE incident_id IN (SELECT incident_id FROM members) ORDER BY alias"
KNOWN = "SELECT * FROM ({picked}) SEMI JOIN members USING (incident_id, batch_id) ORDER BY incident_id"


def changed(store: Store) -> list[str]:
    """The articles of which incidents are to be made. Many: in order of time, and those that are gone last."""
    ids = {key for some in ungrouped.noted(store.layout).values() for key in some}
    if len(ids) <= AT_ONCE:
        return sorted(ids)
    there = store.present().ask(ORDERED, "articles", wanted_ids=of_ids(ids))
    ordered = [str(key) for key in there["article_id"].to_pylist()]
    return [*ordered, *sorted(ids - set(ordered))]


def batch_of(store: Store, article_ids: Sequence[str]) -> str:
    """The batch that makes incidents of these articles: the same again if a kill breaks it off, and never twice otherwise."""
    return content_id("incidents", *(str(store.tables.table(name).version()) for name in OF_INCIDENTS), *article_ids)


def write_scope(present: Present, article_ids: Collection[str], folder: Path, alone: bool = False) -> int:
    """Writes what incidents of these articles are made of, as tasks.compare.regroup reads it. Returns its articles and reports.

    The articles like them are brought, too, and all that the incidents of any of these hold. Not if they are to be grouped
    `alone`: then incidents that others share in are left out with all their reports, as if nobody had told of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with present.engine as connection, aside(connection):
        see_scope(connection, present, article_ids, alone)
        events = EVENTS.format(events=current_events(connection, present))
        known = KNOWN.format(picked=of_touched(connection, present, "incidents"))
        there = write(connection.sql(ARTICLES), Teller, folder / "articles.parquet")
        write(connection.sql(events), Event, folder / "events.parquet")
        write(connection.sql(known), Incident, folder / "incidents.parquet")
        write(connection.sql(FORMER), IncidentAlias, folder / "aliases.parquet")
        return there + write(connection.sql("FROM members"), IncidentEvent, folder / "members.parquet")


def see_scope(connection: duckdb.DuckDBPyConnection, present: Present, article_ids: Collection[str], alone: bool) -> None:
    """Makes tables of what is at hand: articles to group (`scope`), `reports` and `members` of their incidents, `tellers`."""
    for table in SEEN:
        create_base_view(connection, present.layout, present.states[table])
    connection.register("wanted_ids", of_ids(article_ids))
    around, originals = (set(), set()) if alone else near(connection, present)
    connection.register("changed", of_ids(set() if alone else {*article_ids, *originals}))
    connection.register("scope", of_ids({*article_ids, *around, *originals}))
    of_scope = pick(connection, present.layout, present.states["incident_events"], "scope", columns=("incident_id", "batch_id"))
    connection.execute(TOUCHED.format(picked=of_scope))
    given = {"full": FULL, "room": ROOM, "alone": alone}
    connection.execute(REPORTS.format(picked=of_touched(connection, present, "incident_events")), given)
    connection.execute(MEMBERS)
    tellers(connection, present)
    connection.execute(OUTLETS)


def of_touched(connection: duckdb.DuckDBPyConnection, present: Present, table: str) -> str:
    """SQL of a table's rows of the incidents that the scope has reports in, replaced ones among them."""
    return pick(connection, present.layout, present.states[table], "touched", key="incident_id", batches=True)


def near(connection: duckdb.DuckDBPyConnection, present: Present) -> tuple[set[str], set[str]]:
    """Those that share words with the wanted articles, and the originals of those of them that are copies."""
    sql = pick(connection, present.layout, present.states["articles"], "wanted_ids", columns=COLUMNS)
    connection.execute(f"CREATE TABLE picked AS {sql}")
    originals = {str(row[0]) for row in connection.execute(ORIGINALS).fetchall()}
    current = connection.sql(CURRENT.format(table="picked")).to_arrow_table()
    return neighbours(connection, current.select(["article_id", "published", "story_keys"]), NEAREST), originals


def tellers(connection: duckdb.DuckDBPyConnection, present: Present) -> None:
    """The current articles of the scope and of the incidents that these belong to."""
    connection.execute("CREATE TABLE told AS FROM scope UNION SELECT article_id FROM members")
    sql = pick(connection, present.layout, present.states["articles"], "told", columns=COLUMNS)
    connection.execute(f"CREATE TABLE tellers AS {CURRENT.format(table=f'({sql})')}")


def current_events(connection: duckdb.DuckDBPyConnection, present: Present) -> str:
    """SQL of the events of the articles at hand, as corrected."""
    picked = pick(connection, present.layout, present.states["events"], "told")
    coded = f"(SELECT * FROM ({picked}) SEMI JOIN tellers USING (article_id))"
    files = present.states["overrides"].files
    overrides = f"SELECT * FROM {files_sql(present.layout, present.states['overrides'])}" if files else None
    if not create_corrections(connection, overrides, "SELECT article_id FROM tellers", f"SELECT * FROM {coded}"):
        return f"SELECT * FROM {coded}"
    return VIEW.format(coded=coded, condition="true", guarded="true")


def newest(store: Store, most: int) -> list[str]:
    """The newest current articles that tell events, undated ones among them."""
    found = store.present().ask(NEWEST, "articles", "events", given={"most": most})
    return [str(key) for key in found["article_id"].to_pylist()]


def differing(store: Store) -> list[str]:
    """Current articles of whose events incidents know nothing or too much, or of whose former events they still know."""
    with bounded(store.layout) as connection:
        create_tables(connection, store.layout, store.states())
        return [str(row[0]) for row in connection.execute(DIFFERING).fetchall()]


def sweep_retired(store: Store, share: float = 0.0) -> int:
    """Takes out rows that others have replaced, once they are more than a share of all. Returns the number of incidents.

    A kill leaves a table as it was or all done: what is named as retired goes last.
    """
    tables, layout = store.tables, store.layout
    retired, rows = (count(tables.state(name).files) for name in ("retired_incidents", "incidents"))
    if not retired or retired < share * rows:
        return 0
    for name in RETIRED:
        with bounded(layout) as connection:
            for table in (name, "retired_incidents"):
                create_base_view(connection, layout, tables.state(table))
            left = connection.sql(LEFT.format(table=identifier(name))).to_arrow_reader(ROWS)
            tables.rewrite(name, checked(left, TABLES[name]))
    tables.rewrite("retired_incidents", arrow_schema(RetiredIncident).empty_table().to_reader())
    return retired


def count(files: Sequence[str]) -> int:
    return sum(int(pq.read_metadata(file).num_rows) for file in files)
