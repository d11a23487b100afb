-- title: Corrections can be applied
-- question: Which corrections are of an article that is not there, or have a value that does not fit their field?
-- All of them are looked at, whatever the batch: they are few. Those whose event is gone are no fault: report overrides_unbound.

SELECT
    o.override_id, o.article_id, o.field, o.reviewer,
    coalesce(b.problem, CASE WHEN a.article_id IS NULL THEN 'no such article' ELSE 'the catalog knows nothing of it' END) AS problem
FROM overrides AS o
LEFT JOIN override_bindings AS b USING (override_id)
LEFT JOIN catalog.stored.articles AS a ON a.article_id = o.article_id
WHERE a.article_id IS NULL OR b.override_id IS NULL OR b.problem IS NOT NULL
