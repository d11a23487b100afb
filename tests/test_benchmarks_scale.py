"""The generated rows are a warehouse in order, and the benchmark runs."""

from pathlib import Path

import pytest

from benchmarks.generated import EVENTS, NEW, SQL, generated
from benchmarks.scale import PER_BATCH, STEPS, Stopwatch, bring, fill, means
from schemas.arrow import arrow_schema
from schemas.tables import TABLES
from warehouse.maintain import run_checks
from warehouse.query import table_sizes

KEYS = {
    "mentions": "mention_id",
    "places": "place_id",
    "dates": "date_id",
    "quotes": "quote_id",
    "runs": "run_id",
    "incident_events": "event_id",
}


@pytest.mark.parametrize("table", SQL)
def test_rows_are_the_same_each_time_and_unique(table: str) -> None:
    rows = generated(table, NEW - 5, 10)
    assert rows.equals(generated(table, NEW - 5, 10))
    assert rows.schema.equals(arrow_schema(TABLES[table]))
    key = "event_id" if table == "incident_events" else KEYS.get(table, f"{table[:-1]}_id")
    assert len(set(rows[key].to_pylist())) == len(rows)


def test_a_batch_is_brought(tmp_path: Path) -> None:
    fill(tmp_path, 1000)
    watch = Stopwatch()
    bring(tmp_path, 1, watch)
    assert tuple(watch.seconds) == STEPS
    assert all(peak > 50 for peak in watch.peaks.values())
    assert means([watch]).count("|") == len(STEPS)
    sizes = {row["table"]: row["rows"] for row in table_sizes(tmp_path).to_pylist()}
    assert (sizes["articles"], sizes["events"]) == (1000 + PER_BATCH, EVENTS * (1000 + PER_BATCH))
    assert [r.told for r in run_checks(tmp_path) if r.offending] == []
