"""`dateline explain INCIDENT_ID`: an incident's reports in order of time, why each joined, what nearly joined and why not."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.incident_text import Told, lines_of, show
from schemas.incidents import IncidentEvent, Teller
from schemas.settings import Settings
from tasks.compare.near import NearMiss, near_misses
from tasks.compare.regroup import ARTICLES, EVENTS, MEMBERS, read, tellings_in
from warehouse.explained import incident, named, reports, write_around
from warehouse.staging import WORK

NEARLY = 5  # reports that did not join and are shown
AROUND = 32  # articles of an incident around which they are looked for: those that are surest of it


def explain_any(key: str, settings: Settings) -> None:
    """Prints what led to an event or an incident, whichever the id is of."""
    kind, id_ = named(settings.data_dir, key)
    if kind == "incident":
        show(lines_of(told(id_, settings)))
    else:
        from flows.explain import explain_event  # loads the parser

        explain_event(id_, settings)


def told(incident_id: str, settings: Settings) -> Told:
    """All that there is to tell of an incident, as published; what nearly joined is compared again, from the stored texts."""
    whole, members, former = incident(settings.data_dir, incident_id)
    missed, homes = around(incident_id, members, settings)
    seen = reports(settings.data_dir, {m.event_id for m in members} | {miss.event_id for miss in missed})
    own = sorted((m for m in members if m.event_id in seen), key=lambda m: seen[m.event_id].order)
    return Told(whole, former, own, [miss for miss in missed if miss.event_id in seen], homes, seen)


def around(incident_id: str, members: Collection[IncidentEvent], settings: Settings) -> tuple[list[NearMiss], dict[str, str]]:
    """What nearly joined, and the incident of each report at hand. The files that it takes lie in a temporary folder."""
    surest = list(dict.fromkeys(m.article_id for m in sorted(members, key=lambda m: (-m.score, m.event_id))))
    with TemporaryDirectory(prefix="dateline-") as name:
        folder = Path(name)
        write_around(settings.data_dir, surest[:AROUND], folder / WORK)
        tellers: dict[str, Teller] = {t.article_id: t for t in read(folder / ARTICLES, Teller)}
        homes = {m.event_id: m.incident_id for m in read(folder / MEMBERS, IncidentEvent)}
        return near_misses(list(tellings_in(folder / EVENTS, tellers)), homes, incident_id, NEARLY), homes
