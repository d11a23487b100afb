"""The bytes of a file: local or remote, plain or gzipped, never more than the settings allow."""

import gzip
import zlib
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO, cast

import fsspec

from schemas.codebook import Reason
from tasks.read.paths import open_regular, path_of

MEGABYTE = 1_000_000
BLOCK = 1 << 20
GZIP_MAGIC = b"\x1f\x8b"
TAIL = "Not a gzipped file"  # what the gzip module says of bytes behind a member


class FetchError(Exception):
    """Why there are no bytes; `read_file` makes a Reject of it. It never leaves this package."""

    def __init__(self, reason: Reason, detail: str, digest: str = "") -> None:
        super().__init__(detail)
        self.reason, self.detail, self.digest = reason, detail, digest


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file's unpacked bytes and the SHA-256 of the file as it lies there."""

    data: bytes
    sha256: str


def open_bytes(uri: str) -> IO[bytes]:
    """Opens a local path, a file:// URI of `uri_of`, or an fsspec URI. Raises OSError, or what a driver raises."""
    path = path_of(uri)
    return cast(IO[bytes], fsspec.open(uri, "rb").open()) if path is None else open_regular(path)


def fetch(uri: str, max_mb: float) -> Fetched:
    """The file's bytes, unpacked if they are gzip. Raises FetchError: unreadable, too large (also unpacked), bad gzip."""
    limit = int(max_mb * MEGABYTE)
    try:
        with open_bytes(uri) as stream:
            data = read_at_most(stream, limit)
    except FetchError:
        raise
    except Exception as error:  # a driver of fsspec may raise anything of its own
        raise FetchError(Reason.UNREADABLE, f"{describe(error)}; check that the file is there and may be read") from None
    digest = sha256(data).hexdigest()
    return Fetched(unzip(data, limit, digest) if data.startswith(GZIP_MAGIC) else data, digest)


def describe(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def unzip(data: bytes, limit: int, digest: str) -> bytes:
    """The unpacked bytes; stops at the limit, however much more a bomb holds. What follows a member and is no gzip is left.

    Read one block at a time: of a longer read that fails, the gzip module gives nothing.
    """
    unpacked = bytearray()
    try:
        with gzip.open(BytesIO(data)) as stream:
            while block := stream.read1(BLOCK):
                unpacked += block
                within(len(unpacked), limit)
    except FetchError as error:
        raise FetchError(error.reason, error.detail, digest) from None
    except (OSError, EOFError, zlib.error) as error:
        if not (unpacked and str(error).startswith(TAIL)):
            raise FetchError(Reason.BAD_GZIP, f"{error}; pack or fetch the file again", digest) from None
    return bytes(unpacked)


def read_at_most(stream: IO[bytes], limit: int) -> bytes:
    """All bytes of a stream. Raises FetchError if there are more than `limit`."""
    blocks, total = [], 0
    while block := stream.read(BLOCK):
        total += len(block)
        within(total, limit)
        blocks.append(block)
    return b"".join(blocks)


def within(total: int, limit: int) -> None:
    if total > limit:
        detail = f"more than {limit / MEGABYTE:g} MB unpacked; split the file, or raise max_file_mb"
        raise FetchError(Reason.TOO_LARGE, detail)
