-- title: Where it happens
-- question: At which places do most incidents happen, and how many people are killed there by force?
-- counts: incidents that are told as having happened, their reports, and the dead of those that are acts of force (ASSAULT and riots)
-- parameters: since until country type
-- Each incident counts once, however many articles tell it; where reports differ its lowest, highest and latest figures are summed.
-- Incidents without a known place and the distant past are left out.

SELECT
    i.place.name AS place,
    i.place.country AS country,
    count(*) AS incidents,
    sum(i.reports)::BIGINT AS reports,
    sum(i.dead_low) FILTER (i.type = 'ASSAULT' OR i.mode = 'riot')::BIGINT AS dead_low,
    sum(i.dead_high) FILTER (i.type = 'ASSAULT' OR i.mode = 'riot')::BIGINT AS dead_high,
    sum(i.dead_latest) FILTER (i.type = 'ASSAULT' OR i.mode = 'riot')::BIGINT AS dead_latest,
    min(i.date_start) AS first_date,
    max(i.date_end) AS last_date
FROM incidents AS i
WHERE i.place.name <> ''
    AND i.factuality = 'asserted'
    AND NOT i.historical
    AND ($since::DATE IS NULL OR i.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR i.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR i.type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR i.place.country = upper($country::VARCHAR))
GROUP BY ALL
ORDER BY incidents DESC, place, country
