-- title: Offsets point at what they say
-- question: Which spans lie outside their article's text, or hold other letters than the row says?
-- White space may differ: it is folded before the parse. Texts are cut into pieces of 1,000 code points, and a span is looked for
-- in the piece where it begins and the next: a long text would else be searched from its head for each of its spans.

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
),

parts AS (SELECT article_id, regexp_extract_all(text, '(?s).{1,1000}') AS part FROM articles),

pieces AS (
    SELECT article_id, n, part[n + 1] || coalesce(part[n + 2], '') AS piece
    FROM (SELECT article_id, part, unnest(range(len(part))) AS n FROM parts)
),

found AS (
    SELECT s.*, p.piece[s.low - 1000 * p.n + 1:s.high - 1000 * p.n] AS found
    FROM spans AS s
    LEFT JOIN pieces AS p ON p.article_id = s.article_id AND p.n = s.low // 1000
    WHERE s.high - s.low <= 1000
    UNION ALL
    SELECT s.*, a.text[s.low + 1:s.high] FROM spans AS s JOIN articles AS a USING (article_id) WHERE s.high - s.low > 1000
)

SELECT table_name, key, low, high, text, found
FROM found
SEMI JOIN articles USING (article_id)
WHERE low < 0 OR high < low
    OR regexp_replace(coalesce(found, ''), '\s+', '', 'g') <> regexp_replace(text, '\s+', '', 'g')
