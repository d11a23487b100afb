-- title: Stories
-- question: Which articles tell of one happening and its aftermath, and since when? One row a story.
-- column story_id: The story, as in `articles`.
-- column title: The headline of its first article, undated ones last.
-- column first: Day of its first article; null if none has a date.
-- column last: Day of its last article.
-- column articles: Number of its articles, copies included.
-- column texts: Number of its texts: copies of one are one.
-- column outlets: Number of outlets that tell it, as far as they are known.

SELECT
    story_id,
    first(title ORDER BY published NULLS LAST, article_id) AS title,
    min(published) AS first,
    max(published) AS last,
    count(*) AS articles,
    count(DISTINCT text_id) AS texts,
    count(DISTINCT nullif(outlet, '')) AS outlets
FROM articles
WHERE story_id IS NOT NULL
GROUP BY story_id
