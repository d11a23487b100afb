"""Mends of coordination: what is hung beside a verb or a place belongs beside the noun that is like it."""

import pytest

from tests.coding import Parse, arcs

ROWS = [
    ("beside-the-verb", "Jets hit depots in Gao and a radio mast in Kidal.", "mast", "depots"),
    ("a-bare-number", "The shelling at dawn wounded 60 villagers in Gao and 9 in Kidal.", "9", "villagers"),
    ("right-already", "Rebels attacked camps and a power plant in Niger.", "plant", "camps"),
    ("a-place-beside-a-place", "Rebels attacked camps in Mali and Niger.", "Niger", "Mali"),
]


@pytest.mark.parametrize(("text", "word", "partner"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_partner(parse: Parse, text: str, word: str, partner: str) -> None:
    token = next(t for t in parse(text).doc if t.text == word)
    assert (token.dep_, token.head.text) == ("conj", partner)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "More than 30 people have died, six of them Danes and over 300 injured since a bomb tore through a bank.",
            {"300 nsubjpass injured", "injured conj died", "tore advcl injured"},
            id="a-number-and-a-participle",
        ),
        pytest.param("The flood drowned four men and 80 are missing.", {"80 nsubj missing"}, id="a-number-and-a-clause"),
        pytest.param(
            "A mudslide killed nine miners and some 14 needed oxygen.",
            {"14 nsubj needed", "needed conj killed", "oxygen dobj needed"},
            id="a-number-and-a-verb",
        ),
        pytest.param("The storm killed nine nuns and 14 injured children.", {"children conj nuns"}, id="counted-nouns"),
        pytest.param("The blast killed nine nuns and one injured child.", {"child conj nuns"}, id="one-counted-noun"),
        pytest.param("The clinic treated 30 nurses wounded in the blast.", {"wounded acl nurses"}, id="a-noun"),
    ],
)
def test_elliptic_clause(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= arcs(parse, text)
