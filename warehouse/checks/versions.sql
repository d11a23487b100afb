-- title: Versions lead to the newest
-- question: Which articles are superseded by one that is not there or not current, or follow one that another version follows?
-- `superseded_by` names the newest version directly; `supersedes` leads back step by step, without a circle. A copy goes with its
-- original. All articles are asked for their marks, `catalog.stored.articles`, even where one batch is checked.

WITH RECURSIVE marks AS MATERIALIZED (
    SELECT article_id, supersedes, superseded_by
    FROM catalog.stored.articles
    WHERE supersedes IS NOT NULL OR superseded_by IS NOT NULL
),

steps AS (
    SELECT article_id, supersedes AS older FROM articles WHERE supersedes IS NOT NULL
    UNION
    SELECT s.article_id, m.supersedes FROM steps AS s JOIN marks AS m ON m.article_id = s.older WHERE m.supersedes IS NOT NULL
),

-- only those that are named: where none is, nothing is read
there AS MATERIALIZED (
    SELECT article_id FROM catalog.stored.articles
    SEMI JOIN (SELECT superseded_by AS article_id FROM articles WHERE superseded_by IS NOT NULL) USING (article_id)
)

SELECT a.article_id, a.supersedes, a.superseded_by, p.superseded_by AS older_is_superseded_by, n.superseded_by AS newer_too
FROM articles AS a
LEFT JOIN there ON there.article_id = a.superseded_by
LEFT JOIN marks AS n ON n.article_id = a.superseded_by
LEFT JOIN marks AS p ON p.article_id = a.supersedes
LEFT JOIN marks AS o ON o.article_id = a.copy_of
WHERE (a.superseded_by IS NOT NULL AND (there.article_id IS NULL OR n.superseded_by IS NOT NULL))
    OR (a.supersedes IS NOT NULL AND p.superseded_by IS DISTINCT FROM coalesce(a.superseded_by, a.article_id))
    OR (o.superseded_by IS NOT NULL AND a.superseded_by IS NULL)
    OR a.article_id IN (SELECT article_id FROM steps WHERE article_id = older)
    OR a.supersedes IN (SELECT supersedes FROM marks GROUP BY supersedes HAVING count(*) > 1)
