-- title: Articles with several versions
-- question: Which articles were corrected or written anew, where, and how often?
-- counts: versions of an article, and events of the newest and the one before
-- parameters: since until

SELECT
    max_by(h.title, h.version) AS title,
    coalesce(nullif(max_by(h.url, h.version), ''), any_value(s.uri ORDER BY s.uri)) AS address,
    max(h.version) AS versions,
    max_by(h.published, h.version) AS published,
    max_by(h.read_last, h.version) AS last_read,
    max_by(h.events, h.version) AS events,
    max_by(h.events_before, h.version) AS events_before,
    h.current_id
FROM history AS h
LEFT JOIN (SELECT article_id, min(uri) AS uri FROM sources GROUP BY article_id) AS s ON s.article_id = h.current_id
GROUP BY h.current_id
HAVING ($since::DATE IS NULL OR max_by(h.published, h.version) >= $since::DATE)
    AND ($until::DATE IS NULL OR max_by(h.published, h.version) <= $until::DATE)
ORDER BY versions DESC, last_read DESC, h.current_id
