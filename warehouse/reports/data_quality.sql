-- title: Data quality
-- question: What is known of the articles and events, and what is missing?
-- counts: rows of what `measure` names, and those among which they are
-- parameters:

WITH facts AS (
    SELECT 1 AS nth, 'articles' AS measure, count(*) AS rows, count(*) AS of FROM articles
    UNION ALL SELECT 2, 'articles without a publication date', count(*) FILTER (published IS NULL), count(*) FROM articles
    UNION ALL SELECT 3, 'articles without a headline', count(*) FILTER (title = ''), count(*) FROM articles
    UNION ALL SELECT 4, 'articles that are copies of another', count(*) FILTER (copy_of IS NOT NULL), count(*) FROM articles
    UNION ALL
    SELECT 5, 'original articles without any event', count(*) FILTER (e.article_id IS NULL), count(*)
    FROM (SELECT article_id FROM articles WHERE copy_of IS NULL) AS a
    LEFT JOIN (SELECT DISTINCT article_id FROM events) AS e ON e.article_id = a.article_id
    UNION ALL SELECT 6, 'events', count(*), count(*) FROM events
    UNION ALL SELECT 7, 'events without a date', count(*) FILTER (date_start IS NULL), count(*) FROM events
    UNION ALL SELECT 8, 'events dated by publication only', count(*) FILTER (date_source = 'published'), count(*) FROM events
    UNION ALL SELECT 9, 'events without a place', count(*) FILTER (place IS NULL), count(*) FROM events
    UNION ALL SELECT 10, 'events without an actor', count(*) FILTER (len(actors) = 0), count(*) FROM events
    UNION ALL SELECT 11, 'events below confidence 0.5', count(*) FILTER (confidence < 0.5), count(*) FROM events
    UNION ALL SELECT 12, 'quotes without a speaker', count(*) FILTER (coalesce(speaker.entity_id, '') = ''), count(*) FROM quotes
    UNION ALL SELECT 13, 'places without coordinates', count(*) FILTER (place.lat IS NULL), count(*) FROM places
    UNION ALL SELECT 14, 'incidents', count(*), count(*) FROM incidents
    UNION ALL SELECT 15, 'incidents told by several articles', count(*) FILTER (articles > 1), count(*) FROM incidents
    UNION ALL SELECT 16, 'incidents without a day', count(*) FILTER (time_precision IS DISTINCT FROM 1), count(*) FROM incidents
    UNION ALL SELECT 17, 'incidents without a place', count(*) FILTER (place IS NULL), count(*) FROM incidents
)

SELECT measure, rows, of, round(100.0 * rows / nullif(of, 0), 1) AS percent
FROM facts
ORDER BY nth
