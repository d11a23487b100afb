"""A clause that tells a toll belongs to the act, not to the nearest noun; whoever may have killed keeps his own."""

import pytest

from tests.coding import Parse, arcs

ROWS = [
    ("behind-a-building", "There was a bombing of a theatre in Quito that killed five actors.", {"killed relcl bombing"}),
    ("behind-a-town", "The shelling of Gulu that wounded three nurses went on.", {"wounded relcl shelling"}),
    ("behind-a-person", "The bombing followed a raid by a gang that killed five actors.", {"killed relcl gang"}),
    ("behind-a-force", "Farmers ambushed the militia that killed five actors.", {"killed relcl militia"}),
    ("no-toll", "There was a bombing of a theatre in Quito that stages operas.", {"stages relcl theatre"}),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_mended(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= arcs(parse, text)
