-- title: What is left out
-- question: Which records are left out as their files are now, for which reason, and what is the remedy?
-- counts: records and files
-- parameters:

SELECT
    status,
    stage,
    reason,
    format,
    count(*) AS records,
    count(DISTINCT uri) AS files,
    count(*) FILTER (gone IS NOT NULL) AS gone,
    any_value(detail ORDER BY uri, record) AS remedy,
    min(uri) AS example
FROM left_out
GROUP BY status, stage, reason, format
ORDER BY records DESC, status, stage, reason, format
