"""Fitting: what is learnt are numbers, the surer are the righter, and the file that is written can be read."""

import random
import tomllib

import pytest

from benchmarks.fit_confidence import SURE, Sample, as_toml, fit, margin, reliability


def samples(count: int, noise: float) -> list[Sample]:
    """Events that are right when `good` is high, but for some noise; ten to an article, half of them annotated."""
    dice = random.Random(7)
    found = []
    for n in range(count):
        good = dice.random()
        right = (good > 0.5) != (dice.random() < noise)
        found.append(Sample({"good": good, "idle": dice.random()}, right, f"article {n // 10}", n % 20 < 10))
    return found


def test_the_fit_finds_what_matters() -> None:
    found = samples(600, 0.1)
    model, held_out = fit(found)
    good, idle = model.coef_[0]
    assert good > 5 * abs(idle)
    assert len(held_out) == len(found)
    assert len(reliability(found, held_out, True)) == 7


@pytest.mark.parametrize(("noise", "lowered"), [(0.05, False), (0.4, False)])
def test_the_sure_are_right_as_often_as_they_say(noise: float, lowered: bool) -> None:
    found = samples(600, noise)
    _, held_out = fit(found)
    sunk = margin(found, held_out)
    assert (sunk > 0) is lowered
    sure = [s.right for s, p in zip(found, held_out, strict=True) if p >= SURE]
    assert not sure or sum(sure) / len(sure) >= SURE


def test_overconfidence_is_lowered() -> None:
    found = samples(600, 0.4)
    _, held_out = fit(found)
    boasting = held_out * 0 + 0.9
    assert margin(found, boasting) > 0.8


def test_what_is_written_can_be_read() -> None:
    found = samples(100, 0.1)
    model, _ = fit(found)
    data = tomllib.loads(as_toml(model, ["good", "idle"], 0.5))
    assert set(data["weights"]) == {"good", "idle"}
    assert data["intercept"] == pytest.approx(model.intercept_[0] - 0.5, abs=0.001)
