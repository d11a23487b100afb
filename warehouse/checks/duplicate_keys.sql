-- title: Keys are unique
-- question: Which keys stand in more than one row of their table?
-- Hashes are counted first, for they need a fraction of the memory; then the few keys whose hash comes twice.

WITH keys AS (
    SELECT 'sources' AS table_name, source_id AS key FROM sources
    UNION ALL SELECT 'articles', article_id FROM articles
    UNION ALL SELECT 'mentions', mention_id FROM mentions
    UNION ALL SELECT 'places', place_id FROM places
    UNION ALL SELECT 'dates', date_id FROM dates
    UNION ALL SELECT 'quotes', quote_id FROM quotes
    UNION ALL SELECT 'events', event_id FROM events
    UNION ALL SELECT 'runs', run_id FROM runs
),

suspects AS (SELECT hash(table_name, key) AS hashed FROM keys GROUP BY hashed HAVING count(*) > 1)

SELECT table_name, key, count(*) AS rows
FROM keys
WHERE hash(table_name, key) IN (SELECT hashed FROM suspects)
GROUP BY table_name, key
HAVING count(*) > 1
