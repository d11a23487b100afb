"""The files of a source (folder, glob, file, fsspec URI), and what in it is none: each is told, none ends the run."""

import fnmatch
import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsspec

from schemas.codebook import Reason, Stage
from schemas.errors import SourceError
from schemas.raw import InputFile, Reject
from tasks.read.formats import format_of
from tasks.read.paths import LOCAL, kind_of, path_of, uri_of

MAGIC = frozenset("*?[")
EPOCH = datetime.fromtimestamp(0, UTC)
ANYWHERE = "**"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read, and why: an unsupported format (skipped) or a file that cannot be opened (rejected)."""

    file: InputFile
    reject: Reject


Listed = Iterator[InputFile | Refused]


def list_source(source: str) -> Listed:
    """The files of one source. Raises SourceError for a source that is not there or cannot be listed."""
    source = local(source)
    if "://" in source:
        return list_remote(source)
    if "\0" in source:
        raise SourceError(ascii(source), "no path holds a NUL", "Check the path")
    path = os.path.normpath(Path(source).expanduser().absolute())  # one file, one uri: no a/../b, no trailing slash
    if os.path.isdir(path):  # noqa: PTH112 (a Path raises for loops of links)
        return list_top(path)
    if os.path.lexists(path):
        return iter([look_at(path)])
    return list_glob(source, path)


def list_top(folder: str) -> Listed:
    """A folder that the user named: that it cannot be listed is a mistake in the source."""
    if unlisted := [found for found in scan(folder) if isinstance(found, Refused)]:
        raise SourceError(folder, unlisted[0].reject.detail.partition(";")[0], "Check its permissions")
    return list_folder(folder)


def local(source: str) -> str:
    """The path of a file:// source, which may be written plainly or with %XX; other sources as they are."""
    plain = source.removeprefix(LOCAL)
    return source if plain == source else plain if os.path.lexists(plain) else path_of(source) or source


def list_glob(source: str, pattern: str) -> Listed:
    """Files that match a pattern; ** goes into folders, and a folder that matches is listed whole."""
    parts = Path(pattern).parts
    deep = parts.index(ANYWHERE) if ANYWHERE in parts else len(parts)
    hits = glob.glob(str(Path(*parts[:deep]))) if MAGIC & set(source) else []  # noqa: PTH207
    if not hits:
        raise SourceError(source, "there is no such file or folder", "Check the path; quote a pattern")
    for hit in sorted(hits):
        if not os.path.isdir(hit):  # noqa: PTH112
            yield look_at(hit)
        elif deep < len(parts):  # walked here: glob would follow links into folders, in circles too
            yield from list_matching(hit, parts[deep:])
        else:
            yield from list_folder(hit)


def list_matching(folder: str, pattern: Sequence[str]) -> Listed:
    """What matches below a folder. Links to folders are not followed."""
    stack: list[tuple[str, tuple[str, ...]]] = [(folder, ())]
    while stack:
        path, parts = stack.pop()
        for entry in scan(path):
            inner = (*parts, entry.name) if isinstance(entry, os.DirEntry) else ()
            if isinstance(entry, Refused):
                yield entry
            elif not fits(inner, pattern):
                stack += [(entry.path, inner)] if entry.is_dir(follow_symlinks=False) else []
            elif entry.is_dir(follow_symlinks=False):
                yield from list_folder(entry.path)
            else:
                yield look_at(entry.path)


def fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Do the parts of a path match those of a pattern, of which ** stands for any number?"""
    if not pattern:
        return not parts
    if pattern[0] == ANYWHERE:
        return len(pattern) == 1 or any(fits(parts[i:], pattern[1:]) for i in range(len(parts)))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and fits(parts[1:], pattern[1:])


def list_folder(folder: str) -> Listed:
    """All files below a folder but hidden ones. Links to folders are not followed."""
    stack = [folder]
    while stack:
        for entry in scan(stack.pop()):
            if isinstance(entry, Refused):
                yield entry
            elif entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
            else:
                yield look_at(entry.path)


def scan(folder: str) -> list[os.DirEntry[str]] | list[Refused]:
    """What is in a folder but hidden things; a folder that cannot be listed is refused, the others are read."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        return [
            refuse(folder, f"the folder cannot be listed ({error.strerror}); check its permissions and the length of its path")
        ]


def look_at(path: str) -> InputFile | Refused:
    """Size and time of a local file, links followed; what is no regular file in the end is refused without being opened."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError as error:
        return refuse(
            path, f"the file cannot be looked at ({error.strerror}); check its permissions, or whether a link points nowhere"
        )
    if kind := kind_of(status.st_mode):
        return refuse(path, f"it is {kind}, no file; name a file, or the folder itself")
    return InputFile(uri_of(path), status.st_size, time_of(status.st_mtime))


def refuse(path: str, detail: str) -> Refused:
    """With the time of the thing itself, by which the next run knows it again."""
    try:
        changed = time_of(os.lstat(path).st_mtime)
    except OSError:
        changed = EPOCH
    return refused(InputFile(uri_of(path), 0, changed), Reason.UNREADABLE, detail)


def refused(file: InputFile, reason: Reason, detail: str) -> Refused:
    return Refused(file, Reject(file.uri, 0, format_of(file.uri), Stage.DISCOVER, reason, detail))


def time_of(seconds: float) -> datetime:
    """A modification time, to the microsecond; the epoch for one that no calendar has, so that only sizes are compared."""
    try:
        return datetime.fromtimestamp(int(seconds * 1e6) / 1e6, UTC)
    except (OverflowError, ValueError, OSError):
        return EPOCH


def list_remote(uri: str) -> Listed:
    """The files of an fsspec URI: a file, a folder, or a pattern."""
    try:
        system, path = fsspec.url_to_fs(uri)
        listed = system.glob(path, detail=True) if MAGIC & set(path) else system.find(path, detail=True)
    except Exception as error:  # a driver of fsspec may raise anything of its own
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
            return time_of(value)
    return EPOCH
