"""How well articles are grouped into stories, on gold groups; fits the weights of the model of two articles to them.

    python -m benchmarks.stories            # figures, as the weights stand and with the scored stories left out of the learning
    python -m benchmarks.stories --write    # writes lexicon/stories.toml

Two sets: dated articles of 69 events, and 22 topics with two look-alike stories each, all of which stand as undated. Left out
means: five folds of events or of whole topics; weights and threshold are learnt on four; then all articles are grouped, and the
B-cubed of those of the fifth is counted. Only numbers are learnt.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.floors import shared_folder
from lexicon.grouping import StoryModel, story_model
from schemas.stories import MOST, WINDOW
from tasks.linkage import average_link
from tasks.stories.candidates import pairs
from tasks.stories.group import NEGLIGIBLE, regrouped
from tasks.stories.score import Profile, apart, features, profile

TARGET = Path(__file__).parent.parent / "lexicon" / "stories.toml"
FEATURES = ("words", "title", "days", "undated")
THRESHOLDS = tuple(n / 50 for n in range(4, 26))
FOLDS, SHUFFLES = 5, 3
HEAD = """# Weights of the model of two articles: log-odds that they tell one story (tasks/stories/score.py).
# `least` is the mean probability of pairs from which two groups are one. Written by `python -m benchmarks.stories --write`.
"""

Json = dict[str, Any]
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Gold:
    """Articles in order of rank, the story of each, and the group that is left out of the learning as a whole."""

    name: str
    profiles: Sequence[Profile]
    story: Sequence[str]
    topic: Sequence[str]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        return [(a, b) for a, b in pairs(self.profiles) if (apart(self.profiles[a], self.profiles[b]) or 0) <= WINDOW]

    @cached_property
    def seen(self) -> Floats:
        known = (features(self.profiles[a], self.profiles[b]) for a, b in self.pairs)
        return np.array([[f[name] for name in FEATURES] for f in known])

    @cached_property
    def right(self) -> Floats:
        return np.array([self.story[a] == self.story[b] for a, b in self.pairs], dtype=float)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write lexicon/stories.toml")
    given = parser.parse_args(arguments)
    golds = [dated(shared_folder()), undated(shared_folder())]
    if given.write:
        everything = [np.ones(len(g.story), dtype=bool) for g in golds]
        TARGET.write_text(as_toml(fit(golds, everything)), "utf-8")
        story_model.cache_clear()
    for gold in golds:
        print(gold.name, *shown(gold), sep="\n  ")
    print("left out", *left_out(golds), sep="\n  ")


def dated(shared: Path) -> Gold:
    docs = read(shared / "gold" / "clusters" / "docs.jsonl")
    events = [str(d["cluster"]["EventId"]) for d in docs]
    days = [date.fromisoformat(d["date_publish"][:10]) for d in docs]
    return as_gold("dated", docs, days, events, events)


def undated(shared: Path) -> Gold:
    docs = read(shared / "gold" / "retellings" / "ecb.jsonl")
    return as_gold("undated", docs, [None] * len(docs), [d["topic"] + d["sub"] for d in docs], [d["topic"] for d in docs])


def read(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def as_gold(name: str, docs: Sequence[Json], days: Sequence[date | None], story: Sequence[str], topic: Sequence[str]) -> Gold:
    found = [profile(str(n), day, d["title"], d["text"]) for n, (d, day) in enumerate(zip(docs, days, strict=True))]
    order = sorted(range(len(found)), key=lambda n: found[n].rank)
    return Gold(name, [found[n] for n in order], [story[n] for n in order], [topic[n] for n in order])


def shown(gold: Gold) -> list[str]:
    """Figures with the weights as they stand, and how many of the true pairs are compared at all."""
    found = regrouped(gold.profiles)
    ours = [found[p.article_id] for p in gold.profiles]
    true = sum(n * (n - 1) // 2 for n in Counter(gold.story).values())
    mixed = sum(len(set(stories)) > 1 for stories in members(ours, gold.story).values())
    compared = f"{gold.right.sum() / true:.3f} of true pairs compared, {2 * len(gold.pairs) / len(ours):.1f} articles each"
    groups = f"{len(set(ours))} stories for {len(set(gold.story))}, {mixed} mixed"
    return [f"as it stands: {line(*b_cubed(gold.story, ours))}; {groups}", compared]


def members(ours: Sequence[str], gold: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mine, true in zip(ours, gold, strict=True):
        found.setdefault(mine, []).append(true)
    return found


def left_out(golds: Sequence[Gold]) -> list[str]:
    """A line a set: the mean over the shuffles."""
    figures: dict[str, list[tuple[Floats, Floats]]] = {g.name: [] for g in golds}
    for seed in range(SHUFFLES):
        folds = [folded(g.topic, seed) for g in golds]
        parts: dict[str, list[tuple[Floats, Floats]]] = {g.name: [] for g in golds}
        for fold in range(FOLDS):
            model = fit(golds, [f != fold for f in folds])
            for gold, own in zip(golds, folds, strict=True):
                precision, recall = b_cubed(gold.story, grouped(gold, likely(gold, model), model.least))
                parts[gold.name].append((precision[own == fold], recall[own == fold]))
        for name, found in parts.items():
            figures[name].append((np.concatenate([p for p, _ in found]), np.concatenate([r for _, r in found])))
    return [f"{name}: {line(*(np.concatenate(x) for x in zip(*f, strict=True)))}" for name, f in figures.items()]


def folded(topics: Sequence[str], seed: int) -> Floats:
    names = sorted(set(topics))
    random.Random(seed).shuffle(names)
    return np.array([names.index(topic) % FOLDS for topic in topics])


def fit(golds: Sequence[Gold], learnt: Sequence[Floats]) -> StoryModel:
    """The weights, learnt on pairs of the given articles; then the threshold that groups these best in both sets."""
    kept = [np.array([own[a] and own[b] for a, b in g.pairs]) for g, own in zip(golds, learnt, strict=True)]
    x = np.concatenate([g.seen[k] for g, k in zip(golds, kept, strict=True)])
    y = np.concatenate([g.right[k] for g, k in zip(golds, kept, strict=True)])
    found = LogisticRegression(max_iter=2000).fit(x, y)
    model = StoryModel(float(found.intercept_[0]), dict(zip(FEATURES, map(float, found.coef_[0]), strict=True)), 0.0)
    scores = [likely(g, model) for g in golds]

    def quality(least: float) -> float:
        cubes = [b_cubed(g.story, grouped(g, s, least)) for g, s in zip(golds, scores, strict=True)]
        return sum(f1(p[own], r[own]) for (p, r), own in zip(cubes, learnt, strict=True))

    return StoryModel(model.intercept, model.weights, max(THRESHOLDS, key=quality))


def likely(gold: Gold, model: StoryModel) -> Floats:
    odds = gold.seen @ np.array([model.weights[name] for name in FEATURES]) + model.intercept
    return np.asarray(1 / (1 + np.exp(-odds)))


def grouped(gold: Gold, scores: Floats, least: float) -> list[str]:
    """The story of each article, as `regrouped` would give it from these scores."""
    links = {link: float(s) for link, s in zip(gold.pairs, scores, strict=True) if s >= NEGLIGIBLE}
    groups = average_link([(n,) for n in range(len(gold.profiles))], links, least, MOST)
    of = {n: str(group[0]) for group in groups for n in group}
    return [of[n] for n in range(len(gold.profiles))]


def b_cubed(gold: Sequence[str], ours: Sequence[str]) -> tuple[Floats, Floats]:
    """Precision and recall of each article."""
    true, mine, both = Counter(gold), Counter(ours), Counter(zip(gold, ours, strict=True))
    shared = np.array([both[pair] for pair in zip(gold, ours, strict=True)], dtype=float)
    return shared / np.array([mine[o] for o in ours]), shared / np.array([true[g] for g in gold])


def f1(precision: Floats, recall: Floats) -> float:
    p, r = float(precision.mean()), float(recall.mean())
    return 2 * p * r / (p + r)


def line(precision: Floats, recall: Floats) -> str:
    return f"b3_f1 {f1(precision, recall):.3f} p {precision.mean():.3f} r {recall.mean():.3f}"


def as_toml(model: StoryModel) -> str:
    weights = "\n".join(f"{name} = {weight:.3f}" for name, weight in model.weights.items())
    return f"{HEAD}least = {model.least:.2f}\nintercept = {model.intercept:.3f}\n[weights]\n{weights}\n"


if __name__ == "__main__":
    main()
