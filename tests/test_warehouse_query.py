"""The catalog opens anywhere, says what it holds, and answers; reports are right on a small history."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from schemas.arrow import arrow_schema
from schemas.errors import QueryError, WarehouseError
from schemas.tables import TABLES
from tests.incidents import group
from tests.test_warehouse_present import held_open
from tests.warehouse_rows import DAY, article, event, party, rows_of, run, source, stage
from warehouse import query
from warehouse.corrected import DOCS
from warehouse.maintain import run_checks
from warehouse.sqlfiles import parse, read_folder
from warehouse.store import Store

VIEWS = tuple(read_folder("views"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    with Store(folder, group=group) as store:
        store.refresh()
    return folder


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles of which one is a copy, four events, one record turned away."""
    folder = tmp_path_factory.mktemp("it's full")
    one, two = article(1), article(2)
    copy = replace(article(3), copy_of=one.article_id, text_id=one.article_id)
    told = event(two, 0, factuality="denied", dead=15, attributed_to=(party(),), denied_by=(party("Rebels", "VEL", "REB"),))
    talks = event(
        two, 1, type="CONSULT", mode="meet", quad="VC", score=2.5, recipients=(), dead=None, quantities=(), place=None,
        actors=(party("Velia", "VEL", "GOV"), party("Karsu", "KAR", "GOV"), party("Ostrava", "OST", "GOV")),
    )  # fmt: skip
    bad = source(one, "/in/bad.html", status="rejected", stage="read", reason="bad_html", article_id=None)
    counted = run("b1", 2, duplicate=1, rejected=1, inputs=4)
    with Store(folder, group=group) as store:
        groups = [rows_of(one), rows_of(two, [told, talks]), rows_of(copy), {"sources": [bad], "runs": [counted]}]
        stage(store.staging("b1"), *groups)
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    return folder


def answers(data_dir: Path, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in query.run_sql(data_dir, sql).to_pylist()]


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_views_of_an_empty_warehouse_have_columns_and_no_rows(empty: Path, name: str) -> None:
    found = query.run_sql(empty, f"SELECT * FROM {name}")
    assert found.num_columns
    assert not found.num_rows


@pytest.mark.parametrize("name", TABLES)
def test_base_views_have_the_types_of_the_records(full: Path, name: str) -> None:
    schema = arrow_schema(TABLES[name])
    found = query.run_sql(full, f"SELECT * FROM {name}")
    assert found.column_names == schema.names
    assert [plain_type(f.type) for f in found.schema] == [plain_type(f.type) for f in schema]


def plain_type(kind: pa.DataType) -> str:
    """A type without nullability and without the names of list elements."""
    return str(kind).replace(" not null", "").replace("list<element: ", "list<").replace("list<l: ", "list<")


@pytest.mark.parametrize("name", TABLES)
def test_comments_are_the_documentation(full: Path, name: str) -> None:
    comments = query.describe_table(full, name)["comment"].to_pylist()
    assert comments == [f.metadata["doc"] for f in fields(TABLES[name])]


def test_every_view_is_commented(full: Path) -> None:
    listed = {row["name"]: row["comment"] for row in query.list_tables(full).to_pylist()}
    assert listed.keys() == {*TABLES, *VIEWS, "published", "about", "versions", *DOCS}
    assert all(listed.values())


def test_opens_in_plain_duckdb_from_anywhere(full: Path, tmp_path: Path) -> None:
    script = "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).sql('FROM event_dyads').fetchall())"
    command = [sys.executable, "-I", "-c", script, str(full / "catalog.duckdb")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Rebels" in done.stdout


def test_opens_under_another_name(full: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{str(full).replace(chr(39), chr(39) * 2)}/catalog.duckdb' AS news (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM news.text_events").fetchone() == (3,)


def test_a_reader_keeps_its_state_while_a_new_one_is_published(tmp_path: Path) -> None:
    with Store(tmp_path, group=group) as store:
        store.refresh()
        with query.connect(tmp_path) as old:
            stage(store.staging("b1"), rows_of(article(1)))
            store.seal("b1")
            store.commit("b1")
            assert query.run_sql(tmp_path, "FROM articles").num_rows == 0, "committed, but not published"
            store.refresh()
            assert old.sql("FROM articles").to_arrow_table().num_rows == 0
            assert query.run_sql(tmp_path, "FROM articles").num_rows == 1


def published_at(data_dir: Path) -> Path:
    with Store(data_dir, group=group) as store:
        stage(store.staging("b1"), rows_of(article(1)))
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    return data_dir


def plain(path: Path | str, cwd: Path) -> str:
    """What a program that knows nothing of Dateline reads, or is told."""
    script = (
        "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).sql('SELECT title FROM articles').fetchall())"
    )
    command = [sys.executable, "-I", "-c", script, str(path)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("copied", [True, False])
def test_a_moved_warehouse_says_so_and_works_once_published_again(tmp_path: Path, copied: bool) -> None:
    old, new = published_at(tmp_path / "it's old"), tmp_path / "new"
    copytree(old, new) if copied else old.rename(new)
    with pytest.raises(WarehouseError, match=f"moved or copied.*published in {old}.*`dateline maintain -d {new}`"):
        query.run_sql(new, "FROM articles")
    said = plain(new / "catalog.duckdb", tmp_path)
    assert "Harbour 1" not in said, "a copy must not read the original"
    if copied:
        assert "dateline maintain -d FOLDER" in said
    with Store(new, group=group) as store:
        assert store.refresh()
        assert not store.refresh()
    assert query.run_sql(new, "FROM articles").num_rows == 1
    assert "Harbour 1" in plain(new / "catalog.duckdb", tmp_path)
    assert not copied or query.run_sql(old, "FROM articles").num_rows == 1


def test_a_catalog_opens_by_any_path_that_leads_to_it(tmp_path: Path) -> None:
    published_at(tmp_path / "data")
    (tmp_path / "link").symlink_to(tmp_path / "data")
    for path in (
        "data/catalog.duckdb",
        "./data/../data/catalog.duckdb",
        "link/catalog.duckdb",
        tmp_path / "link/catalog.duckdb",
    ):
        assert "Harbour 1" in plain(path, tmp_path), path
    assert query.run_sql(tmp_path / "link", "FROM articles").num_rows == 1
    for mode in ("", "(READ_ONLY)"):
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{tmp_path}/link/catalog.duckdb' AS news {mode}")
            assert connection.execute("SELECT count(*) FROM news.timeline").fetchone() == (1,)


def test_a_copy_is_told_apart_where_the_original_is_open_too(tmp_path: Path) -> None:
    """Both attached: the copy reads the original then, and that is what it was made of."""
    old = published_at(tmp_path / "old")
    copytree(old, tmp_path / "new")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{old}/catalog.duckdb' AS a (READ_ONLY)")
        connection.execute(f"ATTACH '{tmp_path}/new/catalog.duckdb' AS b (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM a.articles").fetchone() == (1,)
        connection.execute("DETACH a")
        with pytest.raises(duckdb.InvalidInputException, match="dateline maintain"):
            connection.execute("SELECT count(*) FROM b.articles")


def test_a_catalog_that_another_program_writes_into_is_read_as_it_was_published(tmp_path: Path) -> None:
    data_dir = published_at(tmp_path / "data")
    with held_open(data_dir) as holder:
        assert answers(data_dir, "SELECT title FROM articles") == [("Harbour 1",)]
        assert query.run_report(data_dir, "most_copied").num_rows == 0
        assert "mine" not in query.list_tables(data_dir)["name"].to_pylist()
        assert query.describe_table(data_dir, "timeline").num_rows > 5
        with Store(data_dir, group=group) as store:
            assert not store.refresh(), "what is published is known all the same"
        (data_dir / "catalog.duckdb").write_bytes(b"torn")
        with pytest.raises(QueryError, match=f"cannot be opened.*PID {holder}.*Close the program"):
            query.run_sql(data_dir, "FROM articles")


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("SELECT * FROM nope", "nope does not exist"),
        ("SELEC 1", "syntax error"),
        ("", "not a single query"),
        ("SELECT 1; SELECT 2", "not a single query"),
        ("CREATE TABLE x (a INT)", "not a single query"),
        ("COPY (SELECT 1) TO 'out.csv'", "not a single query"),
        ("SET threads = 1", "not a single query"),
        ("ATTACH 'x.duckdb'", "not a single query"),
        ("INSTALL httpfs", "not a single query"),
        ("FROM read_text('/etc/hostname')", "disabled by configuration"),
        ("FROM read_csv('http://127.0.0.1:9/x.csv')", "disabled by configuration"),
        ("FROM glob('/etc/*')", "disabled by configuration"),
    ],
)
def test_sql_that_is_refused(full: Path, sql: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        query.run_sql(full, sql)


@pytest.mark.parametrize(
    "sql", ["SELECT 1", "FROM events", "DESCRIBE events", "SHOW TABLES", "EXPLAIN FROM events", "WITH a AS (SELECT 1) FROM a;"]
)
def test_sql_that_is_answered(full: Path, sql: str) -> None:
    assert query.run_sql(full, sql).num_rows


def test_dyads(full: Path) -> None:
    pairs = answers(full, "SELECT actor, recipient, reciprocal FROM event_dyads ORDER BY ALL")
    meeting = [(a, b, True) for a in ("Karsu", "Ostrava", "Velia") for b in ("Karsu", "Ostrava", "Velia") if a != b]
    assert sorted(pairs) == sorted([*meeting, *[("Rebels", "Velia", False)] * 3])


def test_a_party_missing_on_one_side_leaves_the_other(tmp_path: Path) -> None:
    told = [
        event(article(1), 0, actors=()),
        event(article(1), 1, recipients=()),
        event(article(1), 2, actors=(), recipients=()),
    ]
    with Store(tmp_path, group=group) as store:
        stage(store.staging("b1"), {"articles": [article(1)], "events": told})
        store.seal("b1")
        store.commit("b1")
        store.refresh()
    assert sorted(answers(tmp_path, "SELECT actor, recipient FROM event_dyads"), key=str) == [
        ("Rebels", None), (None, "Velia"), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(*) FROM text_events", [(3,)]),
        ("SELECT max(copies) FROM text_events", [(2,)]),
        ("SELECT role, value, low FROM event_quantities LIMIT 1", [("dead", 12.0, 12.0)]),
        ("SELECT DISTINCT speaker, content FROM statements", [("Mira Sool", "We did not")]),
        ("SELECT DISTINCT place, lat, lon FROM events_located", [("Karsu", 10.5, 20.25)]),
        ("SELECT as_actor, as_recipient, articles FROM actors WHERE name = 'Rebels'", [(3, 0, 3)]),
        ("SELECT said_by, denied_by, one_sided FROM claims", [(["Velia"], ["Rebels"], False)]),
        ("SELECT DISTINCT speaker, stance FROM accounts ORDER BY ALL", [("Rebels", "denies"), ("Velia", "says")]),
        ("SELECT speaker_1, speaker_2, relation FROM statement_pairs", [("Velia", "Rebels", "contradict")]),
        (
            "SELECT type, articles, contested, dead_high FROM timeline ORDER BY type",
            [("ASSAULT", 2, True, 12), ("CONSULT", 1, False, None)],
        ),
        ("SELECT DISTINCT uris FROM evidence WHERE title = 'Harbour 1'", [(["/in/Harbour 1.txt"],)]),
    ],
)
def test_views(full: Path, sql: str, expected: list[tuple[Any, ...]]) -> None:
    assert answers(full, sql) == expected


@pytest.mark.parametrize("report", query.reports(), ids=lambda r: r.name)
def test_every_report_runs(empty: Path, full: Path, report: query.Report) -> None:
    given: dict[str, Any] = {"since": DAY, "until": DAY, "country": "vel", "type": "assault"}
    given = {k: v for k, v in given.items() if k in report.parameters}
    assert query.run_report(full, report.name, **given).column_names == query.run_report(empty, report.name).column_names
    assert report.title
    assert report.question.endswith("?")


@pytest.mark.parametrize(
    ("name", "columns", "given", "expected"),
    [
        ("events_by_day", "day, type, events, texts", {}, [(DAY, "ASSAULT", 2, 2), (DAY, "CONSULT", 1, 1)]),
        ("events_by_day", "type", {"country": "ost"}, [("CONSULT",)]),
        ("events_by_day", "type", {"until": date(2021, 5, 2)}, []),
        ("dyads", "actor, recipient, events", {"type": "ASSAULT"}, [("Rebels", "Velia", 1)]),
        ("top_actors", "name, as_actor, as_recipient", {"type": "assault"}, [("Rebels", 1, 0), ("Velia", 0, 1)]),
        ("places", "place, incidents, dead_low, dead_high", {}, [("Karsu", 1, 12, 12)]),
        ("casualties", "month, country, dead_low, dead_high, contested", {}, [(date(2021, 5, 1), "VEL", 12, 12, 1)]),
        ("statements_by_speaker", "speaker, statements, with_quotation", {}, [("Mira Sool", 2, 2)]),
        ("statement_pairs", "relation, speaker_1, speaker_2", {"type": "assault"}, [("contradict", "Velia", "Rebels")]),
        ("statement_pairs", "relation", {"country": "vel"}, [("contradict",)]),
        ("statement_pairs", "relation", {"country": "KAR"}, []),
        ("timeline", "day, what, status", {"country": "ost"}, [(DAY, "CONSULT/meet", "asserted")]),
        ("timeline", "day", {"until": date(2021, 5, 2)}, []),
        ("contested", "why, said_by, denied_by", {}, [("denied", "Velia", "Rebels")]),
        (
            "sources_by_status",
            "status, reason, records",
            {},
            [("loaded", "", 2), ("duplicate", "exact_copy", 1), ("rejected", "bad_html", 1)],
        ),
        ("most_copied", "title, articles", {}, [("Harbour 1", 2)]),
        ("incidents", "reports, articles, place, contested", {"type": "ASSAULT"}, [(2, 2, "Karsu, VEL", True)]),
        ("incidents", "what", {"min_reports": 2}, [("ASSAULT/heavy-weapons",)]),
        ("incidents", "what", {"country": "KAR"}, []),
    ],
)
def test_reports(full: Path, name: str, columns: str, given: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    found = query.run_report(full, name, **given).select(columns.split(", ")).to_pylist()
    assert sorted(tuple(row.values()) for row in found) == sorted(expected)


def test_report_errors_name_what_is_known(full: Path) -> None:
    with pytest.raises(QueryError, match=r"no such report.*casualties"):
        query.run_report(full, "nope")
    with pytest.raises(QueryError, match=r"no parameter type.*since, until, country"):
        query.run_report(full, "statements_by_speaker", type="ASSAULT")
    assert query.run_report(full, "data_quality", limit=2).num_rows == 2


def test_parameters_are_values_not_sql(full: Path) -> None:
    assert query.run_report(full, "places", country="' OR 1=1 --").num_rows == 0


@pytest.mark.parametrize("folder", ["views", "reports", "checks"])
def test_sql_files_have_headers_and_declare_their_parameters(folder: str) -> None:
    for file in read_folder(folder).values():
        used = {p for p in ("since", "until", "country", "type", "min_reports") if f"${p}" in file.sql}
        assert used == set(file.parameters), file.name
        assert file.title, file.name


def test_reports_with_numbers_say_what_they_count(full: Path) -> None:
    for report in query.reports():
        found = query.run_report(full, report.name).schema
        numbers = [f.name for f in found if pa.types.is_integer(f.type) or f.name == "dead"]
        assert bool(numbers) == bool(report.counts) or report.name == "statement_pairs", report.name


def test_headers() -> None:
    file = parse(
        "x",
        "-- title: A b\n-- question: Why?\n-- counts: them\n-- parameters: since until\n"
        "-- column a_b: It's.\n-- free\n\nSELECT 1 -- title: no",
    )
    assert (file.title, file.counts, file.parameters, file.columns, file.needs) == (
        "A b", "them", ("since", "until"), (("a_b", "It's."),), (),
    )  # fmt: skip


def test_event_by_the_first_letters_of_its_id(full: Path) -> None:
    wanted = event(article(1))
    assert query.event(full, wanted.event_id) == (wanted, article(1))
    assert query.event(full, wanted.event_id[:8])[0] == wanted
    for wrong in ("", "zzzzzz", "%", wanted.event_id[:2]):
        with pytest.raises(QueryError, match="no such event"):
            query.event(full, wrong)


def test_rows_of_an_article(full: Path) -> None:
    assert query.rows_of(full, "quotes", article(1).article_id) == tuple(rows_of(article(1))["quotes"])
    with pytest.raises(QueryError, match="no table with articles' rows"):
        query.rows_of(full, "runs", "x")


@pytest.mark.parametrize("call", [query.table_sizes, query.last_runs, query.list_tables])
def test_status(full: Path, call: Callable[[Path], Any]) -> None:
    assert call(full).num_rows


@pytest.mark.parametrize(
    "call",
    [query.table_sizes, query.last_runs, query.list_tables, run_checks, lambda d: run_checks(d, "b1"),
     lambda d: query.run_report(d, "dyads"), lambda d: query.run_sql(d, "SELECT 1"), lambda d: query.event(d, "abcd")],
)  # fmt: skip
def test_a_mistyped_folder_is_refused_and_stays_as_it_is(tmp_path: Path, call: Callable[[Path], Any]) -> None:
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "not there", tmp_path / "there"):
        with pytest.raises(WarehouseError, match=f"{folder}: there is no warehouse here.*data_dir"):
            call(folder)
    assert [p.name for p in tmp_path.rglob("*")] == ["there"]


def test_describe_names_what_is_known(full: Path) -> None:
    with pytest.raises(QueryError, match=r"no such table or view.*events"):
        query.describe_table(full, "nope")
