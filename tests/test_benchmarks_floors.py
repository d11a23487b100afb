"""The gate on accuracy: a drop is refused, a floor never falls, and floors hold for the gold they were measured on."""

import json
import stat
import sys
from pathlib import Path

import pytest

from benchmarks import floors
from benchmarks.floors import Floor, digest, main, problems, raised, read_floors

KNOWN = {"events": Floor("g1", {"event_f1": 0.6, "type_f1": 0.7}), "factuality": Floor("g2", {"mae": 0.4}),
         "cameo_class": Floor("g3", {"quads": 1.4})}  # fmt: skip
GOLD = {"events": "g1", "factuality": "g2", "cameo_class": "g3"}


def figures(name: str, failed: int = 0, bad_spans: int = 0, **metrics: float | None) -> dict[str, dict[str, object]]:
    return {name: {"metrics": metrics, "failed": failed, "bad_spans": bad_spans}}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(figures("events", event_f1=0.6, type_f1=0.7), [], id="equal"),
        pytest.param(figures("events", event_f1=0.61, type_f1=0.8), [], id="better"),
        pytest.param(figures("events", event_f1=0.599, type_f1=0.7), [], id="within-the-slack"),
        pytest.param(figures("events", event_f1=0.59, type_f1=0.9), ["event_f1 0.590, floor 0.600"], id="one-drop"),
        pytest.param(figures("events", event_f1=0.59, type_f1=0.69), ["event_f1", "type_f1"], id="two-drops"),
        pytest.param(figures("events", type_f1=0.7), ["event_f1 is not measured"], id="a-metric-is-gone"),
        pytest.param(figures("events", event_f1=None, type_f1=0.7), ["event_f1 is not measured"], id="a-metric-is-none"),
        pytest.param(figures("factuality", mae=0.35), [], id="lower-is-better"),
        pytest.param(figures("factuality", mae=0.45), ["mae 0.450, floor 0.400"], id="higher-is-worse"),
        pytest.param(figures("cameo_class", quads=1.2), [], id="below-the-ceiling"),
        pytest.param(figures("cameo_class", quads=1.41), ["quads 1.410, floor 1.400"], id="above-the-ceiling"),
        pytest.param(figures("events", failed=1, event_f1=0.9, type_f1=0.9), ["failed is 1"], id="failed"),
        pytest.param(figures("events", bad_spans=2, event_f1=0.9, type_f1=0.9), ["bad_spans is 2"], id="bad-spans"),
    ],
)
def test_problems(given: floors.Figures, told: list[str]) -> None:
    found = problems(given, KNOWN, GOLD)
    assert len(found) == len(told)
    assert all(t in f for t, f in zip(told, found, strict=True))


def test_floors_hold_for_their_gold_only() -> None:
    low = figures("events", event_f1=0.1, type_f1=0.1)
    assert "gold has changed" in problems(low, KNOWN, GOLD | {"events": "g9"})[0]
    assert problems(low, KNOWN, GOLD | {"events": "g9"}, new_gold=True) == []
    assert raised(low, KNOWN, GOLD | {"events": "g9"})["events"] == Floor("g9", {"event_f1": 0.1, "type_f1": 0.1})


def test_raising_never_lowers() -> None:
    new = raised(figures("events", event_f1=0.65, type_f1=0.6991) | figures("factuality", mae=0.39, r=0.8), KNOWN, GOLD)
    assert new["events"].metrics == {"event_f1": 0.65, "type_f1": 0.7}
    assert new["factuality"].metrics == {"mae": 0.39, "r": 0.8}
    assert raised(figures("factuality", mae=0.41), KNOWN, GOLD)["factuality"].metrics["mae"] == 0.4


def test_digest_tells_content_and_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", "utf-8")
    (tmp_path / "b").write_text("1", "utf-8")
    same = digest([tmp_path / "a"])
    assert same == digest([tmp_path / "a"])
    assert len({same, digest([tmp_path / "b"]), digest([tmp_path / "a", tmp_path / "b"])}) == 3


# -- the command, with a scorer that says what the file beside it says ------------------------------------------------------

SCORER = """#!{python}
import shutil, sys
if "--list" in sys.argv:
    print("events: who did what (events/*.jsonl)")
else:
    shutil.copy({told!r}, sys.argv[sys.argv.index("--json") + 1])
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of gold and scorer; what `say` writes there is what the scorer measures."""
    (tmp_path / "gold" / "events").mkdir(parents=True)
    (tmp_path / "gold" / "events" / "docs.jsonl").write_text("{}\n", "utf-8")
    scorer = tmp_path / "score" / "score"
    scorer.parent.mkdir()
    scorer.write_text(SCORER.format(python=sys.executable, told=str(tmp_path / "told.json")), "utf-8")
    scorer.chmod(scorer.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("GOLD_FOLDER", str(tmp_path))
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(floors, "write_accuracy", lambda figures: None)
    return tmp_path


def say(shared: Path, event_f1: float) -> None:
    told = {"events": {"metrics": {"event_f1": event_f1}, "failed": 0, "bad_spans": 0}}
    (shared / "told.json").write_text(json.dumps(told), "utf-8")


def test_a_drop_fails_the_check_and_is_not_taken_as_floor(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(shared, 0.6)
    assert main(["raise"]) == 0
    assert main(["check", "events"]) == 0
    say(shared, 0.5)
    assert main(["check", "events"]) == 1
    assert "events: event_f1 0.500, floor 0.600" in capsys.readouterr().out
    assert main(["raise"]) == 1
    assert read_floors(shared / "floors.json")["events"].metrics == {"event_f1": 0.6}
    say(shared, 0.7)
    assert main(["raise", "--figures", str(shared / "told.json")]) == 0
    assert read_floors(shared / "floors.json")["events"].metrics == {"event_f1": 0.7}


def test_other_gold_asks_for_new_floors(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(shared, 0.6)
    assert main(["raise"]) == 0
    (shared / "gold" / "events" / "docs.jsonl").write_text("{}\n{}\n", "utf-8")
    assert main(["check"]) == 1
    assert "make floors" in capsys.readouterr().out
    assert main(["raise"]) == 0
    assert main(["check"]) == 0


def test_without_gold_nothing_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLD_FOLDER", str(tmp_path))
    assert main(["check"]) == 0
    assert "not checked" in capsys.readouterr().out
    assert main(["raise"]) == 1


def test_the_floors_of_the_project_are_readable() -> None:
    assert {"event_f1", "type_f1"} <= set(read_floors(floors.FLOORS)["events"].metrics)
