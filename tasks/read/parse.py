"""JSON text -> values, whatever is in it: numbers of any length, NaN; and how big a value is before there is one."""

import json
import re
from collections.abc import Iterator
from typing import Any

MAX_DIGITS = 18  # a number with more is a string of digits: Python refuses to make one of 4,300
MAX_VALUES = 2_000_000  # values in one record: each takes some 100 to 200 bytes once it is read
BLANK = re.compile(r"[ \t\r\n]*")
TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]|[\]}]', re.DOTALL)
ERRORS = (ValueError, RecursionError)  # what decoding raises


def whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= MAX_DIGITS else digits


DECODER = json.JSONDecoder(parse_int=whole_number, parse_constant=lambda _: None)


class TooMany(ValueError):
    """A value holds more values than fit into memory with all else."""

    def __init__(self) -> None:
        super().__init__(f"more than {MAX_VALUES:,} values in one record")


def decode_all(text: str) -> Any:
    """The one value of a text. Raises ValueError (TooMany) or RecursionError."""
    if crowded(text, 0, len(text)):
        raise TooMany
    return DECODER.decode(text)


def elements(text: str, at: int) -> Iterator[Any]:
    """The elements of the list that opens at a place, one after the other, so that there is never more than one.

    An element that is too big is the TooMany that it would raise. Raises ValueError or RecursionError where the list breaks.
    """
    wary = crowded(text, at, len(text))
    at = blank(text, at + 1)
    while text[at : at + 1] != "]":
        if wary and crowded(text, at, end := end_of(text, at)):
            yield TooMany()
            at = end
        else:
            value, at = DECODER.raw_decode(text, at)
            yield value
        at = blank(text, at)
        if text[at : at + 1] == ",":
            at = blank(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    if blank(text, at + 1) < len(text):
        raise json.JSONDecodeError("Extra data", text, at + 1)


def blank(text: str, at: int) -> int:
    """Past the white space."""
    match = BLANK.match(text, at)
    return match.end() if match else at


def crowded(text: str, start: int, end: int) -> bool:
    """May there be too many values? Each follows a comma or an opening bracket; those within strings count too."""
    return sum(text.count(mark, start, end) for mark in ",[{") > MAX_VALUES


def end_of(text: str, at: int) -> int:
    """Where the object or list ends that opens at a place: told by its brackets, without reading it."""
    depth = 0
    for match in TOKEN.finditer(text, at):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth <= 0:
            return match.end()
    raise json.JSONDecodeError("Unclosed value", text, at)
