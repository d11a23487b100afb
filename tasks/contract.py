"""The extraction contract: JSON lines in, JSON lines out, one for one and in order (docs/extract.md)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date
from typing import Any

from schemas.codebook import Reason, Stage
from schemas.raw import Failure, InputFile, RawArticle, Reject
from schemas.settings import Settings
from schemas.tables import Article
from tasks.extract.article import Extraction, extract_all
from tasks.extract.factuality.judge import Predicate
from tasks.normalize import Normalized, normalize
from tasks.read.readers import read_file, read_record
from tasks.text import MappedText

DROP = ("article_id", "batch_id", "mention_id", "date_id", "quote_id", "reasons", "place_id")
ARTICLE = ("title", "byline", "published", "published_source", "dateline", "language", "text")


@dataclass(frozen=True, slots=True)
class Given:
    """The text as it was given, and the way back to it from the clean text."""

    text: str
    offsets: MappedText


def answer_lines(lines: Sequence[str], settings: Settings, with_predicates: bool = False) -> list[str]:
    """The output lines for input lines of `{"id", "text"|"html", ...}`; a bad line's answer says what is wrong with it."""
    return answer([parse_line(line, n, settings) for n, line in enumerate(lines)], settings, with_predicates)


def answer_files(files: Sequence[InputFile], settings: Settings, with_predicates: bool = False) -> list[str]:
    """The output lines for whole files; the id is the file's uri, with the record's number where a file holds several."""
    entries: list[tuple[str, RawArticle | Reject]] = []
    for file in files:
        records = list(read_file(file, settings).records)
        entries += [(f"{file.uri}#{r.record}" if len(records) > 1 else file.uri, r) for r in records]
    return answer([(key, r, "") for key, r in entries], settings, with_predicates)


def parse_line(line: str, number: int, settings: Settings) -> tuple[Any, RawArticle | Reject, str]:
    """(id, record or reject, the text that offsets go back to: empty when they stay in the clean text)."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, bad_line(number, f"not JSON: {error}"), ""
    if not isinstance(record, dict):
        return None, bad_line(number, "not a JSON object"), ""
    raw = read_record(record, "line", number, settings)
    return record.get("id"), raw, raw.text if isinstance(raw, RawArticle) and isinstance(record.get("text"), str) else ""


def bad_line(number: int, what: str) -> Reject:
    return Reject("line", number, "jsonl", Stage.READ, Reason.BAD_JSON, f"line {number + 1} is {what}; write one object a line")


def answer(entries: Iterable[tuple[Any, RawArticle | Reject, str]], settings: Settings, with_predicates: bool) -> list[str]:
    """Normalizes and extracts what can be, and answers for each entry."""
    found = [
        (key, raw if isinstance(raw, Reject) else normalize(raw, settings, any_language=True), given)
        for key, raw, given in entries
    ]
    ready = [n.article for _, n, _ in found if isinstance(n, Normalized) and is_ours(n.article, settings)]
    results = {r.article_id: r for r in extract_all(ready, settings, with_predicates)}
    return [answer_one(key, n, results, given) for key, n, given in found]


def is_ours(article: Article, settings: Settings) -> bool:
    """Articles in other languages are answered with their text alone."""
    return article.language in settings.languages


def answer_one(key: Any, normalized: Normalized | Reject, results: Mapping[str, Extraction | Failure], given: str) -> str:
    """The output line of one record: what it holds, or what is wrong with it."""
    if isinstance(normalized, Reject):
        return failure(key, normalized.reason, normalized.detail)
    result = results.get(normalized.article.article_id) or Extraction(normalized.article)
    if isinstance(result, Failure):
        return failure(key, Reason.EXTRACTION_FAILED, result.detail)
    here = replace(result, article=normalized.article)  # an equal article of another line has other furniture
    return success(key, here, Given(given, normalized.offsets) if given else None)


def failure(key: Any, reason: Reason, detail: str) -> str:
    return json.dumps({"id": key, "ok": False, "reason": str(reason), "detail": detail}, ensure_ascii=False)


def success(key: Any, found: Extraction, given: Given | None) -> str:
    """One output line. With `given`, spans are moved back into the text that was given."""
    article = {k: plain(getattr(found.article, k), None) for k in ARTICLE}
    article["furniture"] = [asdict(f) for f in found.article.furniture] if given is not None else []
    body = {
        "mentions": found.mentions, "places": found.places, "dates": found.dates, "quotes": found.quotes,
        "events": found.events, "predicates": [predicate(p) for p in found.predicates],
    }  # fmt: skip
    moved = {k: plain(v, given) for k, v in body.items()}
    return json.dumps({"id": key, "ok": True, "article": article} | moved, ensure_ascii=False)


def predicate(found: Predicate) -> Mapping[str, Any]:
    """A predicate's span and judgement side by side."""
    return asdict(found.span) | {"factuality": str(found.factuality), "certainty": found.certainty}


def plain(value: Any, given: Given | None) -> Any:
    """Records as JSON values; spans moved to the given text."""
    if isinstance(value, Mapping):
        return {k: plain(v, given) for k, v in (move(value, given) if given else value).items()}
    if is_dataclass(value) and not isinstance(value, type):
        record = {k: getattr(value, k) for k in value.__dataclass_fields__ if k not in DROP}
        return {k: plain(v, given) for k, v in (move(record, given) if given else record).items()}
    if isinstance(value, (tuple, list)):
        return [plain(v, given) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def move(record: Mapping[str, Any], given: Given) -> Mapping[str, Any]:
    """A record with offsets, in the given text."""
    start, end = record.get("start"), record.get("end")
    if start is None or end is None:
        return record
    a, b = given.offsets.source(start, end)
    return {**record, "start": a, "end": b, "text": given.text[a:b]}
