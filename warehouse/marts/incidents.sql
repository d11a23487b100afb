-- title: Incidents
-- question: What happened, counted once however many articles tell it?
-- needs: incident_events
--
-- Counts come from the reports that assert the incident; a report that only gives a range or a bound counts with its ends.
-- Copies of one text are one article.

WITH counts AS (
    SELECT
        e.*,
        i.incident_id,
        a.text_id,
        coalesce(e.dead, list_min([coalesce(q.low, q.value) FOR q IN e.quantities IF q.role = 'dead'])) AS dead_least,
        coalesce(e.dead, list_max([coalesce(q.high, q.value) FOR q IN e.quantities IF q.role = 'dead'])) AS dead_most,
        coalesce(e.injured, list_min([coalesce(q.low, q.value) FOR q IN e.quantities IF q.role = 'injured'])) AS injured_least,
        coalesce(e.injured, list_max([coalesce(q.high, q.value) FOR q IN e.quantities IF q.role = 'injured'])) AS injured_most
    FROM incident_events AS i
    JOIN events AS e USING (event_id)
    JOIN articles AS a USING (article_id)
)

SELECT
    incident_id,
    any_value(type) AS type,
    min(date_start) AS date_start,
    max(date_end) AS date_end,
    coalesce(min(place.country), '') AS country,
    coalesce(min(place.name), '') AS place,
    count(*) AS reports,
    count(DISTINCT text_id) AS articles,
    TRY_CAST(floor(min(dead_least) FILTER (factuality = 'asserted')) AS BIGINT) AS dead_low,
    TRY_CAST(ceil(max(dead_most) FILTER (factuality = 'asserted')) AS BIGINT) AS dead_high,
    TRY_CAST(floor(min(injured_least) FILTER (factuality = 'asserted')) AS BIGINT) AS injured_low,
    TRY_CAST(ceil(max(injured_most) FILTER (factuality = 'asserted')) AS BIGINT) AS injured_high,
    bool_or(factuality = 'denied') OR count(DISTINCT dead) > 1 OR count(DISTINCT injured) > 1 AS contested
FROM counts
GROUP BY incident_id
