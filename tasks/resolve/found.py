"""A record together with the tokens that it was found at."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
OUTSIDE = -1  # token index of what stands outside the parse: the dateline


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """`what` was found at tokens start to end (exclusive) of the parse; both are OUTSIDE for a dateline."""

    what: T
    start: int
    end: int
