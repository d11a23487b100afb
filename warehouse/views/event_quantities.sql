-- title: Quantities
-- question: What was counted in each event? One row a number
-- column event_id: The event in which it counts something.
-- column value: The number; null for an open bound such as 'dozens'.
-- column low: Lower bound, inclusive, when a range or bound.
-- column high: Upper bound, inclusive, when a range or bound.
-- column unit: Head noun lemma: warship, rocket, people, dollar, km.
-- column role: What it counts: actor, recipient, instrument, dead, injured, ...

SELECT
    event_id,
    article_id,
    type,
    mode,
    factuality,
    date_start,
    quantity.role AS role,
    quantity.unit AS unit,
    quantity.value AS value,
    quantity.low AS low,
    quantity.high AS high,
    quantity.approximate AS approximate,
    quantity.text AS text
FROM (
    SELECT event_id, article_id, type, mode, factuality, date_start, unnest(quantities) AS quantity FROM events
)
