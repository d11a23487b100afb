-- title: Statements against each other
-- question: Where do two speakers tell of the same happening, and do they contradict each other, differ in numbers, or agree?
-- parameters: since until country type
-- The country is that of either speaker.

SELECT
    date_start AS day,
    type,
    relation,
    speaker_1,
    stance_1,
    words_1,
    dead_1,
    speaker_2,
    stance_2,
    words_2,
    dead_2,
    happening
FROM statement_pairs
WHERE ($since::DATE IS NULL OR date_start >= $since::DATE)
    AND ($until::DATE IS NULL OR date_start <= $until::DATE)
    AND ($type::VARCHAR IS NULL OR type = upper($type::VARCHAR))
    AND ($country::VARCHAR IS NULL OR upper($country::VARCHAR) IN (country_1, country_2))
ORDER BY list_position(['contradict', 'differ', 'agree'], relation), day NULLS LAST, happening, speaker_1, speaker_2, event_1, event_2
