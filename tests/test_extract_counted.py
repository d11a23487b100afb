"""'The three countries', 'both men': a counted plural stands for a list told before it."""

import pytest

from tests.coding import Parse, events, named, of_type

TREATY = "Kenya, Chad and Mali signed a fishing treaty. "
ROWS = [
    ("as-many", TREATY + "Oman praised the three African countries.", ["Chad", "Kenya", "Mali"]),
    ("another-number", TREATY + "Oman praised the four African countries.", ["African countries"]),
    ("others", TREATY + "Oman praised the other three African countries.", ["other three African countries"]),
    ("new-ones", TREATY + "Oman praised three African countries.", ["African countries"]),
    ("the-nearest-list", TREATY + "Later Togo and Niger joined. Oman praised both countries.", ["Niger", "Togo"]),
    ("of-their-kind", "Ana Ruiz and Eva Soto opened the clinic. Oman praised the two women.", ["Ana Ruiz", "Eva Soto"]),
    ("not-of-their-kind", "Ana Ruiz and Eva Soto opened the clinic. Oman praised the two nations.", ["nations"]),
]


@pytest.mark.parametrize(("text", "names"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_counted(parse: Parse, text: str, names: list[str]) -> None:
    found = of_type(events(parse, text), "SUPPORT")[-1].recipients
    assert sorted(p.name for p in found) == names, named(found)
