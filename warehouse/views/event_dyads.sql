-- title: Dyads
-- question: Who did what to whom? One row a pair of actor and recipient of an event
-- column event_id: The event; it has as many rows as it has pairs, so count distinct event_id.
-- column story_id: The same for all copies of one text.
-- column actor: Canonical name of the actor; null if none is told.
-- column actor_country: ISO 3166 alpha-3, IGO, NSA or empty.
-- column recipient: Canonical name of the recipient; null if none is told.
-- column reciprocal: True where the parties meet or cooperate and the text names no recipient: then each stands on both sides.
-- column score: Conflict-cooperation value of the event, -10 to 10.
-- Of a meeting or of cooperation "between A and B" the codebook makes both actors; here they are paired with each other.

WITH sides AS (
    SELECT *, type IN ('CONSULT', 'COOPERATE') AND len(recipients) = 0 AND len(actors) > 1 AS reciprocal
    FROM events
)

SELECT
    e.event_id,
    e.article_id,
    a.story_id,
    e.type,
    e.mode,
    e.quad,
    e.score,
    e.factuality,
    e.historical,
    e.date_start,
    e.date_end,
    one.party.name AS actor,
    one.party.country AS actor_country,
    one.party.sector AS actor_sector,
    one.party.entity_id AS actor_id,
    other.party.name AS recipient,
    other.party.country AS recipient_country,
    other.party.sector AS recipient_sector,
    other.party.entity_id AS recipient_id,
    e.reciprocal
FROM sides AS e
JOIN articles AS a USING (article_id)
LEFT JOIN unnest(e.actors) WITH ORDINALITY AS one (party, nth) ON true
LEFT JOIN unnest(CASE WHEN e.reciprocal THEN e.actors ELSE e.recipients END) WITH ORDINALITY AS other (party, nth) ON true
WHERE NOT e.reciprocal OR one.nth <> other.nth
