-- title: What is forgotten stays forgotten
-- question: Which rows belong to an article that was forgotten?

SELECT DISTINCT r.table_name, r.article_id
FROM (
    SELECT 'articles' AS table_name, article_id FROM articles
    UNION ALL SELECT 'mentions', article_id FROM mentions
    UNION ALL SELECT 'places', article_id FROM places
    UNION ALL SELECT 'dates', article_id FROM dates
    UNION ALL SELECT 'quotes', article_id FROM quotes
    UNION ALL SELECT 'events', article_id FROM events
    UNION ALL SELECT 'incident_events', article_id FROM incident_events
    UNION ALL SELECT 'sources', article_id FROM sources
    UNION ALL SELECT 'changes', article_id FROM changes
    UNION ALL SELECT 'overrides', article_id FROM overrides
) AS r
SEMI JOIN tombstones AS t ON t.article_id = r.article_id
