"""`dateline review` as a reviewer types it: values, errors, the walk, and the table."""

import csv
import io
import shutil
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.review.making import bounded
from flows.review.table import cells, write_rows
from flows.review.values import Context, read_fields
from lexicon.events import load_events
from schemas.curation import Override
from schemas.errors import SettingsError
from tests.incidents import group
from tests.runs import published
from tests.test_cli import run
from tests.test_overrides import incident, read
from tests.warehouse_rows import DAY, article, event, rows_of, stage
from tests.warehouse_rows import run as run_row
from warehouse.query import run_report
from warehouse.store import Store

ONE, TWO = article(1), article(2)
FIRST, SECOND = event(ONE, confidence=0.4), event(TWO, dead=14, confidence=0.7)
ALIAS = {"time_precision": 1, "date_source": "text"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two articles that tell one incident."""
    folder = tmp_path_factory.mktemp("made") / "data"
    with Store(folder, group=group) as store:
        stage(store.staging("b1"), rows_of(ONE, [FIRST]), rows_of(TWO, [SECOND]), {"runs": [run_row("b1", 2)]})
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    return folder


@pytest.fixture
def told(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as the command finds it."""
    folder = published(shutil.copytree(made, tmp_path / "data"))
    monkeypatch.setenv("DATELINE_DATA_DIR", str(folder))
    monkeypatch.setenv("USER", "ann")
    return folder


Capture = pytest.CaptureFixture[str]


def review(capsys: Capture, *arguments: str) -> tuple[int, str]:
    """Exit code, and all that was said, in one line."""
    code, out, err = run(capsys, "review", *arguments)
    return code, " ".join((out + err).split())


def parties(values: dict[str, Any], field: str = "actors") -> list[tuple[str, str, str]]:
    return [(p.name, p.country, p.sector) for p in values[field]]


CONTEXT = Context(event(ONE), (), load_events().types)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels [SYR REB]", [("Rebels", "SYR", "REB")]),
        ("Rebels [Syria REB]; army [Syrian MIL]", [("Rebels", "SYR", "REB"), ("army", "SYR", "MIL")]),
        ("the United States [USA]", [("the United States", "USA", "UNK")]),
        ("Rebels [REB]", [("Rebels", "", "REB")]),
        ("Rebels [- REB]", [("Rebels", "", "REB")]),
        ("Rebels []", [("Rebels", "", "UNK")]),
        ("Rebels", [("Rebels", "VEL", "REB")]),  # as the event names them
        ("rebels", [("Rebels", "VEL", "REB")]),
        ("Marines", [("Marines", "", "UNK")]),
        ("UN [IGO IGO]", [("UN", "IGO", "IGO")]),
        ("crowd [South Africa CVL]", [("crowd", "ZAF", "CVL")]),
        ("none", []),
        ("", []),
    ],
)
def test_parties(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert parties(read_fields({"actors": text}, CONTEXT)) == wanted


def test_a_party_stands_where_the_sentence_names_it() -> None:
    (there, not_there) = read_fields({"actors": "Rebels [SYR REB]; Marines [USA MIL]"}, CONTEXT)["actors"]
    assert (there.start, there.end) == (0, 6)
    assert (not_there.start, not_there.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "name", "country", "located"),
    [
        ("Homs", "Homs", "SYR", True),
        ("Homs, Syria", "Homs", "SYR", True),
        ("Tripoli, Lebanon", "Tripoli", "LBN", True),
        ("Tripoli [LBY]", "Tripoli", "LBY", True),
        ("Springfield, Illinois", "Springfield", "USA", True),
        ("Syria", "Syria", "SYR", True),
        ("Nowhereville", "Nowhereville", "", False),
        ("Nowhereville, Syria", "Nowhereville", "SYR", False),
        ("Nowhereville [Syria]", "Nowhereville", "SYR", False),
    ],
)
def test_places(text: str, name: str, country: str, located: bool) -> None:
    found = read_fields({"place": text}, CONTEXT)["place"]
    assert (found.name, found.country, found.lat is not None) == (name, country, located)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ({"type": "assault/aerial"}, {"type": "ASSAULT", "mode": "aerial", "quad": "MX", "score": -9.5}),
        ({"type": "ASSAULT"}, {"type": "ASSAULT", "mode": None, "quad": "MX", "score": -9.0}),
        ({"type": "ASSAULT", "mode": "drone"}, {"type": "ASSAULT", "mode": "drone", "quad": "MX", "score": -9.5}),
        ({"mode": "beat"}, {"mode": "beat", "quad": "MX", "score": -7.5}),
        ({"mode": "none"}, {"mode": None, "quad": "MX", "score": -9.0}),
        ({"date": "2015-10-07"}, {"date_start": date(2015, 10, 7), "date_end": date(2015, 10, 7), **ALIAS}),
        ({"date_start": "2015-10-07"}, {"date_start": date(2015, 10, 7), "date_end": date(2015, 10, 7), **ALIAS}),
        (
            {"date_end": "2021-05-04"},
            {"date_start": DAY, "date_end": date(2021, 5, 4), "time_precision": 2, "date_source": "text"},
        ),
        (
            {"date": "2015-10-01..2015-10-31"},
            {"date_start": date(2015, 10, 1), "date_end": date(2015, 10, 31), "time_precision": 3, "date_source": "text"},
        ),
        ({"date": "none"}, {"date_start": None, "date_end": None, "time_precision": None, "date_source": None}),
        ({"dead": "0"}, {"dead": 0}),
        ({"injured": "none"}, {"injured": None}),
        ({"historical": "yes"}, {"historical": True}),
        ({"factuality": "Denied"}, {"factuality": "denied"}),
        ({"actors": "[]"}, {"actors": ()}),
    ],
)
def test_values_and_what_follows_from_them(given_: dict[str, str], wanted: dict[str, Any]) -> None:
    assert read_fields(given_, CONTEXT) == wanted


@pytest.mark.parametrize(
    ("given_", "problem"),
    [
        ({"type": "WAR"}, "known are ACCUSE, AGREE"),
        ({"mode": "rude"}, "no mode of ASSAULT"),
        ({"type": "AGREE", "mode": "aerial"}, "no mode of AGREE"),
        ({"factuality": "maybe"}, "asserted, negated"),
        ({"historical": "perhaps"}, "yes or no"),
        ({"dead": "-3"}, "whole number"),
        ({"dead": "1.5"}, "whole number"),
        ({"dead": "9" * 40}, "too large"),
        ({"dead": "²"}, "whole number"),
        ({"date": "yesterday"}, "a day like"),
        ({"date": "2015-10-09..2015-10-07"}, "does not fit"),
        ({"date_end": "2020-01-01"}, "does not fit"),
        ({"date_start": "none", "date_end": "2020-01-01"}, "does not fit"),
        ({"actors": "x [ZZZ REB]"}, "neither country nor sector"),
        ({"actors": "x [SYR ARMY]"}, "neither country nor sector"),
        ({"actors": "[SYR REB]"}, "no JSON"),
        ({"actors": "a [SYR] b"}, "not a name"),
        ({"actors": "x" * 400}, "not a name"),
        ({"place": "Homs [ZZZ]"}, "neither country"),
        ({"place": "[SYR]"}, "no JSON"),
    ],
)
def test_what_is_not_understood(given_: dict[str, str], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        read_fields(given_, CONTEXT)


def test_a_correction(told: Path, capsys: Capture) -> None:
    code, said = review(capsys, FIRST.event_id[:8], "--set", "dead=14", "--set", "mode=beat", "--why", "third paragraph")
    assert code == 0
    assert "corrected by ann: third paragraph" in said
    assert incident(told) == [(2, 14, 14)]
    assert read(told, "SELECT before, reviewer FROM overrides WHERE field = 'dead'") == [("12", "ann")]
    review(capsys, FIRST.event_id, "--undo", "mode")
    assert read(told, "SELECT field FROM overrides") == [("dead",)], "what was set along goes along"
    assert incident(told) == [(2, 14, 14)]
    review(capsys, FIRST.event_id, "--undo", "all")
    assert incident(told) == [(2, 12, 14)]


def test_checked_and_left_out(told: Path, capsys: Capture) -> None:
    assert review(capsys, FIRST.event_id, "--checked")[0] == 0
    assert review(capsys, FIRST.event_id, "--leave-out", "--why", "a drill")[0] == 0
    assert read(told, "SELECT field FROM overrides") == [("left_out",)], "it cannot be both"
    assert read(told, "SELECT count(*) FROM events") == [(1,)]
    code, said = review(capsys, FIRST.event_id)
    assert code == 0
    assert "left out" in said
    assert review(capsys, FIRST.event_id, "--undo", "left_out")[0] == 0
    assert read(told, "SELECT count(*) FROM events") == [(2,)]


def test_an_added_event(told: Path, capsys: Capture) -> None:
    words = ("--sentence", "Velia denied it.", "--trigger", "denied")
    code, said = review(capsys, "--add", ONE.article_id, *words, "--set", "type=reject", "--set", "actors=Velia [SYR GOV]")
    assert code == 0, said
    found = read(told, "SELECT event_id, type, quad FROM events WHERE type = 'REJECT'")
    assert [row[1:] for row in found] == [("REJECT", "VX")]
    assert review(capsys, "--add", ONE.article_id, *words, "--set", "type=accuse")[0] == 2, "these words are taken"
    assert review(capsys, found[0][0], "--set", "date=2021-05-03")[0] == 0
    assert review(capsys, found[0][0], "--undo", "type")[0] == 2
    assert review(capsys, found[0][0], "--undo", "all")[0] == 0
    assert read(told, "SELECT count(*) FROM events") == [(2,)]


ADD = ("--add", ONE.article_id, "--set", "type=REJECT")


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        ((), 2, "not one thing to do"),
        ((FIRST.event_id, "--next"), 2, "not one thing to do"),
        (("zzzzzz", "--checked"), 7, "no such event"),
        (("zz",), 7, "no such event"),
        ((FIRST.event_id, "--set", "confidence=1"), 2, "fields are type, mode"),
        ((FIRST.event_id, "--set", "dead"), 2, "FIELD=VALUE"),
        ((FIRST.event_id, "--set", "dead=12", "--who", " "), 2, "nobody is named"),
        ((FIRST.event_id, "--set", "dead=12", "--leave-out"), 2, "goes alone"),
        ((FIRST.event_id, "--checked", "--undo", "all"), 2, "goes alone"),
        ((FIRST.event_id, "--undo", "dead"), 2, "was not corrected"),
        ((FIRST.event_id, "--undo", "nonsense"), 2, "no such field"),
        (("--add", "zzzz", "--set", "type=REJECT"), 7, "no such article"),
        ((*ADD, "--sentence", "Nothing of it.", "--trigger", "of"), 2, "no such words"),
        ((*ADD, "--sentence", "Velia denied it.", "--trigger", "refused"), 2, "0 times"),
        ((*ADD, "--sentence", "Velia denied it.", "--trigger", "i"), 2, "3 times"),
        ((*ADD, "--sentence", "Velia denied it.", "--trigger", ""), 2, "0 times"),
        ((*ADD[:2], "--sentence", "Velia denied it.", "--trigger", "denied"), 2, "no type"),
        ((*ADD[:2], "--set", "type=ASSAULT", "--sentence", FIRST.sentence.text, "--trigger", "shelled"), 2, FIRST.event_id),
        (("--import", "/nowhere.csv"), 3, "/nowhere.csv"),
        (("--export", "/nowhere/o.csv"), 3, "/nowhere/o.csv"),
    ],
)
def test_errors(told: Path, capsys: Capture, arguments: tuple[str, ...], code: int, problem: str) -> None:
    found, said = review(capsys, *arguments)
    assert found == code, said
    assert problem in said
    assert "Traceback" not in said
    assert read(told, "SELECT count(*) FROM overrides") == [(0,)]


def test_nowhere_is_no_warehouse(tmp_path: Path, capsys: Capture) -> None:
    assert review(capsys, "abcdef", "--checked", "-d", str(tmp_path / "none"))[0] == 6
    assert not (tmp_path / "none").exists()


def test_another_reviewer_is_not_overruled_unasked(told: Path, capsys: Capture) -> None:
    review(capsys, FIRST.event_id, "--set", "dead=14")
    assert review(capsys, FIRST.event_id, "--set", "dead=13")[0] == 0, "one's own word may be changed"
    code, said = review(capsys, FIRST.event_id, "--set", "dead=9", "--who", "bob")
    assert code == 2
    assert "13 by ann" in said
    assert review(capsys, FIRST.event_id, "--set", "dead=13", "--who", "bob")[0] == 0, "agreement is no conflict"
    assert review(capsys, FIRST.event_id, "--set", "dead=9", "--who", "cy", "--replace")[0] == 0
    assert read(told, "SELECT value, reviewer FROM overrides") == [("9", "cy")]


def walked(capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return review(capsys, "--next", *arguments)


WALKS: list[tuple[str, dict[str, list[str]], int]] = [
    ("o\no\n", {FIRST.event_id: ["checked"], SECOND.event_id: ["checked"]}, 2),
    ("o\nq\n", {FIRST.event_id: ["checked"]}, 2),
    ("s\nw\na drill\n", {SECOND.event_id: ["left_out"]}, 1),
    ("e\ndead=13\ndead=x\nnonsense\n\no\nthe text\ns\n", {FIRST.event_id: ["checked", "dead"]}, 2),
    ("e\ndead=13\n\ns\nthe text\nq\n", {FIRST.event_id: ["dead"]}, 2),
    ("e\ndead=13\n\nq\n", {FIRST.event_id: ["dead"]}, 2),
    ("?\n\no\nq\n", {FIRST.event_id: ["checked"]}, 2),
    ("", {}, 2),
    ("o", {FIRST.event_id: ["checked"]}, 2),
]


@pytest.mark.parametrize(("typed", "wanted", "left"), WALKS)
def test_a_walk(
    told: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: str, wanted: dict[str, list[str]], left: int
) -> None:
    code, said = walked(capsys, monkeypatch, typed)
    assert code == 0, said
    assert f"{len(wanted)} reviewed" in said
    found: dict[str, list[str]] = {}
    for event_id, field in read(told, "SELECT event_id, field FROM corrections ORDER BY field"):
        found.setdefault(event_id, []).append(field)
    assert found == wanted
    assert read(told, "SELECT count(*) FROM events") == [(left,)]


def test_a_walk_begins_with_the_least_certain_and_ends(told: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    said = walked(capsys, monkeypatch, "o\n", "--limit", "1")[1]
    assert "1 of 1" in said
    assert "confidence 0.40" in said
    assert "confidence 0.70" in walked(capsys, monkeypatch, "o\n")[1]
    assert "Nothing is left to review" in walked(capsys, monkeypatch, "")[1]


def table(path: Path, *lines: dict[str, str]) -> Path:
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    return path


def test_out_and_in_again(told: Path, tmp_path: Path, capsys: Capture) -> None:
    review(
        capsys, FIRST.event_id, "--set", "dead=14", "--set", "type=COERCE", "--set", "place=Homs", "--why", "=1+1", "--checked"
    )
    review(capsys, SECOND.event_id, "--leave-out", "--why", "'quoted'")
    review(capsys, "--add", ONE.article_id, "--sentence", "Velia denied it.", "--trigger", "denied", "--set", "type=REJECT")
    before = read(told, "SELECT * FROM overrides ORDER BY override_id")
    file = tmp_path / "overrides.csv"
    assert review(capsys, "--export", str(file))[0] == 0
    assert "'=1+1" in file.read_text()
    assert "0 corrections taken" in review(capsys, "--import", str(file))[1]
    with Store(told, group=group) as store:
        store.correct([], [row[0] for row in before])
        store.refresh()
    assert f"{len(before)} corrections taken" in review(capsys, "--import", str(file))[1]
    assert read(told, "SELECT * FROM overrides ORDER BY override_id") == before
    review(capsys, FIRST.event_id, "--set", "dead=1", "--set", "injured=1")
    code, said = review(capsys, "--import", str(file))
    assert code == 2
    assert "dead is 14 here, 1 by ann in the warehouse" in said
    assert "injured" not in said, "what the file does not tell of is no conflict"
    assert read(told, "SELECT value FROM overrides WHERE field = 'dead'") == [("1",)]
    assert review(capsys, "--import", str(file), "--replace")[0] == 0
    assert read(told, "SELECT value FROM overrides WHERE field IN ('dead', 'injured') ORDER BY field") == [("14",), ("1",)]


def test_a_file_that_names_its_reviewers_needs_no_other(told: Path, tmp_path: Path, capsys: Capture) -> None:
    """As where no USER is set: in a container, from cron."""
    named, unnamed = ({**BY_WORDS, "reviewer": who} for who in ("ben", " "))
    assert review(capsys, "--import", str(table(tmp_path / "named.csv", named)), "--who", "")[0] == 0
    code, said = review(capsys, "--import", str(table(tmp_path / "unnamed.csv", unnamed)), "--who", "", "--replace")
    assert code == 2, said
    assert "line 2: " in said
    assert "nobody is named" in said
    assert read(told, "SELECT reviewer FROM overrides") == [("ben",)]


def test_a_table_by_hand(told: Path, tmp_path: Path, capsys: Capture) -> None:
    """By event, or by sentence and rule where that is one event; values as they are typed."""
    file = table(
        tmp_path / "mine.csv",
        {"event_id": FIRST.event_id[:9], "sentence": "", "rule_id": "", "article_id": "", "field": "type", "value": "COERCE"},
        {"event_id": FIRST.event_id[:9], "sentence": "", "rule_id": "", "article_id": "", "field": "dead", "value": "none"},
        {
            "event_id": "", "sentence": SECOND.sentence.text + " ", "rule_id": SECOND.rule_id, "article_id": TWO.article_id,
            "field": "actors", "value": "Marines [KEN MIL]",
        },
        {"event_id": SECOND.event_id, "sentence": "", "rule_id": "", "article_id": "", "field": "checked", "value": ""},
    )  # fmt: skip
    code, said = review(capsys, "--import", str(file), "--why", "second reading")
    assert code == 0, said
    assert read(told, "SELECT type, mode, dead FROM events ORDER BY type") == [
        ("ASSAULT", "heavy-weapons", 14),
        ("COERCE", None, None),
    ]
    assert read(told, "SELECT DISTINCT reviewer, reason FROM overrides") == [("ann", "second reading")]
    assert read(told, "SELECT actors[1].country FROM events WHERE type = 'ASSAULT'") == [("KEN",)]


BY_EVENT = {"event_id": FIRST.event_id, "field": "dead", "value": "3"}
BY_WORDS = {"article_id": ONE.article_id, "start": "7", "end": "14", "field": "dead", "value": "3"}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([BY_EVENT, {**BY_EVENT, "value": "4"}], "line 3 says otherwise of dead"),
        ([{**BY_EVENT, "event_id": "zzzzz"}], "line 2: zzzzz: no such event"),
        ([BY_EVENT, {**BY_EVENT, "event_id": SECOND.event_id, "value": "many"}], "line 3: dead=many"),
        ([{**BY_EVENT, "field": "confidence"}], "cannot be corrected"),
        ([BY_EVENT, {**BY_EVENT, "field": "mood"}], "line 3: 'mood' cannot be corrected"),
        ([BY_EVENT, {**BY_EVENT, "field": "injured", "value": "many"}], "line 2, 3: injured=many"),
        ([{"sentence": FIRST.sentence.text, "field": "dead", "value": "3"}], "several events are"),
        ([{"sentence": "Nothing of it.", "field": "dead", "value": "3"}], "no event is told"),
        ([{**BY_EVENT, "mood": "good"}], "unknown columns: mood"),
        ([{"event_id": FIRST.event_id, "value": "3"}], "no column field"),
        ([{**BY_WORDS, "article_id": "zzzz"}], "no article 'zzzz' is here"),
        ([{**BY_WORDS, "start": "x"}], "line 2: invalid"),
        ([{**BY_WORDS, "end": "7"}], "no words from 7 to 7"),
        ([{**BY_WORDS, "end": "99999"}], "no words from 7 to 99999"),
        ([{**BY_WORDS, "value": "none"}], "no JSON"),
        ([{**BY_WORDS, "field": "type", "value": '"WAR"'}], "is no type"),
        ([{**BY_WORDS, "made": "yesterday"}], "line 2: Invalid isoformat"),
        ([BY_WORDS, {**BY_WORDS, "value": "4"}], "line 3: dead is 4 here, 3 by ann in a line before"),
        ([BY_WORDS, {**BY_WORDS, "end": "7"}, {**BY_WORDS, "value": "4"}], "no words from 7 to 7; line 4: dead is 4 here"),
    ],
)
def test_a_file_is_taken_whole_or_not(
    told: Path, tmp_path: Path, capsys: Capture, lines: list[dict[str, str]], problem: str
) -> None:
    code, said = review(capsys, "--import", str(table(tmp_path / "wrong.csv", *lines)))
    assert code == 2, said
    assert problem in said
    assert read(told, "SELECT count(*) FROM overrides") == [(0,)]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'field,value\n"dead', b"field,value\n" + b"x" * 2_000_000, b""])
def test_what_is_no_table(told: Path, tmp_path: Path, capsys: Capture, content: bytes) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    assert review(capsys, "--import", str(tmp_path / "odd.csv"))[0] == 2


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30).map(bounded)
overrides = st.builds(
    Override, override_id=st.just("id"), article_id=st.just("a"), start=st.integers(0, 99), end=st.integers(0, 99),
    sentence=texts, rule_id=texts, event_id=st.just("e"), field=st.just("dead"), value=st.sampled_from(["-1", "[]", '"=x"']),
    before=st.sampled_from(["", "null", '"\\u001b[0m"']), reviewer=texts, reason=texts,
    made=st.datetimes(timezones=st.just(UTC)),
)  # fmt: skip


@given(st.lists(overrides, max_size=5))
def test_a_table_is_read_as_it_was_written(rows: list[Override]) -> None:
    out = io.StringIO()
    write_rows(rows, out)
    back = [cells(row) for row in csv.DictReader(io.StringIO(out.getvalue()))]
    assert [
        Override(**{**row, "start": int(row["start"]), "end": int(row["end"]), "made": datetime.fromisoformat(row["made"])})
        for row in back
    ] == rows
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in csv.reader(io.StringIO(out.getvalue())) for cell in row)


HOSTILE = "\x1b[2J\x1b]0;x\x07[bold]=cmd|' /C calc'!A0\u202e"
PLAIN = str.maketrans("[];", "(),")


def test_hostile_words_are_only_words(told: Path, tmp_path: Path, capsys: Capture) -> None:
    arguments = ("--set", f"actors={HOSTILE.translate(PLAIN)} [SYR MIL]", "--who", HOSTILE, "--why", HOSTILE)
    code, said = review(capsys, FIRST.event_id, *arguments)
    assert code == 0, said
    file = tmp_path / "o.csv"
    said += review(capsys, "--export", str(file))[1] + run(capsys, "report", "agreement")[1]
    assert not any(c in said + file.read_text() for c in "\x1b\x07\u202e")


def test_the_event_that_is_gone_can_be_taken_back(told: Path, capsys: Capture) -> None:
    review(capsys, FIRST.event_id, "--set", "dead=14")
    with Store(told, group=group) as store:
        stage(store.staging("b2"), rows_of(replace(ONE, batch_id="b2"), []), {"runs": [run_row("b2", 1)]})
        store.seal("b2")
        store.commit("b2")
        store.refresh()
    assert run_report(told, "overrides_unbound").num_rows == 1
    code, said = review(capsys, FIRST.event_id, "--set", "dead=13")
    assert code == 7
    assert "the event is gone" in said
    assert review(capsys, FIRST.event_id, "--undo", "all")[0] == 0
    assert run_report(told, "overrides_unbound").num_rows == 0


def test_a_writer_is_waited_for(told: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_LOCK_SECONDS", "0.2")
    with Store(told, work="ingest"):
        code, said = review(capsys, FIRST.event_id, "--checked")
    assert code == 8
    assert "ingest" in said
