"""What is forgotten is gone: from tables, files, older versions, logs and catalog, and no run brings it back."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL, PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from typer import Abort

from flows.cli import main
from flows.upkeep import keep_house
from schemas.errors import QueryError, WarehouseError
from schemas.settings import Settings
from schemas.tables import TABLES
from tasks.batch import READ
from tests.incidents import group
from tests.released import RELEASED, unpack
from tests.remains import WORDS, correct, remains, secret
from tests.runs import assert_in_order, fates, held, ingest, put, story
from tests.warehouse_rows import article, rows_of, run, source, stage
from warehouse.checking import run_checks
from warehouse.chosen import Chosen, Target, choose
from warehouse.forget import HOLDING, forget, sweep
from warehouse.maintain import compact
from warehouse.query import rows
from warehouse.store import Store

SECRET = article(9).article_id
OTHER = article(1).article_id


def add(store: Store, name: str, *groups: dict[str, list[Any]]) -> None:
    stage(store.staging(name), *groups, {"runs": [run(name, len(groups))]})
    store.seal(name)
    store.commit(name)
    store.refresh()


def fill(data_dir: Path) -> None:
    """Four batches, a near copy, joined files, and old versions of everything."""
    with Store(data_dir, group=group) as store:
        add(store, "b1", rows_of(article(1, "b1")), secret(9, "b1"))
        add(store, "b2", rows_of(article(2, "b2")), copy_of_secret("b2"))
        correct(store, secret(9, "b1")["articles"][0])
        compact(store)
        add(store, "b3", rows_of(article(3, "b3")))
        add(store, "b4", rows_of(replace(article(2, "b4"), fingerprint="f2")))
        correct(store, article(1))
        store.refresh()


def copy_of_secret(batch: str) -> dict[str, list[Any]]:
    copy = secret(10, batch, copy_of=SECRET, text_id=SECRET)
    return {"articles": copy["articles"], "sources": [replace(copy["sources"][0], copy_of=SECRET, status="duplicate")]}


def contents(data_dir: Path) -> dict[str, list[dict[str, Any]]]:
    """All that is stored, but for the time of forgetting."""
    found = {t: rows(data_dir, f"SELECT * FROM stored.{t} ORDER BY ALL").to_pylist() for t in TABLES}
    return found | {"tombstones": [{**row, "forgotten": None} for row in found["tombstones"]]}


def without(found: dict[str, list[dict[str, Any]]], ids: set[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of other articles."""
    return {t: [row for row in found[t] if row["article_id"] not in ids] for t in (*HOLDING, "sources")}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For what only looks."""
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


def take_out(data_dir: Path, *ids: str) -> int:
    with Store(data_dir, group=group) as store:
        return forget(store, ids)


def test_no_word_is_left(tmp_path: Path) -> None:
    fill(tmp_path)
    before = contents(tmp_path)
    places = {line.partition(": ")[0].split("/tables/")[-1].split("/")[0] for line in remains(tmp_path)}
    assert {"articles", "mentions", "quotes", "events", "sources", "overrides", "changes", "incidents"} <= places
    assert take_out(tmp_path, SECRET) == 2
    assert remains(tmp_path) == []
    after = contents(tmp_path)
    kept = without(before, {SECRET, article(10).article_id})
    assert {t: after[t] for t in HOLDING} == {t: kept[t] for t in HOLDING}
    assert [row for row in after["sources"] if row["reason"] != "forgotten"] == kept["sources"]
    assert [row["uri"] for row in after["sources"] if row["reason"] == "forgotten"] == ["/in/10.txt", "/in/9.txt"]
    assert len(after["incidents"]) == len(before["incidents"]) - 1
    assert [c.told for c in run_checks(tmp_path) if c.offending and c.name in ("tombstones", "orphans", "source_fates")] == []


def test_corrections_of_a_pruned_article_can_be_forgotten(tmp_path: Path) -> None:
    """They quote its sentence, and nothing else of it is left."""
    fill(tmp_path)
    with Store(tmp_path, group=group) as store:
        for table in set(HOLDING) - {"overrides"}:
            store.tables.remove(table, f"article_id = '{SECRET}'")
        store.refresh()
    chosen = choose(tmp_path, [Target(SECRET, SECRET)])
    assert SECRET in chosen.article_ids
    take_out(tmp_path, *chosen.article_ids)
    assert rows(tmp_path, f"FROM overrides WHERE article_id = '{SECRET}'").num_rows == 0
    assert SECRET in rows(tmp_path, "SELECT article_id FROM tombstones").column(0).to_pylist()


def test_what_is_left_goes_on(tmp_path: Path) -> None:
    """Tables whose log begins anew take batches, are joined and published as before."""
    fill(tmp_path)
    take_out(tmp_path, SECRET)
    with Store(tmp_path, group=group) as store:
        assert not store.refresh(), "nothing is left to publish"
        for n in range(4, 8):
            add(store, f"b{n + 1}", rows_of(article(n, f"b{n + 1}")))
        compact(store)
    keep_house(Settings(data_dir=tmp_path, retention_hours=0), lambda line: None)
    assert len(contents(tmp_path)["articles"]) == 7
    assert len(list((tmp_path / "tables/events/_delta_log").glob("*.json"))) > 1


@pytest.mark.long
def test_a_second_time_does_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    take_out(tmp_path, SECRET)
    before = contents(tmp_path)
    assert take_out(tmp_path, SECRET) == 0
    assert contents(tmp_path) == before
    with Store(tmp_path, group=group) as store:
        assert not sweep(store)


def test_nothing_is_looked_at_where_nothing_was_forgotten(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(filled, group=group) as store:
        monkeypatch.setattr(type(store.tables.engine), "__enter__", lambda self: pytest.fail("a question was asked"))
        assert not sweep(store)


@pytest.mark.long
@pytest.mark.parametrize("table", ["articles", "sources", "overrides"])
def test_what_turns_up_again_is_taken_out_by_the_next_run(tmp_path: Path, table: str) -> None:
    """A batch of before, a list of corrections: whatever a forgotten article's row came with."""
    fill(tmp_path)
    take_out(tmp_path, SECRET)
    with Store(tmp_path, group=group) as store:
        if table == "overrides":
            correct(store, secret(9, "b9")["articles"][0])
        else:
            add(store, "b9", {table: secret(9, "b9")[table]})
        assert remains(tmp_path)
        store.refresh()
    assert [c.name for c in run_checks(tmp_path) if c.name == "tombstones" and c.offending] == ["tombstones"]
    keep_house(Settings(data_dir=tmp_path), lambda line: None)
    assert remains(tmp_path) == []


def test_a_damaged_table_loses_nothing_more(filled: Path) -> None:
    with Store(filled, group=group) as store:
        lost = Path(store.state("events").files[0])
        away = lost.rename(lost.with_suffix(".away"))
        files = sorted(store.layout.table("events").rglob("*"))
        with pytest.raises(WarehouseError, match="is missing"):
            store.tables.purge("events")
        assert [p for p in files if not p.exists()] == []
        away.rename(lost)


TIES: list[tuple[str, dict[str, Any], bool]] = [
    ("a near copy", {"copy_of": SECRET, "text_id": SECRET}, True),
    ("the same text, which was news again", {"content_hash": article(9).content_hash}, True),
    ("a newer version", {"supersedes": SECRET}, True),
    ("an older version", {"superseded_by": SECRET}, True),
    ("a text with a band in common", {"bands": article(9).bands}, False),
    ("an article of the same day", {}, False),
]


@pytest.mark.parametrize(("what", "tie", "goes"), TIES, ids=[t[0] for t in TIES])
def test_what_hangs_together(tmp_path: Path, what: str, tie: dict[str, Any], goes: bool) -> None:
    tied = replace(article(1, "b1"), **tie)
    farther = replace(article(2, "b1"), supersedes=OTHER)
    with Store(tmp_path, group=group) as store:
        add(store, "b1", secret(9, "b1"), rows_of(tied), rows_of(farther))
        assert forget(store, [SECRET]) == (3 if goes else 1)
    assert choose(tmp_path, [Target(SECRET, SECRET)]).before


CHOICES: list[tuple[str, str, str, set[int]]] = [
    ("a whole id", SECRET, "", {9, 10}),
    ("the beginning of an id", SECRET[:6], "", {9, 10}),
    ("a file", "/in/9.txt", "", {9, 10}),
    ("a file of a copy", "/in/10.txt", "", {9, 10}),
    ("a folder", "/more", "", {1}),
    ("a pattern", "/mo*/*.json", "", {1}),
    ("a condition on the article", "", "title LIKE 'Hrxvour%'", {9, 10}),
    ("a condition on its record", "", "uri = '/more/1.json' AND author IS NULL", {1}),
    ("a condition on its events", "", "article_id IN (SELECT article_id FROM events WHERE dead = 3) -- none else", {2}),
    ("two targets", "/more/1.json", "published IS NULL", {1}),
]
NOTHING: list[tuple[str, str, str]] = [
    ("too few letters", SECRET[:3], "no such article"),
    ("no such id", "0123456789abcdef0123", "no such article"),
    ("a beginning of a folder's name", "/mor", "no such article"),
    ("another file", "/in/9.tx", "no such article"),
    ("a whole id, in capitals", SECRET.upper() + "X", "no such article"),
]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    first, second = rows_of(article(1, "b1")), rows_of(article(2, "b1"))
    first["sources"] = [replace(first["sources"][0], uri="/more/1.json")]
    second["events"] = [replace(second["events"][0], dead=3)]
    with Store(folder, group=group) as store:
        add(store, "b1", first, second, secret(9, "b1"), copy_of_secret("b1"))
    return folder


@pytest.mark.parametrize(("what", "target", "where", "wanted"), CHOICES, ids=[c[0] for c in CHOICES])
def test_what_is_meant(three: Path, what: str, target: str, where: str, wanted: set[int]) -> None:
    found = choose(three, [Target(target, target)] if target else [], where)
    assert found.article_ids == {article(n).article_id for n in wanted}


@pytest.mark.parametrize(("what", "target", "problem"), NOTHING, ids=[n[0] for n in NOTHING])
def test_what_is_not_there(three: Path, what: str, target: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        choose(three, [Target(target, target)])


@pytest.mark.parametrize(
    ("where", "problem"),
    [
        ("true); DELETE FROM published; SELECT (1", "not a single condition"),
        ("titl = 'x'", "titl"),
        ("article_id IN (SELECT content FROM read_text('/etc/hostname'))", "disabled"),
    ],
)
def test_a_condition_only_reads(three: Path, where: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        choose(three, [], where)
    assert choose(three, [], "title = 'nothing'") == Chosen()


# The command, as a user types it.


def typed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """(exit code, all that was told)."""
    with pytest.raises(SystemExit) as done:
        main(["forget", *arguments])
    captured = capsys.readouterr()
    return int(done.value.code or 0), captured.out + captured.err


def files_of(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((SECRET, "--dry-run"), 0, "Hrxvour 9"),
        ((SECRET, "--dry-run"), 0, "overrides.csv"),
        ((SECRET,), 2, "nobody to ask"),
        ((), 2, "nothing is named"),
        (("--yes",), 2, "nothing is named"),
        (("feed0000", "--dry-run"), 7, "no such article"),
        (("--where", "title = 'x'", "--dry-run"), 7, "no article fulfils it"),
        (("--where", "titl = 'x'", "--dry-run"), 7, "titl"),
    ],
)
def test_what_changes_nothing(
    filled: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    before = files_of(filled)
    found = typed(capsys, *arguments, "-d", str(filled))
    assert (found[0], told in found[1]) == (code, True), found[1]
    assert files_of(filled) == before


def test_no_warehouse_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(capsys, SECRET, "--yes", "-d", str(tmp_path / "none"))[0] == 6
    assert not (tmp_path / "none").exists()


def litter(data_dir: Path) -> list[Path]:
    """What processes that were killed have left, full of the words."""
    places = (
        f"staging/b7/{READ}/articles-1-1.parquet", "staging/b7/articles/part-0.tmp", "staging/.done-b8/events/x.parquet",
        ".spill.123/duckdb_temp_storage.tmp", ".catalog.123.tmp", ".catalog.123.tmp.wal", "tables/events/orphan.parquet",
        "tables/articles/_delta_log/_commit_1.json.tmp", "tables/quotes/_change_data/part-0.parquet",
        "ungrouped/.b9.json.123.tmp",
    )  # fmt: skip
    for path in (paths := [data_dir / place for place in places]):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" ".join(WORDS), "utf-8")
    return paths


def test_it_asks_and_then_does_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    before = contents(tmp_path)
    left = litter(tmp_path)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer, code in (("n", 1), ("y", 0)):
        monkeypatch.setattr("typer.confirm", lambda text, abort, answer=answer: answer == "y" or refuse())
        assert contents(tmp_path) == before
        assert typed(capsys, SECRET[:8], "-d", str(tmp_path))[0] == code
    assert remains(tmp_path) == []
    assert [p for p in left if p.exists()] == []
    again = typed(capsys, SECRET[:8], "--yes", "-d", str(tmp_path))
    assert (again[0], "Forgotten already" in again[1]) == (0, True)
    again = typed(capsys, "/in/9.txt", "--yes", "-d", str(tmp_path))
    assert (again[0], "Forgotten already" in again[1]) == (0, True)


def refuse() -> bool:
    raise Abort


def test_records_without_an_article_are_forgotten_by_their_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {"author": "Mxra Szol", "detail": "Field 'Qonker' has no text", "extra": "Zwixl"}
    bad = source(article(9), "/in/bad.jsonl", 3, status="rejected", reason="missing_text", article_id=None, **told)
    with Store(tmp_path, group=group) as store:
        add(store, "b1", rows_of(article(1, "b1")), {"sources": [bad]})
    assert len(remains(tmp_path)) > 0
    assert typed(capsys, "/in/bad.jsonl", "--yes", "-d", str(tmp_path))[0] == 0
    assert remains(tmp_path) == []
    assert fates(tmp_path) == {"loaded": 1, "skipped forgotten": 1}


def test_a_warehouse_of_the_first_version_forgets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data_dir = unpack(RELEASED[0], tmp_path)
    for folder in (data_dir, tmp_path / "empty"):
        with Store(folder, group=group) as store:
            store.publish()
    articles = rows(data_dir, "SELECT article_id, text FROM articles ORDER BY ALL").to_pylist()
    gone, *kept = articles
    others = {word for a in kept for word in a["text"].split()}
    known = {line.rpartition(": ")[2] for line in remains(tmp_path / "empty", tuple(gone["text"].split()))}
    words = tuple(sorted({w for w in gone["text"].split() if len(w) > 6 and w.isalpha()} - others - known))
    assert len({line.rpartition(": ")[2] for line in remains(data_dir, words)}) == len(words) > 3
    assert typed(capsys, gone["article_id"], "--yes", "-d", str(data_dir))[0] == 0
    assert remains(data_dir, words) == []
    assert rows(data_dir, "SELECT article_id, text FROM articles ORDER BY ALL").to_pylist() == kept


# A run, and the runs after it.


LETTER = (
    "Soldiers of the Qonker brigade shelled the village of Zwixl on Tuesday, killing seven farmers, Mxra Szol, the mayor of "
    "Hrxvour, said. It was attack number 77 of the year. The army of Vylqa said nothing about it, and no newspaper in the "
    "capital had a line about the seven farmers, their families and what became of the village in the days that followed."
)


def letter(folder: Path, name: str, text: str, title: str = "Zwixl shelled") -> None:
    record = {"title": title, "text": text, "author": "Mxra Szol", "outlet": "Vylqa Times", "date": "2015-10-07"}
    put(folder, **{f"{name}_json": json.dumps(record | {"url": f"https://vylqa.example/{name}", "remark": "Qonker"})})


def test_no_run_brings_it_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Against a warehouse that never saw it; the same file, the same text in other files, with another headline too."""
    folder, data_dir, never = put(tmp_path / "in", a_txt=story(1)), tmp_path / "data", tmp_path / "never"
    letter(folder, "letter", LETTER)
    ingest(folder, data_dir)
    put(folder, b_txt=story(2))
    letter(folder, "near", LETTER.replace("in the days", "in the long days"))
    ingest(folder, data_dir)
    assert fates(data_dir)["duplicate near_copy"] == 1
    with Store(data_dir, group=group) as store:
        compact(store)
    assert typed(capsys, str(folder / "letter.json"), "--yes", "-d", str(data_dir))[0] == 0
    assert remains(data_dir) == []

    put(folder, c_txt=story(3))
    letter(folder, "letter", LETTER + "\n")
    letter(folder, "elsewhere", LETTER, "Another headline for Vylqa")
    assert ingest(folder, data_dir).statuses == {"loaded": 1, "duplicate": 0, "rejected": 0, "skipped": 2}
    assert ingest(folder, data_dir).unchanged == 6
    assert remains(data_dir) == []
    assert_in_order(data_dir)

    for name in ("letter", "near", "elsewhere"):
        (folder / f"{name}.json").unlink()
    ingest(folder, never)
    found = held(data_dir)
    found["sources"] = [row for row in found["sources"] if row["reason"] != "forgotten"]
    assert found == held(never)


def test_prefect_keeps_no_word(prefect_api: None, tmp_path: Path) -> None:
    """Neither in results, nor in its database, artifacts and logs of an ingest included."""
    from flows.ingest import ingest as flow

    folder = put(tmp_path / "in", a_txt=story(1))
    letter(folder, "letter", LETTER)
    with temporary_settings(updates={PREFECT_LOCAL_STORAGE_PATH: tmp_path / "storage"}):
        flow([str(folder)], tmp_path / "data", workers=1)
    database = Path(str(PREFECT_API_DATABASE_CONNECTION_URL.value()).partition(":///")[2])
    told = b"".join(p.read_bytes() for p in database.parent.glob(database.name + "*"))
    assert str(folder).encode() in told, "this is not its database"
    assert remains(tmp_path / "storage") == []
    assert [word for word in WORDS if word.encode() in told] == []
