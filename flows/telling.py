"""How an event is told to a person: its sentence with marks, and each field with its value and reason."""

from rich.table import Table
from rich.text import Text

from flows.inert import styled
from schemas.incidents import Incident
from schemas.parts import Party, Span
from schemas.tables import Event


def headline(told: Event | Incident) -> str:
    return f"{told.type}{f'/{told.mode}' if told.mode else ''} · {told.factuality}"


def highlighted(event: Event) -> Text:
    """The sentence with trigger, actors and recipients coloured, and what the colours say."""
    text = sentence(event).append("\n")
    for label, style in (("trigger", "bold reverse"), ("actor", "bold green"), ("recipient", "bold magenta")):
        text.append(f" {label} ", style)
    return text


def sentence(event: Event) -> Text:
    """The sentence with trigger, actors and recipients coloured."""
    base = event.sentence.start
    text = styled(event.sentence.text)
    marks: list[tuple[Span | Party, str]] = [(event.trigger, "bold reverse")]
    marks += [(p, "bold green") for p in event.actors] + [(p, "bold magenta") for p in event.recipients]
    for mark, style in marks:
        if mark.start is not None and mark.end is not None and base <= mark.start < event.sentence.end:
            text.stylize(style, mark.start - base, mark.end - base)
    return text


def fields_table(event: Event) -> Table:
    """Each field with its value and its reason."""
    why = {w.field: w.reason for w in event.reasons}
    values = {
        "type": f"{event.type} {event.mode or ''} ({event.quad}, {event.score})",
        "actors": "; ".join(map(party_text, event.actors)),
        "recipients": "; ".join(map(party_text, event.recipients)),
        "factuality": event.factuality + (", historical" if event.historical else ""),
        "attributed_to": "; ".join(map(party_text, event.attributed_to)) or "the article's own voice",
        "denied_by": "; ".join(map(party_text, event.denied_by)),
        "place": f"{event.place.text} → {event.place.name} {event.place.country}" if event.place else "",
        "date": f"{event.date_start or ''}..{event.date_end or ''} {event.date_text}" if event.date_start else event.date_text,
        "quantities": "; ".join(f"{q.text} ({q.role})" for q in event.quantities),
        **{count: str(n) for count in ("dead", "injured", "arrested") if (n := getattr(event, count)) is not None},
        "confidence": str(event.confidence),
        "other_mentions": "; ".join(s.text for s in event.other_mentions),
    }
    table = Table("field", "value", "why", box=None, header_style="dim")
    for field, value in values.items():
        if value.strip():
            table.add_row(field, styled(value), styled(why.get(field, "")))
    return table


def party_text(party: Party) -> str:
    name = f" = {party.name}" if party.name != party.text else ""
    return f"{party.text}{name} [{party.country or '-'} {party.sector or '-'}]"
