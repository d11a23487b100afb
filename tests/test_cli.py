"""The command line as a user types it: output, errors, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import main
from tests.conftest import EXAMPLES
from warehouse.query import reports


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error)."""
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    captured = capsys.readouterr()
    return int(done.value.code or 0), captured.out, captured.err


@pytest.mark.parametrize(
    "command",
    [
        "ingest", "extract", "report", "sql", "explain", "status", "tables", "maintain", "reprocess", "backfill", "review",
        "forget", "demo", "lexicon",
    ],
)  # fmt: skip
def test_help_of_each_command(capsys: pytest.CaptureFixture[str], command: str) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert "Usage" in out


@pytest.mark.parametrize("name", [r.name for r in reports()])
@pytest.mark.parametrize("shape", ["table", "csv", "json", "md"])
def test_every_report_in_every_format(demo: Path, capsys: pytest.CaptureFixture[str], name: str, shape: str) -> None:
    code, out, _ = run(capsys, "report", name, "--format", shape, "-d", str(demo))
    assert code == 0
    assert out.strip()
    if shape == "json":
        assert isinstance(json.loads(out), list)


def test_parquet_goes_to_a_file(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "dyads.parquet"
    assert run(capsys, "report", "dyads", "-f", "parquet", "-o", str(target), "-d", str(demo))[0] == 0
    assert target.read_bytes()[:4] == b"PAR1"


def test_parameters_narrow_a_report(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything = json.loads(run(capsys, "report", "dyads", "-f", "json", "-d", str(demo))[1])
    kenya = json.loads(run(capsys, "report", "dyads", "--country", "KEN", "-f", "json", "-d", str(demo))[1])
    assert 0 < len(kenya) < len(everything)
    assert all("KEN" in (r["actor_country"], r["recipient_country"]) for r in kenya)


def test_incidents_by_the_number_of_their_reports(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(run(capsys, "report", "incidents", "--min-reports", "3", "-f", "json", "-d", str(demo))[1])
    assert told
    assert all(row["reports"] >= 3 for row in told)
    code, _, err = run(capsys, "report", "dyads", "--min-reports", "3", "-d", str(demo))
    assert (code, "no parameter min_reports" in err) == (7, True)
    assert "counts people" in run(capsys, "report", "casualties", "-d", str(demo))[1], "whoever reads a number is told of what"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["sql", "SELEC 1"], 7, "sql"),
        (["sql", "DELETE FROM events"], 7, "sql"),
        (["report", "nonsense"], 7, "Known reports"),
        (["report", "dyads", "--since", "yesterday"], 2, "2015-10-07"),
        (["explain", "zzzzzzzz"], 7, "no such event"),
        (["ingest", "/no/such/folder"], 3, "/no/such/folder"),
        (["extract"], 2, "--jsonl"),
        (["extract", "--model", "xx_nothing", "--jsonl", "-"], 5, "xx_nothing"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_errors_have_a_code_and_a_remedy(
    demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, told: str
) -> None:
    monkeypatch.setenv("DATELINE_DATA_DIR", str(demo))
    found, out, err = run(capsys, *arguments)
    assert found == code
    assert told in " ".join((out + err).split())
    assert "Traceback" not in err


def test_unknown_settings_are_refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SHARDSIZE", "5")
    code, _, err = run(capsys, "status")
    assert code == 2
    assert "DATELINE_SHARD_SIZE" in " ".join(err.split()).replace(" ", "")


def test_explain_shows_the_way_to_a_row(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT event_id FROM events WHERE type = 'ASSAULT' AND dead IS NOT NULL ORDER BY ALL LIMIT 1"
    event_id = run(capsys, "sql", query, "-f", "csv", "-d", str(demo))[1].split()[-1]
    code, out, _ = run(capsys, "explain", event_id[:10], "-d", str(demo))
    assert code == 0
    assert all(part in out for part in ("Sentence", "Rule", "Parse", "Considered and refused", "assault."))


def extract_lines(lines: str, *more: str) -> list[dict[str, object]]:
    """The installed command, through real pipes."""
    call = [sys.executable, "-m", "flows.cli", "extract", "--jsonl", "-", "--workers", "1", *more]
    done = subprocess.run(call, input=lines, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_extract_answers_line_by_line() -> None:
    given = [
        {"id": "a", "text": "Rebels attacked the town of Homs on Tuesday.", "published": "2015-10-08"},
        {"id": "b"},
        {
            "id": 3,
            "html": "<html><body><article><p>"
            + "Police arrested the mayor of Lyon on Monday. " * 8
            + "</p></article></body></html>",
        },
        {"id": "d", "text": ""},
        {"id": "e", "text": "\u2028Troops\u00a0shelled Aleppo.\n\n\u200bHome / World / Syria"},
    ]
    found = extract_lines("\n".join(json.dumps(g) for g in given) + "\nnot json\n", "--predicates")
    assert [f["id"] for f in found] == ["a", "b", 3, "d", "e", None]
    assert [f["ok"] for f in found] == [True, False, True, False, True, False]
    assert [e["type"] for e in found[0]["events"]] == ["ASSAULT"]  # type: ignore[attr-defined]
    assert found[0]["predicates"] == [
        {"start": 7, "end": 15, "text": "attacked", "factuality": "asserted", "certainty": pytest.approx(3, abs=0.5)}
    ]


def test_offsets_point_into_the_given_text() -> None:
    text = "Home / World\n\nSyria crisis\n\nDAMASCUS, Oct. 7 (AP) —  Troops\u200b shelled  Aleppo, Cafe\u0301 owners said.\n"
    (answer,) = extract_lines(json.dumps({"id": 1, "text": text, "title": "Syria crisis"}))
    spans = [s for key in ("mentions", "places", "dates") for s in answer[key]]  # type: ignore[attr-defined]
    spans += [e["trigger"] for e in answer["events"]]  # type: ignore[attr-defined]
    assert spans
    assert all(text[s["start"] : s["end"]].split() == s["text"].split() for s in spans)


def test_extract_reads_files() -> None:
    call = [sys.executable, "-m", "flows.cli", "extract", str(EXAMPLES / "wire" / "denial.txt"), "-w", "1"]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)
    assert json.loads(done.stdout)["article"]["title"] == "Sudan denies bombing village in Blue Nile"
