"""Consecutive items in groups of bounded weight: batches of files, calls to a worker, articles that are parsed together."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def groups(items: Iterable[T], weigh: Callable[[T], float], most: float, count: int | None = None) -> Iterator[list[T]]:
    """The items, in order, in groups of at most `most` weight and `count` items; a heavier item is a group of its own."""
    group: list[T] = []
    total = 0.0
    for item in items:
        weight = weigh(item)
        if group and (total + weight > most or len(group) == count):
            yield group
            group, total = [], 0.0
        group.append(item)
        total += weight
    if group:
        yield group
