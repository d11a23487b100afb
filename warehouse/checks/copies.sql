-- title: Copies point at originals
-- question: Which articles are copies of a copy, or do not have the text of their original?

SELECT a.article_id, a.copy_of, a.text_id, o.copy_of AS copy_of_original
FROM articles AS a
LEFT JOIN articles AS o ON o.article_id = a.copy_of
WHERE a.text_id <> coalesce(a.copy_of, a.article_id) OR o.copy_of IS NOT NULL
