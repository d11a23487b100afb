"""A name is hung on the title before it; two objects of one verb stay two."""

import pytest

from tests.coding import Parse, events, named

ROWS = [
    ("right-behind", "The chancellor received her guest Danish Premier Inge Holm.", ["Danish Premier Inge Holm"]),
    ("common-title", "The mayor met the envoy, Inge Holm, on Monday.", ["Inge Holm"]),
    ("a-title-behind-a-title", "The mayor met rival Turku's Mayor Inge Holm.", ["rival Turku's Mayor Inge Holm"]),
    ("two-people", "The chancellor met the premier and Inge Holm.", ["premier", "Inge Holm"]),
]


@pytest.mark.parametrize(("text", "others"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_who_was_met(parse: Parse, text: str, others: list[str]) -> None:
    found = named([p for e in events(parse, text) for p in (*e.actors, *e.recipients)])
    assert [name for name in found if name not in ("chancellor", "mayor")] == others
