"""Whether the examples of event rules hold: what a rule promises to code is coded, and its near misses are not."""

from collections.abc import Iterable, Mapping
from typing import Any

from lexicon.events import EventLexicon, Example
from schemas.raw import RawArticle
from schemas.settings import Settings
from schemas.tables import Article, Event
from tasks.annotate import annotate
from tasks.extract.article import extract
from tasks.normalize import Normalized, normalize
from tasks.read.readers import read_record


def sentence_article(text: str, settings: Settings, **more: Any) -> Article | None:
    """A sentence as an article of its own; None where nothing is left of it. `more` may give title and published."""
    raw = read_record({"text": text, **more}, "sentence", 0, settings)
    found = normalize(raw, settings, any_language=True) if isinstance(raw, RawArticle) else raw
    return found.article if isinstance(found, Normalized) else None


def coded(texts: Iterable[str], lexicon: EventLexicon, settings: Settings) -> Mapping[str, tuple[Event, ...]]:
    """Text -> the events of it, each text an article of its own, all parsed in one go."""
    articles = {text: sentence_article(text, settings) for text in sorted(set(texts))}
    given = {a.article_id: a for a in articles.values() if a is not None}
    parsed = annotate(given.values(), settings.model, settings.max_words)
    read = {p.article.article_id: extract(p, lexicon) for p in parsed}
    found = {key: (*one.events, *one.doubtful) for key, one in read.items()}  # a rule promises an event, not how likely it is
    return {text: found.get(a.article_id, ()) if a is not None else () for text, a in articles.items()}


def holds(example: Example, events: Iterable[Event]) -> bool:
    """Whether the events of an example's text are what it promises."""
    if example.hit:
        return any(right(example, e) for e in events)
    return not any(e.type == example.type for e in events)


def right(example: Example, event: Event) -> bool:
    """Whether an event is the one that the example promises: type or its folded form, mode, and the named parties."""
    folded = event.rule_id == example.rule_id and event.type != example.type
    if event.type != example.type and not folded:
        return False
    mode = folded or example.mode is None or event.mode == example.mode
    actors = names_all(example.actors, [p.text for p in event.actors])
    return mode and actors and names_all(example.recipients, [p.text for p in event.recipients])


def names_all(wanted: tuple[str, ...], parties: list[str]) -> bool:
    """Whether each wanted phrase shares its last word with some party."""
    return all(any(last_word(w) in p.casefold() or last_word(p) in w.casefold() for p in parties) for w in wanted)


def last_word(text: str) -> str:
    return text.split()[-1].casefold()
