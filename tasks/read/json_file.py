"""JSON: one object, a list of objects, or an object that holds a list of them."""

import json
from collections.abc import Mapping
from typing import Any

from schemas.codebook import Reason
from schemas.raw import InputFile
from schemas.settings import Settings
from tasks.read.base import Records, reject, undecodable
from tasks.read.decode import decode
from tasks.read.fields import article_of, first, flatten


def read_json(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article an object; records count from 0 in file order."""
    text = decode(data)
    if text is None:
        yield undecodable(file, "json")
        return
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield reject(file.uri, 0, "json", Reason.BAD_JSON, f"{error}; mend the file (one object a line is .jsonl)")
        return
    for number, item in enumerate(items(held, settings)):
        if isinstance(item, Mapping):
            yield article_of(item, file.uri, number, "json", settings)
        else:
            detail = f"a {type(item).__name__} where an object with fields should be"
            yield reject(file.uri, number, "json", Reason.BAD_JSON, detail)


def items(held: Any, settings: Settings) -> list[Any]:
    """The objects of a file."""
    if isinstance(held, list):
        return held or [{}]
    if isinstance(held, Mapping) and not has_text(held, settings):
        lists = [value for value in held.values() if isinstance(value, list) and any(isinstance(v, Mapping) for v in value)]
        if lists:
            return max(lists, key=lambda candidate: len(candidate))
    return [held]


def has_text(fields: Mapping[str, Any], settings: Settings) -> bool:
    flat = flatten(fields, settings)
    return bool(first(flat, settings.text_fields) or first(flat, settings.html_fields))
