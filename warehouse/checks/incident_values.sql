-- title: Incidents add up
-- question: Which incidents count other reports than they have, or have figures or days that do not fit each other?

WITH found AS (SELECT incident_id, count(*) AS found FROM catalog.main.incident_events GROUP BY incident_id)

SELECT
    i.incident_id, i.reports, f.found, i.articles, i.dead_low, i.dead_high, i.dead_latest, i.dead_first, i.date_start, i.date_end,
    i.first_report, i.last_report
FROM catalog.main.incidents AS i
LEFT JOIN found AS f USING (incident_id)
WHERE i.reports <> coalesce(f.found, 0)
    OR i.articles NOT BETWEEN 1 AND i.reports
    OR i.dead_latest NOT BETWEEN i.dead_low AND i.dead_high
    OR i.dead_first NOT BETWEEN i.dead_low AND i.dead_high
    OR i.injured_latest NOT BETWEEN i.injured_low AND i.injured_high
    OR i.injured_first NOT BETWEEN i.injured_low AND i.injured_high
    OR i.arrested_latest NOT BETWEEN i.arrested_low AND i.arrested_high
    OR i.arrested_first NOT BETWEEN i.arrested_low AND i.arrested_high
    OR (i.date_start IS NULL) <> (i.date_end IS NULL)
    OR i.date_end < i.date_start
    OR i.last_report < i.first_report
    OR i.factuality NOT IN ('asserted', 'negated', 'denied', 'possible', 'planned')
