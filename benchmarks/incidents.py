"""Fits the weights by which tellings of one happening are known to gold happenings. Only numbers are learnt: no word is kept.

    dateline extract --jsonl GOLD --out CODED
    python -m benchmarks.incidents CODED            # what the fit gives, on all topics and with each topic left out
    python -m benchmarks.incidents CODED --write    # writes lexicon/incidents.toml

Logistic regression (scikit-learn) with an L2 penalty on pairs of events that tell gold mentions: right if they tell one
happening. A topic that is scored was left out of the weights and of the choice of the least chance. The figures: pairs of told
mentions in different articles, B-cubed over all told mentions, and incidents that mix two stories.
"""

import argparse
import importlib
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.fit_confidence import Json, read
from benchmarks.floors import shared_folder
from lexicon.grouping import IncidentModel
from schemas.arrow import build
from schemas.tables import Event
from tasks.compare.contradict import contradiction
from tasks.compare.features import features
from tasks.compare.incidents import UNLIKELY
from tasks.compare.pairs import MOST, compared, likeness
from tasks.compare.telling import Origin, Telling, telling
from tasks.linkage import Link, average_link
from tasks.stories.terms import terms_of

TARGET = Path(__file__).parent.parent / "lexicon" / "incidents.toml"
PENALTY = 0.01  # C of scikit-learn: the inverse of the penalty; a strong one, since what is learnt has to hold for other topics
SAME_ARTICLE = -2.0  # what the coder did not merge within an article is two events, unless much speaks against it
CONTRADICTION = -0.5
LEASTS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
HEAD = """# Weights of the model of two tellings being of one happening: log-odds by what is known of the pair
# (tasks/compare/features.py). Written by `python -m benchmarks.incidents --write`.
# least: the mean chance from which two groups are one. contradiction: what a pair counts that contradicts itself.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A gold mention that an event tells."""

    event: int
    article: str
    story: tuple[str, str]
    happening: str


@dataclass(frozen=True, slots=True)
class Data:
    """The tellings of the gold's articles, their compared pairs as arrays, and the mentions that are told."""

    tellings: list[Telling]
    topics: np.ndarray  # (tellings,)
    told: list[Told]
    links: list[Link]  # P of them
    names: list[str]  # F
    x: np.ndarray  # (P, F)
    forbidden: np.ndarray  # (P,)


@dataclass(frozen=True, slots=True)
class Figures:
    pair_p: float
    pair_r: float
    b3_p: float
    b3_r: float
    mixed: int

    def __str__(self) -> str:
        pair, b3 = harmonic(self.pair_p, self.pair_r), harmonic(self.b3_p, self.b3_r)
        pairs = f"pair_f1 {pair:.3f} ({self.pair_p:.3f}, {self.pair_r:.3f})"
        return f"{pairs}, b3_f1 {b3:.3f} ({self.b3_p:.3f}, {self.b3_r:.3f}), mixed {self.mixed}"

    @property
    def worth(self) -> float:
        return harmonic(self.pair_p, self.pair_r) + harmonic(self.b3_p, self.b3_r)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path, help="what `dateline extract` wrote for the gold's articles")
    parser.add_argument("--write", action="store_true", help="write lexicon/incidents.toml")
    given = parser.parse_args(arguments)
    data = gather(shared_folder(), given.coded)
    print(f"{len(data.tellings)} tellings, {len(data.links)} pairs compared, {len(data.told)} mentions told")
    every, found = told_topics(data), unseen(data)
    model = replace(fit(data, every), least=best(data, found, every))
    print(f"shown:    {figures(data, grouped(data, chances_of(data, model), model.least), every)} at {model.least}")
    print(f"left out: {left_out(data, found)}")
    print(f"weights left out, least chance as shown: {figures(data, found[model.least], every)}")
    if given.write:
        TARGET.write_text(as_toml(model), "utf-8")


def gather(shared: Path, written: Path) -> Data:
    sys.path.insert(0, str(shared / "score"))
    owners = importlib.import_module("scorers.retellings").owners
    docs = read(shared / "gold" / "retellings" / "ecb.jsonl")
    predictions = read(written)
    tellings: list[Telling] = []
    topics, told = [], []
    for doc, predicted in zip(docs, predictions, strict=True):
        first = len(tellings)
        tellings += tellings_of(doc["id"], predicted)
        topics += [doc["topic"]] * (len(tellings) - first)
        for mention, event in owners(doc, predicted).items():
            told.append(Told(first + event, doc["id"], (doc["topic"], doc["sub"]), doc["mentions"][mention]["happening"]))
    found = list(compared(tellings, likeness(tellings)))
    rows = [features(p) for _, p in found]
    names = list(rows[0])
    return Data(
        tellings,
        np.array(topics),
        told,
        [link for link, _ in found],
        names,
        np.array([[row[name] for name in names] for row in rows]),
        np.array([contradiction(p) != "" for _, p in found]),
    )


def tellings_of(article_id: str, predicted: Json) -> list[Telling]:
    article = predicted["article"]
    terms = terms_of(article.get("title", ""), article["text"])
    origin = Origin(day(article.get("published")), terms, article_id)
    rows = (
        {**e, "article_id": article_id, "batch_id": "", "reasons": [], **{k: day(e[k]) for k in ("date_start", "date_end")}}
        for e in predicted["events"]
    )
    return [telling(build(Event, row), origin) for row in rows]


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def fit(data: Data, topics: np.ndarray) -> IncidentModel:
    """The model as the pairs of some topics have it."""
    happenings: dict[int, set[str]] = defaultdict(set)
    for one in data.told:
        happenings[one.event].add(one.happening)
    inside = np.isin(data.topics, topics)
    rows = [n for n, (a, b) in enumerate(data.links) if a in happenings and b in happenings and inside[a] and inside[b]]
    y = np.array([bool(happenings[data.links[n][0]] & happenings[data.links[n][1]]) for n in rows])
    spread = data.x[rows].std(0) + 1e-9
    found = LogisticRegression(C=PENALTY, max_iter=2000).fit(data.x[rows] / spread, y)
    weights = dict(zip(data.names, (found.coef_[0] / spread).round(3).tolist(), strict=True))
    weights["article"] = round(weights["article"] + SAME_ARTICLE, 3)
    return IncidentModel(round(float(found.intercept_[0]), 3), weights, 0.5, CONTRADICTION)


def chances_of(data: Data, model: IncidentModel) -> np.ndarray:
    """Of all compared pairs, as `tasks.compare.pairs.chance` has it."""
    odds = data.x @ np.array([model.weights[name] for name in data.names]) + model.intercept
    chances: np.ndarray = np.where(data.forbidden, model.contradiction, 1 / (1 + np.exp(-odds)))
    return chances


def grouped(data: Data, chances: np.ndarray, least: float) -> np.ndarray:
    """The number of each telling's group, (tellings,)."""
    links = {
        link: chance for link, chance in zip(data.links, chances.tolist(), strict=True) if chance < 0 or chance >= UNLIKELY
    }
    numbers = np.zeros(len(data.tellings), int)
    for number, group in enumerate(average_link([(n,) for n in range(len(data.tellings))], links, least, MOST)):
        numbers[group] = number
    return numbers


def unseen(data: Data) -> dict[float, np.ndarray]:
    """For each least chance the groups, each topic by weights that are learnt without it."""
    every = told_topics(data)
    found = {least: np.full(len(data.tellings), -1) for least in LEASTS}
    for n, topic in enumerate(every):
        chances, here = chances_of(data, fit(data, np.setdiff1d(every, [topic]))), data.topics == topic
        for least, groups in found.items():
            groups[here] = grouped(data, chances, least)[here] + n * len(data.tellings)
    return found


def left_out(data: Data, found: Mapping[float, np.ndarray]) -> Figures:
    """The groups of each topic by the least chance that is best for the others."""
    every, groups = told_topics(data), np.full(len(data.tellings), -1)
    for topic in every:
        here = data.topics == topic
        groups[here] = found[best(data, found, np.setdiff1d(every, [topic]))][here]
    return figures(data, groups, every)


def best(data: Data, found: Mapping[float, np.ndarray], topics: np.ndarray) -> float:
    """The least chance that is best together with those beside it: one lucky join of two large groups is no reason."""
    worth = [figures(data, found[least], topics).worth for least in LEASTS]
    mean = [sum(worth[max(0, n - 1) : n + 2]) / len(worth[max(0, n - 1) : n + 2]) for n in range(len(worth))]
    return LEASTS[mean.index(max(mean))]


def told_topics(data: Data) -> np.ndarray:
    return np.unique([data.topics[t.event] for t in data.told])


def figures(data: Data, groups: np.ndarray, topics: np.ndarray) -> Figures:
    told = [t for t in data.told if data.topics[t.event] in topics]
    found = groups[[t.event for t in told]]
    joined, one = found[:, None] == found[None], same([t.happening for t in told])
    both, elsewhere = joined & one, np.triu(~same([t.article for t in told]), 1)
    p, r = ((both & elsewhere).sum() / max(1, (k & elsewhere).sum()) for k in (joined, one))
    stories: Mapping[int, set[tuple[str, str]]] = defaultdict(set)
    for number, t in zip(found.tolist(), told, strict=True):
        stories[number].add(t.story)
    cubed = [(both.sum(1) / k.sum(1)).mean() for k in (joined, one)]
    return Figures(float(p), float(r), float(cubed[0]), float(cubed[1]), sum(len(s) > 1 for s in stories.values()))


def same(keys: Sequence[str]) -> np.ndarray:
    numbers = np.unique(keys, return_inverse=True)[1]
    equal: np.ndarray = numbers[:, None] == numbers[None]
    return equal


def harmonic(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def as_toml(model: IncidentModel) -> str:
    lines = [f"{name} = {weight:.3f}" for name, weight in model.weights.items()]
    head = f"least = {model.least:.2f}\ncontradiction = {model.contradiction:.2f}\nintercept = {model.intercept:.3f}\n"
    return f"{HEAD}{head}[weights]\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
