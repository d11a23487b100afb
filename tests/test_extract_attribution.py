"""Attribution: the nearest speaker of an event, and the article's own voice."""

from collections.abc import Callable

import pytest

from tasks.annotate import Annotated
from tasks.extract.quotes.attribution import Reports, speakers
from tasks.extract.quotes.find import find_quotes
from tasks.resolve.names import resolve_names

# text, trigger, names of those who say so
ATTRIBUTED = [
    ("Rebels shelled the port on Monday.", "shelled", []),
    ("Angela Merkel said rebels shelled the port.", "shelled", ["Angela Merkel"]),
    ("Angela Merkel condemned the attack.", "condemned", []),
    ("Rebels shelled the port, Angela Merkel said.", "shelled", ["Angela Merkel"]),
    ("Rebels, according to Angela Merkel, shelled the port.", "shelled", ["Angela Merkel"]),
    ('"Rebels shelled the port," said Angela Merkel.', "shelled", ["Angela Merkel"]),
    ('Angela Merkel spoke at noon. "Nobody will pass."', "spoke", []),
    ("According to Angela Merkel, John Kerry said rebels shelled the port.", "shelled", ["John Kerry"]),
    ("According to Angela Merkel, John Kerry accused rebels of murder.", "accused", ["Angela Merkel"]),
    ("Angela Merkel and John Kerry said rebels shelled the port.", "shelled", ["Angela Merkel", "John Kerry"]),
    ("Reuters reported, citing Angela Merkel, that rebels shelled the port.", "shelled", ["Angela Merkel"]),
    ("Rebels shelled the port after Angela Merkel said the truce was over.", "shelled", []),
    ("Angela Merkel said the truce was over. Rebels shelled the port.", "shelled", []),
    ('Angela Merkel said: "We are sorry. Our men shelled the port."', "shelled", ["Angela Merkel"]),
    ("Angela Merkel met John Kerry, who said rebels shelled the port.", "met", []),
    ("Angela Merkel denied that the army shelled the port.", "shelled", ["Angela Merkel"]),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), ATTRIBUTED)
def test_nearest_speaker(parse: Callable[..., Annotated], text: str, trigger: str, expected: list[str]) -> None:
    annotated = parse(text)
    names = resolve_names(annotated)
    token = next(t for t in annotated.doc if t.text == trigger)
    found = speakers(token, Reports(find_quotes(annotated, names)), names)
    assert [party.name for party in found] == expected


def test_headline_speaker(parse: Callable[..., Annotated]) -> None:
    title = "Warships fired rockets at the port: Vladimir Putin"
    annotated = parse(f"{title}\n\nThe port burned all night.", title=title)
    names = resolve_names(annotated)
    token = next(t for t in annotated.doc if t.text == "fired")
    assert [p.name for p in speakers(token, Reports(find_quotes(annotated, names)), names)] == ["Vladimir Putin"]
