-- title: Corrections without their event
-- question: Which corrections apply to nothing any more, since their event is gone or their article was superseded?
-- parameters:
-- Look whether the article is coded as you said: if so take it back (dateline review EVENT_ID --undo all), else correct it anew.

SELECT
    c.article_id,
    c.reviewed_event_id AS event_id,
    c.field,
    c.value,
    c.reviewer,
    c.reason,
    c.made,
    coalesce(
        c.problem,
        CASE
            WHEN a.article_id IS NULL THEN 'the article is gone'
            WHEN a.superseded_by IS NOT NULL THEN 'a newer version of the article is there'
            ELSE 'nothing is told in these words any more'
        END
    ) AS why,
    c.sentence
FROM corrections AS c
LEFT JOIN stored.articles AS a USING (article_id)
WHERE c.event_id IS NULL
ORDER BY c.article_id, c.start, c.field, c.override_id
