"""What `dateline review` does: one function for each of its ways."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group
from rich.panel import Panel
from rich.table import Table

from flows.batches import recover
from flows.inert import styled
from flows.local import say
from flows.review.making import (
    GONE,
    Word,
    added,
    checked,
    conflicts,
    corrections,
    find_words,
    left_out,
    there_already,
    undone,
)
from flows.review.values import Context, pairs, read_fields
from flows.show import console
from flows.telling import fields_table, headline, highlighted, party_text
from flows.trouble import storage_trouble
from flows.writer import writer
from lexicon.events import load_events
from schemas.corrections import ADDED, CHECKED, LEFT_OUT, SET_ALONG, missed, read_value
from schemas.curation import Override
from schemas.errors import QueryError, SettingsError
from schemas.parts import PlaceRef
from schemas.settings import Settings
from schemas.tables import Event
from warehouse.review import Reviewed, events_of, mentions, reviewed, the_article
from warehouse.store import Store

LONGEST = 200  # characters of a value that is shown as it is


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer says of one event, as typed."""

    fields: Sequence[str] = ()
    check: bool = False
    leave_out: bool = False
    undo: Sequence[str] = ()
    replace: bool = False

    @property
    def anything(self) -> bool:
        return bool(self.fields or self.check or self.leave_out or self.undo)


@contextmanager
def writing(settings: Settings, publish: bool = True) -> Iterator[Store]:
    """The warehouse, for us alone: what is read within is the newest state, and what was written is published at the end."""
    with (
        storage_trouble(settings.data_dir),
        writer(settings, "review", say) as store,
    ):
        recover(store)
        yield store
        if publish:
            store.refresh()


def context_of(event: Event, settings: Settings) -> Context:
    return Context(event, mentions(settings.data_dir, event.article_id), load_events(settings.lexicon).types)


def review_event(event_id: str, said: Said, by: Callable[[], Word], settings: Settings) -> None:
    """Corrects an event if something is said of it, then shows it as it stands."""
    if said.anything:
        with writing(settings) as store:
            found = reviewed(settings.data_dir, event_id)
            event_id = found.event_id
            decide(store, found, said, by, settings)
    show(settings.data_dir, event_id, said.anything)


def decide(store: Store, found: Reviewed, said: Said, by: Callable[[], Word], settings: Settings) -> None:
    gone = undone(found, said.undo) if said.undo else []
    if said.undo and (said.fields or said.check or said.leave_out):
        raise SettingsError("--undo", "it goes alone", "Take back first, then correct")
    rows = [] if said.undo else new_rows(found, said, by(), settings)
    refuse_conflicts(rows, found.rows, said.replace)
    opposite = {CHECKED: LEFT_OUT, LEFT_OUT: CHECKED}
    against = {opposite[row.field] for row in rows if row.field in opposite}
    store.correct(rows, [row.override_id for row in (*gone, *found.rows) if row in gone or row.field in against])


def new_rows(found: Reviewed, said: Said, by: Word, settings: Settings) -> list[Override]:
    """The corrections that are said. Raises SettingsError for what cannot be."""
    if said.leave_out and (said.check or said.fields):
        raise SettingsError("--leave-out", "it goes alone", "An event that is left out has no right fields")
    if (event := found.event or found.coded) is None:
        raise QueryError(found.event_id, *GONE)
    if said.leave_out:
        return [left_out(found, by)]
    values = read_fields(pairs(list(said.fields)), context_of(event, settings)) if said.fields else {}
    return [*corrections(found, values, by), *([checked(found, values, by)] if said.check else [])]


def refuse_conflicts(rows: Sequence[Override], known: Sequence[Override], replace: bool) -> None:
    """Raises SettingsError where another person says something else. One's own word may be changed."""
    old = {row.override_id: row for row in known}
    others = [(new, was) for new, was in conflicts(rows, old) if new.reviewer != was.reviewer]
    if others and not replace:
        told = "; ".join(f"{was.field} is {was.value[:80]} by {was.reviewer} ({was.reason})" for _, was in others)
        raise SettingsError("review", f"another reviewer says otherwise: {told}", "Agree with them, or add --replace")


def add_event(article_id: str, sentence: str, trigger: str, fields: Sequence[str], by: Word, settings: Settings) -> None:
    """Adds an event that the coder missed, and shows it."""
    with writing(settings) as store:
        article = the_article(settings.data_dir, article_id)
        words = find_words(article, sentence, trigger)
        rows = added(article, words, {"type": ""}, by)
        blank = missed(rows[:1])
        assert blank is not None
        values = read_fields(pairs(list(fields)), context_of(blank, settings))
        rows = added(article, words, values, by)
        events = events_of(settings.data_dir, article.article_id)
        if (known := there_already(words, values["type"], events)) or (known := same_place(blank, events)):
            problem = f"an event is told there already: {known.event_id}"
            raise SettingsError("--add", problem, f"Correct that one: dateline review {known.event_id} --set ...")
        store.correct(rows)
    show(settings.data_dir, blank.event_id, True)


def same_place(blank: Event, events: Sequence[Event]) -> Event | None:
    """An event that was added in the very words."""
    return next((e for e in events if e.event_id == blank.event_id), None)


def show(data_dir: Path, event_id: str, changed: bool = False) -> None:
    """Prints an event as it stands, and what was said of it."""
    try:
        found = reviewed(data_dir, event_id)
    except QueryError:
        if changed:  # an added event that was taken back
            console().print(styled(f"{event_id}: taken back"))
            return
        raise
    event = found.event or found.coded
    panels = event_panels(event, found.event is None) if event else []
    console().print(Group(*panels, corrections_table(found.rows)))


def event_panels(event: Event, out: bool = False) -> list[Panel]:
    title = headline(event) + (" · left out" if out else "") + f" · confidence {event.confidence:.2f}"
    return [Panel(highlighted(event), title=styled(event.event_id)), Panel(fields_table(event), title=styled(title))]


def corrections_table(rows: Sequence[Override]) -> Table:
    table = Table("field", "right", "coder", "who", "why", "when", box=None, header_style="dim", title="Corrections")
    for row in rows:
        if row.field not in SET_ALONG:
            right, coder = readable(row.field, row.value), readable(row.field, row.before)
            cells = (row.field, right, coder, row.reviewer, row.reason, f"{row.made:%Y-%m-%d %H:%M}")
            table.add_row(*map(styled, cells))
    return table


def readable(field: str, text: str) -> str:
    """The value of a correction as a person writes it."""
    if field in (CHECKED, LEFT_OUT):
        return "yes" if text not in ("", "null") else ""
    try:
        value = read_value(field, text)
    except ValueError:
        return text[:LONGEST]
    if field == ADDED:
        return str(value.trigger.text)
    if isinstance(value, tuple):
        return "; ".join(map(party_text, value)) or "none"
    if isinstance(value, PlaceRef):
        return f"{value.name} {value.country}"
    return "none" if value is None else str(value)
