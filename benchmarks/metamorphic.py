"""Sentences turned about: the record of a seed sentence must change exactly as the sentence did.

    python -m benchmarks.metamorphic [SEEDS]     # pass rates, and what fails; SEEDS is a file of seeds

Seeds, parties and transformations are data (metamorphic/*.toml). For each seed and transformation every grammatical variant is
made, its expected record is the seed's written record with the change that the transformation states, and the coder must give
that record and nothing else. The method is metamorphic testing (Chen et al. 1998; CheckList of Ribeiro et al. 2020).
"""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from lexicon.events import load_events
from schemas.parts import Party as FoundParty
from schemas.settings import load_settings
from schemas.tables import Article, Event
from tasks.annotate import annotate
from tasks.extract.article import extract

DATA = Path(__file__).parent / "metamorphic"
PUBLISHED = date(2021, 5, 4)
CURRENT = ("asserted", "denied", "negated")  # only these fall back to the publication date
MATERIAL = ("MC", "MX")  # only these take a dateline's place
PRONOUNS = ("it", "they", "he", "she")
MEN = ("leader", "minister", "person")
STAND_INS = 2  # how many other parties take each side's place

Side = tuple[str, str, str]  # a party in a record: words, country, sector
Interval = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Party:
    """A party as it stands inside a sentence."""

    text: str
    country: str
    sector: str
    kind: str
    plural: bool = False

    @property
    def side(self) -> Side:
        words = self.text.casefold()
        return (
            next((words.removeprefix(a) for a in ("the ", "an ", "a ") if words.startswith(a)), words),
            self.country,
            self.sector,
        )

    @property
    def voice(self) -> Side:
        """As one who speaks: a bare country then acts as a government, also where its deed is one of force."""
        words, country, sector = self.side
        return words, country, "GOV" if self.kind == "power" else sector

    @property
    def pronoun(self) -> str:
        return "they" if self.plural else "he" if self.kind in MEN else "it"


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared of an event. `dates` is None where any will do."""

    code: str
    actors: frozenset[Side]
    recipients: frozenset[Side]
    factuality: str
    historical: bool
    attributed_to: frozenset[Side]
    denied_by: frozenset[Side]
    place: tuple[str, str] | None
    quantities: frozenset[tuple[float, str, str]]
    dates: Interval | None

    def differs(self, found: "Record") -> list[str]:
        """The names of the fields in which a found record differs from this expected one."""
        return [f for f in self.__slots__ if getattr(self, f) != getattr(found, f) and (f != "dates" or self.dates)]


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence in the parts that its variants need, and its record."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    row: Mapping[str, Any]

    @property
    def words(self) -> dict[str, str]:
        """The parts by the names that templates know."""
        plural = len(self.actors) > 1 or self.actors[0].plural
        base, past, participle, gerund = self.row["verb"]
        a, r = join(self.actors), join(self.recipients)
        it = "they" if plural else self.actors[0].pronoun
        inner = {"A": a, "R": r, "it": it, "its": {"they": "their", "he": "his", "it": "its"}[it]}
        parts = {**inner, "base": base, "past": past, "participle": participle, "gerund": gerund}
        parts |= {"third": base if plural else third_person(base), "rest": space(self.row["rest"].format(**inner))}
        parts |= auxiliaries("", plural)
        if passive := self.row.get("passive"):
            subject, before, behind, several = passive
            parts |= {"S": subject.format(**inner), "Q": space(before.format(**inner)), "P": space(behind.format(**inner))}
            parts |= auxiliaries("s_", several)
        if nominal := self.row.get("nominal"):
            parts |= {"N": nominal.format(**inner), **auxiliaries("n_", self.row.get("nominal_plural", False))}
        return parts

    @property
    def record(self) -> Record:
        """The written record of the plain sentence."""
        actors, recipients = ({p.side for p in side} for side in (self.actors, self.recipients))
        if self.row.get("mutual"):
            actors, recipients = actors | recipients, set()
        place = tuple(self.row["place"]) if "place" in self.row else None
        if self.row.get("place_of_recipient"):
            place = (self.recipients[0].text, self.recipients[0].country)
        counted = self.recipients[0].text.split()[-1].removesuffix("s") if self.recipients else ""
        numbers = frozenset((float(n), unit.format(R=counted), role) for n, unit, role in self.row.get("quantities", ()))
        none: frozenset[Side] = frozenset()
        return Record(
            self.row["code"], frozenset(actors), frozenset(recipients), "asserted", False, none, none, place, numbers,
            (PUBLISHED, PUBLISHED),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A text and the record that it must give."""

    transformation: str
    text: str
    record: Record
    dateline: str = ""


def join(parties: Sequence[Party]) -> str:
    return " and ".join(p.text for p in parties)


def space(text: str) -> str:
    return f" {text}" if text else ""


def third_person(base: str) -> str:
    """'carry out' -> 'carries out'."""
    verb, *particle = base.split(" ", 1)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s"
    return " ".join([verb, *particle])


def auxiliaries(prefix: str, plural: bool) -> dict[str, str]:
    forms = {"was": "were", "has": "have", "is": "are", "does": "do"}
    return {f"{prefix}{one}": many if plural else one for one, many in forms.items()}


def load(name: str) -> dict[str, Any]:
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def load_parties() -> dict[str, Party]:
    return {key: Party(**row) for key, row in load("parties").items()}


def load_seeds(name: str = "seeds") -> list[Seed]:
    parties = load_parties()

    def side(value: str | list[str]) -> tuple[Party, ...]:
        return tuple(parties[key] for key in ([value] if isinstance(value, str) else value))

    return [Seed(side(row["actor"]), side(row.get("recipient", [])), row) for row in load(name)["seed"]]


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
        record = replace(record, actors=frozenset())
    if change.get("future"):
        record = replace(
            record, code=seed.row["future"] or record.code, factuality="asserted" if seed.row["future"] else "planned"
        )
    if "dates" in change:
        start, end = (date.fromisoformat(d) for d in change["dates"]) if change["dates"] else (None, None)
        return replace(record, dates=(start, end) if start else None)
    return record if record.factuality in CURRENT else replace(record, dates=(None, None))


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


def article(number: int, variant: Variant) -> Article:
    return Article(
        article_id=str(number), title="", byline="", dateline=variant.dateline, published=PUBLISHED,
        published_text=str(PUBLISHED), published_source="given", language="en", url="", text=variant.text,
        words=len(variant.text.split()), furniture=(), content_hash="", minhash=b"", bands=(), copy_of=None, story_id="",
        fingerprint="", batch_id="",
    )  # fmt: skip


def observed(event: Event, wanted: Record) -> Record:
    """What is compared of an event that was found. A pronoun counts as the wanted party of its country and sector."""
    known = {s[1:]: s[0] for s in (*wanted.actors, *wanted.recipients, *wanted.attributed_to, *wanted.denied_by)}

    def sides(parties: Iterable[FoundParty]) -> frozenset[Side]:
        found = ((p.text.casefold(), p.country or "", str(p.sector)) for p in parties)
        return frozenset(
            (known.get((country, sector), word) if word in PRONOUNS else word, country, sector)
            for word, country, sector in found
        )

    return Record(
        f"{event.type}/{event.mode}" if event.mode else event.type, sides(event.actors), sides(event.recipients),
        str(event.factuality), event.historical, sides(event.attributed_to), sides(event.denied_by),
        (event.place.text, event.place.country) if event.place else None,
        frozenset((q.value or 0.0, q.unit, str(q.role)) for q in event.quantities), (event.date_start, event.date_end),
    )  # fmt: skip


def failures(made: Sequence[Variant]) -> Iterator[str]:
    """For each variant what is wrong with its record, '' if nothing is. All are parsed in one batch."""
    lexicon, settings = load_events(), load_settings()
    articles = (article(n, v) for n, v in enumerate(made))
    for annotated, variant in zip(annotate(articles, settings.model), made, strict=True):
        found = [observed(e, variant.record) for e in extract(annotated, lexicon).events]
        if len(found) == 1:
            wrong = variant.record.differs(found[0])
            yield "; ".join(f"{f}: {show(getattr(found[0], f))}, not {show(getattr(variant.record, f))}" for f in wrong)
        else:
            yield f"{len(found)} events: {', '.join(f'{r.code} {r.factuality}' for r in found)}"


def show(value: object) -> str:
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted("/".join(map(str, v)) for v in value)) + "}"
    return "..".join(map(str, value)) if isinstance(value, tuple) else str(value)


def pass_rates(name: str = "seeds") -> tuple[dict[str, tuple[int, int]], list[tuple[Variant, str]]]:
    """Transformation -> (passed, all), and the variants that fail with what is wrong."""
    made = [v for n, seed in enumerate(load_seeds(name)) for v in variants(seed, n)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    failed = []
    for variant, wrong in zip(made, failures(made), strict=True):
        counts[variant.transformation][0] += not wrong
        counts[variant.transformation][1] += 1
        if wrong:
            failed.append((variant, wrong))
    return {k: (passed, total) for k, (passed, total) in counts.items()}, failed


def main(name: str = "seeds") -> None:
    rates, failed = pass_rates(name)
    for variant, wrong in failed:
        print(f"{variant.transformation:14} {variant.text}\n{'':14} {wrong}")
    for transformation, (passed, total) in rates.items():
        print(f"{transformation:14} {passed:5} of {total:5} {passed / total:7.1%}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
