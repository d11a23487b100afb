-- title: The ledger holds what the run counted
-- question: Which runs have other numbers of records in the ledger than they counted as loaded, copied, rejected and skipped?
-- A record's row keeps its run, whatever a later batch finds out of it. A run may have several batches: all of the ledger is
-- asked, `catalog.sources`, even where one batch is checked. Runs of a Dateline that did not note when it read are passed over.

WITH ledger AS (
    SELECT run_id, count(*) AS records, count(*) FILTER (ingested IS NULL) AS undated
    FROM catalog.sources
    WHERE run_id IN (SELECT run_id FROM runs)
    GROUP BY run_id
)

SELECT r.run_id, r.loaded + r.duplicate + r.rejected + r.skipped AS counted, coalesce(l.records, 0) AS found
FROM runs AS r
LEFT JOIN ledger AS l USING (run_id)
WHERE counted <> found
    AND coalesce(l.undated, 0) = 0
    AND r.finished >= (SELECT min(ingested) FROM catalog.sources)
