"""Which story each new article tells: one of those that stored articles tell, or one of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table
from schemas.stories import Neighbour
from schemas.tables import Article
from tasks.batch import NEIGHBOURS, Batch
from tasks.stories.group import joined
from tasks.stories.score import Profile, profile


def keyed(article: Article) -> Article:
    """The article with the keys that others of its story are found by."""
    return replace(article, story_keys=profile_of(article).signature)


def profile_of(article: Article | Neighbour) -> Profile:
    return profile(article.article_id, article.published, article.title, article.text)


def neighbours(batch: Batch) -> list[Neighbour]:
    """What the warehouse gave to this batch; nothing if it had nothing to give."""
    path = batch.folder / NEIGHBOURS
    return from_table(pq.read_table(path, schema=arrow_schema(Neighbour)), Neighbour) if path.exists() else []


def stories_of(batch: Batch, originals: Iterable[Article], told: Mapping[str, str]) -> dict[str, str]:
    """Article -> story, of the batch's originals and of stored articles, whose stories are `told` or stand with them."""
    stored = {n.article_id: n for n in neighbours(batch)}
    known = {i: n.story_id or i for i, n in stored.items()} | dict(told)
    fresh = [profile_of(a) for a in originals if a.article_id not in known]
    near = [profile_of(n) for n in stored.values()]
    return known | joined(fresh, near, known)
