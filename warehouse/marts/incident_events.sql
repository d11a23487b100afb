-- title: Which report belongs to which incident, and why
-- question: Which events, in different articles, tell the same happening?
--
-- A report is an event told as having happened (asserted, or denied by somebody) that is not historical background.
-- Two reports tell the same happening if they agree on type, day, country and place name, and nothing they say of mode and
-- actors' countries differs. A place that is only a country or a wider region is not enough: there the actors' countries, the
-- recipients' countries and the mode must be told and equal. Reports without a known day or place stand alone.
-- "Nothing differs" is decided without comparing pairs: within one place and day, a report that leaves the mode or the actors
-- open joins the mode or country that most reports there tell. Two events of one article are two happenings, so the n-th of
-- a kind in one article goes with the n-th of that kind in the others.
-- The id is the first 20 hex digits of the MD5 of the earliest report's event_id: an identifier, not a protection.

WITH reports AS (
    SELECT
        e.event_id, e.type, e.mode, e.date_start, e.date_end, e.article_id, a.published, e.trigger.start AS told_at, e.factuality,
        e.place.name AS place, e.place.country AS country, e.place.geo_precision AS geo_precision, e.dead,
        list_sort(list_distinct([p.country FOR p IN e.actors IF p.country <> ''])) AS actor_countries,
        list_sort(list_distinct([p.country FOR p IN e.recipients IF p.country <> ''])) AS recipient_countries
    FROM events AS e
    JOIN articles AS a USING (article_id)
    WHERE e.factuality IN ('asserted', 'denied') AND NOT e.historical
),

located AS (
    SELECT
        *,
        CASE
            WHEN date_start IS NULL OR date_start <> date_end OR place IS NULL OR place = '' THEN 'alone ' || event_id
            WHEN geo_precision < 3 THEN concat_ws('|', 'place', type, date_start, country, place)
            WHEN mode IS NULL OR actor_countries = [] OR recipient_countries = [] THEN 'alone ' || event_id
            ELSE concat_ws('|', 'country', type, date_start, country, place, mode, actor_countries, recipient_countries)
        END AS spot
    FROM reports
),

-- how many reports at the spot tell this country among the actors, this mode
told_countries AS (
    SELECT spot, country, row_number() OVER (PARTITION BY spot ORDER BY count(*) DESC, country) AS rank
    FROM (SELECT spot, unnest(actor_countries) AS country FROM located)
    GROUP BY spot, country
),

told_modes AS (
    SELECT spot, mode, row_number() OVER (PARTITION BY spot ORDER BY count(*) DESC, mode) AS rank
    FROM located
    WHERE mode IS NOT NULL
    GROUP BY spot, mode
),

sided AS (
    SELECT
        l.*,
        -- of the countries that the report names, the one most told at the spot; if it names none, the most told of all
        coalesce(
            (
                SELECT arg_min(t.country, t.rank) FROM told_countries AS t
                WHERE t.spot = l.spot AND list_contains(l.actor_countries, t.country)
            ),
            c.country, ''
        ) AS side,
        coalesce(l.mode, m.mode, '') AS manner
    FROM located AS l
    LEFT JOIN told_countries AS c ON c.spot = l.spot AND c.rank = 1
    LEFT JOIN told_modes AS m ON m.spot = l.spot AND m.rank = 1
),

numbered AS (
    SELECT *, row_number() OVER (PARTITION BY spot, side, manner, article_id ORDER BY told_at, event_id) AS nth
    FROM sided
),

grouped AS (
    SELECT
        *,
        first_value(event_id) OVER happening AS first_id,
        first_value(dead) OVER happening AS first_dead,
        first_value(actor_countries) OVER happening AS first_countries,
        first_value(mode) OVER happening AS first_mode
    FROM numbered
    WINDOW happening AS (PARTITION BY spot, side, manner, nth ORDER BY published NULLS LAST, event_id)
)

SELECT
    md5(first_id)[:20] AS incident_id,
    event_id,
    CASE
        WHEN event_id = first_id THEN 'first report'
        ELSE concat_ws(
            '; ',
            'same type (' || type || '), day (' || date_start || ') and place (' || concat_ws(', ', place, nullif(country, '')) || ')',
            CASE WHEN mode = first_mode THEN 'same mode (' || mode || ')' END,
            CASE
                WHEN list_has_any(actor_countries, first_countries)
                    THEN 'actors of ' || array_to_string(list_sort(list_intersect(actor_countries, first_countries)), ', ')
                ELSE 'one of them names no actor country'
            END,
            CASE WHEN dead = first_dead THEN 'same ' || dead || ' dead' WHEN dead <> first_dead THEN 'but ' || dead || ' dead, not ' || first_dead END,
            CASE WHEN factuality = 'denied' THEN 'but denied' END
        )
    END AS reason
FROM grouped
