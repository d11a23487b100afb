"""The fitted numbers of the models of stories and of incidents."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lexicon.files import read_toml


@dataclass(frozen=True, slots=True)
class StoryModel:
    """A logistic model of two articles being of one story, and the mean probability from which two groups are one."""

    intercept: float
    weights: Mapping[str, float]
    least: float


@cache
def story_model() -> StoryModel:
    data = read_toml("stories.toml")
    weights = MappingProxyType({k: float(v) for k, v in data["weights"].items()})
    return StoryModel(float(data["intercept"]), weights, float(data["least"]))


@dataclass(frozen=True, slots=True)
class IncidentModel:
    """A logistic model of two tellings being of one happening, and what its chances are used for."""

    intercept: float
    weights: Mapping[str, float]
    least: float  # the mean chance from which two groups are one
    contradiction: float  # what a pair counts that contradicts itself


@cache
def incident_model() -> IncidentModel:
    data = read_toml("incidents.toml")
    weights = MappingProxyType({k: float(v) for k, v in data["weights"].items()})
    return IncidentModel(float(data["intercept"]), weights, float(data["least"]), float(data["contradiction"]))
