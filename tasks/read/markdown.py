"""Markdown: front matter gives the fields, the rest becomes plain text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from schemas.codebook import Reason
from schemas.raw import InputFile, RawArticle
from schemas.settings import Settings
from tasks.read.base import Records, reject, undecodable
from tasks.read.bounds import limit_of
from tasks.read.decode import decode
from tasks.read.fields import article_of

FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
MARKS = re.compile(r"[\[\]()*_`<>!|~&]")
HEADING = re.compile(r"^ {0,3}#{1,6} +", re.MULTILINE)
MAX_LINES, MAX_MARKS = 10_000, 2_000
LETTER = re.compile(r"[^\W\d_]")
MIN_LETTERS = 0.25  # of the source: a fence that nobody closed swallows the article
TEXT_TOKENS = {"text": "", "code_inline": "", "softbreak": " ", "hardbreak": "\n"}


class Fields(yaml.BaseLoader):  # type: ignore[misc]  # yaml has no types
    """Builds strings, lists and dicts only, and no thing twice: an alias of an alias of an alias is a bomb."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def read_markdown(data: bytes, file: InputFile, settings: Settings) -> Records:
    """One article a file; a first heading is its headline if the front matter has none."""
    source = decode(data)
    if source is None:
        yield undecodable(file, "md")
        return
    fields, body = front_matter(source)
    limit = limit_of(settings)
    text = plain(body[:limit])
    if not text.strip():
        yield reject(file.uri, 0, "md", Reason.EMPTY, "there is no text in the file; check it, or fetch it again")
        return
    found = article_of({**fields, "text": text}, file.uri, 0, "md", settings)
    yield replace(found, cut=True) if isinstance(found, RawArticle) and len(body) > limit else found


def front_matter(source: str) -> tuple[Mapping[str, Any], str]:
    """The fields between two lines of dashes, and what follows them. Broken front matter is dropped."""
    match = FRONT.match(source)
    if not match:
        return {}, source
    try:
        fields = yaml.load(match[1], Loader=Fields)
    except (yaml.YAMLError, RecursionError):
        fields = None
    return (fields if isinstance(fields, dict) else {}), source[match.end() :]


def plain(source: str) -> str:
    """The text of each block, a blank line between them; markup, pictures and HTML are gone.

    The source but for the marks of its headings where markup is so dense that reading it takes quadratic time, or where it
    would swallow most of the words.
    """
    if heavy(source):
        return HEADING.sub("", source)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(source)
    blocks = (inline_text(token.children or ()).strip() for token in tokens if token.type == "inline")
    text = "\n\n".join(filter(None, blocks))
    return text if letters(text) >= MIN_LETTERS * letters(source) else HEADING.sub("", source)


def heavy(source: str) -> bool:
    """Too many lines, or too many marks in all or in one block, within which each may be the partner of any other."""
    if source.count("\n") > MAX_LINES:
        return True
    marks = [len(MARKS.findall(block)) for block in source.split("\n\n")]
    return max(marks) > MAX_MARKS or sum(marks) > 10 * MAX_MARKS


def letters(text: str) -> int:
    return len(LETTER.findall(text))


def inline_text(tokens: Iterable[Token]) -> str:
    return "".join(token.content or TEXT_TOKENS[token.type] for token in tokens if token.type in TEXT_TOKENS)
