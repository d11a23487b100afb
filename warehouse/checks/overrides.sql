-- title: Corrections can be applied
-- question: Which corrections have a value that does not fit their field, or are not known to the catalog?
-- All of them are looked at, whatever the batch: they are few. Those whose event or article is gone are no fault (it may come back
-- with its file): report overrides_unbound.

SELECT o.override_id, o.article_id, o.field, o.reviewer, coalesce(b.problem, 'the catalog knows nothing of it') AS problem
FROM overrides AS o
LEFT JOIN override_bindings AS b USING (override_id)
WHERE b.override_id IS NULL OR b.problem IS NOT NULL
