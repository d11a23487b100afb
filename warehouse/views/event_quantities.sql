-- title: Quantities
-- question: What was counted in each event? One row a number
-- column event_id: The event in which it counts something.
-- column value: The number; null for an open bound such as 'dozens'.
-- column low: Lower bound, inclusive, when a range or bound.
-- column high: Upper bound, inclusive, when a range or bound.
-- column unit: Head noun lemma: warship, rocket, people, dollar, km.
-- column role: What it counts: actor, recipient, instrument, dead, injured, ...

SELECT
    e.event_id,
    e.article_id,
    e.type,
    e.mode,
    e.factuality,
    e.date_start,
    q.quantity.role AS role,
    q.quantity.unit AS unit,
    q.quantity.value AS value,
    q.quantity.low AS low,
    q.quantity.high AS high,
    q.quantity.approximate AS approximate,
    q.quantity.text AS text
FROM events AS e
CROSS JOIN unnest(e.quantities) AS q (quantity)
