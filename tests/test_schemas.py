# ruff: noqa: RUF009 -- `col` is a dataclass field
"""Records to Arrow and back, settings and their precedence, errors across processes, ids."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from schemas import errors
from schemas.arrow import arrow_schema, arrow_type, from_table, split_optional, to_table
from schemas.errors import DatelineError, RecordError, SettingsError
from schemas.ids import content_id
from schemas.parts import Party, Quantity, Span, col
from schemas.settings import Settings, load_settings
from schemas.tables import TABLES, Event
from tests.warehouse_rows import article, event, party

# -- Arrow ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leaf:
    """The innermost record."""

    name: str = col("A name.")
    at: datetime | None = col("A moment.")


@dataclass(frozen=True, slots=True)
class Branch:
    """A record of records."""

    leaf: Leaf = col("One leaf.")
    leaves: tuple[Leaf, ...] = col("More leaves.")


@dataclass(frozen=True, slots=True)
class Tree:
    """A record with everything that an event has."""

    key: str = col("A key.")
    day: date | None = col("A day.")
    number: float = col("A number.")
    flag: bool = col("A flag.")
    raw: bytes = col("Bytes.")
    words: tuple[str, ...] = col("Words.")
    branch: Branch | None = col("A branch, or none.")
    branches: tuple[Branch, ...] = col("Branches.")


MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LEAVES = st.builds(Leaf, TEXTS, st.none() | MOMENTS)
BRANCHES = st.builds(Branch, LEAVES, st.lists(LEAVES, max_size=3).map(tuple))
TREES = st.builds(
    Tree, TEXTS, st.none() | st.dates(), st.floats(allow_nan=False), st.booleans(), st.binary(max_size=4),
    st.lists(TEXTS, max_size=3).map(tuple), st.none() | BRANCHES, st.lists(BRANCHES, max_size=2).map(tuple),
)  # fmt: skip


@run(deadline=None)  # the first example pays for imports
@given(st.lists(TREES, max_size=4))
def test_records_come_back_as_they_were(rows: list[Tree]) -> None:
    assert from_table(to_table(rows, Tree), Tree) == rows


QUANTITIES = st.builds(
    Quantity, st.integers(0, 99), st.integers(0, 99), TEXTS, st.none() | st.floats(0, 1e9), st.none() | st.floats(0, 1e9),
    st.none() | st.floats(0, 1e9), st.booleans(), TEXTS, TEXTS,
)  # fmt: skip
PARTIES = st.builds(Party, st.none() | st.integers(0, 99), st.none() | st.integers(0, 99), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)


@run(deadline=None)
@given(st.lists(PARTIES, max_size=3), st.lists(QUANTITIES, max_size=3), st.none() | st.dates(), st.none() | st.integers(0, 9))
def test_events_come_back_as_they_were(
    parties: list[Party], quantities: list[Quantity], day: date | None, dead: int | None
) -> None:
    told = event(article(1), actors=tuple(parties), quantities=tuple(quantities), date_start=day, dead=dead, place=None)
    assert from_table(to_table([told, event(article(2))], Event), Event) == [told, event(article(2))]


def test_columns_may_stand_in_any_order_and_unknown_ones_are_passed_over() -> None:
    table = to_table([Leaf("a", None)], Leaf)
    turned = table.select(["at", "name"]).append_column("more", pa.array([1]))
    assert from_table(turned, Leaf) == [Leaf("a", None)]


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        pytest.param(str, pa.string(), id="str"),
        pytest.param(int, pa.int64(), id="int"),
        pytest.param(float, pa.float64(), id="float"),
        pytest.param(bool, pa.bool_(), id="bool"),
        pytest.param(bytes, pa.binary(), id="bytes"),
        pytest.param(date, pa.date32(), id="date"),
        pytest.param(datetime, pa.timestamp("us", tz="UTC"), id="datetime"),
        pytest.param(tuple[str, ...], pa.list_(pa.field("element", pa.string(), False)), id="tuple"),
        pytest.param(
            Span,
            pa.struct(
                [pa.field("start", pa.int64(), False), pa.field("end", pa.int64(), False), pa.field("text", pa.string(), False)]
            ),
            id="dataclass",
        ),
    ],
)
def test_arrow_type(hint: Any, expected: pa.DataType) -> None:
    assert arrow_type(hint).equals(expected)


@pytest.mark.parametrize("hint", [complex, dict[str, int], list[str], Any, set[int], str | int, "str"], ids=lambda h: str(h))
def test_types_without_a_column_are_refused(hint: Any) -> None:
    with pytest.raises(TypeError, match="no Arrow type"):
        arrow_type(hint)


@pytest.mark.parametrize(
    ("hint", "expected"), [(int | None, (int, True)), (int, (int, False)), (tuple[int, ...] | None, (tuple[int, ...], True))]
)
def test_split_optional(hint: Any, expected: tuple[Any, bool]) -> None:
    assert split_optional(hint) == expected


def test_a_column_has_one_type() -> None:
    with pytest.raises(TypeError, match="one type"):
        split_optional(int | str | None)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_schema_with_documented_columns(table: str) -> None:
    schema = arrow_schema(TABLES[table])
    assert schema.names == [f.name for f in fields(TABLES[table])]
    assert schema.metadata[b"doc"]
    assert all(field.metadata[b"doc"] for field in schema)


WHOLE = Tree("k", None, 1.0, True, b"", ("a",), Branch(Leaf("l", None), (Leaf("m", None),)), (Branch(Leaf("n", None), ()),))
HOLE: Any = None
LEAF = Leaf("l", None)


@pytest.mark.parametrize(
    ("row", "path"),
    [
        pytest.param(replace(WHOLE, key=HOLE), "Tree.key", id="in-a-column"),
        pytest.param(replace(WHOLE, words=HOLE), "Tree.words", id="for-a-list"),
        pytest.param(replace(WHOLE, words=("a", HOLE)), "Tree.words", id="in-a-list"),
        pytest.param(replace(WHOLE, branch=Branch(HOLE, ())), "Tree.branch.leaf", id="for-a-struct"),
        pytest.param(replace(WHOLE, branch=Branch(Leaf(HOLE, None), ())), "Tree.branch.leaf.name", id="struct-inside"),
        pytest.param(replace(WHOLE, branch=Branch(LEAF, (Leaf(HOLE, None),))), "Tree.branch.leaves.name", id="list-inside"),
        pytest.param(replace(WHOLE, branches=(HOLE,)), "Tree.branches", id="struct-in-a-list"),
        pytest.param(
            replace(WHOLE, branches=(Branch(Leaf("n", None), ()), Branch(Leaf("n", None), (Leaf(HOLE, None),)))),
            "Tree.branches.leaves.name",
            id="list-in-a-struct-in-a-list",
        ),
    ],
)  # fmt: skip
def test_nulls_are_refused_at_every_depth(row: Tree, path: str) -> None:
    with pytest.raises(RecordError) as caught:
        to_table([WHOLE, row], Tree)
    assert caught.value.where == path


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(replace(WHOLE, day=None), id="optional-scalar"),
        pytest.param(replace(WHOLE, branch=None), id="optional-struct-of-required-columns"),
        pytest.param(replace(WHOLE, words=(), branches=()), id="empty-lists"),
    ],
)
def test_nulls_where_they_may_stand(row: Tree) -> None:
    assert from_table(to_table([row, WHOLE], Tree), Tree) == [row, WHOLE]


def test_rows_of_another_table_are_refused() -> None:
    with pytest.raises(RecordError, match="a row is a Party"):
        to_table([WHOLE, party()], Tree)


# -- settings --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Writes dateline.toml into the current folder, which is a new one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_CONFIG", raising=False)
    return lambda text: (tmp_path / "dateline.toml").write_text(text) and None


@pytest.mark.parametrize(
    ("toml", "env", "flag", "expected"),
    [
        pytest.param("", "", None, 0, id="default"),
        pytest.param("workers = 3", "", None, 3, id="file"),
        pytest.param("workers = 3", "5", None, 5, id="environment-over-file"),
        pytest.param("workers = 3", "5", 7, 7, id="flag-over-both"),
        pytest.param("", "5", None, 5, id="environment"),
        pytest.param("workers = 3", "", 7, 7, id="flag-over-file"),
        pytest.param("workers = 3", "5", 0, 0, id="a-flag-of-zero-is-given"),
    ],
)
def test_the_later_wins(
    config: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, toml: str, env: str, flag: int | None, expected: int
) -> None:
    config(toml)
    if env:
        monkeypatch.setenv("DATELINE_WORKERS", env)
    assert load_settings(workers=flag).workers == expected


def test_another_file_may_be_named(config: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config("workers = 3")
    (tmp_path / "other.toml").write_text("workers = 4\nlanguages = ['en', 'de']")
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "other.toml"))
    settings = load_settings()
    assert (settings.workers, settings.languages) == (4, ("en", "de"))


@pytest.mark.parametrize(
    ("toml", "env", "flags", "named"),
    [
        pytest.param("wrokers = 3", {}, {}, "wrokers", id="unknown-in-the-file"),
        pytest.param("", {"DATELINE_WROKERS": "3"}, {}, "DATELINE_WROKERS", id="unknown-in-the-environment"),
        pytest.param("", {}, {"wrokers": 3}, "wrokers", id="unknown-flag"),
        pytest.param("workers = -1", {}, {}, "workers", id="too-small"),
        pytest.param("workers = 'many'", {}, {}, "workers", id="no-number"),
        pytest.param("", {"DATELINE_NEAR_COPY": "1.5"}, {}, "near_copy", id="too-large-in-the-environment"),
        pytest.param("", {}, {"shard_size": 0}, "shard_size", id="flag-out-of-bounds"),
    ],
)
def test_bad_settings_are_named(
    config: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    toml: str,
    env: dict[str, str],
    flags: dict[str, Any],
    named: str,
) -> None:
    config(toml)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=named) as caught:
        load_settings(**flags)
    assert "shard_size" in str(caught.value).casefold(), "the remedy lists the settings that there are"


def test_other_programs_variables_are_none_of_ours(config: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    config("")
    monkeypatch.setenv("WORKERS", "9")
    monkeypatch.setenv("PREDATELINE_WORKERS", "9")
    assert load_settings().workers == 0


def test_settings_are_frozen(config: Callable[[str], None]) -> None:
    config("")
    with pytest.raises(ValueError, match="frozen"):
        load_settings().workers = 3


def test_processes() -> None:
    assert Settings(workers=3).processes == 3
    assert Settings(workers=0).processes >= 1


# -- errors and ids --------------------------------------------------------------------------------------------------------

ERRORS = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, DatelineError)]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda e: e.__name__)
def test_errors_cross_process_borders(kind: type[DatelineError]) -> None:
    error = kind("file.txt, record 3", "the date is not one", "Mend it")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.where, again.problem, again.remedy) == (error.where, error.problem, error.remedy)
    assert str(again) == "file.txt, record 3: the date is not one. Mend it"


def test_each_error_ends_with_a_code_of_its_own() -> None:
    codes = [e.exit_code for e in ERRORS if "exit_code" in vars(e)]  # others end as a failure, with 1
    assert len(set(codes)) == len(codes)
    assert 0 not in codes


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(("a", "b"), ("a", "b"), True, id="equal"),
        pytest.param(("ab", "c"), ("a", "bc"), False, id="cut-elsewhere"),
        pytest.param(("a", "b"), ("b", "a"), False, id="order"),
        pytest.param(("a",), ("a", ""), False, id="an-empty-part-counts"),
        pytest.param((1,), ("1",), True, id="parts-are-their-text"),
        pytest.param(("é",), ("e\u0301",), False, id="code-points-count"),
    ],
)
def test_content_id(one: tuple[object, ...], other: tuple[object, ...], same: bool) -> None:
    assert (content_id(*one) == content_id(*other)) == same


@given(st.lists(st.text(max_size=5), max_size=4))
def test_ids_are_20_hex_digits_of_any_text(parts: list[str]) -> None:
    assert len(content_id(*parts)) == 20
    assert int(content_id(*parts), 16) >= 0


def test_ids_are_the_same_on_every_machine() -> None:
    assert content_id("event", "a", 1) == "f1b11962f7d4795d5e03"
    assert content_id("\ud800")  # a lone surrogate has an id as well
