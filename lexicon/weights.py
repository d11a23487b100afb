"""The fitted numbers of the model of confidence."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lexicon.files import read_toml


@cache
def confidence_weights() -> tuple[float, Mapping[str, float]]:
    """Intercept and weights, in log-odds."""
    data = read_toml("confidence.toml")
    return float(data["intercept"]), MappingProxyType({k: float(v) for k, v in data["weights"].items()})


@cache
def least_confidence() -> Mapping[str, float]:
    """Quad class -> confidence under which its events are not told; a class that is not there is always told."""
    return MappingProxyType({k: float(v) for k, v in read_toml("confidence.toml")["least"].items()})
