-- title: Statements
-- question: Who said what, in which article?
-- column speaker: Canonical name of the speaker; null if unknown, or known by a pronoun only.
-- column cue: The reporting expression: said, according to; null for a continued quotation.
-- column content: What is said; the parts that a cue separates are joined by ' ... '.

SELECT
    q.quote_id,
    q.article_id,
    a.published,
    CASE WHEN q.speaker.entity_id <> '' THEN q.speaker.name END AS speaker,
    q.speaker.country AS speaker_country,
    q.speaker.sector AS speaker_sector,
    q.speaker.entity_id AS speaker_id,
    q.cue.text AS cue,
    array_to_string([part.text FOR part IN q.content], ' ... ') AS content,
    q.kind,
    a.title
FROM quotes AS q
JOIN articles AS a USING (article_id)
