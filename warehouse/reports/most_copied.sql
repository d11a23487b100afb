-- title: Most copied texts
-- question: Which texts were printed most often, and from when to when?
-- counts: articles of one text
-- parameters: since until

SELECT
    a.text_id,
    any_value(a.title ORDER BY a.copy_of IS NOT NULL, a.published NULLS LAST, a.article_id) AS title,
    count(*) AS articles,
    min(a.published) AS first_published,
    max(a.published) AS last_published
FROM articles AS a
WHERE ($since::DATE IS NULL OR a.published >= $since::DATE)
    AND ($until::DATE IS NULL OR a.published <= $until::DATE)
GROUP BY a.text_id
HAVING count(*) > 1
ORDER BY articles DESC, a.text_id
