-- title: Statement pairs
-- question: What do two speakers say of the same happening, in one article or in several? One row a pair of accounts
-- needs: accounts
-- column relation: contradict (one says so, the other denies it), differ (other numbers of dead, injured or arrested), or agree.
-- column happening: The incident that both tell of.
-- column stance_1: denies, also where the speaker says that it was not so; else says.
-- column speaker_1: Who says so where the other denies it; else who was published first.
-- column words_1: What speaker_1 says of it, as quoted; else the sentence of the event.
-- column words_2: What speaker_2 says of it or denies.
-- Each speaker has one account an article. Who says the same again in a later article, numbers included, is not paired again.
-- Who tells of a possibility or a plan is not set against those who tell what happened.

WITH told AS (
    SELECT
        * EXCLUDE (stance),
        stance AS voice,
        CASE WHEN stance = 'denies' OR factuality = 'negated' THEN 'denies' ELSE 'says' END AS stance,
        CASE WHEN factuality IN ('possible', 'planned') THEN factuality ELSE 'happened' END AS of_what
    FROM accounts
),

one_each AS (
    SELECT * FROM told
    QUALIFY row_number() OVER (PARTITION BY happening, of_what, article_id, speaker_id ORDER BY stance, event_id, voice) = 1
),

-- the first article in which a speaker says just this
told_first AS (
    SELECT * FROM one_each
    QUALIFY row_number() OVER (
        PARTITION BY happening, of_what, speaker_id, stance, dead, injured, arrested ORDER BY published NULLS LAST, article_id
    ) = 1
),

pairs AS (
    SELECT a, b
    FROM told_first AS a
    JOIN told_first AS b ON b.happening = a.happening AND b.of_what = a.of_what AND b.speaker_id <> a.speaker_id
    WHERE (a.stance = 'denies', coalesce(a.published, DATE '9999-12-31'), a.article_id, a.speaker_id)
        < (b.stance = 'denies', coalesce(b.published, DATE '9999-12-31'), b.article_id, b.speaker_id)
)

SELECT
    a.happening,
    a.type,
    a.date_start,
    CASE
        WHEN a.stance <> b.stance THEN 'contradict'
        WHEN a.dead <> b.dead OR a.injured <> b.injured OR a.arrested <> b.arrested THEN 'differ'
        ELSE 'agree'
    END AS relation,
    a.speaker AS speaker_1, a.speaker_country AS country_1, a.stance AS stance_1, a.words AS words_1,
    a.dead AS dead_1, a.injured AS injured_1, a.arrested AS arrested_1,
    a.published AS published_1, a.event_id AS event_1,
    b.speaker AS speaker_2, b.speaker_country AS country_2, b.stance AS stance_2, b.words AS words_2,
    b.dead AS dead_2, b.injured AS injured_2, b.arrested AS arrested_2,
    b.published AS published_2, b.event_id AS event_2
FROM pairs
