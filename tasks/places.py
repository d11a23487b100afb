"""Where an article stands: its address, its number in an archive, or its file. Another text there is another version of it."""

from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from lexicon.versions import version_words
from schemas.raw import InputFile, RawArticle, Reject

LONGEST = 2000  # characters of an address: a longer one is none
SHORTEST_ID = 6  # a shorter id counts the records of a file: "17" of another file is another article
FILE = "in "  # before the name of a file, where a place is one
WHOLE_FILE = ("txt", "md", "html", "json")  # formats in which a file may hold one article


def place_of(file: InputFile, raw: RawArticle, alone: bool) -> str | None:
    """The address that a record names, else its id among those of its outlet or file, else the file if it holds it alone.

    None if nothing of this is told: a line of a JSONL file may shift and is no place.
    """
    if address := address_of(raw.brought.canonical_url or raw.url):
        return f"at {address}"
    if key := raw.brought.external_id:
        outlet = raw.brought.outlet if len(key) >= SHORTEST_ID else ""
        return f"id {key} of {outlet or file.uri}"
    return f"{FILE}{file.uri}" if alone and raw.format in WHOLE_FILE else None


def with_alone(records: Iterable[RawArticle | Reject]) -> Iterator[tuple[RawArticle | Reject, bool]]:
    """Each record, and whether its file holds no other."""
    rest = iter(records)
    first, second = next(rest, None), next(rest, None)
    if first is not None:
        yield first, second is None
    if second is not None:
        yield second, False
    for record in rest:
        yield record, False


def address_of(url: str) -> str:
    """An address in the form in which equal pages have equal ones; empty if it is none, or that of a front page.

    Without scheme, `www.`, port, fragment, index file, last slash and what a query tells of the way to the page.
    """
    text = url.strip()
    if not text or len(text) > LONGEST or any(c.isspace() for c in text):
        return ""
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host = host_of(parts)
        query = urlencode(sorted(p for p in parse_qsl(parts.query, keep_blank_values=True) if not tracks(p[0])))
    except ValueError:  # a port or a bracket out of place
        return ""
    path = path_of(parts)
    if not host or parts.scheme not in ("", "http", "https") or (not path and not query) or (is_front(path) and not query):
        return ""
    return f"{host}{path}" + (f"?{query}" if query else "")


def host_of(parts: SplitResult) -> str:
    """The host without what leads to the same pages; empty if it has no dot: a file or a name, no site."""
    labels = (parts.hostname or "").rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in version_words().hosts:
        labels = labels[1:]
    return ".".join(labels) if len(labels) > 1 else ""


def path_of(parts: SplitResult) -> str:
    segments = [s for s in parts.path.split("/") if s]
    if segments and segments[-1].casefold() in version_words().indexes:
        segments = segments[:-1]
    return "".join(f"/{s}" for s in segments)


def tracks(name: str) -> bool:
    words = version_words()
    return name.casefold() in words.tracking or name.casefold().startswith(tuple(words.tracking_heads))


def is_front(path: str) -> bool:
    return all(s.casefold() in version_words().fronts for s in path.split("/") if s)
