"""Stories grouped anew, whatever came first: which articles are to move."""

from pathlib import Path

import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_table, to_table
from schemas.codebook import Stage
from schemas.stories import Moved, Neighbour
from tasks.batch import At, unwatched
from tasks.stories.assign import profile_of
from tasks.stories.group import regrouped


def write_moved(newest: Path, moved: Path, at: At = unwatched) -> int:
    """Groups the articles of one file and writes those whose story is another one. Returns their number."""
    at("stories", Stage.DEDUP)
    articles = from_table(pq.read_table(newest, schema=arrow_schema(Neighbour)), Neighbour)
    profiles = {a.article_id: profile_of(a) for a in articles}
    stories = regrouped(profiles.values())
    rows = [
        Moved(a.article_id, stories[a.article_id], profiles[a.article_id].signature)
        for a in articles if a.story_id != stories[a.article_id]
    ]  # fmt: skip
    pq.write_table(to_table(rows, Moved), moved)
    return len(rows)
