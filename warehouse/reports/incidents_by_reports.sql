-- title: Most reported incidents
-- question: Which happenings do most articles tell, and do the accounts agree?
-- parameters: since until country type

SELECT
    i.date_start, i.type, i.place, i.country, i.articles, i.reports, i.dead_low, i.dead_high, i.contested, e.sentence.text AS sentence,
    i.incident_id
FROM incidents AS i
LEFT JOIN (
    SELECT incident_id, min(event_id) AS event_id FROM incident_events WHERE reason = 'first report' GROUP BY incident_id
) AS f USING (incident_id)
LEFT JOIN events AS e USING (event_id)
WHERE ($since::DATE IS NULL OR i.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR i.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR i.type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR i.country = upper($country::VARCHAR))
ORDER BY i.articles DESC, i.reports DESC, i.date_start NULLS LAST, i.incident_id
