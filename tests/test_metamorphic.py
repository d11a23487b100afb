"""Sentences turned about: at least 95 % of the variants of each transformation change the record exactly as they should."""

from functools import cache

import pytest

from benchmarks.metamorphic.measure import pass_rates
from benchmarks.metamorphic.seeds import load

pytestmark = pytest.mark.long
measured = cache(pass_rates)


@pytest.mark.parametrize("transformation", ["seed", "party-swapped", *load("transformations")])
def test_pass_rate(transformation: str) -> None:
    rates, failed = measured()
    passed, total = rates[transformation]
    shown = [f"{v.text} -- {wrong}" for v, wrong in failed if v.transformation == transformation]
    assert passed / total >= 0.95, "\n".join(shown)
