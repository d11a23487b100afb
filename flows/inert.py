"""Text of others, made inert for the place where it is shown: it stays the text that it was, and never becomes a command.

Articles, their file names and column values that come of them may hold what a terminal obeys, what Markdown links or
emphasizes, and what a spreadsheet calculates. JSON and Parquet need no such care: their readers take a string for a string.
"""

import json
import re
from typing import Any

from rich.text import Text

MARKS = re.compile(r"([\\`*_\[\]<>!&|#~$])")  # what Markdown gives a meaning to within a line
ADDRESSES = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)  # where renderers find a link without any mark
JOINER = "\u2060"  # no width, no break: parts an address for the renderer, not for the reader
FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # a cell that begins so is calculated by some spreadsheet
LINE_ENDS = frozenset("\n\r\t")
UNSEEN = re.compile(r"[^\n -~]")


def line(text: str) -> str:
    """One line, character by character as long as the text: what does not print (escape codes, line ends, marks that turn
    the direction of writing) is a blank."""
    return "".join(c if c.isprintable() else " " for c in text)


def lines(text: str) -> str:
    """As `line`, but line ends stay: for messages of several lines."""
    return "\n".join(map(line, text.splitlines()))


def styled(text: str, style: str = "") -> Text:
    """For a rich console, table or panel: one line in which no [bold], [/] or :emoji: is interpreted."""
    return Text(line(text), style=style)


def message(where: str, problem: str, remedy: str) -> Text:
    """An error for a rich console: file names and queries may stand in any of its parts."""
    return Text.assemble((line(where), "bold red"), ": ", lines(problem), ".\n", lines(remedy), ".")


def markdown(text: str) -> str:
    """For Markdown, in a paragraph or a table: no link, image, emphasis, code, HTML or further cell comes of it."""
    return ADDRESSES.sub(JOINER, MARKS.sub(r"\\\1", line(text)))


def csv_cell(value: Any) -> Any:
    """For CSV: text that a spreadsheet would calculate gets an apostrophe before it; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = "".join(c if c.isprintable() or c in LINE_ENDS or ord(c) > 0x9F else " " for c in value)
    return "'" + text if text.startswith(FORMULA) else text


def json_text(text: str) -> str:
    """JSON that means the same and prints: what a terminal might obey is told as \\uXXXX."""
    return UNSEEN.sub(lambda m: m[0] if m[0].isprintable() else json.dumps(m[0])[1:-1], text)
