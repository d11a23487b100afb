"""Everything that is read out of one parsed article."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lexicon.events import EventLexicon, load_events
from schemas.parts import PlaceRef
from schemas.tables import Article, Event, Mention, Quote, TimeExpression
from tasks.annotate import Annotated, annotate
from tasks.extract.events import Setting, find_drafts
from tasks.extract.factuality import Predicate, predicates
from tasks.extract.merge import merge
from tasks.extract.quotes import find_quotes
from tasks.extract.rows import event_row
from tasks.extract.triggers import Refusal
from tasks.resolve.dates import resolve_dates
from tasks.resolve.names import resolve_names
from tasks.resolve.places import resolve_places
from tasks.resolve.quantities import find_quantities


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an article says. `predicates` and `refusals` are filled on request only."""

    article: Article
    mentions: tuple[Mention, ...]
    places: tuple[PlaceRef, ...]
    dates: tuple[TimeExpression, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    predicates: tuple[Predicate, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def resolve(annotated: Annotated) -> Setting:
    """Names, places, dates, quantities and quotes: what events are bound to."""
    names = resolve_names(annotated)
    return Setting(
        annotated,
        names,
        resolve_places(annotated),
        resolve_dates(annotated),
        find_quantities(annotated),
        find_quotes(annotated, names),
    )


def extract(annotated: Annotated, lexicon: EventLexicon, with_predicates: bool = False) -> Extraction:
    """All records of one parsed article."""
    setting = resolve(annotated)
    drafts, refusals = find_drafts(setting, lexicon)
    events = {e.event_id: e for e in (event_row(annotated, cluster) for cluster in merge(drafts))}
    return Extraction(
        annotated.article,
        tuple(m.what for m in setting.names.mentions),
        tuple(p.what for p in setting.places),
        tuple(d.what for d in setting.dates),
        tuple(q.quote for q in setting.quotes),
        tuple(events.values()),
        predicates(annotated) if with_predicates else (),
        tuple(refusals),
    )


def extract_all(
    articles: list[Article], model: str, own_rules: Path | None = None, with_predicates: bool = False
) -> Iterator[Extraction]:
    """Parses and extracts articles in order."""
    lexicon = load_events(own_rules)
    for annotated in annotate(articles, model):
        yield extract(annotated, lexicon, with_predicates)
