"""Where the law that an act applies holds: police arrest, courts convict and ministers resign in their own country."""

from collections.abc import Sequence
from dataclasses import dataclass

from lexicon.countries import country_of_demonym, country_of_name
from lexicon.gazetteer import gazetteer
from lexicon.where import where_words
from schemas.parts import Party, PlaceRef
from tasks.extract.events.draft import Where

ABROAD = ("", "IGO", "NSA")  # what stands for no country
LAW = ("COP", "JUD", "LEG")  # sectors whose power ends at the border
REASON = "its own country, where the law of {} holds"


@dataclass(frozen=True, slots=True)
class Home:
    """The party that tells the country of an act; `bound` when it could not have acted elsewhere."""

    party: Party
    bound: bool

    def narrow(self, told: Where) -> Where:
        """The place that the sentence tells, else one in this country that the story tells, else the country."""
        if told.place is not None and (not told.inferred or told.place.country == self.party.country or not self.bound):
            return told
        return Where(point(self.party), REASON.format(self.party.text), inferred=not self.bound)


def home_of(mode: str | None, actors: Sequence[Party], recipients: Sequence[Party]) -> Home | None:
    """Who tells where an act of this mode happened; none where force may reach abroad, or the parties are of two countries.

    Of arrests only those by police are at home for sure: armies arrest where they stand.
    """
    if mode in where_words().policing:
        ruler = next((p for p in actors if names_country(p)), None)
        if ruler is not None:
            return Home(ruler, ruler.sector in LAW or mode != "arrest")
    own = [p for p in (*actors, *recipients) if p.country not in ABROAD]
    told = next((p for p in actors if names_country(p)), None)  # a Greek tanker may be seized anywhere
    inside = len({p.country for p in own}) == 1 and mode in where_words().internal
    return Home(told, True) if told is not None and inside else None


def names_country(party: Party) -> bool:
    """'Kenyan police', 'Italy's government': its own words tell it; a guess for 'police' tells no place."""
    words = party.text.replace("’", "'").replace("'s", "").split() if party.start is not None else []
    return party.country not in ABROAD and any(
        found is not None and found.alpha3 == party.country
        for w in words
        for found in (country_of_demonym(w), country_of_name(w))
    )


def point(party: Party) -> PlaceRef | None:
    """A party's country as a place, with the span of the party: 'Kenyan police'."""
    found = next((e for e in gazetteer().countries.values() if e.country == party.country), None)
    if found is None or party.start is None or party.end is None:
        return None
    return PlaceRef(
        party.start, party.end, party.text, found.name, found.geonameid, found.lat, found.lon, found.country, "", found.feature,
        3, 1.0,
    )  # fmt: skip
