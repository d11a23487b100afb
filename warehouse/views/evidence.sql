-- title: Evidence
-- question: In which words, of which article, is each event told?
-- column sentence: The sentence that tells the event.
-- column trigger: The word or phrase in it.
-- column uris: The files and records that hold the article.

SELECT
    e.event_id, e.type, e.mode, e.factuality, e.date_start, e.sentence.text AS sentence, e.trigger.text AS trigger, e.rule_id,
    e.confidence, a.article_id, a.title, a.published, a.url, s.uris
FROM events AS e
JOIN articles AS a USING (article_id)
LEFT JOIN (
    SELECT article_id, list(DISTINCT uri ORDER BY uri) AS uris FROM sources GROUP BY article_id
) AS s USING (article_id)
