"""What the documentation tells people to type works."""

import re
import shlex
import textwrap
from pathlib import Path

import pytest

from flows.cli import app
from tests.conftest import ROOT
from tests.test_cli import run
from warehouse.query import run_sql

FENCE = re.compile(r"```(\w+)\n(.*?)```", re.S)
ANSWERED = re.compile(r"(```sh\n(dateline [^\n]+)\n```\n\n```text\n)(.*?)```", re.S)
NOT_HERE = ("ingest", "maintain", "extract", "demo")  # run by tests of their own


def blocks(path: str, language: str) -> list[str]:
    return [m[2] for m in FENCE.finditer((ROOT / path).read_text("utf-8")) if m[1] == language]


def commands(path: str) -> list[str]:
    lines = [line.split("  #")[0].strip() for block in blocks(path, "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("dateline ")]


def queries(path: str) -> list[str]:
    return [q for block in blocks(path, "sql") for q in block.split(";") if q.replace("-- duckdb", "").strip()]


def answered(path: str) -> list[str]:
    """Commands whose answer the page shows in the block that follows."""
    return [m[2] for m in ANSWERED.finditer((ROOT / path).read_text("utf-8"))]


@pytest.mark.parametrize("command", answered("docs/incidents.md"))
def test_answers_of_the_documentation(
    demo: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest, command: str
) -> None:
    """Word by word, however the page breaks the lines."""
    page = ROOT / "docs/incidents.md"
    code, out, err = run(capsys, *shlex.split(command.replace(".demo", str(demo)))[1:])
    assert code == 0, err
    if request.config.getoption("--golden"):
        text = page.read_text("utf-8")
        shown = ANSWERED.sub(lambda m: f"{m[1]}{wrapped(out)}```" if m[2] == command else m[0], text)
        page.write_text(shown, "utf-8")
    (told,) = (m[3] for m in ANSWERED.finditer(page.read_text("utf-8")) if m[2] == command)
    assert told.split() == out.split(), "Another answer than the page has: `pytest tests/test_docs.py --golden` writes it anew"


def wrapped(text: str) -> str:
    """Lines of a page, those of a long one as far in as its first."""
    lines = (
        textwrap.wrap(line, 130, subsequent_indent=" " * (len(line) - len(line.lstrip()))) or [""] for line in text.splitlines()
    )
    return "\n".join(line.rstrip() for some in lines for line in some).strip("\n") + "\n"


@pytest.mark.parametrize("command", [c for c in commands("README.md") if c.split()[1] not in (*NOT_HERE, "explain")])
def test_commands_of_the_readme(demo: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    words = shlex.split(command.replace(".demo", str(demo)))[1:]
    code, out, err = run(capsys, *words)
    assert code == 0, err
    assert out.strip()


@pytest.mark.parametrize(
    "sql",
    queries("README.md") + queries("docs/cookbook.md") + queries("docs/incidents.md"),
    ids=lambda s: " ".join(s.split())[:60],
)
def test_queries_of_the_documentation(demo: Path, sql: str) -> None:
    assert run_sql(demo, sql).num_columns


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [
        c.callback.__name__ for c in app.registered_commands if c.callback and f"dateline {c.callback.__name__}" not in text
    ] == ["demo"]  # which `make demo` runs


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
