"""Progress bars on long work; silence when nobody watches."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

T = TypeVar("T")


def bar() -> Progress:
    """A progress display on standard error; disabled when that is no terminal."""
    columns = (
        TextColumn("[progress.description]{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)


def watched(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The items, with a bar while they pass."""
    with bar() as progress:
        job = progress.add_task(what, total=total)
        for item in items:
            yield item
            progress.advance(job)
