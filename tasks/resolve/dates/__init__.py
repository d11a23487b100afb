"""Time expressions: TIMEX3 types and values, and the days they cover."""

from tasks.resolve.dates.resolve import resolve_dates

__all__ = ["resolve_dates"]
