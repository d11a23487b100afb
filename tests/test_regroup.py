"""What is stored of incidents once some articles have changed: what joins, what gives way, and where former ids lead."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.ids import content_id
from schemas.incidents import IncidentAlias
from tasks.compare.incidents import Grouped
from tasks.compare.regroup import Changes, Known, changes
from tasks.compare.telling import Telling
from tests.test_compare import FRI, JUBA, LODWAR, MARCH, MARKET, MINE, MON, TALK, TALKS, TUE, act, out

STOCK: Mapping[str, Telling] = {
    "market": act(MARKET, article="m1", dead=17, place=LODWAR, **out(TUE)),
    "market again": act(MARKET, article="m2", dead=17, place=LODWAR, **out(FRI)),
    "market, earlier": act(MARKET, article="m0", dead=14, place=LODWAR, **out(MON)),
    "market, undated": act(MARKET, article="m3", place=LODWAR),
    "elsewhere": act(MARKET, article="j1", dead=2, place=JUBA, **out(MON)),
    "mine": act(MINE, "went", article="x1", **out(MON)),
    "march": act(MARCH, "marched", article="p1", type="PROTEST", rule="protest.demo", quad="MX", **out(MON)),
    "talks": act(TALKS, "sat", article="t1", **TALK, **out(TUE)),
}
State = dict[str, Known]


def ids(*names: str) -> set[str]:
    return {STOCK[name].event_id for name in names}


def key(name: str) -> str:
    """The id of an incident whose earliest report this is."""
    return content_id(STOCK[name].event_id)


def known(group: Grouped, batch: str) -> Known:
    events = sorted((replace(e, batch_id=batch) for e in group.events), key=lambda e: e.event_id)
    return Known(replace(group.incident, batch_id=batch), events, (batch,))


def stored(found: Changes, before: State, batch: str) -> State:
    """The state after a batch, as readers see it."""
    gone = {row.incident_id for row in found.retired}
    fresh = {g.incident.incident_id: known(g, batch) for g in found.groups}
    assert not fresh.keys() & (before.keys() - gone), "what is stored anew was retired"
    return {k: v for k, v in before.items() if k not in gone} | fresh


def bring(state: State, present: Sequence[str], new: Sequence[str], former: Sequence[IncidentAlias] = ()) -> Changes:
    tellings = [STOCK[name] for name in (*present, *new)]
    return changes(tellings, state, ids(*present), former)


def groups(state: State) -> set[frozenset[str]]:
    return {frozenset(one.reports) for one in state.values()}


def rows(state: State) -> dict[str, Known]:
    """Whatever batch wrote them."""
    return {k: Known(replace(v.incident, batch_id=""), [replace(e, batch_id="") for e in v.events]) for k, v in state.items()}


def first(*names: str) -> State:
    return stored(bring({}, (), names), {}, "one")


def test_a_report_joins_an_incident_which_keeps_its_name() -> None:
    before = first("market", "elsewhere")
    found = bring(before, ("market", "elsewhere"), ("market again",))
    assert [r.incident_id for r in found.retired] == [key("market")]
    assert (found.retired[0].written_by, found.aliases) == ("one", [])
    after = stored(found, before, "two")
    assert groups(after) == {frozenset(ids("market", "market again")), frozenset(ids("elsewhere"))}
    assert after.keys() == {key("market"), key("elsewhere")}


def test_an_earlier_report_gives_its_name_and_the_former_one_leads_there() -> None:
    before = first("market", "market again")
    found = bring(before, ("market", "market again"), ("market, earlier",))
    assert found.aliases == [IncidentAlias(key("market"), key("market, earlier"))]
    assert stored(found, before, "two").keys() == {key("market, earlier")}


def test_what_led_to_a_former_name_leads_to_the_present_one() -> None:
    before = first("market", "market again")
    found = bring(before, ("market", "market again"), ("market, earlier",), [IncidentAlias("old", key("market"))])
    assert {(a.alias, a.incident_id) for a in found.aliases} == {
        (key("market"), key("market, earlier")), ("old", key("market, earlier")),
    }  # fmt: skip


def test_two_incidents_turn_out_to_be_one() -> None:
    one, other = first("market"), first("market again")
    before = one | other
    found = changes([STOCK[n] for n in ("market", "market again", "market, undated")], before, ids("market", "market again"))
    assert groups(stored(found, before, "two")) == {frozenset(ids("market", "market again", "market, undated"))}
    assert found.aliases == [IncidentAlias(key("market again"), key("market"))]


def test_an_id_that_is_an_incident_again_leads_nowhere_else() -> None:
    """Or what its incident leads to later might lead back to it."""
    before = first("market", "market again")
    former = [IncidentAlias(key("elsewhere"), key("market"))]
    found = bring(before, ("market", "market again"), ("elsewhere",), former)
    assert found.aliases == [IncidentAlias(key("elsewhere"), key("elsewhere"))]
    after = stored(found, before, "two")
    assert bring(after, ("market", "market again", "elsewhere"), (), found.aliases).aliases == []


def test_a_report_that_is_gone_leaves_the_others_and_the_name_leads_to_them() -> None:
    before = first("market", "market again")
    found = changes([STOCK["market again"]], before, ids("market again"))
    assert found.aliases == [IncidentAlias(key("market"), key("market again"))]
    assert groups(stored(found, before, "two")) == {frozenset(ids("market again"))}


def test_where_nothing_is_left_the_incident_is_retired_and_leads_nowhere() -> None:
    found = changes([], first("mine"), set())
    assert ([r.incident_id for r in found.retired], found.groups, found.aliases) == ([key("mine")], [], [])


@pytest.mark.parametrize("settled", [ids("market", "elsewhere"), set[str]()], ids=["nothing changed", "all made anew"])
def test_where_nothing_is_told_otherwise_nothing_is_stored(settled: set[str]) -> None:
    found = changes([STOCK["market"], STOCK["elsewhere"]], first("market", "elsewhere"), settled)
    assert found == Changes([], [], [])


def test_rows_that_stand_twice_are_replaced_by_one() -> None:
    before = first("market")
    twice = {k: replace(v, written_by=("one", "two")) for k, v in before.items()}
    found = changes([STOCK["market"]], twice, ids("market"))
    assert [(r.incident_id, r.written_by) for r in found.retired] == [(key("market"), "one"), (key("market"), "two")]
    assert len(found.groups) == 1


def test_a_report_that_tells_otherwise_has_its_incident_told_otherwise() -> None:
    before = first("market", "market again")
    corrected = replace(STOCK["market again"], counts={"dead": (21.0, 21.0)})
    found = changes([STOCK["market"], corrected], before, ids("market"))
    assert [(g.incident.dead_low, g.incident.dead_high) for g in found.groups] == [(17, 21)]
    assert [r.incident_id for r in found.retired] == [key("market")]


@settings(max_examples=30, deadline=None)
@given(st.permutations(sorted(STOCK)), st.lists(st.integers(1, 3), min_size=8, max_size=8))
def test_made_anew_it_does_not_depend_on_what_came_first(order: list[str], sizes: list[int]) -> None:
    state: State = {}
    present: list[str] = []
    for number, size in enumerate(sizes):
        new, order = order[:size], order[size:]
        state = stored(bring(state, present, new), state, f"b{number}")
        present += new
        told = [report for one in state.values() for report in one.reports]
        assert sorted(told) == sorted(ids(*present)), "each report is in one incident"
    anew = stored(changes([STOCK[name] for name in present], state, set()), state, "anew")
    whole = first(*sorted(STOCK))
    assert rows(anew) == rows(whole)
    assert changes([STOCK[name] for name in present], anew, set()) == Changes([], [], [])
