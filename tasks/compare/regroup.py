"""Which incidents there are once some articles have changed: of what the warehouse knows of them to what is to be stored."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table
from schemas.codebook import Stage
from schemas.ids import content_id
from schemas.incidents import Incident, IncidentAlias, IncidentEvent, RetiredIncident, Teller
from schemas.tables import Event
from tasks.batch import At, unwatched, write_rows
from tasks.compare.incidents import Grouped, incidents
from tasks.compare.telling import Origin, Telling, telling
from tasks.stories.terms import terms_of

ARTICLES, EVENTS, INCIDENTS, MEMBERS, ALIASES = (
    f"work/{name}.parquet" for name in ("articles", "events", "incidents", "members", "aliases")
)
ROWS = 1000  # events that are held at a time; what is compared of them is far smaller


@dataclass(frozen=True, slots=True)
class Known:
    """An incident as it is stored."""

    incident: Incident
    events: Sequence[IncidentEvent]  # in order of their ids
    written_by: tuple[str, ...] = ()  # the batches that wrote it; more than one is a fault that is mended

    @property
    def reports(self) -> list[str]:
        return [e.event_id for e in self.events]

    def is_as(self, group: Grouped) -> bool:
        """All rows are the same, whatever batch wrote them."""
        return (
            len(self.written_by) < 2
            and replace(self.incident, batch_id="") == group.incident
            and [replace(e, batch_id="") for e in self.events] == sorted(group.events, key=lambda e: e.event_id)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be stored: incidents that are new or others than they were, and what gives way to them."""

    groups: Sequence[Grouped]
    retired: Sequence[RetiredIncident]
    aliases: Sequence[IncidentAlias]


def write_incidents(folder: Path, batch_id: str, scratch: bool = False, at: At = unwatched) -> dict[str, int]:
    """Stages the rows of a batch from what lies in its work folder. Returns their number by table.

    From `scratch` no incident that is stored stays together because it is.
    """
    at("incidents", Stage.DEDUP)
    tellers: dict[str, Teller] = {t.article_id: t for t in read(folder / ARTICLES, Teller)}
    known = known_of(read(folder / INCIDENTS, Incident), read(folder / MEMBERS, IncidentEvent))
    tellings = list(tellings_in(folder / EVENTS, tellers))
    settled = set() if scratch else {t.event_id for t in tellings if not tellers[t.article_id].changed}
    found = changes(tellings, known, settled, read(folder / ALIASES, IncidentAlias))
    rows: dict[str, Sequence[Any]] = {
        "incidents": [g.incident for g in found.groups],
        "incident_events": [event for g in found.groups for event in g.events],
        "incident_aliases": found.aliases,
        "retired_incidents": found.retired,
    }
    written = {table: [replace(row, batch_id=batch_id) for row in some] for table, some in rows.items()}
    return {table: write_rows(some, table, folder / table / "compared.parquet") for table, some in written.items()}


def read(path: Path, record: type) -> list[Any]:
    return from_table(pq.read_table(path, schema=arrow_schema(record)), record)


def tellings_in(path: Path, tellers: Mapping[str, Teller]) -> Iterator[Telling]:
    origins: dict[str, Origin] = {}
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS):
            for event in from_table(batch, Event):
                if event.article_id not in origins:
                    origins[event.article_id] = origin(tellers[event.article_id])
                yield telling(event, origins[event.article_id])


def origin(t: Teller) -> Origin:
    return Origin(t.published, terms_of(t.title, t.text), t.text_id, tuple(sorted(t.outlets)))


def known_of(stored: Iterable[Incident], members: Iterable[IncidentEvent]) -> dict[str, Known]:
    events: dict[str, list[IncidentEvent]] = defaultdict(list)
    for member in sorted(members, key=lambda m: m.event_id):
        events[member.incident_id].append(member)
    batches: dict[str, list[str]] = defaultdict(list)
    for incident in stored:
        batches[incident.incident_id].append(incident.batch_id)
    return {i.incident_id: Known(i, events[i.incident_id], tuple(batches[i.incident_id])) for i in stored}


def changes(
    tellings: Sequence[Telling], known: Mapping[str, Known], settled: Collection[str], former: Iterable[IncidentAlias] = ()
) -> Changes:
    """Groups the reports anew. Incidents of `settled` reports alone stay together, and may be joined."""
    kept = {key for key, one in known.items() if len(one.written_by) < 2 and all(report in settled for report in one.reports)}
    groups = incidents(tellings, {event.event_id: event for key in kept for event in known[key].events})
    same = {key for g in groups if (key := g.incident.incident_id) in known and is_same(g, known[key], key in kept)}
    fresh = [g for g in groups if g.incident.incident_id not in same]
    gone = [key for key in sorted(known) if key not in same]
    retired = [RetiredIncident(key, batch) for key in gone for batch in known[key].written_by]
    homes = {key: home_of(key, known[key].reports, groups) for key in gone}
    moved = {key: home for key, home in homes.items() if home not in (None, key)}
    return Changes(fresh, retired, list(aliases(moved, former, [g.incident.incident_id for g in fresh])))


def is_same(group: Grouped, known: Known, kept: bool) -> bool:
    """Nothing has joined it, or nothing is told otherwise."""
    return (kept and set(known.reports) == {e.event_id for e in group.events}) or known.is_as(group)


def home_of(key: str, reports: Sequence[str], groups: Sequence[Grouped]) -> str | None:
    """The incident that a former one has become: which has the report that it was named after, else most of its reports."""
    homes = {e.event_id: g.incident.incident_id for g in groups for e in g.events}
    there = [homes[event] for event in reports if event in homes]
    named = [homes[event] for event in reports if event in homes and content_id(event) == key]
    return next(iter(named), max(sorted(set(there)), key=there.count, default=None))


def aliases(
    moved: Mapping[str, str | None], former: Iterable[IncidentAlias], fresh: Collection[str]
) -> Iterator[IncidentAlias]:
    """What leads to an incident that is another one now leads to that one; a former id that is one again leads to itself."""
    for key, home in moved.items():
        if home is not None:
            yield IncidentAlias(key, home)
    for alias in former:
        home = alias.alias if alias.alias in fresh else moved.get(alias.incident_id)
        if home not in (None, alias.incident_id) and alias.alias not in moved:
            yield replace(alias, incident_id=home)
