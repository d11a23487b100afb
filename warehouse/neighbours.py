"""The stored articles that share words with new ones: of all that is stored one pass, of the answer no more than has room."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

PART = 50  # new articles that are dealt with at a time: where all are alike each has thousands to choose from
# A word that thousands have tells no story.
STORED = """
CREATE OR REPLACE TEMP TABLE stored AS
WITH posted AS MATERIALIZED (
    SELECT article_id, published, key
    FROM (
        SELECT article_id, published, unnest(story_keys) AS key FROM articles
        WHERE copy_of IS NULL AND superseded_by IS NULL AND story_id IS NOT NULL
    )
    SEMI JOIN (SELECT unnest(story_keys) AS key FROM new_articles) USING (key)
)

SELECT * FROM posted SEMI JOIN (SELECT key FROM posted GROUP BY key HAVING count(*) <= $crowd) USING (key)
"""
# As tasks.stories.candidates has it: of the articles with one key the nearest in time, of all these those that share most.
NEAREST = """
WITH wanted AS (SELECT article_id AS fresh, published AS day, unnest(story_keys) AS key FROM part),

hits AS (
    SELECT fresh, article_id, coalesce(abs(day - published), 0) AS days FROM stored JOIN wanted USING (key)
    WHERE article_id <> fresh AND coalesce(abs(day - published), 0) <= $window
    QUALIFY row_number() OVER (PARTITION BY fresh, key ORDER BY days, article_id) <= $nearest
),

near AS (
    SELECT article_id FROM hits GROUP BY fresh, article_id
    QUALIFY row_number() OVER (PARTITION BY fresh ORDER BY count(*) DESC, min(days), article_id) <= $most
)

SELECT DISTINCT article_id FROM near
"""


def neighbours(connection: duckdb.DuckDBPyConnection, new: pa.Table, bounds: Mapping[str, int]) -> set[str]:
    """The ids of those that new articles are to be compared with; the connection sees the table `articles`.

    `new` has columns article_id, published, story_keys; `bounds` are those of schemas.stories.
    """
    connection.register("new_articles", new)
    connection.execute(STORED, {"crowd": bounds["crowd"]})
    given = {name: value for name, value in bounds.items() if name != "crowd"}
    found: set[str] = set()
    for start in range(0, len(new), PART):
        connection.register("part", new.slice(start, PART))
        found.update(str(row[0]) for row in connection.execute(NEAREST, given).fetchall())
    connection.execute("DROP TABLE stored")
    return found
