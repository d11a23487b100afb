"""How likely an event is right: a logistic model over what is known of it. Its weights are data: lexicon/confidence.toml."""

from math import exp

from lexicon.weights import confidence_weights
from schemas.codebook import Factuality
from tasks.extract.events.merge import Cluster


def features(cluster: Cluster) -> dict[str, float]:
    """Feature name -> value, each 0 to 3."""
    best = cluster.best
    parties = best.actors.parties + best.recipients.parties
    return {
        "verbal": best.trigger.verbal,
        "words": min(2, len(best.trigger.words) - 1),
        "conditions": bool(best.trigger.rule.conditions),
        "actor": bool(best.actors.parties),
        "recipient": bool(best.recipients.parties),
        "named": any(p.country for p in parties),
        "headline": best.headline,
        "asserted": best.factuality == Factuality.ASSERTED,
        "tellings": min(3, len(cluster.all) - 1),
    }


def confidence(cluster: Cluster) -> float:
    """Between 0 and 1, rounded to three places so that rows are equal on every machine."""
    intercept, weights = confidence_weights()
    total = intercept + sum(weights[k] * v for k, v in features(cluster).items())
    return round(1 / (1 + exp(-total)), 3)
