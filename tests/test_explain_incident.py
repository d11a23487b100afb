"""`dateline explain INCIDENT_ID`: stories of two articles, ingested for real; what nearly joins; hostile text; former ids."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.incident_text import contested, excerpt, figures, plain, summary
from schemas.arrow import to_table
from schemas.errors import QueryError
from schemas.incidents import Incident, IncidentAlias
from schemas.parts import Span
from tests.runs import ingest, put
from tests.test_cli import run
from tests.test_compare import FRI, LODWAR, MON
from warehouse.explained import named, reports
from warehouse.query import rows
from warehouse.store import Store

CALM = (
    "The district hospital asked for blood and bandages. Traders said the ferry to Bamburi market would stay closed for a week."
)
FIRST = (
    "Gunmen attacked the ferry landing at Lodwar on Monday, killing 12 traders, police said. "
    f"The boats had come from the Bamburi market with fish and maize. {CALM}"
)
LATER = (
    "The attack on the ferry landing at Lodwar on Monday killed 14 traders, the hospital said. "
    f"The fish and maize of the Bamburi boats burnt. {CALM}"
)
ELSEWHERE = (
    "Gunmen attacked the ferry landing at Mombasa on Monday, killing three traders, police said. "
    "The boats had come from the Bamburi market with maize. The ferry company closed both landings and the market office. "
    "The port doctor asked for bandages."
)
HOSTILE = (
    "Gunmen attacked the ferry landing at Lodwar on Monday, "
    "killing 12 traders from [bold]Bamburi[/] :bomb: \x1b[2J\x9b2J, police said. "
    f"The boats had come from the Bamburi market with fish and maize. {CALM}"
)
BIGGEST = "SELECT incident_id FROM incidents WHERE type = 'ASSAULT' ORDER BY reports DESC, incident_id LIMIT 1"


def article(text: str, published: str, title: str, outlet: str = "") -> str:
    more = {"outlet": outlet} if outlet else {}
    return json.dumps({"title": title, "text": text, "published": published} | more)


STORY = {
    "first_json": article(FIRST, "2023-05-09", "Twelve traders killed at Lodwar ferry", "coast.example"),
    "later_json": article(LATER, "2023-05-10", "Lodwar ferry dead now 14", "lake.example"),
    "elsewhere_json": article(ELSEWHERE, "2023-05-09", "Three traders killed at Mombasa ferry", "coast.example"),
}


def stored(folder: Path, files: Mapping[str, str] = STORY) -> Path:
    ingest(put(folder / "in", **files), folder / "data")
    return folder / "data"


def biggest(data: Path) -> str:
    return str(rows(data, BIGGEST)["incident_id"][0].as_py())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("ferry"))


@pytest.fixture
def told(data: Path, capsys: pytest.CaptureFixture[str]) -> str:
    code, out, err = run(capsys, "explain", biggest(data), "-d", str(data))
    assert code == 0, err
    return out


@pytest.mark.parametrize(
    "line",
    [
        "ASSAULT · asserted · Lodwar, KEN · 2023-05-08",
        "  dead       12 to 14 (first 12, latest 14)",
        "  told by    2 reports in 2 articles of 2 outlets, 2023-05-09 to 2023-05-10",
        "  contested  no",
        " 1  2023-05-09 · Twelve traders killed at Lodwar ferry · coast.example",
        " 2  2023-05-10 · Lodwar ferry dead now 14 · lake.example",
        "    Gunmen «attacked» the ferry landing at Lodwar on Monday, killing 12 traders, police said.",
        "same place (Lodwar)",
        "same day (2023-05-08)",
        "but 12 dead, not 14",
        "  · 2023-05-09 · Three traders killed at Mombasa ferry · coast.example",
        "two places: ",
    ],
)
def test_it_tells(told: str, line: str) -> None:
    assert line in told


def test_reports_stand_in_order_of_time_and_near_misses_after_them(told: str) -> None:
    order = ["Twelve traders", "dead now 14", "What nearly joined", "Mombasa ferry", "not joined: "]
    assert sorted(order, key=told.index) == order


def test_it_is_plain_in_a_pipe(told: str) -> None:
    assert "\x1b" not in told
    assert not {"│", "─", "╭"} & set(told)


def test_a_beginning_is_enough_and_an_event_is_told_as_ever(data: Path, capsys: pytest.CaptureFixture[str], told: str) -> None:
    assert run(capsys, "explain", biggest(data)[:8], "-d", str(data))[1] == told
    event = rows(data, "SELECT event_id FROM events ORDER BY 1 LIMIT 1")["event_id"][0].as_py()
    assert "Parse" in run(capsys, "explain", event, "-d", str(data))[1]


@pytest.mark.parametrize("key", ["0000", "zzzz", "a", "", "%", "'; DROP TABLE x; --", "\x1b[2J [red]"])
def test_unknown_ids_are_an_error(data: Path, capsys: pytest.CaptureFixture[str], key: str) -> None:
    code, out, err = run(capsys, "explain", key, "-d", str(data))
    assert (code, out) == (7, "")
    assert "no such event or incident" in " ".join(err.split())
    assert "\x1b" not in err


def listed(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in folder.rglob("*") if p.is_file()}


def test_it_writes_nothing_and_waits_for_nobody(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(data):
        before = listed(data)
        assert run(capsys, "explain", biggest(data), "-d", str(data))[0] == 0
        assert listed(data) == before


def test_a_former_id_leads_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = stored(tmp_path, {"later_json": STORY["later_json"]})
    former = biggest(data)
    put(tmp_path / "in", **STORY)
    ingest(tmp_path / "in", data)
    now = biggest(data)
    assert former != now
    with Store(data) as store:
        chain = [
            IncidentAlias("f0f0f0f0f0", "e0e0e0e0e0"),
            IncidentAlias("e0e0e0e0e0", former),
            IncidentAlias("d0d0d0d0d0", "d1"),
        ]
        store.tables.replace("incident_aliases", to_table(chain, IncidentAlias).to_reader(), "false")
        store.publish()
    for key in (now, former, "f0f0f0f0f0", "f0f0"):
        code, out, err = run(capsys, "explain", key, "-d", str(data))
        assert code == 0, err
        assert out.startswith(f"Incident {now}\n")
        assert f"formerly   {', '.join(sorted([former, 'e0e0e0e0e0', 'f0f0f0f0f0']))}" in out
    assert run(capsys, "explain", "d0d0d0d0d0", "-d", str(data))[0] == 7, "it leads nowhere"


def test_a_beginning_that_leads_to_one_incident_is_enough(tmp_path: Path) -> None:
    data = stored(tmp_path, {"first_json": STORY["first_json"]})
    now = biggest(data)
    with Store(data) as store:
        aliases = [IncidentAlias(now[:4] + "x", now), IncidentAlias("abcd1", now), IncidentAlias("abcd2", now)]
        store.tables.replace("incident_aliases", to_table(aliases, IncidentAlias).to_reader(), "false")
        store.publish()
    assert [named(data, key) for key in (now[:4], "abcd")] == [("incident", now)] * 2


def test_several_that_begin_so_are_named(data: Path, tmp_path: Path) -> None:
    folder = stored(tmp_path)
    ids = [row["incident_id"] for row in rows(folder, "SELECT incident_id FROM incidents ORDER BY ALL").to_pylist()]
    with Store(folder) as store:
        aliases = [IncidentAlias(f"abcd{n}", key) for n, key in enumerate(ids)]
        store.tables.replace("incident_aliases", to_table(aliases, IncidentAlias).to_reader(), "false")
        store.publish()
    with pytest.raises(QueryError, match=f"incident {ids[0]}, incident {ids[1]}"):
        named(folder, "abcd")


@pytest.mark.parametrize("shown", ["terminal", "pipe"])
def test_text_of_others_stays_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shown: str
) -> None:
    title = "[link=http://b.example]Twelve[/link] killed \u202e:bomb:"
    data = stored(
        tmp_path, {"bad_json": article(HOSTILE, "2023-05-09", title, "[/]\x1b[31m"), "later_json": STORY["later_json"]}
    )
    if shown == "terminal":
        monkeypatch.setenv("FORCE_COLOR", "1")
    out = run(capsys, "explain", biggest(data), "-d", str(data))[1]
    assert "[link=http://b.example]Twelve[/link] killed" in out
    assert "2 reports in 2 articles of 2 outlets" in out
    assert ":bomb:" in out
    assert "[/]" in out
    assert not {"\u202e", "\x9b"} & set(out)
    assert ("\x1b" in out) == (shown == "terminal"), "its own colours alone"
    assert not re.search(r"\x1b(?!\[[\d;]*m)|\x1b\[31m", out)


def test_a_very_long_sentence_is_cut_around_its_word(data: Path) -> None:
    (key,) = rows(data, "SELECT event_id FROM events WHERE dead = 14")["event_id"].to_pylist()
    event = reports(data, [key])[key].event
    far = "x" * 5000
    at = len(far) + 1
    trigger = replace(event.trigger, start=at, end=at + 6, text="killed")
    long = replace(event, sentence=Span(0, 2 * at + 6, f"{far} killed {far}"), trigger=trigger, actors=(), recipients=())
    shown = plain(excerpt(long)).plain
    assert len(shown) < 1000
    assert "…xxx" in shown[:5]
    assert "xxx …" not in shown
    assert " «killed» xx" in shown


WHOLE = Incident(
    "i", "ASSAULT", None, "asserted", False, None, None, None, None, (), (), 14, 19, 17, 14, 5, 5, 5, 5, None, None, None, None,
    3, 2, 0, None, None, False, (),
)  # fmt: skip


@pytest.mark.parametrize(("role", "told"), [("dead", "14 to 19 (first 14, latest 17)"), ("injured", "5"), ("arrested", "")])
def test_ranges(role: str, told: str) -> None:
    assert figures(WHOLE, role) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "ASSAULT · asserted · no place known · no day known"),
        ({"mode": "firearms"}, "ASSAULT/firearms · asserted · no place known · no day known"),
        ({"historical": True}, "ASSAULT · asserted · background of a distant past · no place known · no day known"),
        ({"date_start": MON, "date_end": MON}, "ASSAULT · asserted · no place known · 2023-05-08"),
        ({"date_start": MON, "date_end": FRI}, "ASSAULT · asserted · no place known · 2023-05-08 to 2023-05-12"),
        ({"place": LODWAR}, "ASSAULT · asserted · Lodwar, KEN · no day known"),
    ],
)
def test_first_line(changes: dict[str, Any], told: str) -> None:
    assert summary(replace(WHOLE, **changes)) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "no"),
        ({"contested": True}, "yes"),
        ({"contested": True, "denied_by": ("the army", "police")}, "yes, denied by the army, police"),
    ],
)
def test_who_denies_it(changes: dict[str, Any], told: str) -> None:
    assert contested(replace(WHOLE, **changes)) == told
