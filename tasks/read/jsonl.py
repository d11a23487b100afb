"""JSON Lines: one object a line. A bad line is a reject; the rest goes on."""

import json
from collections.abc import Mapping
from typing import Any

from schemas.codebook import Reason
from schemas.raw import InputFile, RawArticle, Reject
from schemas.settings import Settings
from tasks.read.base import Records, reject, undecodable
from tasks.read.decode import decode
from tasks.read.fields import article_of


def read_jsonl(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article a line; the record's number is the line's, from 0. Blank lines are passed over but counted."""
    text = decode(data)
    if text is None:
        yield undecodable(file, "jsonl")
        return
    if not text.strip():
        yield reject(file.uri, 0, "jsonl", Reason.EMPTY, "the file has no lines")
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            yield read_line(line, file.uri, number, settings)


def read_line(line: str, uri: str, number: int, settings: Settings) -> RawArticle | Reject:
    try:
        held: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return reject(uri, number, "jsonl", Reason.BAD_JSON, f"line {number + 1}: {error}")
    if not isinstance(held, Mapping):
        return reject(uri, number, "jsonl", Reason.BAD_JSON, f"line {number + 1} holds no object with fields")
    return article_of(held, uri, number, "jsonl", settings)
