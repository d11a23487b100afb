"""Reads the SQL files beside this module: a header of comments, then one plain SELECT.

-- title: Events per day and type
-- question: How many events of each type happened on each day?
-- counts: events of a known day         (reports only: what its numbers are counts of)
-- parameters: since until type          (reports only)
-- needs: event_dyads                    (views only: other views that it selects from)
-- column day: The day of the event.     (views: becomes a comment on the column)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from hashlib import blake2b
from importlib.resources import files

HEADER = re.compile(r"--[ ]*(title|question|counts|parameters|needs|column (\w+)):[ ]*(.*)")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One SELECT and what its header says about it."""

    name: str
    title: str
    question: str
    counts: str
    parameters: tuple[str, ...]
    needs: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    sql: str


def parse(name: str, text: str) -> SqlFile:
    """An SQL file from its text. The header ends at the first line that is no comment."""
    found: dict[str, str] = {}
    columns: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if match := HEADER.match(line):
            if match[2]:
                columns.append((match[2], match[3].strip()))
            else:
                found[match[1]] = match[3].strip()
    words = {key: tuple(found.get(key, "").split()) for key in ("parameters", "needs")}
    told = (found["title"], found["question"], found.get("counts", ""))
    return SqlFile(name, *told, words["parameters"], words["needs"], tuple(columns), text)


def read_folder(folder: str) -> dict[str, SqlFile]:
    """All files of `warehouse/<folder>/`, by name, each after those that it needs."""
    root = files("warehouse").joinpath(folder)
    paths = sorted((p for p in root.iterdir() if p.name.endswith(".sql")), key=lambda p: p.name)
    found = {p.name.removesuffix(".sql"): parse(p.name.removesuffix(".sql"), p.read_text("utf-8")) for p in paths}
    order = TopologicalSorter({name: [n for n in file.needs if n in found] for name, file in found.items()})
    return {name: found[name] for name in order.static_order()}


def digest(files: Mapping[str, SqlFile]) -> str:
    """Changes when one of the files does: what was made of the old ones is out of date."""
    texts = [f"{name}\n{file.sql}" for name, file in sorted(files.items())]
    return blake2b("\n".join(texts).encode(), digest_size=10).hexdigest()


def literal(text: str) -> str:
    """A string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
