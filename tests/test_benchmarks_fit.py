"""Fitting: what is learnt are numbers, the surer are the righter, and the file that is written can be read."""

import random
import tomllib
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import check_grad

from benchmarks import stories
from benchmarks.fit_confidence import SURE, Sample, as_toml, fit, margin, reliability
from benchmarks.fit_factuality import Sample as Reading
from benchmarks.fit_factuality import as_toml as factuality_toml
from benchmarks.fit_factuality import chain, compose, cross_validated, design, loss, predict, with_weights
from benchmarks.fit_factuality import fit as fit_factuality
from lexicon.factuality import Weight, cues, default_weight, weight_keys, weights
from tasks.annotate import Annotated
from tasks.text import MappedText


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


PLANTED = {"not.verb": (-0.9, 0.5, -0.2), "may.modal": (0.2, -0.3, 0.1), "base.past": (0.9, -0.8, 0.3)}


def readings(count: int) -> list[Reading]:
    """Predicates read as the planted numbers say; three to a sentence."""
    dice = random.Random(7)
    lexicon = with_weights({key: Weight(*numbers) for key, numbers in PLANTED.items()})
    found = []
    for n in range(count):
        over = [cue for cue in (("may", "modal"), ("not", "verb")) if dice.random() < 0.5]
        bare = Reading((*over, ("base", "past")), 0.0, f"sentence {n // 3}")
        found.append(replace(bare, certainty=float(predict([bare], lexicon)[0])))
    return found


def test_planted_numbers_of_factuality_are_found() -> None:
    found = readings(600)
    fitted = fit_factuality(found, 0.01)
    assert set(fitted) == set(PLANTED)
    assert predict(found, with_weights(fitted)) == pytest.approx([s.certainty for s in found], abs=0.03)
    assert fitted["may.modal"].affirmed == pytest.approx(0.2, abs=0.1)
    assert fitted["not.verb"].affirmed == pytest.approx(-0.9, abs=0.1)
    assert cross_validated(found, 0.01) == pytest.approx([s.certainty for s in found], abs=0.05)


def test_what_is_seen_little_stays_near_the_plain_numbers() -> None:
    plain = default_weight(cues().signatures["not"])
    few, many = (fit_factuality(readings(count), 10.0)["not.verb"] for count in (30, 3000))
    assert abs(few.affirmed - plain.affirmed) < abs(many.affirmed - plain.affirmed)
    assert few.negated == many.negated == plain.negated  # never seen in a negated context


def test_rare_slots_share_the_numbers_of_their_class() -> None:
    found = [*readings(60), Reading((("not", "noun"), ("base", "past")), -1.0, "sentence")]
    assert set(design(found).keys) == {*PLANTED, "not"}


def test_many_at_once_are_composed_as_one_by_one_and_the_gradient_is_right() -> None:
    data = design(readings(40))
    numbers = np.random.default_rng(7).uniform(-0.9, 0.9, data.plain.size)
    lexicon = with_weights({k: Weight(*w) for k, w in zip(data.keys, numbers.reshape(-1, 3), strict=True)})
    assert compose(numbers.reshape(-1, 3), data.chains)[-1] == pytest.approx(predict(readings(40), lexicon))
    assert check_grad(lambda x: loss(x, data, 3.0)[0], lambda x: loss(x, data, 3.0)[1], numbers) < 1e-3


def test_written_numbers_of_factuality_can_be_read_and_all_keys_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = fit_factuality(readings(60), 3.0)
    monkeypatch.setattr("lexicon.factuality.read_toml", lambda name: tomllib.loads(factuality_toml(fitted)))
    found = weights(cues().signatures)
    assert list(found) == sorted(fitted)
    assert all(found[key].affirmed == pytest.approx(fitted[key].affirmed, abs=0.0051) for key in fitted)
    assert {key for cue in (("may", "modal"), ("not", "verb"), ("base", "past")) for key in weight_keys(*cue)} >= set(found)


def test_a_target_is_read_off_the_predicate_that_fits_it_best(parse: Callable[..., Annotated]) -> None:
    annotated = parse("Police may not have fired.")
    start = annotated.article.text.index("fired")
    offsets = MappedText.of(annotated.article.text)
    found = chain(annotated, offsets, (start, start + 5))
    assert [name for name, _ in found] == ["may", "not", "base"]
    assert all(name in cues().signatures for name, _ in found)
    assert chain(annotated, offsets, (0, 3)) == ()  # "Pol" is in no predicate


def test_story_figures_and_the_file_of_story_weights() -> None:
    precision, recall = stories.b_cubed(list("aabb"), list("xxxy"))
    assert precision.tolist() == pytest.approx([2 / 3, 2 / 3, 1 / 3, 1])
    assert recall.tolist() == [1, 1, 0.5, 0.5]
    written = tomllib.loads(stories.as_toml(stories.StoryModel(-1.5, {"words": 2.0}, 0.3)))
    assert written == {"least": 0.3, "intercept": -1.5, "weights": {"words": 2.0}}


def test_story_weights_are_learnt_from_the_given_articles() -> None:
    texts = [f"{town} mill rubble owner {town} charged" for town in ("Dorvane", "Oruma", "Kessary", "Lomund") for _ in range(4)]
    docs = [{"title": text[:12], "text": text} for text in texts]
    towns = [text.split()[0] for text in texts]
    gold = stories.as_gold("made", docs, [None] * len(docs), towns, towns)
    model = stories.fit([gold], [np.ones(len(docs), dtype=bool)])
    precision, recall = stories.b_cubed(gold.story, stories.grouped(gold, stories.likely(gold, model), model.least))
    assert stories.f1(precision, recall) == 1
    assert model.weights["words"] > 0
