-- title: Nothing hangs in the air
-- question: Which rows name an article that is not there?

SELECT r.table_name, r.key, r.names
FROM (
    SELECT 'mentions' AS table_name, mention_id AS key, article_id AS names FROM mentions
    UNION ALL SELECT 'places', place_id, article_id FROM places
    UNION ALL SELECT 'dates', date_id, article_id FROM dates
    UNION ALL SELECT 'quotes', quote_id, article_id FROM quotes
    UNION ALL SELECT 'events', event_id, article_id FROM events
    UNION ALL SELECT 'sources', source_id, article_id FROM sources WHERE article_id IS NOT NULL
    UNION ALL SELECT 'articles', article_id, copy_of FROM articles WHERE copy_of IS NOT NULL
) AS r
ANTI JOIN articles AS a ON a.article_id = r.names
