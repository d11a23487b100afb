-- title: Parties
-- question: Who has a part in each event? One row a party and part
-- column part: actor, recipient, attributed_to (says so) or denied_by (denies it).
-- column entity_id: The same for the same name, country and sector in every article.
-- column text: The noun phrase as written.

SELECT
    e.event_id, e.article_id, e.type, e.mode, e.score, e.factuality, e.historical, e.date_start, told.part,
    told.party.entity_id AS entity_id, told.party.name AS name, told.party.country AS country, told.party.sector AS sector,
    told.party.text AS text
FROM events AS e
CROSS JOIN unnest(
    list_concat(
        [{'part': 'actor', 'party': p} FOR p IN e.actors],
        [{'part': 'recipient', 'party': p} FOR p IN e.recipients],
        [{'part': 'attributed_to', 'party': p} FOR p IN e.attributed_to],
        [{'part': 'denied_by', 'party': p} FOR p IN e.denied_by]
    )
) AS parts (told)
