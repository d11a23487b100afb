"""The variants of a seed sentence, each with the record that it must give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from benchmarks.metamorphic.seeds import Party, Record, Seed, load, load_parties
from lexicon.events import load_events
from lexicon.harm import harm

CURRENT = ("asserted", "denied", "negated")  # only these fall back to the publication date
MATERIAL = ("MC", "MX")  # only these take a dateline's place
STAND_INS = 2  # how many other parties take each side's place


@dataclass(frozen=True, slots=True)
class Variant:
    """A text and the record that it must give."""

    transformation: str
    text: str
    record: Record
    dateline: str = ""


def sentence(template: str, words: Mapping[str, str]) -> str | None:
    """A template filled in; None if the seed lacks one of its parts."""
    try:
        text = template.format(**words)
    except KeyError:
        return None
    head, *rest = text.split("^")
    return head + "".join(part[0].upper() + part[1:] for part in rest)


def changed(seed: Seed, change: Mapping[str, Any], speakers: Mapping[str, Party]) -> Record:
    """The seed's record as a transformation must change it."""
    record = seed.record
    who = {"X": {speakers["X"].side}, "Y": {speakers["Y"].side}, "A": {p.voice for p in seed.actors}}
    record = replace(record, factuality=change.get("factuality", "asserted"), historical=change.get("historical", False))
    said, denied = (frozenset(who.get(change.get(field, ""), ())) for field in ("attributed_to", "denied_by"))
    record = replace(record, attributed_to=said, denied_by=denied)
    if change.get("actors") == "none":
        record = replace(record, actors=frozenset(), place=None if seed.row.get("place_of_actor") else record.place)
    if change.get("future"):
        record = announced(record, seed.row["future"])
    if "dates" in change:
        start, end = (date.fromisoformat(d) for d in change["dates"]) if change["dates"] else (None, None)
        return replace(record, dates=(start, end) if start else None)
    return record if record.factuality in CURRENT else replace(record, dates=(None, None))


def announced(record: Record, code: str) -> Record:
    """An act that is to come, as the act of announcing it (its code); without one it stays what it is and is planned.

    By a threat nobody is dead or under arrest yet: the number is that of its recipients.
    """
    if not code:
        return replace(record, factuality="planned")
    told = ((n, unit, "recipient" if role in harm().roles else role) for n, unit, role in record.quantities)
    return replace(record, code=code, quantities=frozenset(told))


def variants(seed: Seed, number: int) -> Iterator[Variant]:
    """Every variant of a seed; speakers and datelines rotate."""
    yield Variant("seed", sentence("^{A} {past}{rest}.", seed.words) or "", seed.record)
    yield from swapped(seed, number)
    speaking = [p for p in load_parties().values() if p.kind == "speaker"]
    for name, change, templates, datelines in transformations():
        if change.get("future") and "future" not in seed.row:
            continue
        if change.get("actors") == "none" and not (seed.record.recipients and seed.row.get("agentless", True)):
            continue  # an act without any party is no event
        for n, template in enumerate(templates, number):
            pair = {"X": speaking[n % len(speaking)], "Y": speaking[(n + 1) % len(speaking)]}
            text = sentence(template, seed.words | {key: p.text for key, p in pair.items()})
            if text is None:
                continue
            record, dateline = changed(seed, change, pair), ""
            if datelines:
                dateline, town, country = datelines[n % len(datelines)]
                if record.place is None and load_events().code(record.code)[0].quad in MATERIAL:
                    record = replace(record, place=(town, country))
            yield Variant(name, dateline + text, record, dateline.rstrip(" -—"))


def transformations() -> Iterator[tuple[str, dict[str, Any], list[str], list[list[str]]]]:
    """(name, change, templates, datelines); the special cases of a transformation count under its name."""
    for name, table in load("transformations").items():
        for part in (table, *(v for k, v in table.items() if isinstance(v, dict) and k != "change")):
            found = [t for form in ("active", "passive", "nominal") for t in part.get(form, ())]
            yield name, part["change"], found, part.get("datelines", [])


def swapped(seed: Seed, number: int) -> Iterator[Variant]:
    """The seed with other parties of the same kinds, and with its own the other way round."""
    pool = load_parties().values()

    def others(side: tuple[Party, ...]) -> list[tuple[Party, ...]]:
        mine = {*seed.actors, *seed.recipients}
        fitting = [p for p in pool if side and p.kind == side[0].kind and p not in mine]
        turned = fitting[number % max(1, len(fitting)) :] + fitting[: number % max(1, len(fitting))]
        return [(p, *side[1:]) for p in turned[:STAND_INS]]

    actors, recipients = others(seed.actors), others(seed.recipients)
    told = [replace(seed, actors=a) for a in actors] + [replace(seed, recipients=r) for r in recipients]
    told += [replace(seed, actors=a, recipients=r) for a, r in zip(actors, recipients[::-1], strict=False) if a != r]
    if seed.row.get("mirror"):
        told.append(replace(seed, actors=seed.recipients, recipients=seed.actors))
    for other in told:
        for template in ("^{A} {past}{rest}.", "^{S} {s_was} {participle}{Q} by {A}{P}."):
            if text := sentence(template, other.words):
                yield Variant("party-swapped", text, other.record)
