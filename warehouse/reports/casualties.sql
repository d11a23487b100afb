-- title: Casualties
-- question: How many people were killed and injured by force in each country, month by month, at least, at most and by the last report?
-- counts: people, summed over incidents: acts of force (ASSAULT and riots, or the type asked for) that are told as having happened
-- parameters: since until country type
-- One happening that many articles tell counts once; where reports differ its lowest, highest and latest figures are summed. By the
-- codebook all that can cause bodily harm is ASSAULT, and a crowd's attack is told as that or as PROTEST/riot; people whom another act
-- counts (sentenced for a killing) died in none.
-- The distant past is left out. What is known to the year only, or has no date at all, comes last, under no month; of a time that
-- is asked for it has to lie within. The country is where it happened; empty if unknown.

SELECT
    CASE WHEN i.time_precision <= 3 THEN date_trunc('month', i.date_start)::DATE END AS month,
    coalesce(i.place.country, '') AS country,
    count(*) AS incidents,
    count(*) FILTER (i.dead_high > 0) AS deadly_incidents,
    sum(i.dead_low)::BIGINT AS dead_low,
    sum(i.dead_high)::BIGINT AS dead_high,
    sum(i.dead_latest)::BIGINT AS dead_latest,
    sum(i.injured_low)::BIGINT AS injured_low,
    sum(i.injured_high)::BIGINT AS injured_high,
    sum(i.injured_latest)::BIGINT AS injured_latest,
    count(*) FILTER (i.contested) AS contested
FROM incidents AS i
WHERE (i.dead_high IS NOT NULL OR i.injured_high IS NOT NULL)
    AND CASE WHEN $type::VARCHAR IS NULL THEN i.type = 'ASSAULT' OR i.mode = 'riot' ELSE i.type = upper($type::VARCHAR) END
    AND i.factuality = 'asserted'
    AND NOT i.historical
    AND ($since::DATE IS NULL OR i.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR CASE WHEN i.time_precision <= 3 THEN i.date_start ELSE i.date_end END <= $until::DATE)
    AND ($country::VARCHAR IS NULL OR i.place.country = upper($country::VARCHAR))
GROUP BY ALL
ORDER BY month NULLS LAST, country
