-- title: What became of the input
-- question: How many records were loaded, were copies, or were turned away, and why?
-- counts: records and files
-- parameters:

SELECT
    status,
    stage,
    reason,
    format,
    count(*) AS records,
    count(DISTINCT uri) AS files,
    any_value(detail ORDER BY uri, record) AS example_detail,
    min(uri) AS example
FROM sources
GROUP BY status, stage, reason, format
ORDER BY records DESC, status, stage, reason, format
