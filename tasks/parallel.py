"""Ordered parallel work over processes, with bounded look-ahead."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 3  # pieces of work in flight for each process: enough to keep it busy, few enough to bound memory


def ordered(
    work: Callable[[T], R],
    items: Iterable[T],
    processes: int,
    start: Callable[..., object] | None = None,
    given: tuple[Any, ...] = (),
) -> Iterator[R]:
    """work(item) for each item, in order, on so many processes, or in this one if it is one. `start` prepares each."""
    if processes == 1:
        if start is not None:
            start(*given)
        yield from map(work, items)
        return
    with ProcessPoolExecutor(processes, initializer=start, initargs=given) as pool:
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
