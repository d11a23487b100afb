-- title: Every event is in one incident
-- question: Which events are in no incident or in several, and which incidents name an event, article or incident that is not there?
-- Of the events as readers see them: what was superseded is in none. A copy of a text tells nothing that its original does not tell.

WITH told AS (
    SELECT e.event_id, e.article_id
    FROM catalog.main.events AS e
    SEMI JOIN (SELECT article_id FROM catalog.main.articles WHERE copy_of IS NULL) AS a ON a.article_id = e.article_id
),

members AS (SELECT incident_id, event_id, article_id FROM catalog.main.incident_events),

heads AS (SELECT incident_id FROM catalog.main.incidents)

SELECT 'event in no incident' AS problem, t.event_id, NULL AS incident_id
FROM told AS t ANTI JOIN members AS m ON m.event_id = t.event_id
UNION ALL
SELECT 'event in several incidents', event_id, min(incident_id) FROM members GROUP BY event_id HAVING count(*) > 1
UNION ALL
SELECT 'its event is not there', m.event_id, m.incident_id
FROM members AS m ANTI JOIN told AS t ON t.event_id = m.event_id
UNION ALL
SELECT 'its event stands in another article', m.event_id, m.incident_id
FROM members AS m JOIN told AS t ON t.event_id = m.event_id
WHERE m.article_id IS DISTINCT FROM t.article_id
UNION ALL
SELECT 'its incident is not there', m.event_id, m.incident_id
FROM members AS m ANTI JOIN heads AS h ON h.incident_id = m.incident_id
UNION ALL
SELECT 'incident without events', NULL, h.incident_id
FROM heads AS h ANTI JOIN members AS m ON m.incident_id = h.incident_id
UNION ALL
SELECT 'several incidents of one id', NULL, incident_id FROM heads GROUP BY incident_id HAVING count(*) > 1
UNION ALL
SELECT 'several former ids that are one', NULL, alias FROM catalog.main.incident_aliases GROUP BY alias HAVING count(*) > 1
UNION ALL
SELECT 'a former id leads to no incident', NULL, a.alias
FROM catalog.main.incident_aliases AS a
ANTI JOIN (FROM heads UNION ALL SELECT alias FROM catalog.main.incident_aliases) AS h ON h.incident_id = a.incident_id
