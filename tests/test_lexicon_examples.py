"""Every example of every rule file: what the rules promise to code is coded, and the near misses are not."""

from functools import cache

import pytest

from lexicon.events import Example, load_events
from schemas.tables import Event
from tasks.annotate import annotate
from tasks.extract.article import extract
from tests.conftest import MODEL, make_article

LEXICON = load_events()
EXAMPLES = [example for rule in LEXICON.rules for example in rule.examples]


@cache
def coded() -> dict[str, tuple[Event, ...]]:
    """Text -> events, all examples parsed in one go."""
    articles = [make_article(text) for text in sorted({e.text for e in EXAMPLES})]
    return {a.article.text: extract(a, LEXICON).events for a in annotate(articles, MODEL)}


def last_word(text: str) -> str:
    return text.split()[-1].casefold()


def names_all(wanted: tuple[str, ...], parties: list[str]) -> bool:
    return all(any(last_word(w) in p.casefold() or last_word(p) in w.casefold() for p in parties) for w in wanted)


def right(example: Example, event: Event) -> bool:
    """Whether an event is what the example promises."""
    folded = event.rule_id == example.rule_id and event.type != example.type
    if event.type != example.type and not folded:
        return False
    mode = folded or example.mode is None or event.mode == example.mode
    actors = names_all(example.actors, [p.text for p in event.actors])
    return mode and actors and names_all(example.recipients, [p.text for p in event.recipients])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule_id}-{'yes' if e.hit else 'no'}-{e.text[:40]}")
def test_example(example: Example) -> None:
    events = coded()[example.text]
    shown = [(e.type, e.mode, e.rule_id, [p.text for p in e.actors], [p.text for p in e.recipients]) for e in events]
    if example.hit:
        assert any(right(example, e) for e in events), shown
    else:
        assert not any(e.type == example.type for e in events), shown
