"""Why two tellings are held to be of one happening, or are not, in words."""

from collections.abc import Iterator

from tasks.compare.contradict import contradiction, named
from tasks.compare.features import FIGURES, UNREST, Pair
from tasks.compare.relations import Figure, Place, Time
from tasks.compare.telling import Range


def reasons(p: Pair) -> tuple[str, ...]:
    """What agrees, then what does not: 'same kind of act (ASSAULT firearms)', 'same place (Lodwar)', '17 dead in both'."""
    against = contradiction(p)
    found = [*kind(p), *places(p), *times(p), *figures(p), *parties(p), *held(p)]
    found += [f"but {against}"] if against else []
    return tuple(sorted(found, key=lambda reason: reason.startswith("but ")))


def kind(p: Pair) -> Iterator[str]:
    a, b = p.one, p.other
    if a.type == b.type:
        yield f"same kind of act ({a.type}{f' {a.mode}' if a.mode and a.mode == b.mode else ''})"
        if a.mode and b.mode and a.mode != b.mode:
            yield f"but {a.mode} and {b.mode}"
    elif {a.type, b.type} == UNREST:
        yield f"kindred acts ({a.type} and {b.type})"
    else:
        yield f"but {a.type} and {b.type}"
    yield f"articles alike ({max(p.articles, p.meeting):.2f})"


def places(p: Pair) -> Iterator[str]:
    one, other = p.one.place, p.other.place
    if one is None or other is None:
        return
    both = f"{one.name} and {other.name}"
    told = {
        Place.SAME: f"same place ({one.name})",
        Place.WIDE: f"same country or region ({one.name})",
        Place.NEAR: f"places near each other ({both})",
        Place.NESTED: f"one place lies in the other ({both})",
        Place.APART: f"but elsewhere ({both})",
        Place.ABROAD: f"but in another country ({both})",
    }
    if p.place in told:
        yield told[p.place]


def times(p: Pair) -> Iterator[str]:
    one, other = p.one.days, p.other.days
    told = {
        Time.SAME: f"same day ({one.start})",
        Time.OVERLAP: "times that overlap",
        Time.NEAR: f"days near each other ({one.start} and {other.start})",
        Time.WEEK: f"but days apart ({one.start} and {other.start})",
        Time.FAR: f"but weeks apart ({one.start} and {other.start})",
    }
    if p.time in told:
        yield told[p.time]


def figures(p: Pair) -> Iterator[str]:
    for role in FIGURES:
        one, other = p.one.counts.get(role), p.other.counts.get(role)
        if one is None or other is None:
            continue
        if p.figures[role] == Figure.SAME:
            yield f"{number(one)} {role} in both"
        elif p.figures[role] == Figure.COMPATIBLE:
            yield f"{number(one)} and {number(other)} {role} go together"
        else:
            yield f"but {number(one)} {role}, not {number(other)}"


def number(counted: Range) -> str:
    low, high = counted
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def parties(p: Pair) -> Iterator[str]:
    for name, one, other in (("actors", p.one.actors, p.other.actors), ("recipients", p.one.recipients, p.other.recipients)):
        shared = [who for who in one if who.proper & other.proper]
        if shared:
            yield f"{name} in common ({named(shared)})"
        elif one.lands & other.lands:
            yield f"{name} of {', '.join(sorted(one.lands & other.lands))}"


def held(p: Pair) -> Iterator[str]:
    told = {p.one.factuality, p.other.factuality}
    if len(told) > 1 and told & {"negated", "denied"}:
        yield f"but {' and '.join(sorted(told))}"
