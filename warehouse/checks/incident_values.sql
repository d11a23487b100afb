-- title: Incidents add up
-- question: Which incidents count other reports than they have, or have a lowest account above the highest?

SELECT i.incident_id, i.reports, count(e.event_id) AS found, i.dead_low, i.dead_high, i.injured_low, i.injured_high
FROM incidents AS i
LEFT JOIN incident_events AS e USING (incident_id)
GROUP BY ALL
HAVING i.reports <> count(e.event_id) OR i.dead_low > i.dead_high OR i.injured_low > i.injured_high OR i.articles > i.reports
