"""Which reader reads which format, and what becomes of a file that none can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from schemas.codebook import Reason
from schemas.raw import InputFile, RawArticle, Reject
from schemas.settings import Settings
from tasks.read.base import Reader, Records, alone, defect, reject
from tasks.read.bounds import bounded
from tasks.read.fetch import FetchError, fetch
from tasks.read.fields import filled
from tasks.read.formats import FORMATS, format_of
from tasks.read.html import page_article, read_html
from tasks.read.json_file import read_json
from tasks.read.jsonl import read_jsonl
from tasks.read.markdown import read_markdown
from tasks.read.txt import read_txt

READERS: dict[str, Reader] = {"txt": read_txt, "md": read_markdown, "html": read_html, "json": read_json, "jsonl": read_jsonl}


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds, and the SHA-256 of its bytes (empty if they could not be had)."""

    sha256: str
    records: Iterator[RawArticle | Reject]


def read_file(file: InputFile, settings: Settings) -> ReadFile:
    """The records of a file, read one after the other as they are asked for. Never raises for what a file holds."""
    reader = READERS.get(format_of(file.uri))
    if reader is None:
        return rejected(file, Reason.UNSUPPORTED_FORMAT, f"readers exist for {', '.join(sorted(FORMATS))}")
    try:
        fetched = fetch(file.uri, settings.max_file_mb)
    except FetchError as error:
        return rejected(file, error.reason, error.detail, error.digest)
    return ReadFile(fetched.sha256, guarded(reader(fetched.data, file, settings), file, settings))


def guarded(records: Records, file: InputFile, settings: Settings) -> Records:
    """The records, of bounded size; what a reader raises ends its file with a reject and nothing else."""
    number = 0
    try:
        for record in records:
            number = record.record + 1
            yield bounded(record, settings) if isinstance(record, RawArticle) else record
    except Exception as error:
        yield defect(file.uri, number, format_of(file.uri), error)


def rejected(file: InputFile, reason: Reason, detail: str, digest: str = "") -> ReadFile:
    return ReadFile(digest, iter([reject(file.uri, 0, format_of(file.uri), reason, detail)]))


def read_record(record: Mapping[str, Any], uri: str, number: int, settings: Settings) -> RawArticle | Reject:
    """One JSON object of `dateline extract --jsonl`: id, text, title?, published?, url? or id, html, url?.

    The text is taken as it is given, markup and all, because offsets point into it.
    """
    return alone(partial(given_record, record, uri, number, settings), uri, number, "jsonl")


def given_record(record: Mapping[str, Any], uri: str, number: int, settings: Settings) -> RawArticle | Reject:
    text, page, url = (value if isinstance(value := record.get(name), str) else "" for name in ("text", "html", "url"))
    raw: RawArticle | Reject
    if text.strip():
        raw = RawArticle(uri, number, "jsonl", text, url=url)
    elif page.strip():
        raw = page_article(page, uri, number, "jsonl", settings, url)
    else:
        raw = reject(uri, number, "jsonl", Reason.MISSING_TEXT, "the record has neither text nor html; give one of them")
    return raw if isinstance(raw, Reject) else bounded(filled(raw, record, settings), settings, keep_title=False)
