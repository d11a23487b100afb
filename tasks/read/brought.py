"""What a record brings beside its text, of bounded size and fit to be stored."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from schemas.raw import Brought

MAX_BROUGHT = 20_000  # characters in all
MAX_FIELD = 1_000
CUT = "_cut"  # in `extra`: how many fields are left out because there was no room, or because they are no JSON
SURROGATE = re.compile("[\ud800-\udfff]")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def brought_by(told: Mapping[str, str], rest: Iterable[tuple[str, Any]]) -> Brought:
    """From the parts by their names, and all other fields."""
    parts = {name: one_line(text) for name, text in told.items()}
    return Brought(**parts, extra=extra_of(rest, MAX_BROUGHT - sum(map(len, parts.values()))))


def merged(record: Brought, page: Brought) -> Brought:
    """What the record says, and where it is silent what its page says."""
    return Brought(*(getattr(record, f.name) or getattr(page, f.name) for f in fields(Brought)))


def one_line(text: str) -> str:
    return storable(CONTROL.sub(" ", text[: 2 * MAX_FIELD])).strip()[:MAX_FIELD]


def storable(text: str) -> str:
    """Half a surrogate pair is no character, and no table takes it."""
    return SURROGATE.sub("\ufffd", text)


def extra_of(rest: Iterable[tuple[str, Any]], room: int) -> str:
    """A JSON object of the fields that there is room for, and how many are left out; empty if there is none."""
    kept: list[str] = []
    left = 0
    room -= len(f'{{"{CUT}": 1000000000}}')
    for name, value in rest:
        if empty(value):
            continue
        pair = pair_of(str(name), value, room)
        if pair:
            kept.append(pair)
            room -= len(pair) + 2
        else:
            left += 1
    if left:
        kept.append(f'"{CUT}": {left}')
    return f"{{{', '.join(kept)}}}" if kept else ""


def empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def pair_of(name: str, value: Any, room: int) -> str:
    """A field as JSON; empty if there is no room for it, or if it is no JSON (infinite, or nested too deep)."""
    if room < len(name) + (len(value) if isinstance(value, str | list | dict) else 0):
        return ""
    try:
        pair = json.dumps({name: value}, ensure_ascii=False, allow_nan=False)[1:-1]
    except (ValueError, TypeError, RecursionError):
        return ""
    return storable(pair) if len(pair) <= room else ""
