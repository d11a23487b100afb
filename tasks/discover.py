"""A source (folder, glob, file, fsspec URI) -> what is new in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from schemas.codebook import Reason, Stage, Status
from schemas.raw import Again, InputFile, LedgerEntry, Reject
from schemas.settings import Settings
from tasks.listing import EPOCH, Refused, list_source, refused
from tasks.read.fetch import MEGABYTE, open_bytes
from tasks.read.formats import FORMATS, extension_of

__all__ = ["Discovery", "Refused", "discover"]


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the sources hold. Every file seen is in exactly one of the lists, or counted in `unchanged`.

    `again` are files with the content that is known, of which records that were left out are tried once more.
    """

    new: tuple[InputFile, ...]
    changed: tuple[InputFile, ...]
    refused: tuple[Refused, ...]
    unchanged: int
    again: tuple[InputFile, ...] = ()

    @property
    def files(self) -> tuple[InputFile, ...]:
        """What is to be read: new and changed files, and a part of some others."""
        return self.new + self.changed + self.again

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
    """What of these files is new or changed, or to be tried again, against what the ledger knows of them."""
    new: list[InputFile] = []
    changed: list[InputFile] = []
    again: list[InputFile] = []
    off: list[Refused] = []
    unchanged = 0
    for one in listed:
        item, before = check(one, settings), known.get(uri_of(one))
        if isinstance(item, Refused):
            off += [] if (told := before is not None and is_told(item, before)) else [item]
            unchanged += told
        elif before is None:
            new.append(item)
        elif not (same_content(item, before) if before.sha256 else still_unreadable(item, before)):
            changed.append(replace(item, again=None))
        elif before.waiting and before.sha256:
            again.append(replace(item, again=Again(before.sha256, frozenset(before.waiting), before.last)))
        else:
            unchanged += 1
    return Discovery(tuple(new), tuple(changed), tuple(off), unchanged, tuple(again))


def uri_of(item: InputFile | Refused) -> str:
    return item.file.uri if isinstance(item, Refused) else item.uri


def is_told(item: Refused, before: LedgerEntry) -> bool:
    """The ledger has it as it is now: what was read once, or was refused for the same reason."""
    return same(item.file, before) and bool(before.sha256 or before.reason in ("", item.reject.reason))


def same_content(file: InputFile, before: LedgerEntry) -> bool:
    """By size and time; where only the time differs, or none is known, the content decides."""
    if same(file, before) and file.mtime != EPOCH:
        return True
    return file.size == before.size and digest_of(file) == before.sha256


def still_unreadable(file: InputFile, before: LedgerEntry) -> bool:
    """A file that could not be read is tried at every run, but told of once."""
    return same(file, before) and before.reason == Reason.UNREADABLE and not digest_of(file)


def same(file: InputFile, before: LedgerEntry) -> bool:
    return (file.size, file.mtime) == (before.size, before.mtime)


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
