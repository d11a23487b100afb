"""A record together with the tokens that it was found at."""

from bisect import bisect_left
from collections.abc import Iterable
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


class Located(Generic[T]):
    """What was found inside the parse, in text order: a stretch of it costs what lies in it, not what the article holds."""

    def __init__(self, found: Iterable[Found[T]]) -> None:
        self.all = tuple(sorted((f for f in found if f.start != OUTSIDE), key=lambda f: f.start))
        self.starts = [f.start for f in self.all]

    def between(self, start: int, end: int) -> tuple[Found[T], ...]:
        """What begins at tokens start to end (exclusive)."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
