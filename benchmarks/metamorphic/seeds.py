"""Seed sentences in the parts that their variants need, the parties in them, and the records that are written for them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent
PUBLISHED = date(2021, 5, 4)
MEN = ("leader", "minister", "person")

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
        return self.bare.casefold(), self.country, self.sector

    @property
    def bare(self) -> str:
        """The text without its article."""
        return next((self.text.removeprefix(a) for a in ("the ", "an ", "a ") if self.text.startswith(a)), self.text)

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
        if self.row.get("place_of_actor") and self.actors[0].country not in ("", "IGO", "NSA"):
            place = (self.actors[0].bare, self.actors[0].country)
        counted = self.recipients[0].text.split()[-1].removesuffix("s") if self.recipients else ""
        numbers = frozenset((float(n), unit.format(R=counted), role) for n, unit, role in self.row.get("quantities", ()))
        none: frozenset[Side] = frozenset()
        return Record(
            self.row["code"], frozenset(actors), frozenset(recipients), "asserted", False, none, none, place, numbers,
            (PUBLISHED, PUBLISHED),
        )  # fmt: skip


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


def load_seeds() -> list[Seed]:
    parties = load_parties()

    def side(value: str | list[str]) -> tuple[Party, ...]:
        return tuple(parties[key] for key in ([value] if isinstance(value, str) else value))

    return [Seed(side(row["actor"]), side(row.get("recipient", [])), row) for row in load("seeds")["seed"]]
