"""Memory that a long article leaves behind, given back to the system."""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

import pyarrow as pa


@cache
def trim() -> Callable[[int], Any]:
    """The C library's own call, where it has one; else nothing is done."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # not glibc, or no library to ask
        return lambda _: None


def give_back() -> None:
    """Returns freed memory: Arrow keeps a pool, and glibc the gaps that the model's arrays leave, some 300 MB in all."""
    pa.default_memory_pool().release_unused()
    trim()(0)
