-- title: Who speaks
-- question: Who is quoted most, in how many articles, and how directly?
-- counts: statements and texts; copies of a text once
-- parameters: since until country
-- Dates are those of publication; the country is the speaker's. Copies of one text count once.

SELECT
    q.speaker,
    q.speaker_country,
    q.speaker_sector,
    count(*) AS statements,
    count(*) FILTER (q.kind <> 'indirect') AS with_quotation,
    count(DISTINCT a.text_id) AS texts,
    min(q.published) AS first_published,
    max(q.published) AS last_published,
    arg_max(q.content, (q.published, q.quote_id)) AS latest
FROM statements AS q
JOIN articles AS a ON a.article_id = q.article_id AND a.copy_of IS NULL
WHERE q.speaker IS NOT NULL
    AND ($since::DATE IS NULL OR q.published >= $since::DATE)
    AND ($until::DATE IS NULL OR q.published <= $until::DATE)
    AND ($country::VARCHAR IS NULL OR q.speaker_country = upper($country::VARCHAR))
GROUP BY q.speaker, q.speaker_country, q.speaker_sector
ORDER BY statements DESC, speaker, speaker_country, speaker_sector
