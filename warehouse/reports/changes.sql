-- title: What coding again changed
-- question: Which events came, went or have other values since their articles were coded again, by field and type?
-- counts: events, a row for each field that differs, and the articles that they stand in
-- parameters: since until type
-- Days are those of the runs. What explains a row rather than being told by it (reasons, confidence) comes last.

SELECT
    kind,
    field,
    type,
    sum(changes)::BIGINT AS changes,
    sum(articles)::BIGINT AS articles,
    arg_max(before, started) AS example_before,
    arg_max(after, started) AS example_after,
    arg_max(sentence, started) AS example_sentence,
    arg_max(event_id, started) AS example_event
FROM coding_changes
WHERE ($since::DATE IS NULL OR started::DATE >= $since::DATE)
    AND ($until::DATE IS NULL OR started::DATE <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR type = upper($type::VARCHAR))
GROUP BY kind, field, type
ORDER BY field IN ('reasons', 'confidence'), kind, changes DESC, field, type
