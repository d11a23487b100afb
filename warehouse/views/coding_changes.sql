-- title: What coding again changed
-- question: Which fields of events did each run of reprocess change, how often, and from what to what?
-- column kind: added, gone or altered.
-- column field: The column that has another value; empty for events that came or went.
-- column type: Type of the events.
-- column changes: How many events.
-- column articles: In how many articles.
-- column before: The value of one example before, as JSON; what was told, if it is gone.
-- column after: The value of the example now, as JSON; what is told, if it came.
-- column sentence: The sentence of the example.
-- column event_id: The example.

SELECT
    c.run_id,
    r.started,
    c.kind,
    c.field,
    c.type,
    count(*) AS changes,
    count(DISTINCT c.article_id) AS articles,
    arg_min(c.before, c.change_id) AS before,
    arg_min(c.after, c.change_id) AS after,
    arg_min(c.sentence, c.change_id) AS sentence,
    arg_min(c.event_id, c.change_id) AS event_id
FROM changes AS c
LEFT JOIN runs AS r ON r.run_id = c.run_id
GROUP BY c.run_id, r.started, c.kind, c.field, c.type
