"""The gate on accuracy: a drop is refused, a floor never falls, and floors hold for the gold they were measured on.

Sets whose files are different kinds of text have a floor for each file."""

import json
import stat
import sys
from pathlib import Path

import pytest

from benchmarks import accuracy, floors
from benchmarks.accuracy import HEAD, row, rows
from benchmarks.floors import Figures, Floor, digest, keyed, main, problems, raised, read_floors, selected, unfiled, unfit

KNOWN = {"events/docs": Floor("g1", {"event_f1": 0.6, "type_f1": 0.7}), "factuality": Floor("g2", {"mae": 0.4}),
         "cameo_class": Floor("g3", {"quads": 1.4})}  # fmt: skip
GOLD = {"events/docs": "g1", "factuality": "g2", "cameo_class": "g3"}


def figures(name: str, failed: int = 0, bad_spans: int = 0, **metrics: float | None) -> dict[str, dict[str, object]]:
    about = {"articles": 1200, "words": 5000, "seconds": 10.0}
    return {name: {"metrics": metrics, "failed": failed, "bad_spans": bad_spans} | about}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(figures("events/docs", event_f1=0.6, type_f1=0.7), [], id="equal"),
        pytest.param(figures("events/docs", event_f1=0.61, type_f1=0.8), [], id="better"),
        pytest.param(figures("events/docs", event_f1=0.599, type_f1=0.7), [], id="within-the-slack"),
        pytest.param(figures("events/docs", event_f1=0.59, type_f1=0.9), ["event_f1 0.590, floor 0.600"], id="one-drop"),
        pytest.param(figures("events/docs", event_f1=0.59, type_f1=0.69), ["event_f1", "type_f1"], id="two-drops"),
        pytest.param(figures("events/docs", type_f1=0.7), ["event_f1 is not measured"], id="a-metric-is-gone"),
        pytest.param(figures("events/docs", event_f1=None, type_f1=0.7), ["event_f1 is not measured"], id="a-metric-is-none"),
        pytest.param(figures("events/fresh", event_f1=0.1), [], id="another-file-of-the-set"),
        pytest.param(figures("factuality", mae=0.35), [], id="lower-is-better"),
        pytest.param(figures("factuality", mae=0.45), ["mae 0.450, floor 0.400"], id="higher-is-worse"),
        pytest.param(figures("cameo_class", quads=1.2), [], id="below-the-ceiling"),
        pytest.param(figures("cameo_class", quads=1.41), ["quads 1.410, floor 1.400"], id="above-the-ceiling"),
        pytest.param(figures("events/docs", failed=1, event_f1=0.9, type_f1=0.9), ["failed is 1"], id="failed"),
        pytest.param(figures("events/docs", bad_spans=2, event_f1=0.9, type_f1=0.9), ["bad_spans is 2"], id="bad-spans"),
    ],
)
def test_problems(given: Figures, told: list[str]) -> None:
    found = problems(given, KNOWN)
    assert len(found) == len(told)
    assert all(t in f for t, f in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        pytest.param({}, [], id="the-same"),
        pytest.param(
            {"events/docs": "g9"}, ["events/docs: its gold has changed", "`make floors SETS=events/docs`"], id="changed"
        ),
        pytest.param(
            {"events/new": "g4"}, ["events/new: has gold and no floor", "`make floors SETS=events/new`"], id="a-new-file"
        ),
        pytest.param({"events/docs": None}, ["events/docs: has a floor and no gold", "floors.json"], id="a-file-is-gone"),
    ],
)
def test_floors_hold_for_their_gold_only(gold: dict[str, str | None], told: list[str]) -> None:
    given = {key: value for key, value in (GOLD | gold).items() if value}
    found = list(unfit({**KNOWN, **given}, KNOWN, given))
    assert len(found) == bool(told)
    assert all(t in found[0] for t in told)


def test_another_gold_begins_anew() -> None:
    low = figures("events/docs", event_f1=0.1, type_f1=0.1)
    assert raised(low, KNOWN, GOLD | {"events/docs": "g9"}) == KNOWN | {
        "events/docs": Floor("g9", {"event_f1": 0.1, "type_f1": 0.1})
    }


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        pytest.param([], ["events/a", "events/b", "names", "retellings/a"], id="everything"),
        pytest.param(["events"], ["events/a", "events/b"], id="all-files-of-a-set"),
        pytest.param(["events/b"], ["events/b"], id="one-file"),
        pytest.param(["names", "events/a"], ["events/a", "names"], id="a-set-and-a-file"),
        pytest.param(["event"], [], id="not-a-prefix"),
        pytest.param(["a"], [], id="not-a-file-alone"),
    ],
)
def test_keys_are_asked_for_by_set_or_by_file(asked: list[str], keys: list[str]) -> None:
    assert selected(["events/a", "events/b", "names", "retellings/a"], asked) == keys


def test_only_sets_of_different_texts_go_by_file(tmp_path: Path) -> None:
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    assert dict(keyed("events", files)) == {"events/a": files[:1], "events/b": files[1:]}
    assert dict(keyed("dates", files)) == {"dates": files}
    assert dict(keyed("dates", [])) == dict(keyed("events", [])) == {}


def test_figures_of_a_whole_set_name_its_files() -> None:
    found = list(
        unfiled(figures("events") | figures("names") | figures("dates"), {"events/a": "", "events/b": "", "names": ""})
    )
    assert found == ["events is no key of the floors; score events/a events/b instead", "dates has no gold"]


def test_raising_never_lowers() -> None:
    new = raised(figures("events/docs", event_f1=0.65, type_f1=0.6991) | figures("factuality", mae=0.39, r=0.8), KNOWN, GOLD)
    assert new["events/docs"].metrics == {"event_f1": 0.65, "type_f1": 0.7}
    assert new["factuality"].metrics == {"mae": 0.39, "r": 0.8}
    assert raised(figures("factuality", mae=0.41), KNOWN, GOLD)["factuality"].metrics["mae"] == 0.4


def test_digest_tells_content_and_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", "utf-8")
    (tmp_path / "b").write_text("1", "utf-8")
    same = digest([tmp_path / "a"])
    assert same == digest([tmp_path / "a"])
    assert len({same, digest([tmp_path / "b"]), digest([tmp_path / "a", tmp_path / "b"])}) == 3


def test_a_row_has_the_metrics_of_its_set() -> None:
    given = figures("events/docs", trigger_f1=0.9, type_f1=0.7, event_f1=0.6)["events/docs"]
    assert row("events/docs", given) == "| events/docs | 1,200 | 500 | event_f1 0.600 · type_f1 0.700 | 0 | 0 |\n"
    assert "pair_f1 0.500 · pair_p 0.400" in row("retellings/a", figures("", pair_p=0.4, pair_f1=0.5)[""])


def test_rows_that_are_not_measured_stay() -> None:
    docs, fresh, names = "| events/docs | 9 | old |\n", "| events/fresh | 1,200 | old |\n", "| names | 3 | old |\n"
    text = HEAD + names + docs + fresh + "\n## Other\n\n| seed | 70 | 70 |\n"
    assert rows(text, {}) == docs + fresh + names
    new = figures("events/fresh", event_f1=0.5) | figures("dates", value_f1=0.8)
    assert rows(text, new) == docs + row("events/fresh", new["events/fresh"]) + row("dates", new["dates"]) + names
    assert rows("", new) == row("events/fresh", new["events/fresh"]) + row("dates", new["dates"])


# -- the command, with a scorer that says what the file beside it says ------------------------------------------------------

SCORER = """#!{python}
import json, os, sys
if "--list" in sys.argv:
    print("events: who did what (events/*.jsonl)")
    print("names: who and where (names/*.jsonl)")
    print("dates: when (dates/*.jsonl)")
else:
    keys = sys.argv[1 : sys.argv.index("--command")]
    told = json.load(open({told!r}))
    with open({asked!r}, "w") as file:
        json.dump({{"keys": keys, "folder": os.getcwd()}}, file)
    with open(sys.argv[sys.argv.index("--json") + 1], "w") as file:
        json.dump({{key: told[key] for key in keys}}, file)
"""
FRESH = "events/fresh"


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of gold and scorer; what `say` writes there is what the scorer measures."""
    for key in ("events/docs", FRESH, "names/wire"):
        (tmp_path / "gold" / key).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "gold" / f"{key}.jsonl").write_text("{}\n", "utf-8")
    scorer = tmp_path / "score" / "score"
    scorer.parent.mkdir()
    told, asked = str(tmp_path / "told.json"), str(tmp_path / "asked.json")
    scorer.write_text(SCORER.format(python=sys.executable, told=told, asked=asked), "utf-8")
    scorer.chmod(scorer.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("GOLD_FOLDER", str(tmp_path))
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(accuracy, "ACCURACY", tmp_path / "ACCURACY.md")
    monkeypatch.setattr(accuracy, "metamorphic", lambda: "")
    return tmp_path


def say(shared: Path, fresh: float) -> None:
    """The figure of one file; the other file and the other set stay as they are."""
    told = figures("events/docs", event_f1=0.8) | figures(FRESH, event_f1=fresh) | figures("names", f1=0.7)
    (shared / "told.json").write_text(json.dumps(told), "utf-8")


def floor_of(shared: Path, key: str) -> dict[str, float]:
    return dict(read_floors(shared / "floors.json")[key].metrics)


def test_a_drop_on_one_file_fails_the_check_and_is_not_taken_as_floor(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(shared, 0.6)
    assert main(["raise"]) == 0
    assert main(["check", "events"]) == 0
    say(shared, 0.5)
    assert main(["check", "events"]) == 1
    assert f"{FRESH}: event_f1 0.500, floor 0.600" in capsys.readouterr().out
    assert main(["check", "events/docs", "names"]) == 0
    assert main(["raise"]) == 1
    assert floor_of(shared, FRESH) == {"event_f1": 0.6}
    say(shared, 0.7)
    assert main(["raise", "--figures", str(shared / "told.json")]) == 0
    assert floor_of(shared, FRESH) == {"event_f1": 0.7}


def test_only_what_is_asked_for_is_measured_and_the_rest_stays(shared: Path) -> None:
    say(shared, 0.6)
    assert main(["raise"]) == 0
    assert main(["check", "events"]) == 0
    assert json.loads((shared / "asked.json").read_text("utf-8"))["keys"] == ["events/docs", FRESH]
    before = (shared / "ACCURACY.md").read_text("utf-8")
    say(shared, 0.65)
    assert main(["raise", FRESH]) == 0
    assert json.loads((shared / "asked.json").read_text("utf-8"))["keys"] == [FRESH]
    assert {floor_of(shared, key)[m] for key, m in (("events/docs", "event_f1"), (FRESH, "event_f1"), ("names", "f1"))} == {
        0.8, 0.65, 0.7,
    }  # fmt: skip
    after = (shared / "ACCURACY.md").read_text("utf-8")
    assert after == before.replace("event_f1 0.600", "event_f1 0.650") != before


def test_the_code_beside_the_floors_is_measured_wherever_one_stands(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(shared, 0.6)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOLD_FOLDER", ".")
    assert main(["raise"]) == 0
    assert json.loads((shared / "asked.json").read_text("utf-8"))["folder"] == str(floors.HERE.parent)


def test_other_gold_asks_for_new_floors(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(shared, 0.6)
    assert main(["raise"]) == 0
    (shared / "gold" / "events" / "fresh.jsonl").write_text("{}\n{}\n", "utf-8")
    (shared / "asked.json").unlink()
    assert main(["check"]) == 1
    assert f"make floors SETS={FRESH}" in capsys.readouterr().out
    assert not (shared / "asked.json").exists(), "nothing is measured in vain"
    assert main(["check", "events/docs"]) == 0
    say(shared, 0.5)
    assert main(["raise", FRESH]) == 0
    assert main(["check"]) == 0
    (shared / "gold" / "events" / "fresh.jsonl").unlink()
    assert main(["check"]) == 1
    assert f"{FRESH}: has a floor and no gold" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "raise"])
def test_a_mistyped_key_is_told(shared: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(shared, 0.6)
    assert main([command, "events/frsh"]) == 1
    assert "events/frsh: no such gold; there is events/docs events/fresh names" in capsys.readouterr().out


def test_figures_that_are_of_a_whole_set_are_refused(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shared / "told.json").write_text(json.dumps(figures("events", event_f1=0.6)), "utf-8")
    assert main(["raise", "--figures", str(shared / "told.json")]) == 1
    assert "told.json: events is no key of the floors; score events/docs events/fresh instead" in capsys.readouterr().out


def test_without_gold_nothing_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLD_FOLDER", str(tmp_path))
    assert main(["check"]) == 0
    assert "not checked" in capsys.readouterr().out
    assert main(["raise"]) == 1


@pytest.mark.parametrize("key", ["events/docs", "events/fresh2", "events/fresh3", "retellings/ecb", "names"])
def test_the_floors_of_the_project_are_readable(key: str) -> None:
    known = read_floors(floors.FLOORS)
    assert accuracy.shown(key)[0] in known[key].metrics
    assert not floors.BY_FILE & set(known)
    assert f"| {key} |" in accuracy.ACCURACY.read_text("utf-8")
