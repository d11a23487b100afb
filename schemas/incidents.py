"""Incidents: the same happening told by several reports, why each report belongs to it, and what it was called before.

Rows are added, never changed: those of an incident that is another one now, or that tells something else, are named in
`retired_incidents`, and readers do not see them.
"""

from dataclasses import dataclass
from datetime import date

from schemas.parts import Party, PlaceRef, col

OF = "Of the reports that are surest of it"
BATCH = "The batch that wrote the row."


@dataclass(frozen=True, slots=True)
class Incident:
    """The same happening, told by one or several reports."""

    incident_id: str = col("Hash of its earliest report's id.")
    type: str = col("The event type that most reports tell.")
    mode: str | None = col("The mode that most reports of the type tell; null if none does.")
    factuality: str = col(
        "As the report that is surest of it tells: asserted, denied, possible, planned, ... (codebook section 4)."
    )
    historical: bool = col("True when all reports tell it as background of a distant past.")
    place: PlaceRef | None = col("The most precise place that most reports do not contradict.")
    date_start: date | None = col("First day: the most exact time that most reports do not contradict.")
    date_end: date | None = col("Last day, inclusive.")
    time_precision: int | None = col("1 day, 2 week, 3 month, 4 year or vaguer; null without a date.")
    actors: tuple[Party, ...] = col("Who does it, by any report; each name once.")
    recipients: tuple[Party, ...] = col("To whom it is done, by any report; each name once.")
    dead_low: int | None = col(f"{OF}: fewest killed.")
    dead_high: int | None = col(f"{OF}: most killed.")
    dead_latest: int | None = col(f"{OF}: killed, by the last report that counts them.")
    dead_first: int | None = col(f"{OF}: killed, by the first report that counts them.")
    injured_low: int | None = col(f"{OF}: fewest injured.")
    injured_high: int | None = col(f"{OF}: most injured.")
    injured_latest: int | None = col(f"{OF}: injured, by the last report that counts them.")
    injured_first: int | None = col(f"{OF}: injured, by the first report that counts them.")
    arrested_low: int | None = col(f"{OF}: fewest arrested.")
    arrested_high: int | None = col(f"{OF}: most arrested.")
    arrested_latest: int | None = col(f"{OF}: arrested, by the last report that counts them.")
    arrested_first: int | None = col(f"{OF}: arrested, by the first report that counts them.")
    reports: int = col("Number of events that tell it.")
    articles: int = col("Number of articles that tell it; copies of one text are one.")
    outlets: int = col("Number of outlets that tell it, as far as they are known.")
    first_report: date | None = col("Day of the first report; null if none has a date.")
    last_report: date | None = col("Day of the last report.")
    contested: bool = col("True when a report tells that it did not happen, or that somebody denies it.")
    denied_by: tuple[str, ...] = col("Who denies it, by name, sorted.")
    batch_id: str = col(BATCH, default="")


@dataclass(frozen=True, slots=True)
class IncidentEvent:
    """Why a report belongs to an incident."""

    incident_id: str = col("The incident.")
    event_id: str = col("The report.")
    article_id: str = col("The article that it stands in.")
    score: float = col("Mean chance, 0 to 1, that it and the other reports tell one happening; 1 for a report alone.")
    reasons: tuple[str, ...] = col("What it and the report that it is likest to have in common, and what not ('but ...').")
    nearest: str | None = col("The report that it is likest to; null for a report alone.")
    batch_id: str = col(BATCH, default="")


@dataclass(frozen=True, slots=True)
class IncidentAlias:
    """A former id of an incident: an earlier report joined it, or two incidents turned out to be one."""

    alias: str = col("The id that it had.")
    incident_id: str = col("The id that it has now; stored as the alias itself, if that is an incident again.")
    batch_id: str = col(BATCH, default="")


@dataclass(frozen=True, slots=True)
class RetiredIncident:
    """Rows of `incidents` and `incident_events` that others have replaced; housekeeping takes them out."""

    incident_id: str = col("The incident whose rows are replaced.")
    written_by: str = col("The batch that wrote these rows.")
    batch_id: str = col("The batch that replaced them.", default="")


@dataclass(frozen=True, slots=True)
class Teller:
    """An article whose reports are compared."""

    article_id: str = col("The article.")
    published: date | None = col("Its day of publication.")
    title: str = col("Its headline.")
    text: str = col("Its text.")
    text_id: str = col("The same for all copies of one text.")
    outlets: tuple[str, ...] = col("Who published it or a copy of it.")
    changed: bool = col("It is new, or its events are others than they were: no incident is known of them.")
