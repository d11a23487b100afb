"""No room, no permission, a disk that is read-only: one error that names the path and the remedy, whoever met it first."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import DatelineError, WarehouseError

TROUBLES = {
    errno.ENOSPC: ("no space left", "disk quota"),
    errno.EROFS: ("read-only file system",),
    errno.EACCES: ("permission denied",),
}
MARGIN_MB = 50  # for logs, the catalog, and what a commit writes beside its rows


@contextmanager
def storage_trouble(data_dir: Path) -> Iterator[None]:
    """Turns what an engine says of a full, read-only or closed disk into a WarehouseError; other errors pass."""
    try:
        yield
    except DatelineError:
        raise
    except Exception as error:
        if (number := trouble_of(error)) is None:
            raise
        raise described(number, error, data_dir) from None


def trouble_of(error: BaseException) -> int | None:
    """The errno that an error stands for. The engines' own classes only carry it in their text."""
    if isinstance(error, OSError) and error.errno in TROUBLES:
        return error.errno
    text = str(error).lower()
    return next((number for number, words in TROUBLES.items() if any(word in text for word in words)), None)


def described(number: int, error: Exception, data_dir: Path) -> WarehouseError:
    where = str(getattr(error, "filename", None) or data_dir.absolute())
    if number == errno.ENOSPC:
        free = shutil.disk_usage(existing(data_dir)).free / 1e6
        problem = f"no room left on the disk: {free:.0f} MB free, this batch needs about {needed_mb(data_dir):.0f} MB"
        return WarehouseError(where, problem, "Make room and run it again: what was committed stays, the rest is done then")
    problem = "the disk is read-only" if number == errno.EROFS else "writing is not permitted"
    return WarehouseError(where, problem, "Choose another data_dir, or change the folder's permissions, and run it again")


def needed_mb(data_dir: Path) -> float:
    """What the staged batch takes again when it is committed, and some more."""
    files = [p for p in (data_dir / "staging").glob("**/*") if p.is_file()]
    return 2 * sum(p.stat().st_size for p in files) / 1e6 + MARGIN_MB


def existing(path: Path) -> Path:
    path = path.absolute()
    return next(p for p in (path, *path.parents) if p.exists())
