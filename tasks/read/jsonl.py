"""JSON Lines: one object a line. A bad line is a reject; the rest goes on."""

import re
from collections.abc import Mapping
from functools import partial

from schemas.codebook import Reason
from schemas.raw import InputFile, RawArticle, Reject
from schemas.settings import Settings
from tasks.read.base import Records, alone, reject, undecodable
from tasks.read.decode import decode
from tasks.read.fields import article_of
from tasks.read.parse import ERRORS, TooMany, decode_all

LINE = re.compile(r"([^\r\n]*)(?:\r\n|[\r\n]|\Z)")  # a CR alone ends a line too: within JSON it could only be a blank


def read_jsonl(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article a line; the record's number is the line's, from 0. Blank lines are passed over but counted."""
    text = decode(data)
    if text is None:
        yield undecodable(file, "jsonl")
        return
    if not text.strip():
        yield reject(file.uri, 0, "jsonl", Reason.EMPTY, "the file has no lines; fetch it again")
    for number, match in enumerate(LINE.finditer(text)):
        if (line := match[1]) and not line.isspace():
            yield alone(partial(read_line, line, file.uri, number, settings), file.uri, number, "jsonl")


def read_line(line: str, uri: str, number: int, settings: Settings) -> RawArticle | Reject:
    try:
        held = decode_all(line)
    except TooMany as error:
        return reject(uri, number, "jsonl", Reason.TOO_LARGE, f"line {number + 1}: {error}; split it")
    except ERRORS as error:
        return reject(uri, number, "jsonl", Reason.BAD_JSON, f"line {number + 1}: {error}; mend the line")
    if not isinstance(held, Mapping):
        detail = f"line {number + 1} holds no object with fields; give each article as an object"
        return reject(uri, number, "jsonl", Reason.BAD_JSON, detail)
    return article_of(held, uri, number, "jsonl", settings)
