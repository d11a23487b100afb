-- title: History
-- question: Which versions does an article have, and what came and went with each?
-- needs: versions
-- column current_id: The newest version, which all of them share.
-- column version: 1 is the oldest.
-- column read_first: When a record of it was first read, UTC.
-- column read_last: When one was last read.
-- column events: Events that it tells.
-- column events_before: Events that the version before it tells; null for the oldest.
-- column superseded_by: The newest version; null for that itself.
-- Copies of superseded versions are left out: they stand in `versions`.

WITH RECURSIVE steps AS (
    SELECT article_id AS current_id, article_id, supersedes, 0 AS back
    FROM versions
    WHERE superseded_by IS NULL
    UNION ALL
    SELECT s.current_id, v.article_id, v.supersedes, s.back + 1
    FROM steps AS s JOIN versions AS v ON v.article_id = s.supersedes
    WHERE v.superseded_by = s.current_id
),

numbered AS (
    SELECT current_id, article_id, supersedes, max(back) OVER (PARTITION BY current_id) - back + 1 AS version FROM steps
)

SELECT
    n.current_id, n.version, n.article_id, r.read_first, r.read_last, v.title, v.published, v.url, v.events,
    p.events AS events_before, v.superseded_by
FROM numbered AS n
JOIN versions AS v USING (article_id)
LEFT JOIN versions AS p ON p.article_id = n.supersedes
LEFT JOIN (
    SELECT article_id, min(ingested) AS read_first, max(ingested) AS read_last FROM sources GROUP BY article_id
) AS r ON r.article_id = n.article_id
