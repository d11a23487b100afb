"""What the examples show: one row of this table a claim that the documentation makes of them."""

from datetime import date
from pathlib import Path

import pytest

from warehouse.query import run_report, run_sql

MARCH = date(2025, 3, 1)

SHOWN = [
    ("an attack with its dead", "type = 'ASSAULT' AND dead = 14"),
    ("the toll of a later report", "type = 'ASSAULT' AND dead = 17"),
    ("a protest", "type = 'PROTEST'"),
    ("sanctions", "type = 'SANCTION' AND list_contains([p.name FOR p IN actors], 'European Union')"),
    ("an arrest", "type = 'COERCE' AND mode = 'arrest'"),
    ("aid with its amount", "type = 'AID' AND len([q FOR q IN quantities IF q.role = 'amount']) > 0"),
    ("a denial", "factuality = 'denied' AND len(denied_by) > 0"),
    ("a meeting ahead is an agreement", "type = 'AGREE' AND sentence.text LIKE '%next week%'"),
    ("background", "historical"),
    ("a possible act", "factuality = 'possible'"),
    ("a demand", "type = 'REQUEST'"),
    ("a refusal", "type = 'REJECT'"),
    ("a threat", "type = 'THREATEN'"),
    ("a deployment", "type = 'MOBILIZE'"),
    ("a release", "type = 'RETREAT' AND mode = 'release'"),
    ("somebody's word for it", "len(attributed_to) > 0"),
]


@pytest.mark.parametrize(("what", "condition"), SHOWN, ids=[s[0] for s in SHOWN])
def test_examples_show(demo: Path, what: str, condition: str) -> None:
    assert run_sql(demo, f"SELECT event_id FROM events WHERE {condition}").num_rows, what


@pytest.mark.parametrize(
    "condition",
    [
        "article_id IN (SELECT article_id FROM articles WHERE title LIKE 'Late strike fires%') AND quad = 'MX'",
        "len([p FOR p IN actors IF p.text ILIKE '%home%']) > 0",
    ],
)
def test_near_misses_are_not_coded(demo: Path, condition: str) -> None:
    assert run_sql(demo, f"SELECT type, sentence.text FROM events WHERE {condition}").to_pylist() == []


def test_two_articles_are_set_against_each_other(demo: Path) -> None:
    found = run_sql(demo, "SELECT DISTINCT relation FROM statement_pairs ORDER BY ALL").to_pylist()
    assert [row["relation"] for row in found] == ["agree", "contradict", "differ"]
    assert run_sql(demo, "FROM timeline WHERE articles > 1").num_rows


def test_casualties_are_right_row_by_row(demo: Path) -> None:
    """Read against the articles: wars and attacks of other years, convicts and threats are in none of them."""
    found = [tuple(row.values()) for row in run_report(demo, "casualties").to_pylist()]
    assert found == [
        # month, country, incidents, deadly, dead: low, high, latest, injured: low, high, latest, contested
        (MARCH, "KEN", 1, 1, 14, 19, 17, 20, 20, 20, 0),  # Marsabit: police, Red Cross, elders, a correction
        (MARCH, "LBN", 1, 1, 1, 3, 1, None, None, None, 1),  # Tyre
        (MARCH, "MLI", 1, 1, 9, 15, 15, None, None, None, 1),  # Menaka
        (MARCH, "PER", 1, 0, None, None, None, 23, 23, 23, 0),  # Lima
        (MARCH, "VEN", 1, 0, None, None, None, 2, 2, 2, 0),  # San Antonio del Tachira
    ]
