-- title: Where it happens
-- question: At which places do most incidents happen, and how many die there?
-- parameters: since until country type
-- Each incident counts once, however many articles tell it. Incidents without a known place are left out.

SELECT
    i.place,
    i.country,
    count(*) AS incidents,
    sum(i.reports)::BIGINT AS reports,
    sum(i.dead_low)::BIGINT AS dead_low,
    sum(i.dead_high)::BIGINT AS dead_high,
    min(i.date_start) AS first_date,
    max(i.date_end) AS last_date
FROM incidents AS i
WHERE i.place <> ''
    AND ($since::DATE IS NULL OR i.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR i.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR i.type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR i.country = upper($country::VARCHAR))
GROUP BY ALL
ORDER BY incidents DESC, place, country
