-- title: Agreement of reviewers and coder
-- question: How often does the coder say what the reviewers say, by field, type and confidence?
-- counts: fields of events that reviewers judged
-- parameters: type
-- The field `event` asks whether there is such an event at all; `missed` are events that reviewers added and the coder lacks.
-- Rows that a reviewer neither corrected nor checked are not counted.

SELECT
    field,
    type,
    CASE
        WHEN confidence IS NULL THEN 'missed'
        ELSE printf('%.1f to %.1f', least(floor(confidence * 5), 4) / 5, (least(floor(confidence * 5), 4) + 1) / 5)
    END AS band,
    count(*) AS reviewed,
    count(*) FILTER (agrees) AS coder_right,
    round(100.0 * count(*) FILTER (agrees) / count(*), 1) AS percent
FROM judgements
WHERE $type::VARCHAR IS NULL OR type = upper($type::VARCHAR)
GROUP BY field, type, band
ORDER BY field <> 'event', field, type, band
