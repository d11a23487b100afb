-- title: What is left out
-- question: Which records are left out of the warehouse as their files are now, and why? One row a record
-- column detail: What exactly was wrong, and the remedy.
-- column decided_by: Digest of the code and settings that left it out; null where each run decides it anew.
-- column gone: When a run first saw that the file is no longer there; null if it is.
-- A record counts as it was read last, and of a file that has other content now only what was read since. Where the coding
-- failed, the article is there without its events.

WITH newest AS (
    SELECT uri, sha256 FROM sources
    QUALIFY row_number() OVER (
        PARTITION BY uri ORDER BY coalesce(ingested, TIMESTAMPTZ '-infinity') DESC, mtime DESC, record, source_id
    ) = 1
),

readings AS (
    SELECT s.* FROM sources AS s
    JOIN newest AS n ON n.uri = s.uri AND n.sha256 = s.sha256
    QUALIFY row_number() OVER (
        PARTITION BY s.uri, s.record ORDER BY coalesce(s.ingested, TIMESTAMPTZ '-infinity') DESC, s.mtime DESC, s.source_id
    ) = 1
)

SELECT source_id, uri, record, format, status, stage, reason, detail, decided_by, gone, article_id, run_id, ingested
FROM readings
WHERE status IN ('rejected', 'skipped') OR reason IN ('extraction_failed', 'too_slow')
