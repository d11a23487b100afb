"""What `dateline explain` asks: what an id stands for, an incident with its reports, and what lies around it. Never writes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemas.arrow import from_table
from schemas.errors import QueryError
from schemas.incidents import Incident, IncidentEvent
from schemas.tables import TABLES, Event
from warehouse.catalog import published
from warehouse.delta import TableState
from warehouse.engine import Engine
from warehouse.incidents import write_scope
from warehouse.layout import layout_of
from warehouse.present import Present, of_ids
from warehouse.query import SHORTEST_PREFIX, rows

# A former id leads on until an incident has the id that it leads to.
NAMED = """
WITH RECURSIVE led AS (
    SELECT alias, incident_id FROM incident_aliases
    WHERE starts_with(alias, $id) AND alias NOT IN (SELECT incident_id FROM incidents)
    UNION
    SELECT l.alias, a.incident_id FROM led AS l JOIN incident_aliases AS a ON a.alias = l.incident_id
    WHERE l.incident_id NOT IN (SELECT incident_id FROM incidents)
)

SELECT 'event' AS kind, event_id AS id FROM events WHERE starts_with(event_id, $id)
UNION
SELECT 'incident', incident_id FROM incidents WHERE starts_with(incident_id, $id)
UNION
SELECT 'incident', incident_id FROM led SEMI JOIN incidents USING (incident_id)
ORDER BY ALL LIMIT 3
"""
INCIDENT = "SELECT * FROM incidents WHERE incident_id = $id"
FOREMOST = """
SELECT * FROM incidents WHERE reports > 1 AND NOT historical
ORDER BY articles DESC, reports DESC, date_start, incident_id LIMIT $most
"""
MEMBERS = "SELECT * FROM incident_events WHERE incident_id = $id ORDER BY event_id"
FORMER = """
WITH RECURSIVE former AS (
    SELECT alias FROM incident_aliases WHERE incident_id = $id
    UNION
    SELECT a.alias FROM incident_aliases AS a JOIN former AS f ON a.incident_id = f.alias
)

SELECT DISTINCT alias FROM former WHERE alias NOT IN (SELECT incident_id FROM incidents) ORDER BY alias
"""
EVENTS = "SELECT e.* FROM events AS e JOIN wanted_ids AS w ON w.article_id = e.event_id ORDER BY e.event_id"
HEADS = """
WITH told AS (
    SELECT coalesce(copy_of, article_id) AS article_id, list(DISTINCT outlet ORDER BY outlet) AS outlets
    FROM sources
    WHERE outlet <> '' AND coalesce(copy_of, article_id) IN (SELECT article_id FROM wanted_ids)
    GROUP BY ALL
)

SELECT article_id, title, published, coalesce(outlets, []) AS outlets
FROM articles SEMI JOIN wanted_ids USING (article_id) LEFT JOIN told USING (article_id)
"""


@dataclass(frozen=True, slots=True)
class Report:
    """An event and the article that it stands in."""

    event: Event
    title: str
    published: date | None
    outlets: tuple[str, ...]

    @property
    def order(self) -> tuple[bool, date, int, str]:
        """By time of publication, the undated last, and the order of an article."""
        return (self.published is None, self.published or date.min, self.event.trigger.start, self.event.event_id)


def named(data_dir: Path | str, key: str) -> tuple[str, str]:
    """('event' or 'incident', its id) of an id, a former one of an incident, or its first letters.

    Raises QueryError if there is not exactly one.
    """
    remedy = f"Give an event_id or an incident_id, or at least its first {SHORTEST_PREFIX} letters"
    found = rows(data_dir, NAMED, {"id": key}).to_pylist() if len(key) >= SHORTEST_PREFIX else []
    if not found:
        raise QueryError(key, "no such event or incident", remedy)
    if len(found) > 1:
        several = ", ".join(f"{row['kind']} {row['id']}" for row in found)
        raise QueryError(key, f"several ids begin so: {several}", "Give more letters")
    return found[0]["kind"], found[0]["id"]


def incident(data_dir: Path | str, incident_id: str) -> tuple[Incident, tuple[IncidentEvent, ...], tuple[str, ...]]:
    """An incident, why each of its reports belongs to it, and its former ids."""
    given = {"id": incident_id}
    found = from_table(rows(data_dir, INCIDENT, given), Incident)
    if not found:
        raise QueryError(incident_id, "the incident has just changed", "Ask again")
    former = rows(data_dir, FORMER, given)["alias"].to_pylist()
    return found[0], tuple(from_table(rows(data_dir, MEMBERS, given), IncidentEvent)), tuple(former)


def foremost(data_dir: Path | str, most: int) -> list[Incident]:
    """The incidents that several reports tell, those of most articles first."""
    return from_table(rows(data_dir, FOREMOST, {"most": most}), Incident)


def reports(data_dir: Path | str, event_ids: Collection[str]) -> dict[str, Report]:
    """Events by their ids, as corrected, with their articles; what readers do not see is left out."""
    events = from_table(rows(data_dir, EVENTS, wanted_ids=of_ids(event_ids)), Event)
    found = rows(data_dir, HEADS, wanted_ids=of_ids({e.article_id for e in events})).to_pylist()
    heads = {head["article_id"]: head for head in found}
    return {e.event_id: report(e, heads[e.article_id]) for e in events if e.article_id in heads}


def report(event: Event, head: Mapping[str, Any]) -> Report:
    return Report(event, head["title"], head["published"], tuple(head["outlets"]))


def write_around(data_dir: Path | str, article_ids: Collection[str], folder: Path) -> int:
    """Writes published articles and those like them, as tasks.compare.regroup reads them, into a folder elsewhere."""
    layout = layout_of(data_dir)
    known = published(layout)
    states = {name: known.get(name) or TableState(name, 0, ()) for name in TABLES}
    return write_scope(Present(layout, states, Engine(layout, folder)), article_ids, folder)
