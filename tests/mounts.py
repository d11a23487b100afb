"""Small and read-only disks for tests, where mounting is permitted."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, *words: str) -> Iterator[Path]:
    """A mount of its own; skips the test where mounting is not permitted."""
    folder.mkdir(exist_ok=True)
    if subprocess.run(["mount", *words, str(folder)], capture_output=True).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
