"""Fits the numbers of lexicon/factuality_weights.toml to crowd readings. Only numbers are learnt: no word of the gold is kept.

    python -m benchmarks.fit_factuality            # shows what the fit would give, on held-out sentences
    python -m benchmarks.fit_factuality --write    # writes lexicon/factuality_weights.toml

A reading is a sentence's predicate with its mean certainty, -3 to 3 (UW corpus of event factuality, Lee et al. 2015). What is
fitted is the very composition that `tasks/extract/factuality/judge.py` computes: three numbers a key of the lexicon, found by
the product's own scopes and its own look-up, so that keys cannot drift. Loss: absolute error, smooth at nought, with a square
beside it so that far misses count more; readings below nought are rare and weigh more; a quadratic pull keeps what was seen
little near the plain numbers of its class, as strong as cross validation over sentences of the training file says. L-BFGS-B
(scipy) within -1..1. The development file is only reported on; sentences that both files have are left out of the fit.

Use `--write` only if the figures of the development file improve and the scorer's for the training file do not fall. What is
shipped was found by the same method and plain gradient descent; a new fit gives the same figures within noise.
"""

import argparse
import importlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from benchmarks.fit_confidence import Json, read
from benchmarks.floors import shared_folder
from lexicon.factuality import NUMBERS, Cues, Weight, cues, default_weight, weight_keys
from schemas.raw import RawArticle
from schemas.settings import Settings, load_settings
from tasks.annotate import Annotated, annotate
from tasks.contract import is_ours
from tasks.extract.factuality.eventive import is_predicate
from tasks.extract.factuality.judge import SCALE
from tasks.extract.factuality.scope import scope
from tasks.normalize import Normalized, normalize
from tasks.read.readers import read_record
from tasks.text import MappedText

TARGET = Path(__file__).parent.parent / "lexicon" / NUMBERS
PULLS = (1.0, 3.0, 10.0)  # towards the plain numbers, in readings
FOLDS = 4
SEEN = 8  # predicates under a slot of a class for it to have numbers of its own
NEGATIVE = -1 / SCALE  # certainty from which on a reading counts as negated, as for the scorer
EXTRA = 1.5  # weight of such readings
SMOOTH = 0.03  # errors below this count less than linearly
SQUARE = 0.25  # share of the squared error
HEAD = """# Certainty (-1 to 1) of what a cue governs if the cue itself is certain to hold, certain not to hold, or unknown.
# Keys: class.slot of factuality.toml; a class alone stands for its other slots. Fitted to crowd readings on the scale -3..3
# (University of Washington factuality corpus, training part; Lee et al. 2015), shrunk towards the plain numbers of each class.
# Written by `python -m benchmarks.fit_factuality --write`.

[weights]
"""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading: the cues over a predicate, how certain readers are, and the sentence that it must stay with."""

    cues: tuple[tuple[str, str], ...]  # class and slot, the outermost first; none if we do not take it for a predicate
    certainty: float  # -1..1
    group: str


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Samples as arrays, for the optimizer."""

    keys: tuple[str, ...]  # K of them
    plain: np.ndarray  # (K, 3): affirmed, negated, unknown of the class
    chains: np.ndarray  # (samples, longest chain): numbers of keys, the outermost first; -1 behind the last
    target: np.ndarray  # (samples,), -1..1
    share: np.ndarray  # (samples,): how much each counts


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write lexicon/{NUMBERS}")
    given = parser.parse_args(arguments)
    shared = shared_folder()
    held = list(samples(shared, "uw_dev"))
    known = {s.group for s in held}
    found = [s for s in samples(shared, "uw_train") if s.group not in known]
    pull, predicted = choose(found)
    fitted = fit(found, pull)
    print(f"pull {pull:g}, {len(fitted)} keys")
    print("training file, cross-validated:", figures(found, predicted))
    print("development file, as shipped:  ", figures(held, predict(held, cues())))
    print("development file, as fitted:   ", figures(held, predict(held, with_weights(fitted))))
    if given.write:
        TARGET.write_text(as_toml(fitted), "utf-8")


def samples(shared: Path, part: str) -> Iterator[Sample]:
    """The readings of one file of the gold."""
    sys.path.insert(0, str(shared / "score"))
    scorer = importlib.import_module("scorers.factuality")
    docs = read(shared / "gold" / "factuality" / f"{part}.jsonl")
    places = [scorer.target_spans(doc) for doc in docs]  # running text and the spans of its targets
    for doc, chains in zip(docs, scopes(places), strict=True):
        for target, found in zip(doc["targets"], chains, strict=True):
            yield Sample(found, target["factuality"] / SCALE, doc["text"])


def scopes(places: Sequence[tuple[str, Sequence[Range]]]) -> Iterator[list[tuple[tuple[str, str], ...]]]:
    """Of each text, the cues over each of its targets."""
    settings = load_settings()
    found = [normalized({"id": n, "text": text}, n, settings) for n, (text, _) in enumerate(places)]
    parsed = annotate((n.article for n in found if n is not None), settings.model, settings.max_words)
    for one, (_, spans) in zip(found, places, strict=True):
        annotated = next(parsed) if one is not None else None
        yield [() if annotated is None or one is None else chain(annotated, one.offsets, span) for span in spans]


def normalized(record: Json, number: int, settings: Settings) -> Normalized | None:
    """The article of a record, unless `dateline extract` would leave it out."""
    raw = read_record(record, "line", number, settings)
    found = normalize(raw, settings, any_language=True) if isinstance(raw, RawArticle) else raw
    return found if isinstance(found, Normalized) and is_ours(found.article, settings) else None


def chain(annotated: Annotated, offsets: MappedText, target: Range) -> tuple[tuple[str, str], ...]:
    """The cues over the predicate that fits a target best, as the scorer chooses it; none if no predicate touches it."""
    best: tuple[int, int, tuple[tuple[str, str], ...]] | None = None
    for token in annotated.doc:
        place = annotated.span(token.i, token.i + 1)
        start, end = offsets.source(place.start, place.end)
        fits = min(end, target[1]) - max(start, target[0]), start - end
        if fits[0] > 0 and (best is None or fits > best[:2]) and is_predicate(token):
            best = *fits, tuple((c.name, c.slot) for c in reversed(scope(token)))
    return best[2] if best else ()


def choose(found: Sequence[Sample]) -> tuple[float, np.ndarray]:
    """The pull that predicts held-out sentences best, and what it predicts for them."""
    tried = [(pull, cross_validated(found, pull)) for pull in PULLS]
    target, share = targets(found)
    return min(tried, key=lambda t: float(np.average(np.abs(t[1] - target), weights=share)))


def cross_validated(found: Sequence[Sample], pull: float) -> np.ndarray:
    """Each sample as predicted by numbers that were fitted without its sentence."""
    predicted = np.zeros(len(found))
    for inside, outside in GroupKFold(FOLDS).split(found, groups=[s.group for s in found]):
        fitted = with_weights(fit([found[i] for i in inside], pull))
        predicted[outside] = predict([found[i] for i in outside], fitted)
    return predicted


def with_weights(fitted: Mapping[str, Weight]) -> Cues:
    """The lexicon with other numbers."""
    return replace(cues(), weights=fitted)


def predict(found: Sequence[Sample], lexicon: Cues) -> np.ndarray:
    """Certainty by the composition of the product: what it does not take for a predicate counts as certain."""
    return np.array([reduce(lambda value, cue: lexicon.weight(*cue).apply(value), s.cues, 1.0) for s in found])


def fit(found: Sequence[Sample], pull: float) -> dict[str, Weight]:
    """Numbers for every key that the samples show."""
    data = design(found)
    bounds = [(-1.0, 1.0)] * data.plain.size
    best = minimize(loss, data.plain.ravel(), (data, pull), "L-BFGS-B", jac=True, bounds=bounds, options={"maxiter": 600})
    return {key: Weight(*numbers) for key, numbers in zip(data.keys, best.x.reshape(-1, 3).tolist(), strict=True)}


def design(found: Sequence[Sample]) -> Design:
    """The arrays of some samples."""
    seen = Counter(cue for s in found for cue in set(s.cues))
    key = {cue: weight_keys(*cue)[0 if count >= SEEN else 1] for cue, count in seen.items()}
    keys = tuple(sorted(set(key.values())))
    number = {k: n for n, k in enumerate(keys)}
    plain = [default_weight(cues().signatures[k.split(".")[0]]) for k in keys]
    chains = np.full((len(found), max(len(s.cues) for s in found)), -1)
    for row, s in zip(chains, found, strict=True):
        row[: len(s.cues)] = [number[key[cue]] for cue in s.cues]
    return Design(keys, np.array([(w.affirmed, w.negated, w.unknown) for w in plain]), chains, *targets(found))


def targets(found: Sequence[Sample]) -> tuple[np.ndarray, np.ndarray]:
    """Certainty as read, and how much each reading counts."""
    target = np.array([s.certainty for s in found])
    return target, np.where(target <= NEGATIVE, EXTRA, 1.0)


def loss(flat: np.ndarray, data: Design, pull: float) -> tuple[float, np.ndarray]:
    """The loss of some numbers, (K * 3,), and its gradient by them."""
    weights = flat.reshape(-1, 3)
    values = compose(weights, data.chains)
    off, away = values[-1] - data.target, weights - data.plain
    smooth = np.sqrt(off**2 + SMOOTH**2)
    total = data.share @ (smooth + SQUARE * off**2) + pull * (away**2).sum()
    slope = gradient(weights, data.chains, values, data.share * (off / smooth + 2 * SQUARE * off))
    return float(total), (slope + 2 * pull * away).ravel()


def compose(weights: np.ndarray, chains: np.ndarray) -> list[np.ndarray]:
    """Certainty, (samples,), before the first cue of each chain and after every one: `Weight.apply` for many at once."""
    values = [np.ones(len(chains))]
    for key in chains.T:
        value, numbers = values[-1], weights[key]
        far = np.where(value >= 0, numbers[:, 0], numbers[:, 1])
        values.append(np.where(key >= 0, np.abs(value) * far + (1 - np.abs(value)) * numbers[:, 2], value))
    return values


def gradient(weights: np.ndarray, chains: np.ndarray, values: Sequence[np.ndarray], slope: np.ndarray) -> np.ndarray:
    """The gradient by the weights, (K, 3), from that by the last values: the chain rule, the innermost cue first."""
    found = np.zeros_like(weights)
    for key, value in zip(chains.T[::-1], values[-2::-1], strict=True):
        here = key >= 0
        side, sign = np.where(value >= 0, 0, 1), np.where(value >= 0, 1.0, -1.0)
        np.add.at(found, (key[here], side[here]), (np.abs(value) * slope)[here])
        np.add.at(found, (key[here], 2), ((1 - np.abs(value)) * slope)[here])
        slope = np.where(here, slope * sign * (weights[key, side] - weights[key, 2]), slope)
    return found


def figures(found: Sequence[Sample], predicted: np.ndarray) -> str:
    """What the scorer measures."""
    target, _ = targets(found)
    error = SCALE * np.abs(predicted - target).mean()
    r = np.corrcoef(predicted, target)[0, 1]
    negated = f1_score(target <= NEGATIVE, predicted <= NEGATIVE)
    return f"mae {error:.3f}, r {r:.3f}, F1 of negated ones {negated:.3f} ({len(found)} predicates)"


def as_toml(fitted: Mapping[str, Weight]) -> str:
    rows = [(key, [round(n, 2) + 0.0 for n in (w.affirmed, w.negated, w.unknown)]) for key, w in sorted(fitted.items())]
    return HEAD + "".join(f"{json.dumps(key)} = {numbers}\n" for key, numbers in rows)


if __name__ == "__main__":
    main()
