"""A source (folder, glob, file, fsspec URI) -> what is new in it."""

import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import fsspec

from schemas.codebook import Reason, Stage, Status
from schemas.errors import SourceError
from schemas.raw import InputFile, LedgerEntry, Reject
from schemas.settings import Settings
from tasks.read import READERS, extension_of
from tasks.read.fetch import open_bytes

MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read, and why: an unsupported format (skipped) or a file that cannot be opened (rejected)."""

    file: InputFile
    reject: Reject


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


def list_sources(sources: Iterable[str]) -> list[InputFile]:
    """The files of all sources, sorted by uri, each once. Raises SourceError for a source that cannot be listed."""
    found = {file.uri: file for source in sources for file in list_source(source)}
    return [found[uri] for uri in sorted(found)]


def compare(files: Iterable[InputFile], known: Mapping[str, LedgerEntry], settings: Settings) -> Discovery:
    """What of these files is new or changed, against what the ledger knows of them."""
    new: list[InputFile] = []
    changed: list[InputFile] = []
    refused: list[Refused] = []
    unchanged = 0
    for file in files:
        uri, before = file.uri, known.get(file.uri)
        if before and same(file, before):
            unchanged += 1
        elif extension_of(uri) not in READERS:
            refused.append(Refused(file, unsupported(file)))
        elif before and before.sha256 and before.size == file.size and digest_of(file) == before.sha256:
            unchanged += 1
        elif file.size < 0:
            refused.append(Refused(InputFile(uri, 0, file.mtime), unreadable(file)))
        else:
            (changed if before else new).append(file)
    return Discovery(tuple(new), tuple(changed), tuple(refused), unchanged)


def same(file: InputFile, before: LedgerEntry) -> bool:
    """Unchanged by size and time. A supported file that was never read is tried again."""
    return (file.size, file.mtime) == (before.size, before.mtime) and bool(
        before.sha256 or extension_of(file.uri) not in READERS
    )


def unsupported(file: InputFile) -> Reject:
    suffix = extension_of(file.uri) or "none"
    detail = f"no reader for the extension {suffix}; there is one for {', '.join(sorted(READERS))}, each also with .gz"
    return Reject(file.uri, 0, "", Stage.DISCOVER, Reason.UNSUPPORTED_FORMAT, detail, Status.SKIPPED)


def unreadable(file: InputFile) -> Reject:
    detail = "the file cannot be looked at; check its permissions, or whether a link points nowhere"
    return Reject(file.uri, 0, "", Stage.DISCOVER, Reason.UNREADABLE, detail)


def digest_of(file: InputFile) -> str:
    """SHA-256 of the file's bytes; empty if they cannot be read now (reading will say why)."""
    try:
        with open_bytes(file.uri) as stream:
            total = sha256()
            while block := stream.read(1 << 20):
                total.update(block)
            return total.hexdigest()
    except (OSError, ValueError, ImportError):
        return ""


def list_source(source: str) -> Iterator[InputFile]:
    """The files of one source."""
    if "://" in source:
        return list_remote(source)
    path = Path(source).expanduser().absolute()
    if path.is_dir():
        return list_folder(str(path))
    if path.exists():
        return iter([stat_file(os.path.normpath(path))])
    return list_glob(source, str(path))


def list_glob(source: str, pattern: str) -> Iterator[InputFile]:
    """Files that match a pattern; ** goes into folders, and a folder that matches is listed whole."""
    hits = glob.glob(pattern, recursive=True) if MAGIC & set(source) else []  # noqa: PTH207 (a Path cannot hold the pattern)
    if not hits:
        raise SourceError(source, "there is no such file or folder", "Check the path; quote a pattern")
    for hit in hits:
        if Path(hit).is_dir():
            if not pattern.endswith("**"):
                yield from list_folder(hit)
        else:
            yield stat_file(os.path.normpath(hit))


def list_folder(folder: str) -> Iterator[InputFile]:
    """All files below a folder but hidden ones. Links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            inside = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        raise SourceError(folder, f"the folder cannot be listed ({error.strerror})", "Check its permissions") from None
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield from list_folder(entry.path)
        elif not entry.is_dir():
            yield stat_file(entry.path, entry)


def stat_file(path: str, entry: os.DirEntry[str] | None = None) -> InputFile:
    """Size and time of a local file; size -1 if they cannot be had."""
    try:
        status = entry.stat() if entry else os.stat(path)  # noqa: PTH116
    except OSError:
        return InputFile(path, -1, datetime.fromtimestamp(0, UTC))
    return InputFile(path, status.st_size, datetime.fromtimestamp(int(status.st_mtime * 1e6) / 1e6, UTC))


def list_remote(uri: str) -> Iterator[InputFile]:
    """The files of an fsspec URI: a file, a folder, or a pattern."""
    try:
        system, path = fsspec.url_to_fs(uri)
        listed = system.glob(path, detail=True) if MAGIC & set(path) else system.find(path, detail=True)
    except (OSError, ValueError, ImportError) as error:
        raise SourceError(uri, f"it cannot be listed ({error})", "Check address, credentials and fsspec driver") from None
    if not listed:
        raise SourceError(uri, "there is nothing", "Check the address")
    for name, info in sorted(listed.items()):
        if info.get("type") != "directory" and not hidden(name, path):
            yield InputFile(system.unstrip_protocol(name), int(info.get("size") or 0), remote_time(info))


def hidden(name: str, root: str) -> bool:
    return any(part.startswith(".") for part in name.removeprefix(root).split("/"))


def remote_time(info: Mapping[str, Any]) -> datetime:
    """The modification time as the file system names it; the epoch if it does not, so that only sizes are compared."""
    for field in ("mtime", "LastModified", "last_modified", "updated", "created"):
        value = info.get(field)
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
    return datetime.fromtimestamp(0, UTC)
