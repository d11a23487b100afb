-- title: Casualties
-- question: How many people were killed and injured in each country, month by month, between the lowest and the highest account?
-- parameters: since until country type
-- Sums over incidents, so that one happening told by many articles counts once. An incident whose count nobody tells adds nothing.

SELECT
    date_trunc('month', i.date_start)::DATE AS month,
    i.country,
    count(*) FILTER (i.dead_high > 0) AS deadly_incidents,
    sum(i.dead_low)::BIGINT AS dead_low,
    sum(i.dead_high)::BIGINT AS dead_high,
    sum(i.injured_low)::BIGINT AS injured_low,
    sum(i.injured_high)::BIGINT AS injured_high,
    count(*) FILTER (i.contested) AS contested
FROM incidents AS i
WHERE (i.dead_high IS NOT NULL OR i.injured_high IS NOT NULL)
    AND ($since::DATE IS NULL OR i.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR i.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR i.type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR i.country = upper($country::VARCHAR))
GROUP BY ALL
ORDER BY month NULLS LAST, country
