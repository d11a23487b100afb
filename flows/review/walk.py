"""`dateline review --next`: the least certain rows, one after the other, in a terminal or from a pipe."""

from dataclasses import dataclass, field, replace
from typing import Any

from rich.console import Console, Group

from flows.inert import message, styled
from flows.review.command import context_of, event_panels, writing
from flows.review.making import checked, corrections, left_out, word
from flows.review.values import NAMES, pairs, read_fields
from flows.show import console
from schemas.curation import Override
from schemas.errors import DatelineError
from schemas.settings import Settings
from schemas.tables import Event
from warehouse.review import Reviewed, least_certain, reviewed

KEYS = {"o": "ok", "w": "wrong: leave it out", "e": "edit a field", "s": "skip", "q": "quit"}


@dataclass(slots=True)
class Answer:
    """What is said of the row at hand: its key, and the fields that were edited."""

    key: str = "q"
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def walk(settings: Settings, most: int, who: str, why: str) -> int:
    """Asks about each row and writes each answer at once; incidents and catalog follow at the end. Returns answers written."""
    word(who, why)
    screen, written = console(), 0
    events = least_certain(settings.data_dir, most)
    try:
        for number, event in enumerate(events, 1):
            screen.print(styled(f"{number} of {len(events)}", style="bold"))
            answer = ask(event, settings, screen, why)
            written += record(event, answer, who, settings)
            if answer.key == "q":
                break
    finally:
        if written:
            with writing(settings):
                pass
    screen.print(styled(f"{written} reviewed" if events else "Nothing is left to review"))
    return written


def record(event: Event, answer: Answer, who: str, settings: Settings) -> bool:
    """Writes an answer; False if there is nothing to write."""
    rows = rows_of(reviewed(settings.data_dir, event.event_id), answer, who)
    if rows:
        with writing(settings, publish=False) as store:
            store.correct(rows)
    return bool(rows)


def rows_of(found: Reviewed, answer: Answer, who: str) -> list[Override]:
    by = word(who, answer.reason)
    if answer.key == "w":
        return [left_out(found, by)]
    edits = corrections(found, answer.values, by)
    return [*edits, checked(found, answer.values, by)] if answer.key == "o" else edits


def ask(event: Event, settings: Settings, screen: Console, why: str) -> Answer:
    """Shows a row until there is an answer to it: end of input is `quit`."""
    answer = Answer(reason=why)
    while True:
        shown = replace(event, **answer.values)
        screen.print(Group(*event_panels(shown)))
        answer.key = prompt("  ".join(f"[{key}] {what}" for key, what in KEYS.items()) + " > ", "q")[:1].lower()
        if answer.key == "e":
            answer.values |= edited(shown, settings, screen)
        elif answer.key in KEYS:
            break
    if not answer.reason and (answer.values or answer.key == "w"):
        answer.reason = prompt("why? > ", "")
    return answer


def edited(event: Event, settings: Settings, screen: Console) -> dict[str, Any]:
    """Fields as typed, until an empty line."""
    values: dict[str, Any] = {}
    screen.print(styled(f"Fields: {', '.join(NAMES)}"))
    for text in iter(lambda: prompt("FIELD=VALUE, or nothing > ", ""), ""):
        try:
            values |= read_fields(pairs([text]), context_of(replace(event, **values), settings))
        except DatelineError as error:
            screen.print(message(error.where, error.problem, error.remedy), soft_wrap=True)
    return values


def prompt(text: str, at_end: str) -> str:
    try:
        return input(text).strip()
    except EOFError:
        return at_end
