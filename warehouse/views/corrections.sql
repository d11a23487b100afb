-- title: Corrections
-- question: Who corrected what, why, and which event is it now?
-- column event_id: The event that it applies to, as its article is coded now; null if there is none any more.
-- column problem: Why it cannot be applied; null if it can.

SELECT o.* EXCLUDE (event_id), b.event_id, o.event_id AS reviewed_event_id, b.problem
FROM overrides AS o
LEFT JOIN override_bindings AS b USING (override_id)
