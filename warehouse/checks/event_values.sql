-- title: Event values are in range
-- question: Which events have a score against their quad class, or a value outside its vocabulary?
-- Asking for help is verbal conflict by the codebook and yet scores 0.5.

SELECT event_id, type, mode, quad, score, factuality, date_start, date_end, confidence
FROM events
WHERE quad NOT IN ('VC', 'MC', 'VX', 'MX')
    OR abs(score) > 10
    OR (quad IN ('VC', 'MC') AND score < 0)
    OR (quad = 'MX' AND score > 0)
    OR (quad = 'VX' AND score > 0.5)
    OR factuality NOT IN ('asserted', 'negated', 'denied', 'possible', 'planned')
    OR date_end < date_start
    OR (date_start IS NULL) <> (date_end IS NULL)
    OR confidence NOT BETWEEN 0 AND 1
    OR dead < 0 OR injured < 0 OR arrested < 0
