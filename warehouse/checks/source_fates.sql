-- title: Every record has one fate
-- question: Which source rows have a status that does not fit their article, reason or copy?
-- What was too slow to be coded is rejected, and its article kept.

SELECT source_id, uri, record, status, reason, article_id, copy_of
FROM sources
WHERE status NOT IN ('loaded', 'duplicate', 'rejected', 'skipped')
    OR (status IN ('loaded', 'duplicate')) AND article_id IS NULL
    OR status IN ('rejected', 'skipped') AND article_id IS NOT NULL AND reason <> 'too_slow'
    OR (status IN ('rejected', 'skipped') AND reason = '')
    OR (status IN ('rejected', 'skipped') AND copy_of IS NOT NULL)
