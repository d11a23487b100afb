-- title: Every article was read
-- question: Which articles does no record of the ledger hold?

SELECT article_id, title, batch_id
FROM articles
ANTI JOIN sources USING (article_id)
