-- title: Most active parties
-- question: Who does most, to whom is most done, and how conflictual is it?
-- counts: reports of what happened, each as often as it is told (copies of a text once): not happenings; and articles
-- parameters: since until country type
-- Only what is told as having happened; copies of one text count once.

SELECT
    name,
    country,
    sector,
    count(DISTINCT p.event_id) FILTER (part = 'actor') AS as_actor,
    count(DISTINCT p.event_id) FILTER (part = 'recipient') AS as_recipient,
    round(avg(p.score) FILTER (part = 'actor'), 2) AS mean_score_as_actor,
    count(DISTINCT p.article_id) AS articles
FROM event_parties AS p
SEMI JOIN (SELECT event_id FROM text_events) AS s ON s.event_id = p.event_id
WHERE part IN ('actor', 'recipient')
    AND factuality = 'asserted'
    AND NOT historical
    AND ($since::DATE IS NULL OR p.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR p.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR p.type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR country = upper($country::VARCHAR))
GROUP BY name, country, sector
ORDER BY as_actor DESC, as_recipient DESC, name, country, sector
