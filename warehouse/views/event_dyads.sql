-- title: Dyads
-- question: Who did what to whom? One row a pair of actor and recipient of an event
-- column event_id: The event; it has as many rows as it has pairs, so count distinct event_id.
-- column text_id: The same for all copies of one text.
-- column actor: Canonical name of the actor; null if none is told.
-- column actor_country: ISO 3166 alpha-3, IGO, NSA or empty.
-- column recipient: Canonical name of the recipient; null if none is told.
-- column reciprocal: True where the parties meet or cooperate and the text names no recipient: then each stands on both sides.
-- column score: Conflict-cooperation value of the event, -10 to 10.
-- Of a meeting or of cooperation "between A and B" the codebook makes both actors; here they are paired with each other.

WITH sides AS (
    SELECT
        *,
        type IN ('CONSULT', 'COOPERATE') AND len(recipients) = 0 AND len(actors) > 1 AS reciprocal,
        CASE WHEN reciprocal THEN actors ELSE recipients END AS others
    FROM (
        SELECT
            event_id, article_id, text_id, type, mode, quad, score, factuality, historical, date_start, date_end, actors, recipients
        FROM events
        JOIN articles USING (article_id)
    )
),

-- a side without parties still gives one row
pairs AS (
    SELECT *, unnest(range(1, greatest(len(others), 1) + 1)) AS j
    FROM (SELECT *, unnest(range(1, greatest(len(actors), 1) + 1)) AS i FROM sides)
)

SELECT
    event_id,
    article_id,
    text_id,
    type,
    mode,
    quad,
    score,
    factuality,
    historical,
    date_start,
    date_end,
    actors[i].name AS actor,
    actors[i].country AS actor_country,
    actors[i].sector AS actor_sector,
    actors[i].entity_id AS actor_id,
    others[j].name AS recipient,
    others[j].country AS recipient_country,
    others[j].sector AS recipient_sector,
    others[j].entity_id AS recipient_id,
    reciprocal
FROM pairs
WHERE NOT reciprocal OR i <> j
