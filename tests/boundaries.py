"""Ends a run at one of its boundaries, calls that write tables, batches or the catalog, and leaves what a kill there leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from warehouse import delta
from warehouse.delta import Tables
from warehouse.store import Store

CALLS = (
    (delta, "write_deltalake"), (Tables, "remove"), (Tables, "purge"), (Store, "seal"), (Store, "commit"), (Store, "refresh"),
)  # fmt: skip


class Killed(BaseException):
    """What a process that is killed does not live to handle."""


class Death:
    """Ends a run at the n-th of its boundaries; never, if that is 0 or the run has fewer."""

    def __init__(self, at: int) -> None:
        self.left, self.struck = at, False

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.struck = True
            raise Killed

    def around(self, write: Any) -> Any:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count()
            result = write(*args, **kwargs)
            self.count()
            return result

        return counted


@contextmanager
def killed_at(moment: int) -> Iterator[Death]:
    """Within it, what writes the warehouse ends at a boundary; what it holds is then as a killed process leaves it."""
    death = Death(moment)
    kept = {(owner, name): getattr(owner, name) for owner, name in CALLS}
    for (owner, name), call in kept.items():
        setattr(owner, name, death.around(call))
    try:
        yield death
    except Killed:
        pass
    finally:
        for (owner, name), call in kept.items():
            setattr(owner, name, call)
