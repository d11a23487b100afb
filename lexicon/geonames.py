"""A place as GeoNames knows it, and how its names are looked up."""

import re
import unicodedata
from dataclasses import dataclass

FOLDED = str.maketrans({**dict.fromkeys("-‐‑–_/", " "), **dict.fromkeys("'’‘`´ʻʼ.")})
ACCENTS = re.compile(r"[\u0300-\u036f]")
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
OWN_TABLES = ("world/waters_and_regions.csv", "world/towns.csv")
COUNTRY, ADMIN1, ADMIN2, TOWN = "PCLI", "ADM1", "ADM2", "PPL"


def fold(name: str) -> str:
    """A name as the index knows it: no case, accents, apostrophes or full stops; hyphens are blanks; Saint is St."""
    if not name.isascii():
        name = ACCENTS.sub("", unicodedata.normalize("NFKD", name))
    words = name.translate(FOLDED).casefold().split()
    return " ".join([SHORT.get(w, w) for w in words]) if len(words) > 1 else "".join(words)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, degrees north and east.

    `country` is ISO 3166 alpha-3. `code` is the GeoNames path of its region: 'US.IL' for Illinois and the towns right below it,
    'US.IL.167' for a county and its towns. `exact` is False when it was found under an alternative name.
    """

    name: str
    geonameid: int | None
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    code: str = ""
    exact: bool = True

    @property
    def is_area(self) -> bool:
        return self.feature in (COUNTRY, ADMIN1, ADMIN2)

    def lies_in(self, other: "Entry") -> bool:
        """Whether it is a part of a country or region."""
        if other.feature == COUNTRY:
            return self.country == other.country and self.feature != COUNTRY
        if other.feature not in (ADMIN1, ADMIN2) or not other.code:
            return False
        return self.code.startswith(other.code + ".") or (self.code == other.code and not self.is_area)
