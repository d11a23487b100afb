"""docs/tables.md is what the records say."""

from pathlib import Path

from schemas.describe import describe
from schemas.tables import TABLES

DOCUMENT = Path(__file__).parent.parent / "docs" / "tables.md"


def test_the_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text("utf-8") == describe(), "run `python -m schemas.describe > docs/tables.md`"


def test_every_table_and_linked_part_has_a_section() -> None:
    text = describe()
    for name in (*TABLES, "Party", "PlaceRef", "Span", "Quantity", "Why", "StageTime", "Furniture"):
        assert f"\n### {name}\n" in text
