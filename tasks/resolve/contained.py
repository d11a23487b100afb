"""What a name is told to lie in by what stands behind its comma: 'Paris, Texas', 'Valencia, Venezuela'."""

from spacy.tokens import Doc

from lexicon.gazetteer import gazetteer
from lexicon.geonames import Entry

LONGEST_AREA = 3  # words of the name of a region or country


def areas_behind(doc: Doc, at: int) -> tuple[Entry, ...]:
    """The regions and countries that ', Calif.' or ', Croatia' may stand for, from the token behind a name on."""
    if doc[at : at + 1].text != ",":
        return ()
    for size in range(LONGEST_AREA, 0, -1):
        name = doc[at + 1 : at + 1 + size].text
        if name[:1].isupper() and (areas := gazetteer().areas(name)):
            return areas
    return ()


def country_told(doc: Doc, start: int, end: int) -> str:
    """alpha-3 of the country of the area that a place is told to lie in, if the gazetteer has it there; else empty.

    In 'Beirut, Damascus and Amman' nothing lies in anything.
    """
    areas = areas_behind(doc, end)
    places = gazetteer().lookup(doc[start:end].text) if areas else ()
    return next((area.country for place in places for area in areas if place.lies_in(area)), "")
