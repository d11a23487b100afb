-- title: Parties
-- question: Who has a part in each event? One row a party and part
-- column part: actor, recipient, attributed_to (says so) or denied_by (denies it).
-- column entity_id: The same for the same name, country and sector in every article.
-- column text: The noun phrase as written.

SELECT
    event_id, article_id, type, mode, score, factuality, historical, date_start, told.part, told.party.entity_id AS entity_id,
    told.party.name AS name, told.party.country AS country, told.party.sector AS sector, told.party.text AS text
FROM (
    SELECT
        event_id, article_id, type, mode, score, factuality, historical, date_start,
        unnest(
            [{'part': 'actor', 'party': p} FOR p IN actors]
            || [{'part': 'recipient', 'party': p} FOR p IN recipients]
            || [{'part': 'attributed_to', 'party': p} FOR p IN attributed_to]
            || [{'part': 'denied_by', 'party': p} FOR p IN denied_by]
        ) AS told
    FROM events
)
