"""Text of others stays text wherever it is shown: terminal, Markdown, CSV, JSON. Each table has near misses beside its hits."""

import csv
import html
import io
import json
import re
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console
from rich.panel import Panel

from flows.inert import JOINER, csv_cell, json_text, line, lines, markdown, message, styled
from flows.show import as_csv, as_json, as_markdown, for_people
from tests.test_cli import run

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
AUTOLINK = re.compile(r"(?:https?|ftp)://[-.\w]|www\.|[-.\w+]@[-\w]", re.IGNORECASE)  # what GFM links without any mark
ANY = st.text(st.characters(codec="utf-8"), max_size=60) | st.text("[]()!*_`<>&|#~\\\x1b\u202e=+-@:/w. \tae\n", max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", " [31mred [0m"),
        ("\x1b]8;;http://evil.example\x07click", " ]8;;http://evil.example click"),
        ("\x9b2J", " 2J"),
        ("a\u202eb\u2066c\u200f", "a b c "),
        ("one\r\ntwo\u2028three\x00", "one  two three "),
        ("\ud800", " "),
        ("São Tomé – “Ünlü” 北京 naïve", "São Tomé – “Ünlü” 北京 naïve"),
        ("[bold] [/] :bomb: 5 < 6 & 'x'", "[bold] [/] :bomb: 5 < 6 & 'x'"),
    ],
)
def test_a_line_holds_what_prints(text: str, shown: str) -> None:
    assert line(text) == shown


def test_messages_keep_their_lines() -> None:
    assert lines("LINE 1: SELEC\n        ^\x1b[2J") == "LINE 1: SELEC\n        ^ [2J"


def test_errors_name_hostile_files_and_keep_their_lines() -> None:
    out = io.StringIO()
    told = message("/in/\x1b[2J[red]a\n.txt", "LINE 1: :bomb:\n        ^", "Check the [path]")
    Console(file=out, width=40, force_terminal=True, color_system=None).print(told, soft_wrap=True)
    assert out.getvalue() == "/in/ [2J[red]a .txt: LINE 1: :bomb:\n        ^.\nCheck the [path].\n"


@given(ANY)
def test_a_line_is_as_long_as_its_text(text: str) -> None:
    assert len(line(text)) == len(text)
    assert line(text).isprintable()


@pytest.mark.parametrize(
    "text", ["[bold]x[/]", "[/]", "[link=http://evil.example]x[/link]", ":bomb:", "x\\", "\\[red]", "[@click=q]"]
)
def test_markup_is_not_interpreted(text: str) -> None:
    out = io.StringIO()
    console = Console(file=out, width=120, force_terminal=True, color_system=None)
    console.print(Panel(styled(text), title=styled(text), subtitle=styled(text)))
    table = pa.table({"name": [text], text + "1": ["x"]})
    console.print(for_people(table, text, 120))
    console.print(for_people(table, text, 20))
    assert out.getvalue().count(text) == 9
    assert "http" in text or "\x1b]" not in out.getvalue()


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[Evil](http://evil.example)", f"\\[Evil\\](http:{JOINER}//evil.example)"),
        ("![x](http://evil.example/x.png)", f"\\!\\[x\\](http:{JOINER}//evil.example/x.png)"),
        ("*a* **b** _c_ ~~d~~ `e`", "\\*a\\* \\*\\*b\\*\\* \\_c\\_ \\~\\~d\\~\\~ \\`e\\`"),
        ("<img src=x onerror=alert(1)> &lt;", "\\<img src=x onerror=alert(1)\\> \\&lt;"),
        ("a | b \\| c", "a \\| b \\\\\\| c"),
        ("www.evil.example me@evil.example", f"www{JOINER}.evil.example me@{JOINER}evil.example"),
        ("# no heading, $x$", "\\# no heading, \\$x\\$"),
        ("one\n\n- two", "one  - two"),
        ("5.5 million (U.S.), 1-2; 'it' 50% at 5:30 a/b", "5.5 million (U.S.), 1-2; 'it' 50% at 5:30 a/b"),
        ("Awww. He said: no", f"Awww{JOINER}. He said: no"),
    ],
)  # fmt: skip
def test_markdown_has_nothing_of_its_making(text: str, escaped: str) -> None:
    assert markdown(text) == escaped


def cells_of(rendered: str) -> list[str]:
    """The text of the table's cells; fails if there is an element that the table did not bring."""
    assert set(re.findall(r"</?(\w+)", rendered)) <= {"table", "thead", "tbody", "tr", "th", "td"}
    return [html.unescape(cell) for cell in re.findall(r"<t[hd]>(.*?)</t[hd]>", rendered, re.S)]


@given(st.lists(ANY, min_size=2, max_size=4))
def test_a_markdown_table_shows_the_text_and_nothing_else(texts: list[str]) -> None:
    table = pa.table({f"{n}{text}": [text] for n, text in enumerate(texts)})
    found = cells_of(MARKDOWN.render(as_markdown(table)))
    plain = [" ".join(cell.replace(JOINER, "").split()) for cell in found]
    expected = [f"{n}{text}" for n, text in enumerate(texts)] + texts
    assert plain == [" ".join(line(text).replace(JOINER, "").split()) for text in expected]
    assert not any(AUTOLINK.search(cell) for cell in found)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(\"http://evil.example\")", "'=HYPERLINK(\"http://evil.example\")"),
        ("+1 555", "'+1 555"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=x", "'\r=x"),
        ("＝1+1", "'＝1+1"),
        ("a\x1b[31m\x9b\x00b", "a [31m  b"),
        ("1=1", "1=1"),
        ("x-y", "x-y"),
        ("'quoted'", "'quoted'"),
        ("two\nlines", "two\nlines"),
        ("", ""),
        (-5, -5),
        (-0.5, -0.5),
        (None, None),
        (True, True),
    ],
)  # fmt: skip
def test_a_spreadsheet_calculates_nothing(value: object, cell: object) -> None:
    assert csv_cell(value) == cell


def test_csv_guards_headers_and_leaves_numbers() -> None:
    text = as_csv(pa.table({"=cmd": ["=1+1", "plain"], "n": [-5, 7], "list": [["=x"], []]}))
    assert list(csv.reader(io.StringIO(text))) == [["'=cmd", "n", "list"], ["'=1+1", "-5", '["=x"]'], ["plain", "7", "[]"]]


@given(st.lists(ANY, min_size=1, max_size=3))
def test_json_means_what_it_meant_and_prints(texts: list[str]) -> None:
    text = as_json(pa.table({"text": texts}))
    assert json.loads(text) == [{"text": t} for t in texts]
    assert all(c.isprintable() or c == "\n" for c in text)


def test_json_keeps_what_prints() -> None:
    assert json_text('"naïve 北京 \x9b\u202e😀"') == '"naïve 北京 \\u009b\\u202e😀"'


HOSTILE = (
    "SELECT chr(27) || '[2J[bold]x[/] :bomb: ' || chr(8238) || '| [a](http://b.example)' AS \"=a[/]\", '=1+1' AS b, -5 AS n"
)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("table", " [2J[bold]x[/] :bomb:  | [a](http://b.example)"),
        ("csv", "'=a[/],b,n\n [2J[bold]x[/] :bomb: \u202e| [a](http://b.example),'=1+1,-5\n"),
        ("md", f"\\[2J\\[bold\\]x\\[/\\] :bomb:  \\| \\[a\\](http:{JOINER}//b.example) | =1+1 | -5 |"),
        ("json", '"\\u001b[2J[bold]x[/] :bomb: \\u202e| [a](http://b.example)"'),
    ],
)
def test_every_format_of_the_command(demo: Path, capsys: pytest.CaptureFixture[str], shape: str, told: str) -> None:
    code, out, _ = run(capsys, "sql", HOSTILE, "-f", shape, "-d", str(demo))
    assert code == 0
    assert told in out
    assert "\x1b" not in out


def test_the_way_to_a_row_is_inert(capsys: pytest.CaptureFixture[str]) -> None:
    text = "[bold]Rebels[/] shelled the town of [link=http://b.example]Homs[/link] on Tuesday"
    text += ", \x1b[31mthe :bomb: spokesman\x9b2J said."
    code, out, _ = run(capsys, "lexicon", "try", text)
    assert code == 0
    assert "[bold]Rebels[/] shelled the town of [link=http://b.example]Homs[/link]" in " ".join(out.replace("│", " ").split())
    assert ":bomb:" in out
    assert not {"\x1b", "\x9b"} & set(out)
