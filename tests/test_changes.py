"""What counts as a change of an event, and what as another event."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.curation import Change
from schemas.tables import Event
from tasks.batch import Batch
from tasks.changes import changes_between
from tests.warehouse_rows import TEXT, article, event, span

BATCH = Batch("b2", "run-2", Path(), datetime(2021, 5, 3, tzinfo=UTC))
SHELLED = event(article(1))
DENIED = replace(event(article(1), 1), type="REJECT", trigger=span("denied"))


def told(before: Sequence[Event], after: Sequence[Event]) -> list[tuple[str, str, str, str]]:
    """(kind, event, field, value now) of each change."""
    found = list(changes_between(before, after, BATCH))
    assert len({c.change_id for c in found}) == len(found)
    return [(c.kind, c.event_id, c.field, c.after) for c in found]


def as_other(of: Event, **changes: object) -> Event:
    return replace(of, event_id=f"other {changes}", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        pytest.param([SHELLED], [SHELLED], [], id="nothing"),
        pytest.param([SHELLED], [replace(SHELLED, batch_id="b2")], [], id="the-batch-is-no-change"),
        pytest.param([SHELLED], [replace(SHELLED, dead=13)], [("altered", SHELLED.event_id, "dead", "13")], id="a-number"),
        pytest.param([SHELLED], [replace(SHELLED, dead=None)], [("altered", SHELLED.event_id, "dead", "null")], id="none"),
        pytest.param(
            [SHELLED], [replace(SHELLED, mode="aerial", confidence=0.5)],
            [("altered", SHELLED.event_id, "mode", '"aerial"'), ("altered", SHELLED.event_id, "confidence", "0.5")], id="two",
        ),
        pytest.param([SHELLED, DENIED], [SHELLED], [("gone", DENIED.event_id, "", "")], id="gone"),
        pytest.param(
            [SHELLED], [as_other(SHELLED, type="COERCE")],
            [("altered", "other {'type': 'COERCE'}", "type", '"COERCE"')], id="another-type-of-the-same-words",
        ),
    ],
)  # fmt: skip
def test_changes(before: list[Event], after: list[Event], wanted: list[tuple[str, str, str, str]]) -> None:
    assert told(before, after) == wanted


def kinds(before: Sequence[Event], after: Sequence[Event]) -> list[str]:
    return sorted(kind for kind, *_ in told(before, after))


def test_another_trigger_that_overlaps_is_the_same_event_and_one_beside_it_is_not() -> None:
    wider, beside = as_other(SHELLED, trigger=span("shelled the harbour")), as_other(SHELLED, trigger=span("harbour"))
    assert [(k, f) for k, _, f, _ in told([SHELLED], [wider])] == [("altered", "trigger")]
    assert kinds([SHELLED], [beside]) == ["added", "gone"]


def test_of_several_nobody_says_which_is_which() -> None:
    one, two = as_other(SHELLED, type="COERCE"), as_other(SHELLED, type="THREATEN")
    assert kinds([SHELLED], [one, two]) == ["added", "added", "gone"]
    assert kinds([one, two], [SHELLED]) == ["added", "gone", "gone"]
    assert kinds([SHELLED, DENIED], [one, DENIED]) == ["altered"], "what stays is no rival"


def test_what_came_and_went_says_what_it_was() -> None:
    (came,) = changes_between([], [SHELLED], BATCH)
    (went,) = changes_between([SHELLED], [], BATCH)
    assert json.loads(came.after)["trigger"] == "shelled" == json.loads(went.before)["trigger"]
    assert (came.before, went.after) == ("", "")
    assert went == Change(
        went.change_id, SHELLED.article_id, SHELLED.event_id, "gone", "ASSAULT", "", went.before, "", TEXT[:46], "run-2", "b2"
    )


def of_kind(n: int, kind: str, dead: int) -> Event:
    """As the ids of events have it: another id has another type or trigger. All triggers overlap."""
    of = event(article(1), n)
    return replace(of, type=kind, dead=dead, event_id=f"{n} {kind}", trigger=replace(of.trigger, end=of.trigger.end + n))


EVENTS = st.lists(
    st.builds(of_kind, st.integers(0, 3), st.sampled_from(["ASSAULT", "COERCE"]), st.integers(0, 2)),
    unique_by=lambda e: e.event_id, max_size=6,
)  # fmt: skip


@given(EVENTS, EVENTS)
def test_every_event_is_accounted_for(before: list[Event], after: list[Event]) -> None:
    """Gone and altered are of the old ones, added and altered of the new; what is in neither is equal in both."""
    found = list(changes_between(before, after, BATCH))
    old, new = {e.event_id for e in before}, {e.event_id for e in after}
    gone = {c.event_id for c in found if c.kind == "gone"}
    came = {c.event_id for c in found if c.kind == "added"}
    moved = {c.event_id for c in found if c.kind == "altered"} - old
    assert gone <= old - new
    assert came | moved == new - old
    assert not came & moved
    assert len(gone) + len(moved) == len(old - new)
    same = (old & new) - {c.event_id for c in found}
    assert {e for e in before if e.event_id in same} == {e for e in after if e.event_id in same}
