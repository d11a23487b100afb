"""What passes between the warehouse and the search for stories."""

from dataclasses import dataclass
from datetime import date

from schemas.parts import col

WINDOW = 180  # days; articles further apart are of two stories, however alike: the anniversary is news of its own
CROWD = 2000  # stored articles with one key; a word that more have is not looked for
NEAREST = 256  # articles with one key that an article looks at
MOST = 64  # articles that an article is compared with
BOUNDS = {"window": WINDOW, "crowd": CROWD, "nearest": NEAREST, "most": MOST}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored article that shares words with new ones: what it is compared by, and its story."""

    article_id: str = col("The article.")
    published: date | None = col("Its day of publication.")
    title: str = col("Its headline.")
    text: str = col("Its text.")
    story_id: str | None = col("The story that it tells.")


@dataclass(frozen=True, slots=True)
class Moved:
    """An article that belongs to another story than it did."""

    article_id: str = col("The article, an original.")
    story_id: str = col("The story that it tells.")
    story_keys: tuple[int, ...] = col("Hashes of the words that say most of it.")
