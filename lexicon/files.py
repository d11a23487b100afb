"""Reads the data files of the lexicon and digests them."""

import csv
import tomllib
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from schemas.errors import LexiconError

ROOT = files(__package__ or "lexicon")
T = TypeVar("T")
SUFFIXES = (".toml", ".csv")
OF_GROUPING = ("stories.toml", "incidents.toml")  # what is coded does not depend on them


def read_toml(path: str) -> dict[str, Any]:
    """A TOML file of the lexicon, such as 'frames.toml'. Raises LexiconError if it is missing or not TOML."""
    try:
        return tomllib.loads(ROOT.joinpath(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"lexicon/{path}", str(error), "Mend the file, or install Dateline again") from None


def read_words(path: str, kind: type[T]) -> T:
    """A TOML file of word lists as a dataclass of frozensets, a field for each list."""
    data = read_toml(path)
    return kind(*(frozenset(data[f.name]) for f in fields(kind)))  # type: ignore[arg-type]


def read_csv(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file with a header line; lines that begin with # are comments."""
    try:
        lines = ROOT.joinpath(path).read_text("utf-8").splitlines()
    except OSError as error:
        raise LexiconError(f"lexicon/{path}", str(error), "Install Dateline again") from None
    return list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))


def data_files(folder: Traversable = ROOT) -> list[Traversable]:
    """All data files of the lexicon, sorted by path."""
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += data_files(entry)
        elif entry.name.endswith(SUFFIXES):
            found.append(entry)
    return found


@cache
def digest() -> str:
    """12 hex digits over all data files that coding reads: equal digests give equal extractions."""
    total = blake2b(digest_size=6)
    for entry in (e for e in data_files() if e.name not in OF_GROUPING):
        total.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return total.hexdigest()
