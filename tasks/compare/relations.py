"""How two places, two times and two figures stand to each other."""

import calendar
from enum import StrEnum
from math import cos, hypot, radians

from schemas.parts import PlaceRef
from tasks.compare.telling import Days, Range

NEAR_KM = 50.0  # a suburb and its city, a village and its market town
KM_A_DEGREE = 111.2
NEAR_DAYS, WEEK_DAYS = 3, 10
TOWN, PROVINCE, COUNTRY = 1, 2, 3
WEEKDAYS = tuple(day.lower() for day in calendar.day_name)


class Place(StrEnum):
    """Two places."""

    SAME = "same"  # one town or province
    WIDE = "wide"  # one country or wider region: it says little
    NEAR = "near"  # two towns beside each other
    NESTED = "nested"  # a town and the province or country that it lies in
    APART = "apart"  # two towns or provinces of one country
    ABROAD = "abroad"  # two countries
    UNKNOWN = "unknown"


class Time(StrEnum):
    """Two times."""

    SAME = "same"  # the day is known and one
    OVERLAP = "overlap"
    NEAR = "near"  # a few days apart
    WEEK = "week"
    FAR = "far"
    UNKNOWN = "unknown"


class Figure(StrEnum):
    """Two numbers of one role."""

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


def of_places(one: PlaceRef | None, other: PlaceRef | None) -> Place:
    if one is None or other is None:
        return Place.UNKNOWN
    vague = max(one.geo_precision, other.geo_precision)
    if (one.geonameid is not None and one.geonameid == other.geonameid) or one.name == other.name:
        return Place.WIDE if vague == COUNTRY else Place.SAME
    if one.country != other.country:
        return Place.ABROAD if one.country and other.country and not beside(one, other) else Place.UNKNOWN
    if vague == COUNTRY:
        return Place.NESTED
    if beside(one, other):
        return Place.NEAR
    return Place.NESTED if vague == PROVINCE and one.admin1 and one.admin1 == other.admin1 else Place.APART


def beside(one: PlaceRef, other: PlaceRef) -> bool:
    """Two towns, or a town and a province's middle, within some kilometres."""
    return max(one.geo_precision, other.geo_precision) < COUNTRY and (distance(one, other) or NEAR_KM) < NEAR_KM


def distance(one: PlaceRef, other: PlaceRef) -> float | None:
    """Kilometres, good enough for near ones; None if either is not located."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return KM_A_DEGREE * hypot(east, one.lat - other.lat)


def of_days(one: Days, other: Days) -> Time:
    away = gap(one, other)
    if away is None:
        return Time.UNKNOWN
    if away == 0:
        return Time.SAME if one.precision == other.precision == 1 else Time.OVERLAP
    return Time.NEAR if away <= NEAR_DAYS else Time.WEEK if away <= WEEK_DAYS else Time.FAR


def gap(one: Days, other: Days) -> int | None:
    """Days between two times, 0 if they overlap."""
    if one.start is None or other.start is None:
        return None
    return max(0, (one.start - (other.end or other.start)).days, (other.start - (one.end or one.start)).days)


def weekday(days: Days) -> int | None:
    """The day of the week that a text tells, whether or not its date is known."""
    if days.told and days.precision == 1 and days.start is not None:
        return days.start.weekday()
    told = days.text.lower()
    return next((n for n, name in enumerate(WEEKDAYS) if name in told), None)


def of_figures(one: Range | None, other: Range | None) -> Figure:
    if one is None or other is None:
        return Figure.UNKNOWN
    if one == other:
        return Figure.SAME
    return Figure.COMPATIBLE if one[0] <= other[1] and other[0] <= one[1] else Figure.DIFFERENT
