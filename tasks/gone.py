"""Which files that the ledger knows are no longer where the sources had them.

What another cause may explain is not gone: a folder that may not be looked into, or one that is empty, as where nothing is
mounted.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import fsspec
from fsspec.utils import glob_translate

from tasks.listing import MAGIC, Refused, fits, hidden, local, scan
from tasks.read.paths import path_of, uri_of


@dataclass(frozen=True, slots=True)
class Missing:
    """Files that are not there: those that are gone, and those whose folder is empty or cannot be looked into."""

    gone: tuple[str, ...]
    unclear: tuple[str, ...]


def prefixes(sources: Iterable[str]) -> list[str]:
    """How the uris of all that the sources may hold begin."""
    return sorted({start for source in sources for start in starts(source)})


def starts(source: str) -> Iterator[str]:
    if "://" in (plain := local(source)):
        system, path = fsspec.url_to_fs(plain)
        yield system.unstrip_protocol(fixed(path)).rstrip("/") + "/"
        return
    folder = str(split(plain)[0])
    yield folder.rstrip("/") + "/"
    if not (odd := uri_of(os.fsdecode(os.fsencode(folder) + b"/\xff"))).startswith(folder):  # names that are no UTF-8
        yield odd.removesuffix("%FF")


def split(source: str) -> tuple[Path, tuple[str, ...]]:
    """The folder that a local source is under, and the pattern of what counts there; an empty one for everything."""
    path = Path(os.path.normpath(Path(source).expanduser().absolute()))
    if path.is_dir():
        return path, ()
    at = next((n for n, part in enumerate(path.parts) if MAGIC & set(part)), len(path.parts) - 1)
    return Path(*path.parts[:at]), path.parts[at:]


def fixed(path: str) -> str:
    """The folder of a remote pattern up to where it is one."""
    at = min((path.index(mark) for mark in MAGIC if mark in path), default=-1)
    return path if at < 0 else path[:at].rpartition("/")[0]


def missing(sources: Sequence[str], unlisted: Iterable[str]) -> Missing:
    """What of these known uris, which the sources do not list, is one of them and not there."""
    there = cache(has_anything)
    gone, unclear = [], []
    for uri in sorted(u for u in unlisted if any(covers(source, u) for source in sources)):
        path = path_of(uri)
        if path is None or (is_gone(path) and there(nearest(path))):
            gone.append(uri)
        elif is_gone(path):
            unclear.append(uri)
    return Missing(tuple(gone), tuple(unclear))


def covers(source: str, uri: str) -> bool:
    """Would the source list it, if it were there?"""
    path = path_of(uri)
    plain = local(source)
    if path is None or "://" in plain:
        return path is None and "://" in plain and covers_remote(plain, uri)
    folder, pattern = split(plain)
    if not Path(path).is_relative_to(folder):
        return False
    parts = Path(path).relative_to(folder).parts
    return not pattern or any(fits(parts[:n], pattern) for n in range(1, len(parts) + 1))


def covers_remote(source: str, uri: str) -> bool:
    system, path = fsspec.url_to_fs(source)
    name: Any = system._strip_protocol(uri)
    if MAGIC & set(path):
        return re.fullmatch(glob_translate(path), name) is not None
    return str(name).startswith(path.rstrip("/") + "/") and not hidden(name, path)


def is_gone(path: str) -> bool:
    """Certainly not there; what may not be looked at may be."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def nearest(path: str) -> str:
    """The nearest folder above that is there."""
    return str(next(p for p in Path(path).parents if os.path.lexists(p)))


def has_anything(folder: str) -> bool:
    found = scan(folder)
    return bool(found) and not isinstance(found[0], Refused)


def returned(known: Mapping[str, Any]) -> list[str]:
    """What a run once missed and this one has listed."""
    return sorted(uri for uri, entry in known.items() if entry.gone is not None)
