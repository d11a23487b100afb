"""Everything that is read out of one parsed article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from lexicon.events import EventLexicon, load_events
from schemas.parts import PlaceRef
from schemas.raw import Failure
from schemas.settings import Settings
from schemas.tables import Article, Event, Mention, Quote, TimeExpression
from tasks.annotate import Annotated, Report, annotate_each, attempt, nowhere
from tasks.extract.events.coding import Setting, find_drafts
from tasks.extract.events.confidence import is_doubtful
from tasks.extract.events.merge import merge
from tasks.extract.events.rows import event_row
from tasks.extract.events.seats import seats_told
from tasks.extract.events.triggers import Refusal
from tasks.extract.factuality.judge import Predicate, predicates
from tasks.extract.quotes.find import find_quotes
from tasks.extract.quotes.marks import quoted_spans
from tasks.resolve.dates import resolve_dates
from tasks.resolve.names import resolve_names
from tasks.resolve.places import resolve_places
from tasks.resolve.quantities import find_quantities


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an article says. `predicates` are filled on request only; `doubtful` events are too unlikely to be told."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    doubtful: tuple[Event, ...] = ()

    @property
    def article_id(self) -> str:
        return self.article.article_id


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
        quoted_spans(annotated),
        tuple(seats_told(annotated, names.scene.focus.home_of_all)),
    )


def extract(annotated: Annotated, lexicon: EventLexicon, with_predicates: bool = False, at: Report = nowhere) -> Extraction:
    """All records of one parsed article."""
    article_id = annotated.article.article_id
    at(article_id, "resolve")
    setting = resolve(annotated)
    at(article_id, "extract")
    drafts, refusals = find_drafts(setting, lexicon)
    rows: dict[str, Event] = {}
    doubtful: dict[str, Event] = {}
    for cluster in merge(drafts):
        row, trigger = event_row(annotated, cluster), cluster.best.trigger
        if is_doubtful(cluster, row.confidence):
            doubtful[row.event_id] = row
            refusals.append(Refusal(trigger.head, trigger.rule.id, f"too unlikely: {row.confidence}"))
        else:
            rows[row.event_id] = row
    return Extraction(
        annotated.article,
        tuple(m.what for m in setting.names.mentions),
        tuple(p.what for p in setting.places),
        tuple(d.what for d in setting.dates),
        tuple(q.quote for q in setting.quotes),
        tuple(rows.values()),
        predicates(annotated) if with_predicates else (),
        tuple(refusals),
        tuple(doubtful.values()),
    )


def extract_all(
    articles: Iterable[Article], settings: Settings, with_predicates: bool = False, at: Report = nowhere
) -> Iterator[Extraction | Failure]:
    """Parses and extracts articles in order. A defect of ours that an article brings to light costs its own records only.

    `at` is told the article and the stage that it enters.
    """
    lexicon = load_events(settings.lexicon)
    for found in annotate_each(articles, settings.model, settings.max_words, at):
        if isinstance(found, Failure):
            yield found
        else:
            yield attempt(found.article.article_id, partial(extract, found, lexicon, with_predicates, at))
