-- title: Timeline
-- question: What happened when, or is to happen, day by day?
-- counts: people killed, as the reports of one happening range, and texts that tell it
-- parameters: since until country type
-- Each happening counts once. A country counts if it happened there or one of its parties is from there.

SELECT
    date_start AS day,
    concat_ws('/', type, mode) AS what,
    array_to_string(actors, '; ') AS who,
    array_to_string(recipients, '; ') AS whom,
    concat_ws(', ', place, nullif(country, '')) AS place,
    nullif(concat_ws(
        ', last ', concat_ws(' to ', dead_low, nullif(dead_high, dead_low)), CASE WHEN dead_low < dead_high THEN dead_latest END
    ), '') AS dead,
    CASE WHEN contested THEN 'contested' WHEN historical THEN 'background' ELSE factuality END AS status,
    array_to_string(said_by, '; ') AS said_by,
    articles,
    sentence,
    event_id
FROM timeline
WHERE ($since::DATE IS NULL OR date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR country = upper($country::VARCHAR) OR list_contains(party_countries, upper($country::VARCHAR)))
ORDER BY day, time_precision, what, event_id
