-- title: Who acts on whom
-- question: Between which parties do events happen, and how friendly or hostile are they?
-- counts: reports of what happened, each as often as it is told (copies of a text once): not happenings
-- parameters: since until country type
-- Only what is told as having happened. An event told by several copies of one text counts once. A country counts on either side.

SELECT
    actor,
    actor_country,
    recipient,
    recipient_country,
    count(DISTINCT d.event_id) AS events,
    round(avg(d.score), 2) AS mean_score,
    count(DISTINCT d.event_id) FILTER (d.quad = 'MX') AS material_conflict,
    count(DISTINCT d.event_id) FILTER (d.quad = 'MC') AS material_cooperation,
    min(d.date_start) AS first_date,
    max(d.date_start) AS last_date
FROM event_dyads AS d
SEMI JOIN (SELECT event_id FROM text_events) AS s ON s.event_id = d.event_id
WHERE actor IS NOT NULL AND recipient IS NOT NULL
    AND factuality = 'asserted'
    AND NOT historical
    AND ($since::DATE IS NULL OR d.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR d.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR d.type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR upper($country::VARCHAR) IN (actor_country, recipient_country))
GROUP BY actor, actor_country, recipient, recipient_country
ORDER BY events DESC, actor, recipient, actor_country, recipient_country
