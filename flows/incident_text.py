"""How an incident is told to a person, line by line: coloured and wrapped on a terminal, plain where it goes to a pipe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.padding import Padding
from rich.text import Text

from flows.inert import styled
from flows.show import CELL, LONG_CELL, console, shortened
from flows.telling import headline, sentence
from flows.wording import number_of
from lexicon.grouping import incident_model
from schemas.incidents import Incident, IncidentEvent
from schemas.parts import Party
from schemas.tables import Event
from tasks.compare.near import NearMiss
from warehouse.explained import Report

Line = tuple[int, Text]  # with how far it stands in
LABEL = 11  # width of the names of an incident's fields
TITLE = 120  # characters of a headline that are shown


@dataclass(frozen=True, slots=True)
class Told:
    """An incident, its former ids, its reports in order of time, what nearly joined, and the events of both."""

    incident: Incident
    former: Sequence[str]
    members: Sequence[IncidentEvent]
    missed: Sequence[NearMiss]
    homes: Mapping[str, str]  # the incident of each report at hand
    reports: Mapping[str, Report]


def show(lines: Iterator[Line]) -> None:
    """On a terminal wrapped as far in as they begin; in a pipe each line stays one."""
    out = console()
    for indent, text in lines:
        if out.is_terminal:
            out.print(Padding(text, (0, 0, 0, indent)))
        else:
            out.print(Text.assemble(" " * indent, plain(text)), soft_wrap=True)


def plain(text: Text) -> Text:
    """With marks around what colours would show: the word that tells it."""
    found = next((span for span in text.spans if span.style == "bold reverse"), None)
    return (
        text
        if found is None
        else Text.assemble(text[: found.start], "«", text[found.start : found.end], "»", text[found.end :])
    )


def lines_of(told: Told) -> Iterator[Line]:
    numbers = {m.event_id: n for n, m in enumerate(told.members, 1)}
    yield 0, styled(f"Incident {told.incident.incident_id}", "bold")
    yield 0, styled(summary(told.incident), "bold cyan")
    for name, value in fields(told.incident, told.former):
        yield 2, Text.assemble((f"{name:{LABEL}}", "dim"), styled(shortened(value, LONG_CELL)))
    yield 0, Text("\nIts reports, in order of time", "bold")
    for member in told.members:
        yield from report(member, told, numbers)
    yield 0, Text("\nWhat nearly joined", "bold")
    for miss in told.missed:
        yield from nearly(miss, told, numbers)
    if not told.missed:
        yield 2, Text("nothing: no other report is of a kindred act in an article like these")


def summary(incident: Incident) -> str:
    """'ASSAULT/firearms · asserted · Marsabit, KEN · 2025-03-04'."""
    place = incident.place and ", ".join(filter(None, (incident.place.name, incident.place.country)))
    days = span(incident.date_start, incident.date_end) or "no day known"
    past = "background of a distant past" if incident.historical else ""
    return " · ".join(filter(None, (headline(incident), past, place or "no place known", days)))


def span(first: date | None, last: date | None) -> str:
    return f"{first} to {last}" if first and last and first != last else str(first or "")


def fields(incident: Incident, former: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and value of what is known of it."""
    for role in ("dead", "injured", "arrested"):
        if told := figures(incident, role):
            yield role, told
    for side, parties in (("actors", incident.actors), ("recipients", incident.recipients)):
        if parties:
            yield side, "; ".join(map(party, parties))
    told_by = f"{number_of(incident.reports, 'report')} in {number_of(incident.articles, 'article')}"
    told_by += f" of {number_of(incident.outlets, 'outlet')}" if incident.outlets else ", no outlet known"
    yield "told by", ", ".join(filter(None, (told_by, span(incident.first_report, incident.last_report))))
    yield "contested", contested(incident)
    if former:
        yield "formerly", ", ".join(former)


def figures(incident: Incident, role: str) -> str:
    """'14 to 19 (first 14, latest 17)'; empty if no report counts them."""
    low, high, latest, first = (getattr(incident, f"{role}_{end}") for end in ("low", "high", "latest", "first"))
    if low is None:
        return ""
    return str(low) if low == high else f"{low} to {high} (first {first}, latest {latest})"


def party(who: Party) -> str:
    codes = " ".join(filter(None, (who.country, who.sector)))
    return shortened(who.name, CELL) + (f" [{codes}]" if codes else "")


def contested(incident: Incident) -> str:
    if incident.denied_by:
        return f"yes, denied by {', '.join(incident.denied_by)}"
    return "yes" if incident.contested else "no"


def report(member: IncidentEvent, told: Told, numbers: Mapping[str, int]) -> Iterator[Line]:
    """When and where it stands, its sentence, and why it belongs to the incident."""
    seen = told.reports[member.event_id]
    yield 0, Text.assemble((f"{numbers[member.event_id]:>2}  ", "bold"), source(seen))
    yield 4, excerpt(seen.event)
    yield 4, coded(seen.event)
    like = numbers.get(member.nearest or "")
    if like is None:
        yield 4, styled("; ".join(member.reasons))
    else:
        yield 4, Text.assemble((f"{member.score:.2f} with the others, likest to {like}: ", "green"), words(member.reasons))


def nearly(miss: NearMiss, told: Told, numbers: Mapping[str, int]) -> Iterator[Line]:
    """As a report, and why it does not belong to the incident."""
    seen = told.reports[miss.event_id]
    yield 0, Text.assemble(("  · ", "bold"), source(seen))
    yield 4, excerpt(seen.event)
    yield 4, coded(seen.event)
    like = numbers.get(miss.nearest)
    yield 4, Text.assemble((f"{miss.likely:.2f} with {like or 'one of them'}: ", "yellow"), words(miss.reasons))
    yield 4, Text.assemble(("not joined: ", "yellow"), why_not(miss, told))


def why_not(miss: NearMiss, told: Told) -> Text:
    """Two groups join by the mean of all pairs of their reports."""
    least = incident_model().least
    home = told.homes.get(miss.event_id)
    whose = f"incident {home} ({number_of(miss.reports, 'report')})" if home else "it"
    mean = f"{whose} and this one have a mean chance of {miss.mean:.2f}"
    if miss.mean < least:
        return styled(f"{mean}, and {least:.2f} is what it takes")
    return styled(f"{mean}, which is enough: other reports were at hand then; `dateline maintain` groups anew")


def words(reasons: Sequence[str]) -> Text:
    """What speaks against it stands out."""
    parts = [styled(shortened(reason, LONG_CELL), "yellow" if reason.startswith("but ") else "") for reason in reasons]
    return Text("; ").join(parts)


def source(seen: Report) -> Text:
    title = shortened(seen.title or seen.event.article_id, TITLE)
    where = shortened(", ".join(seen.outlets), CELL)
    return styled(" · ".join(filter(None, (str(seen.published or "undated"), title, where))), "bold")


def coded(event: Event) -> Text:
    counts = [f"{n} {role}" for role in ("dead", "injured", "arrested") if (n := getattr(event, role)) is not None]
    return styled(" · ".join((headline(event), *counts, f"event {event.event_id}")), "dim")


def excerpt(event: Event) -> Text:
    """The sentence, or what stands around the word that tells the event where it is very long."""
    text, at = sentence(event), event.trigger.start - event.sentence.start
    first, last = max(0, at - LONG_CELL), at + LONG_CELL
    before, after = "…" * (first > 0), "…" * (last < len(text))
    return Text.assemble(before, text[first:last], after)
