-- title: Events, copies of a story counted once
-- question: Which events were told, when every text that was printed several times counts once?
-- column story_id: The text; all its copies have the same.
-- column copies: Number of articles with this text: how widely it was printed.
-- Of the copies of a story that have events, the original or else the one with the smallest id speaks for all.

WITH stories AS (
    SELECT story_id, count(*) AS copies FROM articles GROUP BY story_id
),

speaking AS (
    SELECT a.story_id, first(a.article_id ORDER BY a.copy_of IS NOT NULL, a.article_id) AS article_id
    FROM articles AS a
    WHERE a.article_id IN (SELECT article_id FROM events)
    GROUP BY a.story_id
)

SELECT s.story_id, n.copies, e.*
FROM speaking AS s
JOIN stories AS n USING (story_id)
JOIN events AS e USING (article_id)
