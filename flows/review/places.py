"""A place that a person names, as the gazetteer knows it: `Homs`, `Homs, Syria`, `Springfield, Illinois`."""

from collections.abc import Callable

from lexicon.gazetteer import gazetteer
from lexicon.geonames import Entry, fold
from schemas.parts import PlaceRef


def read_place(text: str, country: str, span: tuple[int, int]) -> PlaceRef:
    """The best-known place of the name within the country or region that is told; without coordinates if there is none."""
    from tasks.resolve.places import base_score, precision, seats

    name, _, container = (part.strip() for part in text.partition(","))
    areas = gazetteer().areas(container) if container else ()
    country = country or next((a.country for a in areas), "")
    found = [e for e in gazetteer().lookup(name) if inside(e, areas, country)]
    if not found:
        return PlaceRef(*span, name, name, None, None, None, country, "", "", 1, 1.0)
    rank: Callable[[Entry], float] = lambda e: base_score(e, fold(name), gazetteer().capitals)  # noqa: E731
    best = max(found, key=rank)
    best = seats(found).get(best, best)  # bare, a region that is called like its chief town is that town
    return PlaceRef(
        *span,
        name,
        best.name,
        best.geonameid,
        best.lat,
        best.lon,
        best.country,
        best.admin1,
        best.feature,
        precision(best),
        1.0,
    )


def inside(entry: Entry, areas: tuple[Entry, ...], country: str) -> bool:
    return any(entry.lies_in(area) for area in areas) if areas else not country or entry.country == country
