"""Where the law that an act applies holds: police arrest, courts convict and ministers resign in their own country."""

from dataclasses import dataclass

from spacy.tokens import Token

from lexicon.gazetteer import gazetteer
from lexicon.where import where_words
from schemas.parts import Party, PlaceRef
from tasks.extract.events.draft import Where
from tasks.extract.events.filled import Filled
from tasks.resolve.names import Names

ABROAD = frozenset({"", "IGO", "NSA"})  # what stands for no country
LAW = ("COP", "JUD", "LEG")  # sectors whose power ends at the border
REASON = "{}: such acts are done at home"


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


def home_of(mode: str | None, actors: Filled, recipients: Filled, names: Names) -> Home | None:
    """Who tells where an act of this mode happened; none where force may reach abroad, or the parties are of two countries.

    Of arrests only those by police are at home for sure: armies arrest where they stand. Only actors tell it: a Greek tanker
    may be seized anywhere.
    """
    told = next((p for p, t in zip(actors.parties, actors.tokens, strict=True) if names_country(p, t, names)), None)
    if told is None:
        return None
    if mode in where_words().policing:
        return Home(told, told.sector in LAW or mode != "arrest")
    own = {p.country for p in (*actors.parties, *recipients.parties)} - ABROAD
    return Home(told, True) if len(own) == 1 and mode in where_words().internal else None


def names_country(party: Party, head: Token, names: Names) -> bool:
    """'South African police', 'Italy's government': its own words tell it; a guess for 'police' tells no place."""
    told = (names.scene.country_at[i][0].alpha3 for i in range(*names.extent(head)) if i in names.scene.country_at)
    return party.start is not None and party.country not in ABROAD and party.country in told


def point(party: Party) -> PlaceRef | None:
    """A party's country as a place, with the span of the party: 'Kenyan police'."""
    found = next((e for e in gazetteer().countries.values() if e.country == party.country), None)
    if found is None or party.start is None or party.end is None:
        return None
    return PlaceRef(
        party.start, party.end, party.text, found.name, found.geonameid, found.lat, found.lon, found.country, "", found.feature,
        3, 1.0,
    )  # fmt: skip
