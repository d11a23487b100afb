"""Stories as an ingest tells them: batch after batch, with copies, and for what was stored by an older Dateline."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from flows.upkeep import keep_house
from schemas.settings import Settings
from tests.runs import assert_in_order, ingest, put
from tests.test_stories import ARTICLES, DAY
from warehouse.query import rows
from warehouse.store import Store


def record(name: str, **more: str) -> str:
    days, title, text = ARTICLES[name]
    dated = {} if days is None else {"published": str(DAY + timedelta(days))}
    return json.dumps({"title": title, "text": text} | dated | more)


def told(data: Path) -> dict[str, str]:
    """File -> headline of the first article of its story."""
    sql = """
        SELECT parse_filename(s.uri, true) AS name, t.title
        FROM sources AS s JOIN articles AS a USING (article_id) JOIN stories AS t USING (story_id)
    """
    return {row["name"]: row["title"] for row in rows(data, sql).to_pylist()}


def test_articles_join_the_stories_of_earlier_batches(tmp_path: Path) -> None:
    source, data = tmp_path / "in", tmp_path / "data"
    mill, bank = ARTICLES["mill"][1], ARTICLES["bank"][1]
    ingest(put(source, mill_json=record("mill"), bank_json=record("bank")), data)
    assert told(data) == {"mill": mill, "bank": bank}
    ingest(put(source, owner_json=record("mill, the owner"), undated_json=record("mill, undated")), data)
    ingest(put(source, caught_json=record("bank, caught"), later_json=record("mill, anniversary")), data)
    assert told(data) == {
        "mill": mill, "owner": mill, "undated": mill, "bank": bank, "caught": bank, "later": ARTICLES["mill, anniversary"][1],
    }  # fmt: skip
    (row,) = rows(data, f"FROM stories WHERE title = '{mill}'").to_pylist()
    assert {k: row[k] for k in ("articles", "texts", "outlets", "first", "last")} == {
        "articles": 3, "texts": 3, "outlets": 0, "first": DAY, "last": DAY + timedelta(6),
    }  # fmt: skip
    assert_in_order(data)


def test_a_copy_has_the_story_of_its_original(tmp_path: Path) -> None:
    """Also where it comes first, undated, and the dated one takes its place."""
    source, data = tmp_path / "in", tmp_path / "data"
    ingest(put(source, mill_json=record("mill in other words"), plain_json=record("mill", published="")), data)
    ingest(put(source, dated_json=record("mill")), data)
    assert len(rows(data, "SELECT DISTINCT copy_of FROM articles WHERE copy_of IS NOT NULL")) == 1
    assert len(set(told(data).values())) == 1
    assert len(told(data)) == 3
    assert_in_order(data)


def stories_of(data: Path) -> dict[str, str]:
    return {row["text"]: row["story_id"] for row in rows(data, "SELECT text, story_id FROM articles").to_pylist()}


@pytest.mark.long
def test_housekeeping_groups_anew_whatever_came_first(tmp_path: Path) -> None:
    """In many batches, in two orders: the same stories after it, and nothing to do the second time."""
    found = []
    for order in (list(ARTICLES), list(ARTICLES)[::-1]):
        data = tmp_path / f"data of {order[0]}"
        source = put(tmp_path / f"in of {order[0]}", **{f"{n:02}_json": record(name) for n, name in enumerate(order)})
        ingest(source, data, batch_files=2)
        keep_house(Settings(data_dir=data, workers=1), lambda line: None)
        found.append(stories_of(data))
        assert keep_house(Settings(data_dir=data, workers=1), lambda line: None).moved == 0
        assert_in_order(data)
    assert found[0] == found[1]


@pytest.mark.long
def test_what_has_no_story_gets_one_with_its_copies(tmp_path: Path) -> None:
    """Of an older Dateline."""
    source, data = tmp_path / "in", tmp_path / "data"
    ingest(put(source, mill_json=record("mill"), other_json=record("mill, the owner"), copy_txt=ARTICLES["mill"][2]), data)
    before = stories_of(data)
    with Store(data) as store:
        store.tables.table("articles").update(updates={"story_id": "NULL", "story_keys": "NULL"})
        store.tables = type(store.tables)(store.layout)
        store.refresh()
    assert set(stories_of(data).values()) == {None}
    assert keep_house(Settings(data_dir=data, workers=1), lambda line: None).moved == 3
    assert stories_of(data) == before
    assert rows(data, "SELECT count(*) AS n FROM articles WHERE story_keys IS NULL").to_pylist() == [{"n": 0}]
    assert_in_order(data)
