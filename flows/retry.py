"""`--retry [REASON]`: the reason may be left out, which Typer does not know of."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tasks.decided import ALL

OPTION, WORD = "--retry", re.compile(r"[a-z_]+")


def with_reasons(arguments: Sequence[str]) -> list[str]:
    """The arguments with a reason behind each `--retry`: all of them where none stands there."""
    return list(filled(arguments)) if OPTION in arguments else list(arguments)


def filled(arguments: Sequence[str]) -> Iterator[str]:
    for word, after in pairwise([*arguments, ""]):
        yield word
        if word == OPTION and not is_reason(after):
            yield ALL


def is_reason(word: str) -> bool:
    """A word that is meant as one, known or not: the name of a file that is there is a source."""
    return bool(WORD.fullmatch(word)) and not Path(word).exists()
