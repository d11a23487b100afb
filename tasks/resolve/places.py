"""Which place a toponym stands for: candidates ranked by size, by what the text says they lie in, by the company
they keep in the article, and by nearness to its other places."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lexicon.gazetteer import Gazetteer, gazetteer
from lexicon.geonames import ADMIN1, ADMIN2, COUNTRY, TOWN, Entry, fold
from schemas.parts import PlaceRef
from tasks.annotate import Annotated
from tasks.resolve.found import Found
from tasks.resolve.toponym import Toponym, load_words
from tasks.resolve.toponyms import find_toponyms

EARTH_KM = 6371.0
ROUNDS = 3
MANY = 40  # readings of one name that are looked at as company of the others
SHARPNESS = 2.0
SMALLEST_CAPITAL = 50_000
SEAT = 0.25  # share of a region's people that a town of its name must have to be meant by the bare name
VILLAGE = 100_000  # places below this size have many namesakes that no gazetteer lists
COMPANY, MOST = 3, 0.5  # mentions of other places, and the share of one country, that make it the article's
WIDE = 7.0  # base score of seas and regions of our own table: as much as a town of ten million
CROWDED, OFTENEST = 120, 30  # names of places in one article; of more than that, so many tell what the others are


@dataclass(frozen=True, slots=True)
class Weights:
    """Points on a scale where ten times the population is one point."""

    country: float = 3.0
    admin1: float = 1.5
    admin2: float = -0.5
    capital: float = 1.0
    other_name: float = -1.6
    contained: float = 10.0
    same_country: float = 3.0
    same_admin1: float = 6.0
    near: float = 2.0
    near_km: float = 150.0


WEIGHTS = Weights()


def resolve_places(annotated: Annotated) -> tuple[Found[PlaceRef], ...]:
    """The places that an article names, in text order, those of its dateline included (their tokens are OUTSIDE).

    A toponym that the gazetteer does not have is kept without coordinates.
    """
    places = gazetteer()
    toponyms = find_toponyms(annotated, places)
    resolver = Resolver(places, toponyms)
    resolved = resolver.resolve()
    return tuple(
        Found(place_ref(t, resolved.get(key_of(t)), resolver.lands, resolver.regions.get(key_of(t))), t.first, t.last)
        for t in toponyms
    )


def key_of(toponym: Toponym) -> str:
    """One sense for one name in one article."""
    return fold(toponym.name)


def place_ref(
    toponym: Toponym, found: tuple[Entry, float] | None, lands: Mapping[str, str], region: Entry | None = None
) -> PlaceRef:
    """The place of a toponym; of one that the gazetteer lacks its region or only its country, if the article tells it."""
    if region is not None:
        return PlaceRef(
            toponym.start, toponym.end, toponym.text, toponym.text, None, region.lat, region.lon,
            region.country, region.admin1, "", 2, 0.0,
        )  # fmt: skip
    if found is None:
        land = lands.get(key_of(toponym), "")
        return PlaceRef(toponym.start, toponym.end, toponym.text, toponym.text, None, None, None, land, "", "", 1, 0.0)
    entry, score = found
    return PlaceRef(
        toponym.start, toponym.end, toponym.text, entry.name, entry.geonameid, entry.lat, entry.lon,
        entry.country, entry.admin1, entry.feature, precision(entry), round(score, 3),
    )  # fmt: skip


def precision(entry: Entry) -> int:
    """1 town or exact place, 2 district or province, 3 country or wider."""
    if entry.feature in (ADMIN1, ADMIN2, "ISL", "VAL", "BAY", "LK", "PEN"):
        return 2
    return 1 if entry.feature.startswith("PPL") or entry.feature in ("ST", "MT", "PRK") else 3


def kilometres(a: Entry, b: Entry) -> float:
    """Great-circle distance."""
    lat1, lon1, lat2, lon2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def base_score(entry: Entry, key: str, capitals: frozenset[str]) -> float:
    """Points for size and kind. A region called like its country's capital gets none for its kind: bare, it is the city."""
    if entry.geonameid is None:
        return WIDE
    capital = f"{entry.country}:{key}" in capitals or f"{entry.country}:{fold(entry.name)}" in capitals
    kind = {COUNTRY: WEIGHTS.country, ADMIN1: 0.0 if capital else WEIGHTS.admin1, ADMIN2: WEIGHTS.admin2}.get(
        entry.feature, 0.0
    )
    if capital and entry.feature == TOWN and entry.population > SMALLEST_CAPITAL:
        kind += WEIGHTS.capital
    return math.log10(entry.population + 10) + kind + (0.0 if entry.exact else WEIGHTS.other_name)


def seats(entries: Sequence[Entry]) -> dict[Entry, Entry]:
    """Regions that are meant by a town of their name in them, each with its town: bare, Kisumu is the town, Quebec is not."""
    towns = [e for e in entries if e.feature == TOWN and e.exact]
    pairs = ((r, t) for r in entries if r.feature == ADMIN1 for t in towns if t.lies_in(r))
    return {region: town for region, town in pairs if town.population >= SEAT * region.population}


def is_village(entry: Entry) -> bool:
    """Whether a place is so small that the text may mean a namesake which no gazetteer lists."""
    return not entry.is_area and entry.geonameid is not None and entry.population < VILLAGE


Readings = dict[Entry, float]  # the entries that a name may stand for, with shares that add up to 1


class Resolver:
    """All toponyms of one article together."""

    def __init__(self, places: Gazetteer, toponyms: list[Toponym]) -> None:
        self.places = places
        self.counts = Counter(key_of(t) for t in toponyms)
        self.seats: set[Entry] = set()  # towns that stand for the region of their name, and weigh as much
        self.candidates = {key_of(t): self.entries(t) for t in toponyms}
        self.containers = {key_of(t): t.inside for t in reversed(toponyms) if t.inside}
        self.lands: dict[str, str] = {}  # the country of names whose village the gazetteer does not have
        self.regions: dict[str, Entry] = {}  # and the region, if the text says in which one the village lies

    def entries(self, toponym: Toponym) -> tuple[Entry, ...]:
        if short := self.places.abbreviation(toponym.name):
            return (short,)
        if found := self.places.lookup(toponym.name):
            seated = seats(found)
            self.seats |= set(seated.values())
            return tuple(e for e in found if e not in seated)
        name, _, kind = toponym.name.rpartition(" ")
        of_kind = self.places.lookup(name) if kind.lower() in load_words().regions else ()
        return tuple(e for e in of_kind if e.is_area) or of_kind

    def resolve(self) -> dict[str, tuple[Entry, float]]:
        """Each name's entry and how sure it is: first against all readings of the others, then against their best ones."""
        readings = {key: weighted(found) for key, found in self.candidates.items() if found}
        around = self.telling(readings)
        chosen = {key: self.best(key, around) for key in readings}
        for _ in range(ROUNDS):
            around = self.telling({k: {e: 1.0} for k, (e, _) in chosen.items()})
            chosen = {key: self.best(key, around) for key in chosen}
        self.lands = {key: land for key, (e, _) in chosen.items() if (land := self.elsewhere(key, e, chosen))}
        self.regions = {key: region for key, (e, _) in chosen.items() if (region := self.region(key, e))}
        return {key: found for key, found in chosen.items() if key not in self.lands and key not in self.regions}

    def telling(self, readings: dict[str, Readings]) -> dict[str, Readings]:
        """The places that tell which others are meant: all of them, or of a gazetteer in itself those named most often."""
        if len(readings) <= CROWDED:
            return readings
        often = set(sorted(readings, key=lambda key: -self.counts[key])[:OFTENEST])
        return {key: found for key, found in readings.items() if key in often}

    def region(self, key: str, entry: Entry) -> Entry | None:
        """The region that a village is said to lie in, if the gazetteer's namesake lies in another of that country."""
        if not is_village(entry) or key not in self.containers:
            return None
        around = [area for area in self.places.areas(self.containers[key]) if area.exact]
        fits = any(e.lies_in(a) for a in around for e in self.candidates[key])
        only = [a for a in around if a.country == entry.country and a.feature == ADMIN1]
        return only[0] if len(only) == 1 and not fits else None

    def elsewhere(self, key: str, entry: Entry, chosen: Mapping[str, tuple[Entry, float]]) -> str:
        """The country of a village that is only a namesake of the gazetteer's, which lies abroad; empty if it may be that one.

        "Santa Rosa, in the Peruvian highlands" is not in California; a village named once in news of Peru is hardly in Spain.
        """
        if not is_village(entry) or not entry.country:
            return ""
        if container := self.containers.get(key):
            around = {area.country for area in self.places.areas(container) if area.exact}
            return min(around) if len(around) == 1 and entry.country not in around else ""
        countries: Counter[str] = Counter()
        for other, (found, _) in chosen.items():
            if other != key:
                countries[found.country] += self.counts[other]
        total = countries.total()
        land, most = max(countries.items(), key=lambda c: (c[1], c[0]), default=("", 0))
        alone = total >= COMPANY and not countries[entry.country]
        return land if alone and most > MOST * total else ""

    def best(self, key: str, readings: dict[str, Readings]) -> tuple[Entry, float]:
        others = {k: r for k, r in readings.items() if k != key}
        company = Company(others, self.counts)
        scored = sorted(
            ((self.score(key, e, company), -n, e) for n, e in enumerate(self.candidates[key])),
            key=lambda s: s[:2],
            reverse=True,
        )
        top = scored[0][0]
        return scored[0][2], 1.0 / sum(math.exp(SHARPNESS * (s - top)) for s, _, _ in scored)

    def score(self, key: str, entry: Entry, company: "Company") -> float:
        score = base_score(entry, key, self.places.capitals) + (WEIGHTS.admin1 if entry in self.seats else 0.0)
        if container := self.containers.get(key):
            score += WEIGHTS.contained * self.inside(entry, container)
        return score + company.score(entry)

    def inside(self, entry: Entry, container: str) -> bool:
        return any(entry.lies_in(area) for area in self.places.areas(container))


class Company:
    """What the other places of the article say for an entry."""

    def __init__(self, others: dict[str, Readings], counts: Counter[str]) -> None:
        self.total = float(sum(counts[k] for k in others)) or 1.0
        self.countries: Counter[str] = Counter()
        self.regions: Counter[str] = Counter()
        self.towns: list[tuple[Entry, float]] = []
        for key, readings in others.items():
            for entry, weight in readings.items():
                self.add(entry, weight * counts[key])
                if (entry.geonameid and not entry.is_area) or entry.feature == ADMIN2:
                    self.towns.append((entry, weight))

    def add(self, entry: Entry, weight: float) -> None:
        self.countries[entry.country] += weight  # type: ignore[assignment]
        if entry.feature != COUNTRY:
            self.regions[region_of(entry)] += weight  # type: ignore[assignment]

    def score(self, entry: Entry) -> float:
        score = WEIGHTS.same_country * self.countries[entry.country] / self.total if entry.country else 0.0
        if entry.feature != COUNTRY and entry.code:
            score += WEIGHTS.same_admin1 * self.regions[region_of(entry)] / self.total
        if entry.feature != COUNTRY and entry.feature != ADMIN1:
            near = (w * math.exp(-kilometres(entry, e) / WEIGHTS.near_km) for e, w in self.towns)
            score += WEIGHTS.near * min(sum(near), 1.0)
        return score


def region_of(entry: Entry) -> str:
    """The code of the first-level region: 'US.IL'."""
    return ".".join(entry.code.split(".")[:2])


def weighted(entries: tuple[Entry, ...]) -> Readings:
    """The readings of one name, each with its share; larger places weigh more."""
    sizes = {e: (e.population + 1000.0) ** 0.5 * (3.0 if e.feature == COUNTRY else 1.0) for e in entries[:MANY]}
    total = sum(sizes.values())
    return {e: size / total for e, size in sizes.items()}
