-- title: Nothing is lost on the way
-- question: In which runs do the records that came in not equal those passed over, loaded, copied, rejected and skipped?

SELECT run_id, flow, inputs, unchanged + loaded + duplicate + rejected + skipped AS accounted_for
FROM runs
WHERE inputs <> unchanged + loaded + duplicate + rejected + skipped
