-- title: Timeline
-- question: What happened when, or is to happen? One row a happening of a known day, as its first report tells it
-- needs: text_events
-- column happening: The incident; the event itself where it belongs to none (what is planned, background).
-- column event_id: The first report of it; `dateline explain` takes it.
-- column articles: How many texts tell it: copies count once.
-- column contested: True when some report is denied or counts differ.

WITH told AS (
    SELECT coalesce(i.incident_id, e.event_id) AS happening, e.event_id, a.published
    FROM text_events AS e
    JOIN articles AS a USING (article_id)
    LEFT JOIN incident_events AS i USING (event_id)
    WHERE e.factuality IN ('asserted', 'denied', 'planned') AND e.date_start IS NOT NULL
),

first_reports AS (
    SELECT happening, first(event_id ORDER BY published NULLS LAST, event_id) AS event_id FROM told GROUP BY happening
)

SELECT
    e.date_start,
    e.date_end,
    e.time_precision,
    e.type,
    e.mode,
    e.factuality,
    e.historical,
    [p.name FOR p IN e.actors] AS actors,
    [p.name FOR p IN e.recipients] AS recipients,
    list_sort(list_distinct([p.country FOR p IN list_concat(e.actors, e.recipients) IF p.country <> ''])) AS party_countries,
    e.place.name AS place,
    e.place.country AS country,
    CASE WHEN i.incident_id IS NULL THEN e.dead ELSE i.dead_low END AS dead_low,
    CASE WHEN i.incident_id IS NULL THEN e.dead ELSE i.dead_high END AS dead_high,
    [p.name FOR p IN e.attributed_to] AS said_by,
    [p.name FOR p IN e.denied_by] AS denied_by,
    coalesce(i.articles, 1) AS articles,
    coalesce(i.contested, e.factuality = 'denied') AS contested,
    e.sentence.text AS sentence,
    a.title,
    a.published,
    f.happening,
    e.event_id
FROM first_reports AS f
JOIN events AS e USING (event_id)
JOIN articles AS a USING (article_id)
LEFT JOIN incidents AS i ON i.incident_id = f.happening
