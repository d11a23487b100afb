"""Shards: files in, staged tables and a summary out; what is wrong with a record costs that record only."""

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.arrow import from_table
from schemas.codebook import Reason, Stage, Status
from schemas.raw import InputFile
from schemas.settings import Settings
from schemas.tables import Article, Event, Mention, Source
from tasks.batch import Batch, batch_id_of, deal, staged, write_rows
from tasks.settle import settle
from tasks.shard import extract_shard, read_shard
from tests.shards import GERMAN, LEAD, OTHER, batch, put
from tests.warehouse_rows import article

SETTINGS = Settings()


def lines(*records: dict[str, str] | str) -> str:
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records)


# -- dealing and naming ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "size", "most", "expected"),
    [
        pytest.param(0, 10, 5, [], id="nothing"),
        pytest.param(3, 10, 5, [3], id="one-shard"),
        pytest.param(20, 10, 5, [10, 10], id="even"),
        pytest.param(21, 10, 5, [10, 10, 1], id="a-rest"),
        pytest.param(100, 10, 5, [20] * 5, id="never-more-than-most"),
    ],
)
def test_deal(tmp_path: Path, count: int, size: int, most: int, expected: list[int]) -> None:
    file = put(tmp_path, a_txt="x")[0]
    assert [len(s) for s in deal([file] * count, size, most)] == expected


@given(st.integers(0, 300), st.integers(1, 50), st.integers(1, 20))
def test_dealt_shards_hold_every_item_in_order(count: int, size: int, most: int) -> None:
    items: list[InputFile] = list(range(count))  # type: ignore[arg-type]
    shards = deal(items, size, most)
    assert [i for shard in shards for i in shard] == items
    assert len(shards) <= most


def test_the_same_files_give_the_same_batch(tmp_path: Path) -> None:
    one, two = put(tmp_path, a_txt="x", b_txt="y")
    assert batch_id_of([one, two]) == batch_id_of([two, one])
    assert batch_id_of([one, two]) != batch_id_of([one])
    assert batch_id_of([one]) != batch_id_of([replace(one, size=one.size + 1)])
    assert batch_id_of([one], ["b1"]) not in (batch_id_of([one]), batch_id_of([one], ["b2"]))


def test_no_rows_make_no_file(tmp_path: Path) -> None:
    assert write_rows([], "articles", tmp_path / "deep" / "a.parquet") == 0
    assert not (tmp_path / "deep").exists()
    assert write_rows([article(1)], "articles", tmp_path / "deep" / "a.parquet") == 1


def test_what_was_never_staged_is_an_empty_table(tmp_path: Path) -> None:
    assert staged(batch(tmp_path), "articles").num_rows == 0


# -- reading -------------------------------------------------------------------------------------------------------------------


def sources(of: Batch) -> dict[str, Source]:
    """Staged ledger rows by file name and record."""
    return {f"{Path(s.uri).name}#{s.record}": s for s in from_table(staged(of, "sources"), Source)}


MIXED = lines(
    {"title": "One", "text": LEAD}, "{not json", {"title": "no body"}, {"text": GERMAN}, {"text": "  "}, {"text": OTHER}
)


def test_every_record_has_its_row_and_reason(tmp_path: Path) -> None:
    files = put(tmp_path / "in", good_txt=LEAD, mixed_jsonl=MIXED)
    work = batch(tmp_path)
    summary = read_shard(files, 0, work, SETTINGS)
    found = {key: (s.status, s.stage, s.reason) for key, s in sources(work).items()}
    loaded = (Status.LOADED, Stage.EXTRACT, Reason.NONE)
    assert found == {
        "good.txt#0": loaded,
        "mixed.jsonl#0": loaded,
        "mixed.jsonl#1": (Status.REJECTED, Stage.READ, Reason.BAD_JSON),
        "mixed.jsonl#2": (Status.REJECTED, Stage.READ, Reason.MISSING_TEXT),
        "mixed.jsonl#3": (Status.SKIPPED, Stage.NORMALIZE, Reason.LANGUAGE),
        "mixed.jsonl#4": (Status.REJECTED, Stage.READ, Reason.MISSING_TEXT),
        "mixed.jsonl#5": loaded,
    }
    assert summary.statuses == {"loaded": 3, "rejected": 3, "skipped": 1}
    assert summary.rows["sources"] == sum(summary.statuses.values()) == 7
    assert summary.words > 0


def test_rejects_say_where_and_what_to_do(tmp_path: Path) -> None:
    work = batch(tmp_path)
    read_shard(put(tmp_path / "in", mixed_jsonl=MIXED), 0, work, SETTINGS)
    for source in sources(work).values():
        assert bool(source.detail) == (source.status != Status.LOADED)
        assert (source.article_id is None) == (source.status != Status.LOADED)
        assert (source.batch_id, source.run_id, len(source.sha256)) == ("b1", "run-b1", 64)


def test_one_article_in_two_files_is_one_article_and_two_sources(tmp_path: Path) -> None:
    work = batch(tmp_path)
    summary = read_shard(put(tmp_path / "in", a_txt=LEAD, b_txt=LEAD, c_txt=OTHER), 0, work, SETTINGS)
    assert (summary.rows["articles"], summary.rows["sources"]) == (2, 3)
    a, b, c = sources(work).values()
    assert a.article_id == b.article_id != c.article_id
    assert a.source_id != b.source_id


def test_a_file_that_is_gone_is_a_row(tmp_path: Path) -> None:
    gone, there = put(tmp_path / "in", gone_txt=LEAD, there_txt=OTHER)
    Path(gone.uri).unlink()
    work = batch(tmp_path)
    assert read_shard([gone, there], 0, work, SETTINGS).statuses == {"rejected": 1, "loaded": 1}
    assert sources(work)["gone.txt#0"].reason == Reason.UNREADABLE


def test_odd_characters_cost_nothing(tmp_path: Path) -> None:
    odd = '{"text": "\\ud800 ' + LEAD + ' \\u0000\\u202e"}'
    work = batch(tmp_path)
    assert read_shard(put(tmp_path / "in", odd_jsonl=odd), 0, work, SETTINGS).statuses == {"loaded": 1}
    settle(work, SETTINGS)
    assert extract_shard(0, work, SETTINGS).failures == ()


def test_a_changed_file_is_a_new_source_of_a_new_article(tmp_path: Path) -> None:
    first, second = batch(tmp_path, "b1"), batch(tmp_path, "b2")
    read_shard(put(tmp_path / "in", a_txt=LEAD), 0, first, SETTINGS)
    read_shard(put(tmp_path / "in", a_txt=OTHER), 0, second, SETTINGS)
    one, two = sources(first)["a.txt#0"], sources(second)["a.txt#0"]
    assert one.uri == two.uri
    assert one.source_id != two.source_id
    assert one.article_id != two.article_id


def test_reading_again_stages_the_same(tmp_path: Path) -> None:
    files, first, second = put(tmp_path / "in", a_txt=LEAD, mixed_jsonl=MIXED), batch(tmp_path / "x"), batch(tmp_path / "y")
    read_shard(files, 0, first, SETTINGS)
    read_shard(files, 0, second, SETTINGS)
    for table in ("articles", "sources"):
        assert staged(first, table).equals(staged(second, table))


# -- extracting ----------------------------------------------------------------------------------------------------------------


def rows(of: Batch, table: str, record: type) -> list[object]:
    return from_table(pq.read_table(of.folder / table / "part-00000000.parquet"), record)


def test_extract_stages_the_tables_of_its_articles(tmp_path: Path) -> None:
    work = batch(tmp_path)
    read_shard(put(tmp_path / "in", a_txt=LEAD, b_txt=OTHER), 0, work, SETTINGS)
    assert len(settle(work, SETTINGS).portions) == 1
    summary = extract_shard(0, work, SETTINGS)
    articles = {a.article_id: a for a in rows(work, "articles", Article) if isinstance(a, Article)}
    events = [e for e in rows(work, "events", Event) if isinstance(e, Event)]
    assert summary.rows["articles"] == len(articles) == 2
    assert summary.rows["events"] == len(events)
    assert summary.failures == ()
    assert {e.article_id for e in events} == set(articles)
    assert {("COERCE", 4), ("ASSAULT", None)} <= {(e.type, e.arrested) for e in events}
    assert all(len(a.fingerprint) == 12 for a in articles.values())
    for event in events:
        text = articles[event.article_id].text
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text
        assert event.batch_id == "b1"
    assert all(m.batch_id == "b1" for m in rows(work, "mentions", Mention) if isinstance(m, Mention))


def test_an_article_without_events_is_still_written(tmp_path: Path) -> None:
    work = batch(tmp_path)
    calm = (
        "The lake is deep and its water is clear. Trees grow on the shore and birds sing in them every morning in the spring."
    )
    read_shard(put(tmp_path / "in", a_txt=calm), 0, work, SETTINGS)
    settle(work, SETTINGS)
    summary = extract_shard(0, work, SETTINGS)
    assert (summary.rows["articles"], summary.rows["events"]) == (1, 0)
    assert not (work.folder / "events").exists()
