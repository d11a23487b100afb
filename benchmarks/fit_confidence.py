"""Fits the weights of the confidence model to gold events. Only numbers are learnt: no word of the gold is kept.

    python -m benchmarks.fit_confidence            # shows what the fit would give, on held-out articles
    python -m benchmarks.fit_confidence --write    # writes lexicon/confidence.toml

Logistic regression (scikit-learn) with an L2 penalty that grouped cross validation chooses: the events of an article stay on
one side. Three samples: the annotated articles, where an event is right if the scorer counts it for `event_f1` (type, a right
actor, factuality); single sentences with a quad class, where it is right if its quad is the gold's; and single sentences with
who and whom, where it is right if an actor (or, without any, a recipient) is one of the gold's. The sentences are many, and
teach which of their events is the one that they are about. Articles weigh as much as all sentences together.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.floors import shared_folder
from lexicon.events import load_events
from lexicon.weights import least_confidence
from schemas.raw import RawArticle
from schemas.settings import load_settings
from tasks.annotate import annotate
from tasks.contract import Given, success
from tasks.extract.article import extract, resolve
from tasks.extract.events.coding import find_drafts
from tasks.extract.events.confidence import features
from tasks.extract.events.merge import merge
from tasks.extract.events.rows import event_row
from tasks.normalize import Normalized, normalize
from tasks.read.readers import read_record

TARGET = Path(__file__).parent.parent / "lexicon" / "confidence.toml"
PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)  # C of scikit-learn: the inverse of the penalty
FOLDS = 8
SURE = 0.8  # events of this confidence are to be right this often
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)
QUADS = {1: "VC", 2: "MC", 3: "VX", 4: "MX"}  # labels of the sentences; 0 has no event
COUNTED = ("asserted", "possible", "planned")  # what the scorer of sentences looks at
HEAD = """# Weights of the logistic model of confidence: log-odds that an event is right, by what is known of it
# (tasks/extract/events/confidence.py). Written by `python -m benchmarks.fit_confidence --write`.
"""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One coded event: what is known of it, whether it is right, and the article that it must stay with."""

    features: Mapping[str, float]
    right: bool
    group: str
    annotated: bool


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write lexicon/confidence.toml")
    given = parser.parse_args(arguments)
    found = [*article_samples(shared_folder()), *sentence_samples(shared_folder()), *role_samples(shared_folder())]
    model, held_out = fit(found)
    for label, kind in (("annotated articles", True), ("single sentences", False)):
        print(label, *reliability(found, held_out, kind), sep="\n")
    if given.write:
        lowered = margin(found, held_out)
        print(f"intercept lowered by {lowered:.1f}")
        TARGET.write_text(as_toml(model, list(found[0].features), lowered), "utf-8")


def article_samples(shared: Path) -> Iterator[Sample]:
    """The events coded in the annotated articles; those that match optional gold are left out."""
    sys.path.insert(0, str(shared / "score"))
    scorer, common = importlib.import_module("scorers.events"), importlib.import_module("scorers.common")
    docs = read(shared / "gold" / "events" / "docs.jsonl")
    lines = [{k: d[k] for k in ("id", "text", "title", "published")} for d in docs]
    for doc, (events, known) in zip(docs, coded(lines), strict=True):
        gold = doc["events"]
        matched = {j: gold[i] for i, j in common.assign([[scorer.weight(g, e) for e in events] for g in gold])}
        for j, event in enumerate(events):
            twin = matched.get(j)
            if twin is None or twin["required"]:
                yield Sample(known[event["event_id"]], twin is not None and is_right(twin, event, scorer), doc["id"], True)


def is_right(gold: Json, event: Json, scorer: Any) -> bool:
    agree = gold["type"] == event["type"] and gold["factuality"] == event["factuality"]
    return agree and bool(scorer.right_actor(gold, event))


def sentence_samples(shared: Path) -> Iterator[Sample]:
    """The events coded in single sentences with a gold quad class."""
    docs = read(shared / "gold" / "cameo" / "class.jsonl")
    for doc, (events, known) in zip(docs, coded([{"id": d["id"], "text": d["text"]} for d in docs]), strict=True):
        for event in events:
            if event["factuality"] in COUNTED:
                yield Sample(known[event["event_id"]], event["quad"] == QUADS.get(doc["label"]), doc["id"], False)


def role_samples(shared: Path) -> Iterator[Sample]:
    """The events coded in single sentences of which the gold tells who acts and to whom."""
    scorer = importlib.import_module("scorers.cameo")
    docs = read(shared / "gold" / "cameo" / "roles.jsonl")
    told = [scorer.role_text(d) for d in docs]
    lines = [{"id": d["id"], "text": text} for d, (text, _) in zip(docs, told, strict=True)]
    for doc, (text, spans), (events, known) in zip(docs, told, coded(lines), strict=True):
        for event in events:
            yield Sample(known[event["event_id"]], names_side(event, text, spans, scorer), doc["id"], False)


def names_side(event: Json, text: str, spans: Sequence[tuple[str, tuple[int, int]]], scorer: Any) -> bool:
    """Whether an actor of an event, or of one without actors a recipient, overlaps a gold phrase with the same head."""
    side, role = ("actors", "source") if event["actors"] else ("recipients", "target")
    given = [(p["start"], p["end"]) for p in event[side] if p["start"] is not None]
    gold = [span for kind, span in spans if kind in (role, "R")]
    heads = {span: scorer.head(text[slice(*span)]) for span in (*given, *gold)}
    return any(scorer.overlap(g, p) > 0 and heads[g] == heads[p] for g in gold for p in given)


def read(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def coded(lines: Sequence[Json]) -> Iterator[tuple[list[Json], Mapping[str, Mapping[str, float]]]]:
    """Of each article: its events as `dateline extract` gives them, the too unlikely with them, and what is known of each."""
    settings, lexicon = load_settings(), load_events()
    raws = [read_record(line, "line", n, settings) for n, line in enumerate(lines)]
    found = [normalize(raw, settings, any_language=True) if isinstance(raw, RawArticle) else raw for raw in raws]
    pairs = [(n, line["text"]) for n, line in zip(found, lines, strict=True) if isinstance(n, Normalized)]
    texts = {n.article.article_id: Given(text, n.offsets) for n, text in pairs}
    events: dict[str, list[Json]] = {}
    known: dict[str, Mapping[str, float]] = {}
    for annotated in annotate([n.article for n, _ in pairs], settings.model, settings.max_words):
        one, key = extract(annotated, lexicon), annotated.article.article_id
        every = replace(one, events=(*one.events, *one.doubtful))
        events[key] = json.loads(success(key, every, texts[key]))["events"]
        known |= {event_row(annotated, c).event_id: features(c) for c in merge(find_drafts(resolve(annotated), lexicon)[0])}
    for n in found:
        yield (events.get(n.article.article_id, []) if isinstance(n, Normalized) else []), known


def fit(samples: Sequence[Sample]) -> tuple[LogisticRegression, np.ndarray]:
    """The model with the penalty that predicts held-out articles best (Brier score), and its held-out predictions."""
    x = np.array([list(s.features.values()) for s in samples], dtype=float)
    y = np.array([s.right for s in samples])
    kind = np.array([s.annotated for s in samples])
    weight = np.where(kind, (~kind).sum() / max(1, kind.sum()), 1.0)
    best: tuple[float, LogisticRegression, np.ndarray] | None = None
    for penalty in PENALTIES:
        model = LogisticRegression(C=penalty, max_iter=5000)
        folds = GroupKFold(FOLDS).split(x, y, [s.group for s in samples])
        predicted = cross_val_predict(model, x, y, cv=list(folds), method="predict_proba", params={"sample_weight": weight})[
            :, 1
        ]
        brier = float(np.average((predicted - y) ** 2, weights=weight))
        if best is None or brier < best[0]:
            best = brier, model.fit(x, y, sample_weight=weight), predicted
    assert best is not None
    return best[1], best[2]


def reliability(samples: Sequence[Sample], predicted: np.ndarray, annotated: bool) -> list[str]:
    """A line a bin of held-out confidence: how many events, how many of them are right."""
    chosen = np.array([s.annotated == annotated for s in samples])
    right = np.array([s.right for s in samples])
    lines = []
    for low, high in pairwise(BINS):
        bin_ = chosen & (predicted >= low) & (predicted < high)
        share = f"{right[bin_].mean():.2f} right" if bin_.any() else "-"
        lines.append(f"  {low:.1f} to {min(high, 1):.1f}: {bin_.sum():5} events, {share}")
    return lines


def margin(samples: Sequence[Sample], predicted: np.ndarray) -> float:
    """How far all log-odds must sink until held-out events of SURE or more are right that often, in either sample.

    Who filters by confidence relies on the upper end, where events are few: it has to err on the safe side.
    """
    odds, right = np.log(predicted / (1 - predicted)), np.array([s.right for s in samples])
    kinds = np.array([s.annotated for s in samples])
    for tenth in range(31):
        sure = 1 / (1 + np.exp(tenth / 10 - odds)) >= SURE
        if all(not (bin_ := sure & (kinds == kind)).any() or right[bin_].mean() >= SURE for kind in (True, False)):
            return tenth / 10
    return 3.0


def as_toml(model: LogisticRegression, names: Sequence[str], lowered: float) -> str:
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(names, model.coef_[0], strict=True)]
    least = "\n".join(f"{quad} = {share:.2f}" for quad, share in least_confidence().items())
    return f"{HEAD}intercept = {model.intercept_[0] - lowered:.3f}\n[weights]\n" + "\n".join(lines) + f"\n[least]\n{least}\n"


if __name__ == "__main__":
    main()
