"""`dateline extract`: articles to records, without warehouse or server."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

import typer

from flows.progress import watched
from flows.wording import number_of
from lexicon.events import load_events
from schemas.errors import SourceError
from schemas.settings import Settings
from tasks.annotate import load_model
from tasks.contract import answer_files, answer_lines
from tasks.discover import discover
from tasks.fingerprint import model_version
from tasks.groups import groups
from tasks.parallel import ordered

T = TypeVar("T")
BATCH_CHARS = 120_000  # about 20,000 words: big enough to keep the parser busy, small enough to share between processes


@contextmanager
def opened(path: str, mode: str, fallback: IO[str]) -> Iterator[IO[str]]:
    """A text file, or a standard stream for '-'. Lines end at \\n alone: articles may hold other line ends."""
    if path == "-":
        yield fallback
        return
    try:
        with Path(path).open(
            mode, encoding="utf-8", errors="surrogateescape" if mode == "r" else "replace", newline="\n"
        ) as stream:
            yield stream
    except OSError as error:
        raise SourceError(path, error.strerror or str(error), "Check the path") from None


def extract_to(paths: list[str], jsonl: str | None, out: str, predicates: bool, settings: Settings) -> None:
    """Writes one output line an article, in input order, and the counts to standard error."""
    if bool(paths) == bool(jsonl):
        raise typer.BadParameter("give files, or --jsonl with a file or -")
    model_version(settings.model), load_events(settings.lexicon)  # what is missing is better said once than by every process
    counts = {True: 0, False: 0}
    with opened(out, "w", sys.stdout) as sink:
        for line in answers(paths, jsonl, predicates, settings):
            sink.write(line + "\n")
            counts[line_ok(line)] += 1
    print(f"{number_of(counts[True], 'article')} extracted, {counts[False]} not readable", file=sys.stderr)


def line_ok(line: str) -> bool:
    return bool(json.loads(line)["ok"])


def answers(paths: list[str], jsonl: str | None, predicates: bool, settings: Settings) -> Iterator[str]:
    if jsonl is not None:
        with opened(jsonl, "r", sys.stdin) as source:
            lines = (line for line in source if line.strip())
            work = partial(answer_lines, settings=settings, with_predicates=predicates)
            yield from in_parallel(work, groups(lines, len, BATCH_CHARS), settings)
    else:
        files = discover(paths, {}, settings).files
        read = partial(answer_files, settings=settings, with_predicates=predicates)
        yield from in_parallel(read, groups(files, lambda f: f.size, BATCH_CHARS), settings)


def in_parallel(work: Callable[[list[T]], list[str]], groups: Iterator[list[T]], settings: Settings) -> Iterator[str]:
    for done in watched(ordered(work, groups, settings.processes, load_model, (settings.model,)), "extracting"):
        yield from done
