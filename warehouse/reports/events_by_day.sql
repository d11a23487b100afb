-- title: Events per day and type
-- question: How many reports of events of each type are there for each day, and how conflictual are these?
-- counts: reports, each happening as often as it is told (copies of a text once), and texts
-- parameters: since until country type
-- Copies of one text count once. A country counts if the event happened there or one of its parties is from there.

SELECT
    date_start AS day,
    type,
    count(*) AS events,
    count(*) FILTER (factuality = 'asserted') AS asserted,
    count(DISTINCT text_id) AS texts,
    round(avg(score), 2) AS mean_score
FROM text_events
WHERE date_start IS NOT NULL
    AND NOT historical
    AND ($since::DATE IS NULL OR date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR type = upper($type::VARCHAR))
    AND (
        $country::VARCHAR IS NULL
        OR place.country = upper($country::VARCHAR)
        OR list_contains([p.country FOR p IN list_concat(actors, recipients)], upper($country::VARCHAR))
    )
GROUP BY ALL
ORDER BY day, type
