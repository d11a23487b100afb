"""Sentences turned about: at least 95 % of the variants of each transformation change the record exactly as they should."""

from functools import cache

import pytest

from benchmarks.metamorphic.measure import pass_rates
from benchmarks.metamorphic.seeds import load
from benchmarks.metamorphic.variants import Variant

SETS = ("seeds",)


@cache
def measured(name: str) -> tuple[dict[str, tuple[int, int]], list[tuple[Variant, str]]]:
    return pass_rates(name)


@pytest.mark.parametrize("transformation", ["seed", "party-swapped", *load("transformations")])
@pytest.mark.parametrize("name", SETS)
def test_pass_rate(name: str, transformation: str) -> None:
    rates, failed = measured(name)
    passed, total = rates[transformation]
    shown = [f"{v.text} -- {wrong}" for v, wrong in failed if v.transformation == transformation]
    assert passed / total >= 0.95, "\n".join(shown)
