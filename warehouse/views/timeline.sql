-- title: Timeline
-- question: What happened when, or is to happen? One row a happening of a known day, as all its reports tell it together
-- column happening: The incident.
-- column event_id: Its first report, of those that are surest of it: `dateline explain` takes it.
-- column articles: How many texts tell it: copies count once.
-- column dead_latest: Killed, by the last report that counts them.
-- column contested: True when a report tells that it did not happen, or that somebody denies it.
-- column said_by: Who says so in the first report.
-- column sentence: The sentence of the first report.

WITH first_reports AS (
    SELECT i.incident_id, first(e.event_id ORDER BY e.factuality <> i.factuality, a.published NULLS LAST, e.event_id) AS event_id
    FROM incidents AS i
    JOIN incident_events AS m USING (incident_id)
    JOIN events AS e ON e.event_id = m.event_id
    JOIN articles AS a ON a.article_id = e.article_id
    WHERE i.factuality IN ('asserted', 'denied', 'planned') AND i.date_start IS NOT NULL
    GROUP BY i.incident_id
)

SELECT
    i.date_start,
    i.date_end,
    i.time_precision,
    i.type,
    i.mode,
    i.factuality,
    i.historical,
    [p.name FOR p IN i.actors] AS actors,
    [p.name FOR p IN i.recipients] AS recipients,
    list_sort(list_distinct([p.country FOR p IN list_concat(i.actors, i.recipients) IF p.country <> ''])) AS party_countries,
    i.place.name AS place,
    i.place.country AS country,
    i.dead_low,
    i.dead_high,
    i.dead_latest,
    [p.name FOR p IN e.attributed_to] AS said_by,
    i.denied_by,
    i.articles,
    i.contested,
    e.sentence.text AS sentence,
    a.title,
    a.published,
    i.incident_id AS happening,
    e.event_id
FROM first_reports AS f
JOIN incidents AS i USING (incident_id)
JOIN events AS e ON e.event_id = f.event_id
JOIN articles AS a ON a.article_id = e.article_id
