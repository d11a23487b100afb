-- title: Contested claims
-- question: Which events are denied by somebody, or told only by one of the parties?
-- parameters: since until country type

SELECT
    c.date_start,
    c.type,
    c.mode,
    CASE WHEN c.factuality = 'denied' THEN 'denied' ELSE 'told by one party only' END AS why,
    array_to_string(c.actors, '; ') AS actors,
    array_to_string(c.recipients, '; ') AS recipients,
    array_to_string(c.said_by, '; ') AS said_by,
    array_to_string(c.denied_by, '; ') AS denied_by,
    c.sentence,
    c.event_id
FROM claims AS c
JOIN text_events AS e USING (event_id)
WHERE (c.factuality = 'denied' OR (c.factuality = 'asserted' AND c.one_sided))
    AND ($since::DATE IS NULL OR c.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR c.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR c.type = upper($type::VARCHAR))
    AND (
        $country::VARCHAR IS NULL
        OR list_contains([p.country FOR p IN list_concat(e.actors, e.recipients)], upper($country::VARCHAR))
    )
ORDER BY c.date_start NULLS LAST, c.event_id
