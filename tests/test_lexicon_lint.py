"""The linter of rule files: every fault is found, named with its rule, and a sound file has none."""

from pathlib import Path

import pytest

from flows.cli import main
from lexicon.events import load_events
from schemas.settings import Settings
from tasks.extract.events.lint import Level, lint
from tests.conftest import MODEL

SOUND = """
type = "ASSAULT"
[[rule]]
id = "mine.zap"
verbs = ["zap"]
contexts = ["military"]
not_object = ["channel"]
yes = [{text = "Rebels zapped the base.", actors = ["Rebels"]}]
no = ["Guests zapped the channels."]
"""
RULE = 'id = "mine.zap"'


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def errors(path: Path) -> list[str]:
    return [f"{f.where}: {f.problem}" for f in lint(path, Settings(model=MODEL)) if f.level is Level.ERROR]


def test_a_sound_file_has_no_findings(tmp_path: Path) -> None:
    assert lint(write(tmp_path, SOUND), Settings(model=MODEL)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("military", "martial", "no such value ['martial']", id="context"),
        pytest.param(RULE, RULE + '\nneeds = "agent"', "no such value ['agent']", id="needs"),
        pytest.param(RULE, RULE + '\nfactuality = "true"', "no such value ['true']", id="factuality"),
        pytest.param(RULE, RULE + '\nactor_sector = ["ARMY"]', "no such value ['ARMY']", id="sector"),
        pytest.param(RULE, RULE + '\nactor = ["subj"]', "no such slot ['subj']", id="slot"),
        pytest.param(RULE, RULE + '\nactor = ["prep:"]', "no such slot ['prep:']", id="empty-preposition"),
        pytest.param("verbs", "verbz", "unknown keys ['verbz']", id="key"),
        pytest.param('["zap"]', '["zap  out"]', "empty word", id="trigger"),
        pytest.param("Rebels zapped the base", "Rebels slept", "gives no event", id="a-hit-that-misses"),
        pytest.param("Guests zapped the channels", "Guests zapped the camp", "gives ASSAULT", id="a-miss-that-hits"),
        pytest.param('["Rebels"]', '["Soldiers"]', "gives ASSAULT", id="another-actor"),
        pytest.param('type = "ASSAULT"', 'type = "SMILE"', "quad", id="type"),
        pytest.param('type = "ASSAULT"', 'tpye = "ASSAULT"', "tpye", id="key-of-the-file"),
    ],
)
def test_faults_are_found(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in SOUND
    found = errors(write(tmp_path, SOUND.replace(old, new, 1)))
    assert len(found) == 1
    assert told in found[0]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    second = SOUND.replace('type = "ASSAULT"', "").replace("mine.zap", "mine.zip").replace("verbs", "verbz")
    found = errors(write(tmp_path, SOUND.replace('["zap"]', '["zap "]') + second))
    assert ["mine.zap" in f or "mine.zip" in f for f in found] == [True, True]


@pytest.mark.parametrize(
    ("old", "new", "level", "told"),
    [
        pytest.param("mine.zap", "assault.attack", Level.NOTE, "takes the place of the shipped rule", id="override"),
        pytest.param('["zap"]', '["zap", "condemn"]', Level.NOTE, "shares triggers with", id="shared-trigger"),
        pytest.param('["zap"]', '["zap", "zap"]', Level.WARNING, "stand twice", id="twice"),
        pytest.param('no = ["Guests zapped the channels."]', "", Level.NOTE, "no near miss", id="no-near-miss"),
        pytest.param("yes =", "no = [] #", Level.WARNING, "no example", id="no-example"),
    ],
)
def test_habits_are_told(tmp_path: Path, old: str, new: str, level: Level, told: str) -> None:
    text = SOUND.replace(old, new, 1)
    if "no = []" in text:
        text = text.replace('no = ["Guests zapped the channels."]', "")
    assert any(f.level is level and told in f.problem for f in lint(write(tmp_path, text), Settings(model=MODEL)))


def test_an_own_file_may_add_a_mode_to_a_shipped_type(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND.replace(RULE, RULE + '\nmode = "laser"').replace("[[rule]]", "[modes]\nlaser = -9\n[[rule]]"))
    assert errors(path) == []
    assert load_events(path).types["ASSAULT"].modes["laser"] == -9
    assert load_events(path).types["ASSAULT"].modes["beat"] == load_events().types["ASSAULT"].modes["beat"]


# -- the commands ----------------------------------------------------------------------------------------------------------


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    return int(done.value.code or 0)


def test_check_ends_with_zero_or_four(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lexicon", "check", str(write(tmp_path, SOUND)), "--model", MODEL) == 0
    assert "0 errors, 0 warnings, 0 notes" in capsys.readouterr().out
    broken = tmp_path / "broken.toml"
    broken.write_text(SOUND.replace("verbs", "verbz"), "utf-8")
    assert run("lexicon", "check", str(broken), "--model", MODEL) == 4
    captured = capsys.readouterr()
    assert "mine.zap: error: unknown keys" in captured.out
    assert "1 error" in captured.err
    assert run("lexicon", "check", str(tmp_path / "none.toml"), "--model", MODEL) == 4


def test_try_shows_events_reasons_parse_and_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "Rebels shelled Homs on Tuesday, a spokesman said."
    assert run("lexicon", "try", sentence, "--published", "2015-10-08", "--model", MODEL) == 0
    shown = capsys.readouterr().out
    for told in ("ASSAULT/heavy-weapons", "subject of the trigger", "2015-10-06", "assault.heavy.shell", "Parse", "refused"):
        assert told in shown


@pytest.mark.parametrize("sentence", ["The weather was mild.", "[bold]Rain[/bold] [/] fell.", "\x1b[31mRain fell.", "..."])
def test_try_says_that_nothing_is_coded(capsys: pytest.CaptureFixture[str], sentence: str) -> None:
    assert run("lexicon", "try", sentence, "--model", MODEL) == 0
    captured = capsys.readouterr().out
    assert "No event is coded" in captured
    assert "\x1b[31m" not in captured


def test_try_takes_rules_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, SOUND)
    assert run("lexicon", "try", "Rebels zapped the base.", "--lexicon", str(path), "--model", MODEL) == 0
    assert "mine.zap" in capsys.readouterr().out
    assert run("lexicon", "try", "", "--model", MODEL) == 3
