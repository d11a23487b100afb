"""Arrows point one way, names and sizes keep to the house's rules."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "flows": {"flows", "tasks", "warehouse", "lexicon", "schemas"},
    "tasks": {"tasks", "lexicon", "schemas"},
    "warehouse": {"warehouse", "schemas"},
    "lexicon": {"lexicon", "schemas"},
    "schemas": {"schemas"},
}
RESERVED = {"prefect": {"flows"}, "duckdb": {"warehouse"}, "deltalake": {"warehouse"}, "spacy": {"tasks", "flows"}}
FILES = sorted(p for package in ALLOWED for p in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Top-level packages that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield (node.module or "").split(".")[0]


def crossing(package: str, names: set[str]) -> set[str]:
    """What a package imports and must not."""
    ours = {n for n in names if n in ALLOWED and n not in ALLOWED[package]}
    return ours | {n for n in names if n in RESERVED and package not in RESERVED[n]} | ({"tests"} & names)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    assert not crossing(path.relative_to(ROOT).parts[0], set(imported(path)))


@pytest.mark.parametrize(
    ("package", "name", "wrong"),
    [("tasks", "warehouse", True), ("warehouse", "tasks", True), ("lexicon", "tasks", True), ("tasks", "prefect", True),
     ("tasks", "duckdb", True), ("schemas", "lexicon", True), ("flows", "tasks", False), ("warehouse", "duckdb", False)],
)  # fmt: skip
def test_the_rule_tells_right_from_wrong(package: str, name: str, wrong: bool) -> None:
    assert bool(crossing(package, {name})) == wrong


HANDING_OUT = ["flows.cli", "flows.batches", "flows.upkeep", "flows.explain_incident", "warehouse.maintain"]


@pytest.mark.parametrize("module", HANDING_OUT)
def test_what_hands_out_work_loads_nothing_that_does_it(module: str) -> None:
    heavy = {"spacy", "thinc", "trafilatura", "prefect"}
    code = f"import {module}, sys; assert not (found := {heavy} & set(sys.modules)), found"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_sizes(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300, "a file over 300 lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is over 50 lines"


def test_every_package_is_in_the_wheel() -> None:
    import tomllib

    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(data["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == set(ALLOWED)
