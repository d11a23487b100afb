"""Short forms for tests of event coding: a text in, what was found out, in plain words."""

from collections.abc import Callable, Iterable

from lexicon.events import load_events
from schemas.parts import Party
from schemas.tables import Event
from tasks.annotate import Annotated
from tasks.extract.article import extract, resolve
from tasks.extract.events.coding import find_drafts
from tasks.extract.events.draft import Draft
from tasks.extract.events.triggers import Refusal

Parse = Callable[..., Annotated]
LEXICON = load_events()


def events(parse: Parse, text: str, **more: object) -> tuple[Event, ...]:
    """All that the rules code, also what is too unlikely to be told."""
    found = extract(parse(text, **more), LEXICON)
    return (*found.events, *found.doubtful)


def of_type(found: Iterable[Event], code: str) -> list[Event]:
    """The events of 'ASSAULT' or of 'ASSAULT/aerial'."""
    kind, _, mode = code.partition("/")
    return [e for e in found if e.type == kind and mode in ("", e.mode)]


def drafts(parse: Parse, text: str, **more: object) -> list[Draft]:
    return find_drafts(resolve(parse(text, **more)), LEXICON)[0]


def refusals(parse: Parse, text: str) -> list[Refusal]:
    return find_drafts(resolve(parse(text)), LEXICON)[1]


def arcs(parse: Parse, text: str) -> set[str]:
    """'dependant relation head' of every token."""
    return {f"{t.text} {t.dep_} {t.head.text}" for t in parse(text).doc}


def named(parties: Iterable[Party]) -> list[str]:
    return [p.text for p in parties]


def codes(found: Iterable[Event | Draft]) -> list[str]:
    return [f"{e.type}/{e.mode}" if e.mode else e.type for e in found]
