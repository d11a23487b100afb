"""What passes between warehouse and tasks to tell versions of an article: the readings of a place."""

from dataclasses import dataclass
from datetime import date, datetime

from schemas.parts import col


@dataclass(frozen=True, slots=True)
class Reading:
    """One text that a record brought, and the place that makes it a version of others that stood there."""

    place: str = col("What the record is a version at; sources.place.")
    uri: str = col("The file.")
    record: int = col("The record within it.")
    ingested: datetime | None = col("When it was read.")
    modified: str | None = col("When it was last changed, as it says.")
    article_id: str = col("The article that it brought.")
    content_hash: str = col("Its text.")
    title: str = col("Its headline.")
    published: date | None = col("Its publication date.")
    superseded_by: str | None = col("As it is stored.")
