-- title: Actors
-- question: Who appears in events, how often on each side, and from when to when?
-- needs: event_parties
-- column entity_id: The same for the same name, country and sector in every article.
-- column as_actor: Number of events that the party does.
-- column as_recipient: Number of events that are done to the party.
-- column as_source: Number of events that the party tells.
-- column first_date: Earliest day of an event with the party.
-- column last_date: Latest day of an event with the party.

SELECT
    entity_id,
    any_value(name) AS name,
    any_value(country) AS country,
    any_value(sector) AS sector,
    count(DISTINCT event_id) FILTER (part = 'actor') AS as_actor,
    count(DISTINCT event_id) FILTER (part = 'recipient') AS as_recipient,
    count(DISTINCT event_id) FILTER (part = 'attributed_to') AS as_source,
    count(DISTINCT article_id) AS articles,
    min(date_start) AS first_date,
    max(date_start) AS last_date
FROM event_parties
GROUP BY entity_id
