"""Parses that are known to come out wrong, and their near misses, which must stay as they are."""

import pytest

from tests.coding import Parse

ROWS = [
    ("One person was killed in police firing in Lima.", "firing", "NOUN", "police"),
    ("The police firing left one dead.", "firing", "NOUN", "police"),
    ("Five people died in the rebel firing.", "firing", "NOUN", "rebel"),
    ("Two men were hurt in firing by guards.", "firing", "NOUN", None),
    # near misses: participles and gerunds
    ("Police firing tear gas moved into the square.", "firing", "VERB", None),
    ("They dispersed the crowd by firing in the air.", "firing", "VERB", None),
    ("The man firing at the bus was caught.", "firing", "VERB", None),
]


@pytest.mark.parametrize(("text", "word", "pos", "compound"), ROWS)
def test_act_nouns(parse: Parse, text: str, word: str, pos: str, compound: str | None) -> None:
    token = next(t for t in parse(text).doc if t.text == word)
    inside = next((c.text for c in token.children if c.dep_ == "compound"), None)
    assert (token.pos_, inside) == (pos, compound)
    assert len([t for t in token.sent if t.head == t]) == 1
