"""Every example of every rule file: what the rules promise to code is coded, and the near misses are not."""

from collections.abc import Mapping
from functools import cache

import pytest

from lexicon.events import Example, load_events
from schemas.settings import Settings
from schemas.tables import Event
from tasks.extract.events.examples import coded, holds
from tests.conftest import MODEL

LEXICON = load_events()
EXAMPLES = [example for rule in LEXICON.rules for example in rule.examples]


@cache
def events_of_all() -> Mapping[str, tuple[Event, ...]]:
    return coded((e.text for e in EXAMPLES), LEXICON, Settings(model=MODEL))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule_id}-{'yes' if e.hit else 'no'}-{e.text[:40]}")
def test_example(example: Example) -> None:
    events = events_of_all()[example.text]
    shown = [(e.type, e.mode, e.rule_id, [p.text for p in e.actors], [p.text for p in e.recipients]) for e in events]
    assert holds(example, events), shown
