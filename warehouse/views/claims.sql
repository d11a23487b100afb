-- title: Claims
-- question: Who says that it happened, and who denies it? One row an event that is attributed or denied
-- column said_by: Names of those who say so; empty for the article's own voice.
-- column denied_by: Names of those who deny it.
-- column one_sided: True when all who say so belong to the same side: the actors' or the recipients' countries, and to one only.
-- column sentence: The sentence that tells it.

WITH sides AS (
    SELECT
        *,
        list_distinct([p.name FOR p IN attributed_to]) AS said_by,
        list_distinct([p.name FOR p IN denied_by]) AS denying,
        [p.country FOR p IN attributed_to] AS saying_countries,
        [p.country FOR p IN actors IF p.country <> ''] AS actor_countries,
        [p.country FOR p IN recipients IF p.country <> ''] AS recipient_countries
    FROM events
    WHERE len(attributed_to) > 0 OR len(denied_by) > 0
)

SELECT
    event_id, article_id, type, mode, factuality, date_start, said_by, denying AS denied_by,
    len(saying_countries) > 0 AND (
        (list_has_all(actor_countries, saying_countries) AND NOT list_has_any(recipient_countries, saying_countries))
        OR (list_has_all(recipient_countries, saying_countries) AND NOT list_has_any(actor_countries, saying_countries))
    ) AS one_sided,
    [p.name FOR p IN actors] AS actors, [p.name FOR p IN recipients] AS recipients, sentence.text AS sentence
FROM sides
