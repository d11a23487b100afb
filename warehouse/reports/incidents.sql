-- title: Incidents
-- question: What happened where and when, with how many dead, injured and arrested, how many tell it, and who denies it?
-- counts: people by lowest, highest and last figure of the reports of one incident; reports, articles (copies once), outlets
-- parameters: since until country type min_reports
-- One row a happening that is told as such or denied, the most told first; not the distant past. The country is where it happened.

SELECT
    i.date_start AS day,
    ['day', 'week', 'month', 'year or vaguer'][i.time_precision] AS known_to_the,
    concat_ws('/', i.type, i.mode) AS what,
    concat_ws(', ', i.place.name, nullif(i.place.country, '')) AS place,
    nullif(concat_ws(
        ', last ', concat_ws(' to ', i.dead_low, nullif(i.dead_high, i.dead_low)),
        CASE WHEN i.dead_low < i.dead_high THEN i.dead_latest END
    ), '') AS dead,
    nullif(concat_ws(
        ', last ', concat_ws(' to ', i.injured_low, nullif(i.injured_high, i.injured_low)),
        CASE WHEN i.injured_low < i.injured_high THEN i.injured_latest END
    ), '') AS injured,
    nullif(concat_ws(
        ', last ', concat_ws(' to ', i.arrested_low, nullif(i.arrested_high, i.arrested_low)),
        CASE WHEN i.arrested_low < i.arrested_high THEN i.arrested_latest END
    ), '') AS arrested,
    i.reports,
    i.articles,
    i.outlets,
    i.first_report,
    i.last_report,
    i.contested,
    array_to_string(i.denied_by, '; ') AS denied_by,
    i.incident_id
FROM incidents AS i
WHERE i.factuality IN ('asserted', 'denied')
    AND NOT i.historical
    AND ($min_reports::INTEGER IS NULL OR i.reports >= $min_reports::INTEGER)
    AND ($since::DATE IS NULL OR i.date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR i.date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR i.type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR i.place.country = upper($country::VARCHAR))
ORDER BY i.articles DESC, i.reports DESC, day NULLS LAST, i.type, i.incident_id
