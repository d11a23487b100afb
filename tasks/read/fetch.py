"""The bytes of a file: local or remote, plain or gzipped, never more than the settings allow."""

import gzip
import zlib
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

import fsspec

from schemas.codebook import Reason

MEGABYTE = 1_000_000
BLOCK = 1 << 20
GZIP_MAGIC = b"\x1f\x8b"


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
    """Opens a path or an fsspec URI."""
    return cast(IO[bytes], fsspec.open(uri, "rb").open()) if "://" in uri else Path(uri).open("rb")


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
    """The unpacked bytes; stops at the limit, however much more a bomb holds."""
    try:
        with gzip.open(BytesIO(data)) as stream:
            return read_at_most(cast(Any, stream), limit)
    except FetchError as error:
        raise FetchError(error.reason, error.detail, digest) from None
    except (OSError, EOFError, zlib.error) as error:
        raise FetchError(Reason.BAD_GZIP, f"{error}; pack or fetch the file again", digest) from None


def read_at_most(stream: IO[bytes], limit: int) -> bytes:
    """All bytes of a stream. Raises FetchError if there are more than `limit`."""
    blocks, total = [], 0
    while block := stream.read(BLOCK):
        total += len(block)
        if total > limit:
            detail = f"more than {limit / MEGABYTE:g} MB unpacked; split the file, or raise max_file_mb"
            raise FetchError(Reason.TOO_LARGE, detail)
        blocks.append(block)
    return b"".join(blocks)
