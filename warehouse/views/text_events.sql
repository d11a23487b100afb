-- title: Events, copies of a text counted once
-- question: Which events were told, when every text that was printed several times counts once?
-- column text_id: The text; all its copies have the same.
-- column copies: Number of articles with this text: how widely it was printed.
-- Of the copies of a text that have events, the original or else the one with the smallest id speaks for all.

WITH texts AS (
    SELECT text_id, count(*) AS copies FROM articles GROUP BY text_id
),

speaking AS (
    SELECT a.text_id, first(a.article_id ORDER BY a.copy_of IS NOT NULL, a.article_id) AS article_id
    FROM articles AS a
    WHERE a.article_id IN (SELECT article_id FROM events)
    GROUP BY a.text_id
)

SELECT s.text_id, n.copies, e.*
FROM speaking AS s
JOIN texts AS n USING (text_id)
JOIN events AS e USING (article_id)
