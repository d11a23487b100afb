-- title: Accounts
-- question: What does each speaker say of each happening, and in which words? One row a speaker and event
-- needs: text_events
-- column happening: The incident that the event belongs to; the event itself where incidents of its article are yet to be made.
-- column stance: says (what factuality has: that it is so, is not, or may be) or denies.
-- column words: What the speaker says or denies, as quoted; where no statement of the speaker holds it, the sentence of the event.
-- Of the copies of a text only one gives its account; speakers of whom only a pronoun is known give none.

WITH voices AS (
    SELECT
        event_id, text_id, article_id, type, mode, factuality, date_start, trigger, other_mentions, dead, injured, arrested, sentence,
        unnest(
            [{'stance': 'says', 'speaker': p} FOR p IN attributed_to IF p.entity_id <> '']
            || [{'stance': 'denies', 'speaker': p} FOR p IN denied_by IF p.entity_id <> '']
        ) AS voice
    FROM text_events
),

-- the first statement of the speaker that holds the trigger of the event, or of a further telling
quoted AS (
    SELECT v.event_id, v.voice, first(q.quote_id ORDER BY q.content[1].start, q.quote_id) AS quote_id
    FROM voices AS v
    JOIN quotes AS q ON q.article_id = v.article_id AND q.speaker.entity_id = v.voice.speaker.entity_id
    WHERE len([
        c FOR c IN q.content
        IF len([t FOR t IN list_prepend(v.trigger, v.other_mentions) IF t.start >= c.start AND t.end <= c.end]) > 0
    ]) > 0
    GROUP BY v.event_id, v.voice
)

SELECT
    coalesce(i.incident_id, v.event_id) AS happening,
    v.event_id,
    v.article_id,
    a.published,
    a.title,
    v.voice.speaker.name AS speaker,
    v.voice.speaker.country AS speaker_country,
    v.voice.speaker.sector AS speaker_sector,
    v.voice.speaker.entity_id AS speaker_id,
    v.voice.stance AS stance,
    coalesce(array_to_string([c.text FOR c IN q.content], ' ... '), v.sentence.text) AS words,
    q.quote_id,
    v.type,
    v.mode,
    v.factuality,
    v.date_start,
    v.dead,
    v.injured,
    v.arrested
FROM voices AS v
JOIN articles AS a USING (article_id)
LEFT JOIN incident_events AS i USING (event_id)
LEFT JOIN quoted AS k ON k.event_id = v.event_id AND k.voice = v.voice
LEFT JOIN quotes AS q ON q.quote_id = k.quote_id
