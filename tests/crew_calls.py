"""What test_crew.py has its workers do: in a module of its own that imports little, since each of them imports it anew."""

import os
import time
from collections.abc import Callable

from schemas.errors import ModelError

At = Callable[[str, str], None]


def double(n: int, at: At) -> int:
    at(str(n), "doubling")
    return 2 * n


def pid(at: At) -> int:
    return os.getpid()


def busy(at: At) -> None:
    at("a.txt", "spinning")
    while True:
        pass


def hanging(at: At) -> None:
    at("a.txt", "waiting")
    time.sleep(1000)


def busy_often(at: At) -> str:
    """Two seconds in all, never more than a fraction of one for an item."""
    for n in range(20):
        at(f"{n}.txt", "spinning")
        end = time.process_time() + 0.1
        while time.process_time() < end:
            pass
    return "done"


def greedy(at: At) -> int:
    at("b.txt", "hoarding")
    return len([bytes(10_000_000) + bytes([n]) for n in range(500)])


def suicide(signum: int, at: At) -> None:
    at("c.txt", "dying")
    os.kill(os.getpid(), signum)


def failing(at: At) -> None:
    raise ModelError("en_x", "no such pipeline", "Install it")


class Odd(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__("odd")


def failing_oddly(at: At) -> None:
    raise Odd(1, 2)


def stillborn(at: At) -> None:
    """Dies before it has come to any item, as where there is no memory for the model."""
    os.kill(os.getpid(), 9)


def stillborn_at_first(marker: str, at: At) -> str:
    """Dies so once."""
    if not os.path.exists(marker):  # noqa: PTH110
        with open(marker, "w"):  # noqa: PTH123
            pass
        stillborn(at)
    return "done"
