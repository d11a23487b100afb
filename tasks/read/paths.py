"""Local paths and the uris that stand for them.

A path is its own uri. One whose name is no UTF-8 cannot be stored, nor shown: it is a file:// URI with each odd byte as %XX,
from which the path comes back to the byte.
"""

import os
import stat
from typing import IO
from urllib.parse import quote, unquote_to_bytes

LOCAL = "file://"
KINDS = (
    (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
)  # fmt: skip


def uri_of(path: str) -> str:
    """The uri of a local path."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return LOCAL + quote(os.fsencode(path))
    return path


def path_of(uri: str) -> str | None:
    """The local path that a uri of `uri_of` stands for; None if it is remote."""
    if uri.startswith(LOCAL):
        return os.fsdecode(unquote_to_bytes(uri.removeprefix(LOCAL)))
    return None if "://" in uri else uri


def kind_of(mode: int) -> str:
    """What a thing is that is no regular file, for people; empty for a regular file."""
    return next((name for is_kind, name in KINDS if is_kind(mode)), "") if not stat.S_ISREG(mode) else ""


def open_regular(path: str) -> IO[bytes]:
    """Opens a regular file. Pipes, sockets and devices are looked at, never opened: to open one may wait for ever, or act."""
    if kind := kind_of(os.stat(path).st_mode):  # noqa: PTH116 (a Path says no more)
        raise OSError(f"it is {kind}, no file")
    return open(path, "rb", opener=without_waiting)


def without_waiting(path: str, flags: int) -> int:
    """Should a pipe have taken the file's place by now, opening it does not wait for somebody to write into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
