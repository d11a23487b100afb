"""Markdown: front matter gives the fields, the rest becomes plain text."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from schemas.codebook import Reason
from schemas.raw import InputFile
from schemas.settings import Settings
from tasks.read.base import Records, reject, undecodable
from tasks.read.decode import decode
from tasks.read.fields import article_of

FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
TEXT_TOKENS = {"text": "", "code_inline": "", "softbreak": " ", "hardbreak": "\n"}


def read_markdown(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article a file; a first heading is its headline if the front matter has none."""
    source = decode(data)
    if source is None:
        yield undecodable(file, "md")
        return
    fields, body = front_matter(source)
    text = plain(body)
    if not text.strip():
        yield reject(file.uri, 0, "md", Reason.EMPTY, "there is no text in the file")
    else:
        yield article_of({**fields, "text": text}, file.uri, 0, "md", settings)


def front_matter(source: str) -> tuple[Mapping[str, Any], str]:
    """The fields between two lines of dashes, and what follows them. Broken front matter is dropped."""
    match = FRONT.match(source)
    if not match:
        return {}, source
    try:
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)  # this loader builds strings, lists and dicts only
    except (yaml.YAMLError, RecursionError):
        fields = None
    return (fields if isinstance(fields, dict) else {}), source[match.end() :]


def plain(source: str) -> str:
    """The text of each block, a blank line between them; markup, pictures and HTML are gone."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(source)
    return "\n\n".join(filter(None, (inline_text(token.children or ()).strip() for token in tokens if token.type == "inline")))


def inline_text(tokens: Iterable[Token]) -> str:
    return "".join(token.content or TEXT_TOKENS[token.type] for token in tokens if token.type in TEXT_TOKENS)
