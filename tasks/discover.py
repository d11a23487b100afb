"""A source (folder, glob, file, fsspec URI) -> what is new in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from schemas.codebook import Reason, Stage, Status
from schemas.raw import InputFile, LedgerEntry, Reject
from schemas.settings import Settings
from tasks.listing import EPOCH, Refused, list_source, refused
from tasks.read.fetch import MEGABYTE, open_bytes
from tasks.read.formats import FORMATS, extension_of

__all__ = ["Discovery", "Refused", "discover"]


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the sources hold. Every file seen is in exactly one of `new`, `changed`, `refused`, or counted in `unchanged`."""

    new: tuple[InputFile, ...]
    changed: tuple[InputFile, ...]
    refused: tuple[Refused, ...]
    unchanged: int

    @property
    def files(self) -> tuple[InputFile, ...]:
        """What is to be read: new and changed files."""
        return self.new + self.changed

    @property
    def rejects(self) -> tuple[Reject, ...]:
        return tuple(refused.reject for refused in self.refused)


def discover(sources: Iterable[str], known: Mapping[str, LedgerEntry], settings: Settings) -> Discovery:
    """What is new or changed in the sources, against what the ledger knows by uri.

    A file is unchanged if size and modification time are; if only the time differs, the content decides. Files are sorted by
    uri and listed once, whatever sources name them. Raises SourceError for a source that is not there or cannot be listed.
    """
    return compare(list_sources(sources), known, settings)


def list_sources(sources: Iterable[str]) -> list[InputFile | Refused]:
    """The files of all sources, sorted by uri, each once. Raises SourceError for a source that cannot be listed."""
    found = {uri_of(item): item for source in sources for item in list_source(source)}
    return [found[uri] for uri in sorted(found)]


def compare(listed: Iterable[InputFile | Refused], known: Mapping[str, LedgerEntry], settings: Settings) -> Discovery:
    """What of these files is new or changed, against what the ledger knows of them."""
    new: list[InputFile] = []
    changed: list[InputFile] = []
    off: list[Refused] = []
    unchanged = 0
    for one in listed:
        item, before = check(one, settings), known.get(uri_of(one))
        if before and same(item, before):
            unchanged += 1
        elif isinstance(item, Refused):
            off.append(item)
        elif before and before.sha256 and before.size == item.size and digest_of(item) == before.sha256:
            unchanged += 1
        else:
            (changed if before else new).append(item)
    return Discovery(tuple(new), tuple(changed), tuple(off), unchanged)


def uri_of(item: InputFile | Refused) -> str:
    return item.file.uri if isinstance(item, Refused) else item.uri


def same(item: InputFile | Refused, before: LedgerEntry) -> bool:
    """Unchanged by size and time. What is refused still is; a file that could not be read is tried again."""
    file = item.file if isinstance(item, Refused) else item
    if file.mtime == EPOCH and not isinstance(item, Refused):
        return False  # no time is known: the content decides
    return (file.size, file.mtime) == (before.size, before.mtime) and bool(before.sha256 or isinstance(item, Refused))


def check(item: InputFile | Refused, settings: Settings) -> InputFile | Refused:
    """Refuses a file for its name or its size, of which neither needs a look inside."""
    if isinstance(item, Refused):
        return item
    if extension_of(item.uri) not in FORMATS:
        return Refused(item, unsupported(item))
    if item.size > settings.max_file_mb * MEGABYTE:
        detail = f"{item.size / MEGABYTE:.0f} MB, more than {settings.max_file_mb:g}; split the file, or raise max_file_mb"
        return refused(item, Reason.TOO_LARGE, detail)
    return item


def unsupported(file: InputFile) -> Reject:
    suffix = extension_of(file.uri) or "none"
    detail = f"no reader for the extension {suffix}; there is one for {', '.join(sorted(FORMATS))}, each also with .gz"
    return Reject(file.uri, 0, "", Stage.DISCOVER, Reason.UNSUPPORTED_FORMAT, detail, Status.SKIPPED)


def digest_of(file: InputFile) -> str:
    """SHA-256 of the file's bytes; empty if they cannot be read now (reading will say why)."""
    try:
        with open_bytes(file.uri) as stream:
            total = sha256()
            while block := stream.read(1 << 20):
                total.update(block)
            return total.hexdigest()
    except Exception:  # a driver of fsspec may raise anything of its own
        return ""
