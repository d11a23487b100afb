"""Corrections: which event they are bound to, what they make of it, and that everything that is read follows."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.corrections import ADDED, CHECKED, LEFT_OUT, Found, added_id, corrected, override_id, read_value, snapshot, to_json
from schemas.curation import Override
from schemas.parts import Span
from schemas.tables import Article, Event
from tests.incidents import group
from tests.warehouse_rows import DAY, NOON, TEXT, article, event, party, place, rows_of, run, span, stage
from warehouse.checking import run_checks
from warehouse.corrected import settle
from warehouse.maintain import compact, vacuum
from warehouse.query import rows, run_report
from warehouse.store import Store

ONE = article(1)
SHELLED = event(ONE)


def override(of: Event, field: str, what: Any, **changes: Any) -> Override:
    at = of.trigger
    key = override_id(of.article_id, at.start, at.end, of.event_id, field)
    return replace(
        Override(
            key, of.article_id, at.start, at.end, of.sentence.text, of.rule_id, of.event_id, field, to_json(what), "null",
            "ann", "the text says so", NOON,
        ),
        **changes,
    )  # fmt: skip


def addition(of: Article, trigger: str, **values: Any) -> list[Override]:
    """An event that was missed."""
    at, sentence = span(trigger), span("Velia denied it.")
    fields = {ADDED: Found(at, sentence), "quad": "VX", "score": -2.0, **values}
    return [
        Override(
            override_id(of.article_id, at.start, at.end, "", field), of.article_id, at.start, at.end, sentence.text, "", "",
            field, to_json(value), "", "ann", "missed", NOON,
        )
        for field, value in fields.items()
    ]  # fmt: skip


def commit(data_dir: Path, batch: str, *groups: dict[str, list[Any]], overrides: Sequence[Override] = ()) -> None:
    with Store(data_dir, group=group) as store:
        stage(store.staging(batch), *groups, {"runs": [run(batch, sum(len(g.get("sources", ())) for g in groups))]})
        store.seal(batch)
        store.commit(batch)
        store.correct(overrides)
        store.refresh()


def correct(data_dir: Path, *overrides: Override, undone: Sequence[str] = ()) -> None:
    with Store(data_dir, group=group) as store:
        store.correct(overrides, undone)
        store.refresh()


def read(data_dir: Path, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows(data_dir, sql).to_pylist()]


def in_order(data_dir: Path) -> list[str]:
    return [c.told for c in (*run_checks(data_dir), *run_checks(data_dir, "b1")) if c.offending]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("dead", 12, ""), ("dead", None, ""), ("dead", -1, "fewer"), ("dead", "12", "whole number"),
        ("dead", True, "whole number"),
        ("dead", 1.5, "whole number"), ("dead", 2**63, "too large"), ("dead", 2**63 - 1, ""), ("type", "ASSAULT", ""),
        ("type", None, "text"), ("mode", None, ""), ("mode", 3, "text"), ("factuality", "denied", ""),
        ("factuality", "sure", "asserted, negated"), ("historical", True, ""), ("historical", 1, "true or false"),
        ("actors", (), ""), ("actors", (party(),), ""), ("actors", None, "not what"), ("actors", party(), "not what"),
        ("actors", (party(sector="ARMY"),), "no sector"), ("actors", [{"name": "x"}], "a Party has"), ("place", None, ""),
        ("place", place(), ""), ("place", "Homs", "not what"), ("date_start", DAY, ""),
        ("date_start", "2021-13-01", "a day like"),
        ("date_start", 20210503, "a day like"), ("score", 3, ""), ("score", 11, "between"), ("score", float("nan"), "between"),
        ("quad", "MX", ""), ("quad", "XX", "VC, MC"), ("checked", True, ""), ("checked", False, "`checked` holds"),
        ("checked", {"dead": 3}, ""), ("checked", {"deads": 3}, "`checked` holds"), ("left_out", True, ""),
        ("left_out", "yes", "true or false"), ("event_id", "x", "known are type, mode"), ("confidence", 1.0, "known are"),
        ("added", Found(span("shelled"), span(TEXT[:46])), ""), ("added", True, "not what"),
    ],
)  # fmt: skip
def test_what_can_be_said(field: str, value: Any, problem: str) -> None:
    if problem:
        with pytest.raises(ValueError, match=re.escape(problem)):
            read_value(field, to_json(value))
    else:
        assert read_value(field, to_json(value)) == ({} if value is True and field == CHECKED else value)


@pytest.mark.parametrize("text", ["", "{", "nan nan", "[" * 100_000])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match="no JSON"):
        read_value("dead", text)


def told(n: int, at: str = "shelled", **changes: Any) -> Event:
    return event(ONE, n, trigger=span(at), **changes)


A, B = told(0), told(1, rule_id="assault.other")
LONGER, APART, OTHER_ARTICLE = told(2, "shelled the harbour"), told(3, "denied"), event(article(2), 4)


@pytest.mark.parametrize(
    ("coded", "wanted"),
    [
        ((A,), A),  # as it was
        ((B, A), A),  # two of one trigger: the id tells
        ((B,), B),  # another rule tells it now
        ((told(7), B), told(7)),  # another id, the rule tells
        ((LONGER,), LONGER),  # a longer trigger
        ((replace(LONGER, rule_id="x"), B), B),  # the nearer of two
        ((replace(A, type="PROTEST", event_id="new"),), replace(A, type="PROTEST", event_id="new")),
        ((APART,), None),  # other words of the article
        ((OTHER_ARTICLE,), None),
        ((told(8, "Rebels"),), None),  # the word before
        ((), None),
    ],
)
def test_which_event_is_meant(coded: tuple[Event, ...], wanted: Event | None) -> None:
    settled = settle([override(A, "dead", 99)], {ONE.article_id}, coded)
    assert [b.event_id for b in settled.bindings] == [wanted.event_id if wanted else None]
    assert [(e.event_id, e.dead) for e in settled.events] == ([(wanted.event_id, 99)] if wanted else [])


def test_two_events_of_one_trigger_keep_their_own() -> None:
    said = [override(A, "dead", 1), override(B, "dead", 2)]
    both = settle(said, {ONE.article_id}, [A, B])
    assert {e.event_id: e.dead for e in both.events} == {A.event_id: 1, B.event_id: 2}
    one = settle(said, {ONE.article_id}, [B])
    assert {e.event_id: e.dead for e in one.events} == {B.event_id: 2}, "the other's correction must not take its place"
    assert sorted(b.event_id or "" for b in one.bindings) == ["", B.event_id]


spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda t: Span(t[0], t[0] + t[1], "x"))
coded_events = st.lists(
    st.builds(lambda n, at, rule: event(ONE, n, rule_id=rule, trigger=at), st.integers(0, 9), spans, st.sampled_from("ab")),
    max_size=6, unique_by=lambda e: e.event_id,
)  # fmt: skip


@given(coded_events, coded_events, st.randoms())
def test_no_event_is_corrected_twice_and_order_is_nothing(was: list[Event], now: list[Event], chance: Any) -> None:
    said = [override(e, "dead", n) for n, e in enumerate(was)]
    shuffled, mixed = list(said), list(now)
    chance.shuffle(shuffled)
    chance.shuffle(mixed)
    first, again = settle(said, {ONE.article_id}, now), settle(shuffled, {ONE.article_id}, mixed)
    assert sorted(first.bindings, key=lambda b: b.override_id) == sorted(again.bindings, key=lambda b: b.override_id)
    bound = [b.event_id for b in first.bindings if b.event_id]
    assert len(bound) == len(set(bound))
    same = {e.event_id for e in was} & {e.event_id for e in now if e in was}
    assert same <= set(bound), "an event that is coded as it was keeps its correction"


@pytest.mark.parametrize(
    ("field", "value", "quantities"),
    [("dead", 15, 0), ("dead", None, 0), ("dead", 12, 1), ("injured", 3, 1), ("place", None, 1), ("actors", (), 1)],
)
def test_a_count_that_was_wrong_is_not_told_by_its_words_either(field: str, value: Any, quantities: int) -> None:
    found = corrected(SHELLED, [override(SHELLED, field, value)])
    assert found is not None
    assert getattr(found, field) == value
    assert len(found.quantities) == quantities
    assert [w.reason for w in found.reasons if w.field == field] == ["corrected by ann: the text says so"]
    assert replace(found, **{field: getattr(SHELLED, field)}, quantities=(), reasons=()) == replace(
        SHELLED, quantities=(), reasons=()
    )


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two articles that tell one incident: 12 dead says the one, 14 the other."""
    commit(tmp_path, "b1", rows_of(ONE), rows_of(article(2), [event(article(2), dead=14)]))
    return tmp_path


def incident(data_dir: Path) -> list[tuple[Any, ...]]:
    return read(data_dir, "SELECT reports, dead_low, dead_high FROM incidents ORDER BY ALL")


def test_a_correction_is_seen_everywhere(two: Path) -> None:
    assert incident(two) == [(2, 12, 14)]
    correct(two, override(SHELLED, "dead", 14), override(SHELLED, "actors", (party("Marines", "KAR", "MIL"),)))
    assert read(two, f"SELECT dead FROM events WHERE event_id = '{SHELLED.event_id}'") == [(14,)]
    assert read(two, "SELECT DISTINCT dead FROM stored.events ORDER BY 1") == [(12,), (14,)]
    assert read(two, "SELECT actor FROM event_dyads WHERE actor = 'Marines'") == [("Marines",)]
    assert [r["dead_high"] for r in run_report(two, "places").to_pylist()] == [14]
    assert in_order(two) == []


def test_correcting_dead_moves_the_range(two: Path) -> None:
    correct(two, override(SHELLED, "dead", 14))
    assert incident(two) == [(2, 14, 14)]
    correct(two, override(SHELLED, "dead", 3))
    assert incident(two) == [(2, 3, 14)]
    correct(two, undone=[override(SHELLED, "dead", 3).override_id])
    assert incident(two) == [(2, 12, 14)]
    assert read(two, "SELECT count(*) FROM overrides") == [(0,)]


def test_what_is_left_out_is_out(two: Path) -> None:
    correct(two, override(SHELLED, LEFT_OUT, True), override(SHELLED, "dead", 14))
    assert incident(two) == [(1, 14, 14)]
    for view in ("events", "text_events", "event_parties", "evidence"):
        assert read(two, f"SELECT count(*) FROM {view} WHERE event_id = '{SHELLED.event_id}'") == [(0,)], view
    assert read(two, "SELECT count(*) FROM stored.events") == [(2,)]
    assert in_order(two) == []


def test_an_event_that_was_missed(two: Path) -> None:
    rows_ = addition(ONE, "denied", type="REJECT", date_start=DAY, date_end=DAY, place=place())
    correct(two, *rows_)
    found = read(
        two,
        "SELECT event_id, type, trigger.text AS words, sentence.text AS told, rule_id, dead FROM events WHERE type = 'REJECT'",
    )
    assert found == [(added_id(rows_[0]), "REJECT", "denied", "Velia denied it.", "", None)]
    assert read(two, "SELECT count(*) FROM incidents WHERE type = 'REJECT'") == [(1,)]
    assert in_order(two) == []
    correct(two, *addition(ONE, "denied", type="ACCUSE"))
    assert read(two, "SELECT event_id FROM events WHERE type = 'ACCUSE'") == [(added_id(rows_[0]),)]


def test_the_coder_finds_what_was_missed(two: Path) -> None:
    correct(two, *addition(ONE, "denied", type="REJECT", dead=7))
    here = replace(ONE, batch_id="b2")
    found = event(
        here, 5, type="REJECT", quad="VX", score=-2.0, trigger=span("denied it"), dead=None, sentence=span("Velia denied it.")
    )
    other = replace(found, event_id="z" * 20, type="ACCUSE")
    commit(two, "b2", rows_of(here, [event(here), found, other]))
    assert read(two, "SELECT event_id, type, dead FROM events WHERE trigger.text = 'denied it' ORDER BY type DESC") == [
        (found.event_id, "REJECT", 7), (other.event_id, "ACCUSE", None),
    ]  # fmt: skip
    assert in_order(two) == []


def test_a_new_coding_keeps_the_correction(two: Path) -> None:
    """The same words, coded as another type under another id; then not at all; then as at first."""
    correct(two, override(SHELLED, "dead", 99), override(SHELLED, CHECKED, snapshot(SHELLED)))
    here = replace(ONE, batch_id="b2")
    again = replace(event(here, 9), type="COERCE", score=-7.0, rule_id="coerce.x", trigger=span("shelled the harbour"))
    commit(two, "b2", rows_of(here, [again]))
    assert read(two, "SELECT event_id, type, dead FROM events WHERE dead = 99") == [(again.event_id, "COERCE", 99)]
    assert run_report(two, "overrides_unbound").num_rows == 0
    gone = replace(ONE, batch_id="b3")
    commit(two, "b3", rows_of(gone, [event(gone, 10, trigger=span("denied"))]))
    assert read(two, "SELECT count(*) FROM events WHERE dead = 99") == [(0,)]
    told_ = run_report(two, "overrides_unbound").to_pylist()
    assert [(r["field"], r["event_id"], r["why"]) for r in told_] == [
        ("checked", SHELLED.event_id, "nothing is told in these words any more"),
        ("dead", SHELLED.event_id, "nothing is told in these words any more"),
    ]
    assert in_order(two) == []
    back = replace(ONE, batch_id="b4")
    commit(two, "b4", rows_of(back))
    assert read(two, "SELECT event_id FROM events WHERE dead = 99") == [(SHELLED.event_id,)]


def test_a_newer_version_of_the_article(two: Path) -> None:
    newer = article(3, "b2")
    old = replace(ONE, batch_id="b2", superseded_by=newer.article_id)
    correct(two, override(SHELLED, "dead", 99), *addition(ONE, "denied", type="REJECT"))
    commit(two, "b2", rows_of(old), rows_of(newer))
    assert read(two, "SELECT count(*) FROM events WHERE dead = 99 OR type = 'REJECT'") == [(0,)]
    assert {r["why"] for r in run_report(two, "overrides_unbound").to_pylist()} == {"a newer version of the article is there"}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (override(SHELLED, "dead", "many"), "whole number"),
        (override(SHELLED, "nonsense", 1), "cannot be corrected"),
        (override(SHELLED, "dead", 1, end=3), "names no words"),
        (override(SHELLED, "dead", 1, value="{"), "no JSON"),
    ],
)
def test_what_cannot_be_applied_is_named_and_harms_nothing(two: Path, wrong: Override, problem: str) -> None:
    correct(two, wrong, override(event(article(2)), "dead", 13))
    assert incident(two) == [(2, 12, 13)]
    for batch in (None, "b1"):
        (found,) = (c for c in run_checks(two, batch) if c.offending)
        assert found.name == "overrides"
        assert problem in found.told


def test_a_correction_outlives_its_article(two: Path) -> None:
    """It may come back with its file."""
    correct(two, override(SHELLED, "dead", 1, article_id="nowhere"))
    assert [c.told for c in run_checks(two) if c.offending] == []
    assert {r["why"] for r in run_report(two, "overrides_unbound").to_pylist()} == {"the article is gone"}


ODD = ("[bold]x[/]", "\u202egnp", "{curly} {0}", "$1", "\\", '"', "\ud7ff")


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE events; --", "\x1b[31mred", "=cmd()", *(pytest.param(t, marks=pytest.mark.long) for t in ODD)]
)
def test_values_are_text_and_nothing_else(two: Path, text: str) -> None:
    odd = party(text, "KAR", "MIL")
    correct(two, override(SHELLED, "actors", (odd,), reviewer=text, reason=text))
    assert read(two, f"SELECT actors[1].name FROM events WHERE event_id = '{SHELLED.event_id}'") == [(text,)]
    assert read(two, "SELECT reviewer, reason FROM corrections") == [(text, text)]
    assert in_order(two) == []


def sql_of_events(data_dir: Path) -> str:
    (found,) = read(data_dir, "SELECT sql FROM duckdb_views() WHERE view_name = 'events' AND schema_name = 'main'")
    return str(found[0])


def test_without_corrections_a_query_reads_what_it_always_read(two: Path) -> None:
    before = sql_of_events(two)
    assert "corrected_events" not in before
    row = override(SHELLED, "dead", 3)
    correct(two, row)
    assert "corrected_events" in sql_of_events(two)
    correct(two, undone=[row.override_id])
    assert sql_of_events(two).count("UNION") == before.count("UNION") == 0


def test_what_was_written_before_a_kill_is_published_by_the_next_writer(two: Path) -> None:
    with Store(two, group=group) as store:
        store.correct([override(SHELLED, "dead", 3)])
    assert incident(two) == [(2, 12, 14)]
    with Store(two, group=group) as store:
        assert store.refresh()
    assert incident(two) == [(2, 3, 14)]


def test_a_mark_of_approval_computes_nothing_anew(two: Path) -> None:
    with Store(two, group=group) as store:
        version = store.state("incidents").version
        store.correct([override(SHELLED, CHECKED, snapshot(SHELLED))])
        assert store.refresh()
        assert store.state("incidents").version == version
        store.correct([override(SHELLED, "dead", 2)])
        assert store.refresh()
        assert store.state("incidents").version > version
        assert not store.refresh()


def agreement(data_dir: Path, **given: Any) -> dict[tuple[str, str, str], tuple[int, int]]:
    found = run_report(data_dir, "agreement", **given).to_pylist()
    return {(r["field"], r["type"], r["band"]): (r["reviewed"], r["coder_right"]) for r in found}


def test_agreement(two: Path) -> None:
    other = event(article(2), dead=14)
    correct(
        two, override(SHELLED, "dead", 99), override(SHELLED, CHECKED, snapshot(replace(SHELLED, dead=99))),
        override(other, "dead", 14), override(other, "mode", "aerial"), *addition(ONE, "denied", type="REJECT"),
    )  # fmt: skip
    found = agreement(two)
    band = "0.8 to 1.0"
    assert found["event", "ASSAULT", band] == (2, 2)
    assert found["dead", "ASSAULT", band] == (2, 1)
    assert found["mode", "ASSAULT", band] == (2, 1)
    assert found["actors", "ASSAULT", band] == (1, 1)
    assert found["event", "REJECT", "missed"] == (1, 0)
    assert not any(field in ("quad", "score", "checked") for field, _, _ in found)
    assert {type_ for _, type_, _ in agreement(two, type="reject")} == {"REJECT"}
    correct(two, override(other, LEFT_OUT, True))
    assert agreement(two)["event", "ASSAULT", band] == (2, 1)
    assert agreement(two)["mode", "ASSAULT", band] == (1, 1)


def test_agreement_is_with_the_coder_of_today(two: Path) -> None:
    correct(two, override(SHELLED, "dead", 99), override(SHELLED, CHECKED, snapshot(replace(SHELLED, dead=99))))
    here = replace(ONE, batch_id="b2")
    commit(two, "b2", rows_of(here, [event(here, dead=99, date_end=DAY + timedelta(1))]))
    found = agreement(two)
    assert found["dead", "ASSAULT", "0.8 to 1.0"] == (1, 1)
    assert found["date_end", "ASSAULT", "0.8 to 1.0"] == (1, 0)


@pytest.mark.long
def test_housekeeping_keeps_corrections(two: Path) -> None:
    for n in range(10):
        correct(two, override(SHELLED, "dead", n), override(SHELLED, "injured", n))
    with Store(two, group=group) as store:
        compact(store, at_least=2)
        vacuum(store, 0)
    assert read(two, "SELECT field, value FROM overrides ORDER BY field") == [("dead", "9"), ("injured", "9")]
    assert incident(two) == [(2, 9, 14)]


def test_what_is_left_out_and_taken_back_stands_in_one_incident_or_none(two: Path) -> None:
    """Each correction makes the same article's incidents anew, also where no row of theirs is added."""
    told = read(two, "SELECT event_id FROM incident_events ORDER BY 1")
    left_out, missed = override(SHELLED, LEFT_OUT, True), addition(ONE, "denied", type="REJECT")
    for new, undone, there in (
        (missed, (), 1), ([left_out], (), 0), ((), [o.override_id for o in missed], -1), ((), [left_out.override_id], 0),
        ([left_out], (), -1), ((), [left_out.override_id], 0),
    ):  # fmt: skip
        correct(two, *new, undone=undone)
        assert in_order(two) == []
        assert len(read(two, "FROM incident_events")) == len(told) + there
    assert read(two, "SELECT event_id FROM incident_events ORDER BY 1") == told
