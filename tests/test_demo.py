"""The table of incidents that the demo shows: ranges, pictures for a terminal, hostile names."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from flows.demo import bar, dead_range, incidents_table
from schemas.incidents import Incident
from tests.test_compare import KAKUMA
from tests.test_explain_incident import WHOLE
from warehouse.explained import foremost


def shown(incidents: list[Incident], width: int = 120, pictures: bool = False) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(incidents_table(incidents, pictures))
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("low", "high", "told", "drawn"),
    [(None, None, "", ""), (14, 14, "14", "█████████"), (14, 19, "14 to 19", "█████████░░░"), (0, 19, "0 to 19", "░" * 12)],
)
def test_ranges(low: int | None, high: int | None, told: str, drawn: str) -> None:
    incident = replace(WHOLE, dead_low=low, dead_high=high)
    assert (dead_range(incident), bar(incident, 19)) == (told, drawn)


@pytest.mark.parametrize(("pictures", "dead"), [(False, "14 to 19"), (True, "14 to 19 █████████░░░")])
def test_a_row_an_incident(pictures: bool, dead: str) -> None:
    incident = replace(WHOLE, incident_id="0123456789abcdef", mode="firearms", contested=True)
    assert f"01234567 ASSAULT firearms {dead} 3 in 2 yes" in shown([incident], pictures=pictures)


def test_names_stay_names() -> None:
    assert any("[red]Kakuma[/]" in row for row in shown([replace(WHOLE, place=replace(KAKUMA, name="[red]Kakuma[/]"))]))


def test_none_at_all() -> None:
    assert shown([])


def test_the_examples_have_a_range_that_reports_dispute(demo: Path) -> None:
    rows = shown(foremost(demo, 12))
    assert any("Marsabit" in row and "14 to 19" in row for row in rows)
    assert any(row.endswith("yes") for row in rows)
