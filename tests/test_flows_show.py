"""What a terminal shows: whole columns side by side where they fit, else a row after the other; never half a date."""

import io

import pyarrow as pa
import pytest
from rich.console import Console

from flows.show import CELL, LONG_CELL, fitted, for_people

LONG = "the envoy said " * 40


def shown(width: int, **columns: list[object]) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(for_people(pa.table(columns), "Title", width))
    return out.getvalue()


@pytest.mark.parametrize(
    ("natural", "room", "widths"),
    [
        ([10, 20], 100, [10, 20]),
        ([10, 90], 100, [10, 80]),
        ([10, 70, 60], 100, [10, 45, 45]),
        ([10, 30, 70], 100, [10, 30, 60]),
        ([], 100, []),
    ],
)
def test_the_longest_columns_give_way(natural: list[int], room: int, widths: list[int]) -> None:
    assert fitted(natural, room) == widths


def test_a_wide_table_keeps_its_dates_and_cuts_its_text() -> None:
    lines = shown(100, day=["2025-03-17"], name=["Ana Ruiz"], text=[LONG]).splitlines()
    assert "2025-03-17" in lines[4]
    assert "…" in lines[4]
    assert max(map(len, lines)) <= 100
    assert LONG[:CELL] not in lines[4]


def test_what_does_not_fit_is_told_row_by_row() -> None:
    columns: dict[str, list[object]] = {f"column_{n}": [f"value {n} of a row that is long", ""] for n in range(8)}
    text = shown(80, **columns, text=[LONG, "[bold]"])
    assert all(f"column_{n}  value {n} of a row that is long" in text for n in range(8))
    assert text.count("column_3") == 1, "what is empty is left out"
    assert "[bold]" in text, "nothing is markup"
    assert len(LONG) > LONG_CELL
    assert "…" in text


def test_nothing_found_has_its_columns() -> None:
    assert "column_3" in shown(80, **{f"column_{n}": [] for n in range(4)})
