"""The ingest flow over real files: everything is accounted for, nothing is counted twice."""

import shutil
from pathlib import Path

import pytest

from flows.ingest import ingest
from tests.conftest import EXAMPLES
from warehouse.maintain import run_checks
from warehouse.query import rows, run_sql


def counts(folder: Path) -> dict[str, int]:
    tables = ("sources", "articles", "mentions", "places", "dates", "quotes", "events", "runs")
    return {t: rows(folder, f"SELECT count(*) AS n FROM {t}")["n"][0].as_py() for t in tables}


def sources(folder: Path) -> dict[str, tuple[str, str]]:
    """File name and record -> (status, reason)."""
    found = run_sql(folder, "SELECT uri, record, status, reason FROM sources").to_pylist()
    return {f"{Path(r['uri']).name}#{r['record']}": (r["status"], r["reason"]) for r in found}


@pytest.mark.parametrize(
    ("record", "fate"),
    [
        ("marsabit-market-attack.txt#0", ("loaded", "")),
        ("syndicated-copy.txt#0", ("duplicate", "exact_copy")),
        ("broken.txt#0", ("rejected", "bad_encoding")),
        ("french.txt#0", ("skipped", "language")),
        ("historical.txt.gz#0", ("loaded", "")),
        ("latin1.txt#0", ("loaded", "")),
        ("correction.md#0", ("loaded", "")),
        ("page-with-furniture.html#0", ("loaded", "")),
        ("empty-page.html#0", ("rejected", "bad_html")),
        ("atlas-news.jsonl#0", ("loaded", "")),
        ("atlas-news.jsonl#3", ("rejected", "missing_text")),
        ("atlas-news.jsonl#5", ("rejected", "bad_json")),
        ("ceasefire.json#0", ("loaded", "")),
        ("export.json#1", ("loaded", "")),
    ],
)
def test_fate_of_each_record(demo: Path, record: str, fate: tuple[str, str]) -> None:
    assert sources(demo)[record] == fate


def test_every_file_is_accounted_for(demo: Path) -> None:
    files = {str(p) for p in EXAMPLES.rglob("*") if p.is_file()}
    assert {r["uri"] for r in run_sql(demo, "SELECT DISTINCT uri FROM sources").to_pylist()} == files


def test_rejects_say_what_to_do(demo: Path) -> None:
    left_out = run_sql(demo, "SELECT detail FROM sources WHERE status IN ('rejected', 'skipped')")["detail"].to_pylist()
    assert left_out
    assert all(len(detail) > 20 for detail in left_out)


def test_checks_hold(demo: Path) -> None:
    assert [(c.name, c.examples.to_pylist()) for c in run_checks(demo) if c.offending] == []


def test_again_adds_nothing(demo: Path) -> None:
    before = counts(demo)
    outcome = ingest([str(EXAMPLES)], data_dir=demo, workers=1)
    assert counts(demo) == before
    assert outcome.unchanged == len([p for p in EXAMPLES.rglob("*") if p.is_file()])


def test_changed_and_new_files(prefect_api: None, tmp_path: Path) -> None:
    inbox, data = tmp_path / "inbox", tmp_path / "data"
    inbox.mkdir()
    shutil.copy(EXAMPLES / "wire" / "denial.txt", inbox / "a.txt")
    assert ingest([str(inbox)], data_dir=data, workers=1).statuses["loaded"] == 1
    text = (EXAMPLES / "wire" / "strike.txt").read_text("utf-8")
    (inbox / "a.txt").write_text(text, "utf-8")  # the file now holds another article
    shutil.copy(EXAMPLES / "wire" / "denial.txt", inbox / "b.txt")  # and a new file the one that is known
    outcome = ingest([str(inbox)], data_dir=data, workers=1)
    assert {k: v for k, v in outcome.statuses.items() if v} == {"loaded": 1, "duplicate": 1}
    assert counts(data)["articles"] == 2
    assert counts(data)["sources"] == 3


def test_two_processes_give_the_same_as_one(prefect_api: None, demo: Path, tmp_path: Path) -> None:
    ingest([str(EXAMPLES)], data_dir=tmp_path / "data", workers=2, shard_size=10)
    for table in ("articles", "events", "quotes"):
        sql = f"SELECT * EXCLUDE (batch_id) FROM {table} ORDER BY ALL"
        assert rows(tmp_path / "data", sql).equals(rows(demo, sql)), table
