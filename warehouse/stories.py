"""The stories of stored articles: what they are grouped by, and how articles move to other ones."""

from pathlib import Path

import pyarrow as pa

from schemas.ids import content_id
from schemas.stories import Neighbour
from schemas.tables import Article
from warehouse.present import Present, write
from warehouse.store import Store

NEWEST = """
SELECT article_id, published, title, text, story_id FROM articles
WHERE copy_of IS NULL AND superseded_by IS NULL
ORDER BY published DESC NULLS FIRST, article_id
LIMIT $most
"""
# A copy goes with its original.
MOVED = """
SELECT a.* REPLACE (m.story_id AS story_id, coalesce(m.story_keys, a.story_keys) AS story_keys, $batch AS batch_id)
FROM articles AS a JOIN moved AS m ON m.article_id = a.text_id
WHERE a.story_id IS DISTINCT FROM m.story_id OR a.story_keys IS NULL
ORDER BY a.article_id
"""


def write_newest(present: Present, path: Path, most: int) -> int:
    """Writes the newest originals that are current, undated ones among them, as `Neighbour`. Returns their number."""
    with present.seeing("articles") as connection:
        return write(connection.sql(NEWEST, params={"most": most}), Neighbour, path)


def move(store: Store, moved: pa.Table) -> int:
    """Gives articles and their copies other stories, in one batch. Returns how many rows that changed.

    `moved` has columns article_id, story_id, story_keys. The batch is sealed first: who is killed has the next run finish it.
    """
    batch_id = content_id("stories", *(f"{row['article_id']} {row['story_id']}" for row in moved.to_pylist()))
    path = store.staging(batch_id) / "articles" / "kept.parquet"
    with store.present().seeing("articles", moved=moved) as connection:
        rows = write(connection.sql(MOVED, params={"batch": batch_id}), Article, path)
    if rows:
        store.seal(batch_id)
        store.commit(batch_id)
    return rows
