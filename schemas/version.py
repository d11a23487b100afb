"""Which Dateline this is."""

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def code_version() -> str:
    try:
        return version("dateline")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"


def is_newer(one: str, other: str) -> bool:
    """Whether the first version is of a later release than the second; what follows their numbers does not count."""
    return release(one) > release(other)


def release(text: str) -> tuple[int, ...]:
    """(0, 10) of '0.10.0': zeros at the end make no difference."""
    numbers = re.match(r"\d+(?:\.\d+)*", text)
    parts = [int(n) for n in numbers[0].split(".")] if numbers else []
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)
