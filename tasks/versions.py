"""Which texts are versions of one article, which of them is the newest, and what the older ones are marked with.

At each place (tasks.places) the newest text wins, and so does what stands alone in a file. An article that lost at one of its
places and won at none is superseded by the winner there, and so are the copies of it; but a text of which some copy won
anywhere stays. So `superseded_by` always names an article that is current, there are no chains and no cycles, and all follows
from what was read, in whichever order.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import pairwise

from lexicon.versions import version_words
from schemas.versions import Reading
from tasks.places import FILE

MOST = 20  # texts that stand at a place at once; where more do, it is no place of one article
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
NO_DAY = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Marks:
    """Two columns of an article."""

    supersedes: str | None = None
    superseded_by: str | None = None


def by_place(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """What is or was at each place that had several texts or is a file, oldest first. Places that many articles share are left
    out.
    """
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        found[reading.place].append(reading)
    telling = {p: r for p, r in sorted(found.items()) if p.startswith(FILE) or len({one.content_hash for one in r}) > 1}
    return {place: oldest_first(there) for place, there in telling.items() if not is_crowded(there)}


def is_crowded(readings: Sequence[Reading]) -> bool:
    return len({r.content_hash for r in standing(readings)}) > MOST


def standing(readings: Sequence[Reading]) -> list[Reading]:
    """What the files say now: of each the reading that came last."""
    last: dict[str, datetime] = {}
    for reading in readings:
        last[reading.uri] = max(last.get(reading.uri, LONG_AGO), reading.ingested or LONG_AGO)
    return [r for r in readings if (r.ingested or LONG_AGO) == last[r.uri]]


def oldest_first(readings: Sequence[Reading]) -> list[Reading]:
    """What files said before, then what they say: by time of change if all tell it, by mark, by date if all have one."""
    now = standing(readings)
    past = set(readings).difference(now)
    changed = [moment_of(r.modified or "") for r in now]
    dated = all(r.published for r in now)

    def age(reading: Reading) -> tuple[datetime, tuple[int, int], date]:
        moment = moment_of(reading.modified or "") if all(changed) else None
        return moment or LONG_AGO, mark_of(reading.title), (reading.published if dated else None) or NO_DAY

    return [*sorted(past, key=read), *sorted(now, key=lambda r: (age(r), read(r)))]


def read(reading: Reading) -> tuple[datetime, str, int, str]:
    return reading.ingested or LONG_AGO, reading.uri, reading.record, reading.article_id


def moment_of(told: str) -> datetime | None:
    """A time as ISO 8601, as mail writes it, or in seconds since 1970; None if it is none of these."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime, lambda t: datetime.fromtimestamp(float(t), UTC)):
        try:
            found = parse(told.strip())
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError, OSError):
            continue
    return None


def mark_of(title: str) -> tuple[int, int]:
    """How late a headline says that the text is: the highest number of an update, and how many marks it has."""
    head, rest = [], title.strip().casefold()
    while found := marks()[0].match(rest):
        head.append(int(found[1] or 0))
        rest = rest[found.end() :]
    return max(head, default=0), len(head) + bool(marks()[1].search(rest))


@cache
def marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(version_words().marks, key=len, reverse=True))
    return re.compile(rf"(?:{words})(?: ?(\d{{1,3}}))? ?[-–—:]+ ?"), re.compile(rf"[\[(](?:{words})[\])]$")


@dataclass(frozen=True, slots=True)
class Rivals:
    """What the search for copies is to know of versions: they are no copies of each other, and a current original is better."""

    places: Mapping[str, frozenset[str]]  # of each article those where other texts stood, too
    late: frozenset[str]  # articles that a newer version supersedes

    def share_place(self, one: str, other: str) -> bool:
        return not self.places.get(one, NOWHERE).isdisjoint(self.places.get(other, NOWHERE))


NOWHERE: frozenset[str] = frozenset()
NO_RIVALS = Rivals({}, NOWHERE)


def rivals(readings: Iterable[Reading]) -> Rivals:
    places = by_place(readings)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place, there in places.items():
        for reading in there:
            found[reading.article_id].add(place)
    return Rivals({i: frozenset(there) for i, there in found.items()}, frozenset(losers(places)))


def losers(places: Mapping[str, Sequence[Reading]]) -> dict[str, str]:
    """Articles that lost at a place and won at none: each with the winner, of several the one that was read last."""
    winners = {there[-1].article_id for there in places.values()}
    found: dict[str, Reading] = {}
    for there in places.values():
        for reading in there:
            if reading.content_hash != there[-1].content_hash and reading.article_id not in winners:
                found[reading.article_id] = max(found.get(reading.article_id, there[-1]), there[-1], key=read)
    return {loser: winner.article_id for loser, winner in found.items()}


def mark_all(readings: Iterable[Reading], texts: Mapping[str, str]) -> dict[str, Marks]:
    """The marks of all articles in `texts`, which gives each its original or itself; others stay as they are stored."""
    places = by_place(readings)
    lost = losers(places)
    winners = {there[-1].article_id for there in places.values()}
    kept = {texts[i] for i in winners if i in texts}
    gone = {o: lost[o] for o in set(texts.values()) if o in lost and o not in kept}
    by = {i: (lost.get(i) if i != o else None) or gone.get(o) for i, o in texts.items()}
    older = predecessors(places, by, lost)
    return {i: Marks(older.get(i), by[i]) for i in texts}


def predecessors(
    places: Mapping[str, Sequence[Reading]], by: Mapping[str, str | None], lost: Mapping[str, str]
) -> dict[str, str]:
    """For each version the one before it: of all that the same winner supersedes, in the order of its places."""
    chains: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for there in places.values():
        winner = there[-1].article_id
        for reading in there:
            if lost.get(reading.article_id) == winner == by.get(reading.article_id, reading.superseded_by):
                chains[winner].pop(reading.article_id, None)
                chains[winner][reading.article_id] = None
    return {newer: older for winner, chain in chains.items() for older, newer in pairwise([*chain, winner])}
