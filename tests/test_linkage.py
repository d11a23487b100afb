"""Average link: which groups come of chances, from single members and from groups that were there before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.linkage import Link, Meetings, average_link, joins

MOST = 20


def singles(count: int) -> list[tuple[int, ...]]:
    return [(n,) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "chances", "expected"),
    [
        (0, {}, []),
        (3, {}, [[0], [1], [2]]),
        (2, {(0, 1): 0.5}, [[0, 1]]),
        (2, {(0, 1): 0.49}, [[0], [1]]),
        (3, {(0, 1): 0.9, (1, 2): 0.9}, [[0, 1], [2]]),  # 1 is likely with both, 0 and 2 were not compared
        (3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): -0.5}, [[0, 1], [2]]),  # a contradiction
        (3, {(0, 1): 0.8, (1, 2): 0.9, (0, 2): 0.1}, [[0], [1, 2]]),  # the likelier first
        (4, {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.6, (0, 3): 0.6, (1, 2): 0.6, (1, 3): 0.6}, [[0, 1, 2, 3]]),
    ],
)
def test_average_link(count: int, chances: dict[tuple[int, int], float], expected: list[list[int]]) -> None:
    assert average_link(singles(count), chances, 0.5, MOST) == expected


def test_a_large_group_is_judged_by_as_many_as_one_is_compared_with() -> None:
    count = MOST + 60
    near = {(a, b): 0.9 for b in range(count) for a in range(max(0, b - MOST), b)}
    assert average_link(singles(count), near, 0.5, MOST) == [list(range(count))]


def test_articles_meet_where_their_groups_do() -> None:
    met = Meetings(4, {(0, 1): 0.8, (1, 2): 0.4, (0, 2): 0.2}, 0.1, MOST)
    assert (met.of(0, 1), met.of(0, 2), met.of(2, 1)) == (0.8, pytest.approx(0.3), pytest.approx(0.3))
    assert (met.of(0, 3), met.of(3, 2)) == (0.0, 0.0)


@given(st.dictionaries(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] < p[1]), st.floats(0.1, 1)))
def test_a_pair_meets_on_the_first_join_that_holds_both(likeness: dict[Link, float]) -> None:
    met = Meetings(12, likeness, 0.1, MOST)
    for one, other, mean in joins(singles(12), likeness, 0.1, MOST):
        assert all(met.of(a, b) == met.of(b, a) == mean for a in one for b in other)


@pytest.mark.parametrize(
    ("groups", "links", "expected"),
    [
        ([(0, 1), (2,)], {(0, 2): 0.8}, [[0, 1], [2]]),  # 1 and 2 count as 0
        ([(0, 1), (2,)], {(0, 2): 0.8, (1, 2): 0.4}, [[0, 1, 2]]),
        ([(0, 1), (2,), (3,)], {(0, 2): 0.5, (1, 2): 0.5, (2, 3): 0.9}, [[0, 1], [2, 3]]),  # the surest first
        ([(0, 3), (1, 2)], {(0, 3): 0.1, (1, 2): 0.1}, [[0, 3], [1, 2]]),  # they stay together whatever they are
        ([(1, 2), (0,)], {(0, 1): 0.9, (0, 2): 0.9}, [[0, 1, 2]]),
    ],
)
def test_groups_that_were_there_before(
    groups: list[tuple[int, ...]], links: dict[tuple[int, int], float], expected: list[list[int]]
) -> None:
    assert average_link(groups, links, 0.5, MOST) == expected
