"""Labels and spans of names: what the article tells of them, what the model missed or ran together; near misses beside hits."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from tasks.annotate import Annotated, load_model
from tasks.resolve.names import resolve_names
from tasks.resolve.spans import pieces
from tests.conftest import MODEL

Parse = Callable[..., Annotated]

LABELS = [  # text, name as written, label
    # an age, a relative pronoun, a noun for a person, a given name, an initial
    ("Gorzik, 47, was held. Critics of Gorzik fled.", "Gorzik", "PERSON"),
    ("Marfa Ubosi, who runs the camp, spoke. Ubosi left.", "Ubosi", "PERSON"),
    ("His brother Tandel was freed.", "Tandel", "PERSON"),
    ("Dragan Welk resigned.", "Dragan Welk", "PERSON"),
    ("The prize went to J. Ostrel Bann on Monday.", "J. Ostrel Bann", "PERSON"),
    # a word of a body at the end, an article before it: no people
    ("Karin Holdings sued the town.", "Karin Holdings", "ORG"),
    # a kind of place before it, a region behind it
    ("Shells hit the village of Brezk. Brezk was empty.", "Brezk", "GPE"),
    ("He was born in Dover, Delaware.", "Dover", "GPE"),
    # large cities act; so do people of their name
    ("Boston beat them twice, while Houston lost.", "Houston", "GPE"),
    ("Mayor Whit Houston spoke. Houston left.", "Houston", "PERSON"),
]
SPANS = [  # text, names that stand there, names that do not
    ("On Monday the envoys Ana Ruiz and Karl Berg met the rebels.", ["Ana Ruiz", "Karl Berg"], ["Ana Ruiz and Karl Berg"]),
    ("Norwegian Lars Opdal won.", ["Norwegian", "Lars Opdal"], ["Norwegian Lars Opdal"]),
    ("Lho Min-su of the mission denied it.", ["Lho Min-su"], ["Lho Min-"]),
    ("Martin Welk Jr. spoke. Later Welk wept.", ["Welk"], []),
    ('"Hopefully," he said, "the siege ends."', [], ["Hopefully"]),
]


def found(parse: Parse, text: str) -> dict[str, str]:
    return {m.what.text: m.what.label for m in resolve_names(parse(text)).mentions}


@pytest.mark.parametrize(("text", "name", "label"), LABELS)
def test_labels(parse: Parse, text: str, name: str, label: str) -> None:
    assert found(parse, text).get(name) == label


@pytest.mark.parametrize(("text", "names", "not_names"), SPANS)
def test_spans(parse: Parse, text: str, names: list[str], not_names: list[str]) -> None:
    given = found(parse, text)
    assert set(names) <= set(given)
    assert set(not_names).isdisjoint(given)


CUTS = [  # text, the model's span and label, what is left of it
    ("They met in Kalnagrad Tuesday .", 3, 5, "GPE", ["Tuesday", "Kalnagrad"]),
    ("Ana Ruiz and Karl Berg left .", 0, 5, "ORG", ["Ana Ruiz", "Karl Berg"]),
    ("Ruiz and Welk Ltd left .", 0, 4, "ORG", ["Ruiz and Welk Ltd"]),
    ("the Institute of Arts at Kalna University", 0, 7, "ORG", ["the Institute of Arts", "Kalna University"]),
    ("`` Welk '' left .", 0, 3, "PERSON", ["Welk"]),
    ("the cold rain fell .", 1, 3, "PERSON", []),
    ("Welk beat Karin Ost .", 0, 4, "ORG", ["Welk", "Karin Ost"]),
]


@pytest.mark.parametrize(("text", "start", "end", "label", "left"), CUTS)
def test_cuts(text: str, start: int, end: int, label: str, left: list[str]) -> None:
    nlp = load_model(MODEL)
    doc = nlp(Doc(nlp.vocab, words=text.split()))
    assert [piece.text for piece in pieces(Span(doc, start, end, label=label), set())] == left


def test_a_weekday_in_a_dateline_is_a_date(parse: Parse) -> None:
    mentions = resolve_names(parse("Troops left.", dateline="KALNA, Thurs.")).mentions
    labels = {m.what.text: m.what.label for m in mentions}
    assert "GPE" not in {labels.get("Thurs"), labels.get("Thurs.")}


def test_one_telling_place_decides_for_all(parse: Parse) -> None:
    text = "Fighters took the town of Orsk Dal. Orsk Dal had 900 people. Nobody left Orsk Dal."
    labels = [m.what.label for m in resolve_names(parse(text)).mentions if m.what.text == "Orsk Dal"]
    assert labels
    assert set(labels) == {"GPE"}
