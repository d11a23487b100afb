"""Stories as an ingest tells them: batch after batch, with copies, and for what was stored by an older Dateline."""

import json
from datetime import timedelta
from pathlib import Path

from tests.runs import assert_in_order, ingest, put
from tests.test_stories import ARTICLES, DAY
from warehouse.query import rows


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
