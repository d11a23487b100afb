-- title: Offsets point at what they say
-- question: Which spans lie outside their article's text, or hold other letters than the row says?
-- White space may differ: it is folded before the parse.

WITH spans AS (
    SELECT 'mentions' AS table_name, mention_id AS key, article_id, start AS low, "end" AS high, text FROM mentions
    UNION ALL SELECT 'dates', date_id, article_id, start, "end", text FROM dates
    UNION ALL SELECT 'places', place_id, article_id, place.start, place."end", place.text FROM places
    UNION ALL SELECT 'events.trigger', event_id, article_id, trigger.start, trigger."end", trigger.text FROM events
    UNION ALL SELECT 'events.sentence', event_id, article_id, sentence.start, sentence."end", sentence.text FROM events
    UNION ALL SELECT 'events.quantities', event_id, article_id, s.start, s."end", s.text
    FROM (SELECT event_id, article_id, unnest(quantities) AS s FROM events)
    UNION ALL SELECT 'quotes.content', quote_id, article_id, s.start, s."end", s.text
    FROM (SELECT quote_id, article_id, unnest(content) AS s FROM quotes)
    UNION ALL SELECT 'events.parties', event_id, article_id, s.start, s."end", s.text
    FROM (
        SELECT event_id, article_id, unnest(list_concat(actors, recipients, attributed_to, denied_by)) AS s FROM events
    )
    WHERE s.start IS NOT NULL
)

SELECT s.table_name, s.key, s.low, s.high, s.text, a.text[s.low + 1:s.high] AS found
FROM spans AS s
JOIN articles AS a USING (article_id)
WHERE s.low < 0 OR s.high < s.low OR s.high > length(a.text)
    OR regexp_replace(a.text[s.low + 1:s.high], '\s+', '', 'g') <> regexp_replace(s.text, '\s+', '', 'g')
