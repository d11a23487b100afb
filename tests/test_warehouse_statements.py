"""Who says what of one happening: accounts, pairs of them, and the timeline."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.tables import Article, Event, Quote
from tests.incidents import group
from tests.warehouse_rows import DAY, TEXT, article, event, party, place, rows_of, span, stage
from warehouse.query import rows, run_report
from warehouse.store import Store

ARMY, REBELS, MAYOR = party("Army"), party("Front", "VEL", "REB"), party("Mira Sool", "VEL", "GOV")
ELSEWHERE = {"place": replace(place("Tressin"), geonameid=2, text="Tressin", lat=-30.0, lon=-70.0)}  # far away


def asked(data_dir: Path, sql: str, *told: tuple[Article, Event], quotes: list[Quote] | None = None) -> list[dict[str, Any]]:
    """The answer of a warehouse that holds these reports."""
    with Store(data_dir, group=group) as store:
        articles = {a.article_id: a for a, _ in told}
        held = {"articles": list(articles.values()), "events": [e for _, e in told], "quotes": quotes or []}
        stage(store.staging("b1"), held)
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    return rows(data_dir, sql).to_pylist()


def report(n: int, *by: Any, denied_by: tuple[Any, ...] = (), **changes: Any) -> tuple[Article, Event]:
    of = article(n)
    fate = {"factuality": "denied"} if denied_by else {}
    return of, event(of, n, attributed_to=by, denied_by=denied_by, **fate, **changes)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([report(1, ARMY), report(2, REBELS)], ["Army says, Front says: agree"], id="agree"),
        pytest.param([report(1, ARMY), report(2, REBELS, dead=30)], ["Army says, Front says: differ"], id="other-numbers"),
        pytest.param([report(1, ARMY), report(2, REBELS, dead=None)], ["Army says, Front says: agree"], id="a-number-untold"),
        pytest.param([report(1, ARMY), report(2, denied_by=(REBELS,))], ["Army says, Front denies: contradict"], id="denied"),
        pytest.param([report(1, ARMY, denied_by=(REBELS,))], ["Army says, Front denies: contradict"], id="in-one-sentence"),
        pytest.param([report(1, ARMY, REBELS)], ["Army says, Front says: agree"], id="in-one-voice"),
        pytest.param([report(1, ARMY), report(2, ARMY)], [], id="the-same-speaker"),
        pytest.param([report(1, ARMY), report(2, ARMY), report(3, REBELS)], ["Army says, Front says: agree"], id="said-twice"),
        pytest.param(
            [report(1, ARMY), report(2, ARMY, dead=30), report(3, REBELS)],
            ["Army says, Front says: agree", "Army says, Front says: differ"],
            id="said-otherwise",
        ),
        pytest.param([report(1, ARMY), report(2, replace(party("He"), entity_id=""))], [], id="nobody-knows-who"),
        pytest.param([report(1, ARMY), report(2)], [], id="the-articles-own-voice"),
        pytest.param([report(1, ARMY), report(2, REBELS, **ELSEWHERE)], [], id="another-happening"),
        pytest.param([report(1, ARMY), report(2, REBELS, factuality="possible")], [], id="a-mere-possibility"),
        pytest.param([report(1, ARMY), report(2, REBELS, factuality="planned")], [], id="a-plan"),
        pytest.param(
            [report(1, ARMY, factuality="possible"), report(2, REBELS, factuality="possible")],
            ["Army says, Front says: agree"],
            id="one-possibility",
        ),
        pytest.param(
            [report(1, ARMY), report(2, REBELS, factuality="negated")], ["Army says, Front denies: contradict"], id="negated"
        ),
        pytest.param(
            [report(1, ARMY), report(2, REBELS), report(3, MAYOR)],
            ["Army says, Front says: agree", "Army says, Mira Sool says: agree", "Front says, Mira Sool says: agree"],
            id="three-speakers",
        ),
    ],
)
def test_pairs(tmp_path: Path, told: list[tuple[Article, Event]], expected: list[str]) -> None:
    found = asked(tmp_path, "FROM statement_pairs", *told)
    named = ["{speaker_1} {stance_1}, {speaker_2} {stance_2}: {relation}".format(**row) for row in found]
    assert sorted(map(unordered, named)) == sorted(map(unordered, expected))


def unordered(pair: str) -> tuple[list[str], str]:
    """Who was published first depends on ids here; but who denies comes last."""
    voices, relation = pair.split(": ")
    return (voices.split(", ") if relation == "contradict" else sorted(voices.split(", ")), relation)


def test_who_was_published_first_comes_first(tmp_path: Path) -> None:
    (late, told), (early, first) = report(1, ARMY), report(2, REBELS)
    early = replace(early, published=DAY - timedelta(1))
    found = asked(tmp_path, "FROM statement_pairs", (late, told), (early, first))
    assert [(row["speaker_1"], row["speaker_2"]) for row in found] == [("Front", "Army")]


def test_a_copy_gives_no_second_account(tmp_path: Path) -> None:
    (first, told), (second, retold) = report(1, ARMY), report(2, REBELS)
    copy = replace(second, copy_of=first.article_id, text_id=first.article_id)
    assert asked(tmp_path, "FROM statement_pairs", (first, told), (copy, retold)) == []


@pytest.mark.parametrize(
    ("speaker", "content", "words", "quoted"),
    [
        pytest.param(
            ARMY,
            "Rebels shelled the harbour of Karsu on Monday",
            "Rebels shelled the harbour of Karsu on Monday",
            True,
            id="own",
        ),
        pytest.param(ARMY, "At least 12 people died", TEXT[:46], False, id="of-another-sentence"),
        pytest.param(REBELS, "Rebels shelled the harbour of Karsu on Monday", TEXT[:46], False, id="of-another-speaker"),
    ],
)
def test_words_of_an_account(tmp_path: Path, speaker: Any, content: str, words: str, quoted: bool) -> None:
    of, told = report(1, ARMY)
    quote = replace(rows_of(of)["quotes"][0], speaker=speaker, content=(span(content),))
    found = asked(tmp_path, "SELECT speaker, words, quote_id FROM accounts", (of, told), quotes=[quote])
    assert [(row["speaker"], row["words"]) for row in found] == [("Army", words)]
    assert (found[0]["quote_id"] is not None) == quoted


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("asserted", 2, False)]),
        (ELSEWHERE, [("asserted", 1, False), ("asserted", 1, False)]),
        (ELSEWHERE | {"factuality": "planned"}, [("asserted", 1, False), ("planned", 1, False)]),
        (ELSEWHERE | {"factuality": "possible"}, [("asserted", 1, False)]),
        ({"factuality": "planned"}, [("asserted", 2, False)]),  # the surest report says what it is
        ({"factuality": "possible"}, [("asserted", 2, False)]),
        ({"factuality": "negated"}, [("asserted", 2, True)]),
        ({"historical": True}, [("asserted", 2, False)]),
        ({"date_start": None, "date_end": None, "time_precision": None}, [("asserted", 2, False)]),
    ],
)
def test_timeline(tmp_path: Path, changes: dict[str, Any], expected: list[tuple[str, int, bool]]) -> None:
    found = asked(tmp_path, "FROM timeline", report(1, ARMY), report(2, REBELS, **changes))
    assert sorted((row["factuality"], row["articles"], row["contested"]) for row in found) == expected


@pytest.mark.parametrize(
    "changes",
    [{"factuality": "possible"}, {"factuality": "negated"}, {"date_start": None, "date_end": None, "time_precision": None}],
)
def test_what_did_not_happen_or_has_no_day_is_on_no_timeline(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert asked(tmp_path, "FROM timeline", report(1, ARMY, **changes)) == []


def test_a_toll_that_is_denied_is_none(tmp_path: Path) -> None:
    (found,) = asked(tmp_path, "FROM timeline", report(1, denied_by=(REBELS,)))
    assert (found["dead_low"], found["contested"]) == (None, True)


def test_the_first_report_tells_the_happening(tmp_path: Path) -> None:
    (late, told), (early, first) = report(1, ARMY, dead=15), report(2, REBELS)
    early = replace(early, published=DAY - timedelta(1))
    (found,) = asked(tmp_path, "FROM timeline", (late, told), (early, first))
    assert (found["event_id"], found["said_by"]) == (first.event_id, ["Front"])
    assert (found["dead_low"], found["dead_high"], found["dead_latest"]) == (12, 15, 15)


def test_of_reports_that_are_unsure_the_first_does_not_tell_the_happening(tmp_path: Path) -> None:
    (late, told), (early, first) = report(1, ARMY), report(2, REBELS, factuality="possible")
    early = replace(early, published=DAY - timedelta(1))
    (found,) = asked(tmp_path, "FROM timeline", (late, told), (early, first))
    assert (found["event_id"], found["said_by"], found["articles"]) == (told.event_id, ["Army"], 2)


def test_ranges_of_a_rising_toll(tmp_path: Path) -> None:
    """What readers see of the figures of three reports, in order of time; those of a mere possibility count for nothing."""
    reports = [report(n, dead=dead) for n, dead in enumerate((14, 19, 17))] + [report(3, dead=99, factuality="possible")]
    told = [(replace(of, published=DAY + timedelta(n)), one) for n, (of, one) in enumerate(reports)]
    (found,) = asked(tmp_path, "FROM incidents", *told)
    assert [found[f"dead_{which}"] for which in ("first", "low", "high", "latest")] == [14, 14, 19, 17]
    (shown,) = run_report(tmp_path, "incidents").to_pylist()
    assert (shown["dead"], shown["reports"], shown["last_report"]) == ("14 to 19, last 17", 4, DAY + timedelta(3))
    (sums,) = run_report(tmp_path, "casualties").to_pylist()
    assert (sums["deadly_incidents"], sums["dead_low"], sums["dead_high"], sums["dead_latest"]) == (1, 14, 19, 17)
