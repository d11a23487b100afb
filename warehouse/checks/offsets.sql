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

hundreds AS (
    SELECT article_id, generate_subscripts(parts, 1) - 1 AS n, unnest(parts) AS part
    FROM (SELECT article_id, regexp_extract_all(text, '(?s).{1,100}') AS parts FROM articles)
),

thousands AS (
    SELECT article_id, n // 10 AS n, string_agg(part, '' ORDER BY n) AS part FROM hundreds GROUP BY ALL
),

pieces AS (
    SELECT p.article_id, p.n, p.part || coalesce(next.part, '') AS piece
    FROM thousands AS p LEFT JOIN thousands AS next ON next.article_id = p.article_id AND next.n = p.n + 1
),

found AS (
    SELECT s.*, p.piece[s.low - 1000 * p.n + 1:s.high - 1000 * p.n] AS found
    FROM spans AS s
    LEFT JOIN pieces AS p ON p.article_id = s.article_id AND p.n = s.low // 1000
    WHERE s.high - s.low <= 1000
    UNION ALL
    SELECT * EXCLUDE (parts), parts[low % 1000 + 1:high - low // 1000 * 1000] AS found
    FROM (
        SELECT s.*, string_agg(t.part, '' ORDER BY t.n) AS parts
        FROM spans AS s
        LEFT JOIN thousands AS t ON t.article_id = s.article_id AND t.n BETWEEN s.low // 1000 AND s.high // 1000
        WHERE s.high - s.low > 1000
        GROUP BY ALL
    )
)

SELECT table_name, key, low, high, text, found
FROM found
SEMI JOIN articles USING (article_id)
WHERE low < 0 OR high < low
    OR regexp_replace(coalesce(found, ''), '\s+', '', 'g') <> regexp_replace(text, '\s+', '', 'g')
