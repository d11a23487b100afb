"""JSON: one object, a list of objects, or an object that holds a list of them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from schemas.codebook import Reason
from schemas.raw import InputFile, RawArticle, Reject
from schemas.settings import Settings
from tasks.read.base import Records, alone, reject, undecodable
from tasks.read.decode import decode
from tasks.read.fields import article_of, has_text
from tasks.read.parse import ERRORS, TooMany, blank, decode_all, elements

SPLIT = "give each record a line or a file of its own"


def read_json(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article an object; records count from 0 in file order. What stands in a list before it breaks is read."""
    text = decode(data)
    if text is None:
        yield undecodable(file, "json")
        return
    number = 0
    try:
        for item in items(text, settings):
            yield alone(partial(read_item, item, file.uri, number, settings), file.uri, number, "json")
            number += 1
    except TooMany as error:
        yield reject(file.uri, number, "json", Reason.TOO_LARGE, f"{error}; {SPLIT}")
    except ERRORS as error:
        yield reject(file.uri, number, "json", Reason.BAD_JSON, f"{error}; mend the file (one object a line is .jsonl)")


def read_item(item: Any, uri: str, number: int, settings: Settings) -> RawArticle | Reject:
    if isinstance(item, Mapping):
        return article_of(item, uri, number, "json", settings)
    if isinstance(item, TooMany):
        return reject(uri, number, "json", Reason.TOO_LARGE, f"{item}; {SPLIT}")
    detail = f"a {type(item).__name__} where an object with fields should be; give each article as an object"
    return reject(uri, number, "json", Reason.BAD_JSON, detail)


def items(text: str, settings: Settings) -> Iterable[Any]:
    """The objects of a file. A list is read as it is asked for."""
    at = blank(text, 0)
    if text[at : at + 1] == "[":
        return or_empty(elements(text, at))
    held = decode_all(text)
    if isinstance(held, Mapping) and not has_text(held, settings):
        lists = [value for value in held.values() if isinstance(value, list) and any(isinstance(v, Mapping) for v in value)]
        if lists:
            return max(lists, key=lambda candidate: len(candidate))
    return [held]


def or_empty(found: Iterator[Any]) -> Iterator[Any]:
    """An empty list is a record without fields: no file is without a row."""
    yield next(found, {})
    yield from found
