-- title: Keys are unique
-- question: Which keys stand in more than one row of their table?

SELECT table_name, key, count(*) AS rows
FROM (
    SELECT 'sources' AS table_name, source_id AS key FROM sources
    UNION ALL SELECT 'articles', article_id FROM articles
    UNION ALL SELECT 'mentions', mention_id FROM mentions
    UNION ALL SELECT 'places', place_id FROM places
    UNION ALL SELECT 'dates', date_id FROM dates
    UNION ALL SELECT 'quotes', quote_id FROM quotes
    UNION ALL SELECT 'events', event_id FROM events
    UNION ALL SELECT 'incidents', incident_id FROM incidents
    UNION ALL SELECT 'incident_events', event_id FROM incident_events
    UNION ALL SELECT 'runs', run_id FROM runs
)
GROUP BY table_name, key
HAVING count(*) > 1
