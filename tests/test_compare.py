"""Which reports tell the same happening: a table of invented tellings, near misses beside hits, and what an incident sums up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.parts import Party, PlaceRef, Quantity, Span
from schemas.tables import Event
from tasks.compare.contradict import contradiction
from tasks.compare.features import features, pair
from tasks.compare.group import MOST, average_link, meetings
from tasks.compare.incidents import incidents, summary
from tasks.compare.reasons import reasons
from tasks.compare.relations import Figure, Place, Time, gap, of_days, of_figures, of_places, weekday
from tasks.compare.telling import Days, Origin, Telling, stems, telling, who
from tasks.stories.terms import terms_of

# -- builders ------------------------------------------------------------------------------------------------------------------

MON, TUE, WED, THU, FRI = (date(2023, 5, n) for n in (8, 9, 10, 11, 12))


def spot(name: str, country: str, precision: int, lat: float | None = None, lon: float | None = None, admin1: str = "") -> PlaceRef:
    return PlaceRef(0, len(name), name, name, None, lat, lon, country, admin1, "", precision, 1.0)


LODWAR = spot("Lodwar", "KEN", 1, 3.12, 35.6, "Turkana")
KAKUMA = spot("Kakuma", "KEN", 1, 3.71, 34.86, "Turkana")
SUBURB = spot("Napetet", "KEN", 1, 3.1, 35.62, "Turkana")
TURKANA = spot("Turkana", "KEN", 2, 3.5, 35.5, "Turkana")
NORTH = spot("northern Kenya", "KEN", 3)
KENYA = spot("Kenya", "KEN", 3, 1.0, 38.0)
JUBA = spot("Juba", "SSD", 1, 4.85, 31.58, "Central Equatoria")

MARKET = "Gunmen opened fire on traders at the Lodwar livestock market in Turkana. Herders of the Dassanech are blamed for the raid."
BANK = "Robbers held up the Equity branch at Kakuma camp near the Lokichoggio road. Police of Turkana West follow their trail."
TRIAL = "Former treasurer Okello Wafula stood before the Kisumu anti-corruption court over the Nyando dam millions."
MARCH = "Nurses of the Machakos referral hospital marched along Mbolu Malu road over unpaid allowances, their union Knun said."
TALKS = "Ministers of Kenya and Ethiopia sat down in Moyale to talk about wells at Lake Turkana and the Omo dam."
MINE = "A mine of Gulsa rebels went off beneath a lorry on the Afgoi road near Bariire, Governor Sharif Addow said."


def act(text: str, word: str = "killed", article: str = "", **more: Any) -> Telling:
    """A telling in an article of its own, by default of a killing."""
    key = article or f"a{abs(hash((text, word, *sorted(map(str, more.items())))))}"
    base = Telling(
        event_id=f"{key}-{word}", article_id=key, type="ASSAULT", rule="assault.kill", quad="MX",
        stems=stems(word), words=frozenset(terms_of("", text)), terms=terms_of("", text),
    )  # fmt: skip
    sides = {side: tuple(who(*party) for party in more.pop(side, ())) for side in ("actors", "recipients")}
    figures = {role: (float(more[role]), float(more.pop(role))) for role in ("dead", "injured", "arrested") if role in more}
    return replace(base, **sides, counts=figures, **more)


def on(day: date, text: str = "Monday", precision: int = 1) -> Days:
    return Days(day, day, precision, "text", text)


def out(day: date) -> dict[str, Any]:
    """Published that day, and no other time told."""
    return {"published": day, "days": Days(day, day, 1, "published")}


ARREST = {"type": "COERCE", "mode": "arrest", "rule": "coerce.arrest"}
CHARGE = {"type": "ACCUSE", "mode": "allege", "rule": "accuse.allege.charge", "quad": "VX"}
CONVICT = {"type": "SANCTION", "mode": "convict", "rule": "sanction.convict"}
DEMO = {"type": "PROTEST", "mode": "demo", "rule": "protest.demo"}
TALK = {"type": "CONSULT", "rule": "consult.talks", "quad": "VC"}
HERDERS, TRADERS, POLICE = ("Dassanech herders", "ETH", "REB"), ("traders", "KEN", "CVL"), ("Turkana police", "KEN", "COP")
JANE, ROSE = ("Jane Wanjiru", "KEN", "CVL"), ("Rose Akinyi", "KEN", "CVL")

Case = tuple[str, Sequence[tuple[str, Telling]]]


def case(name: str, *parts: tuple[str, Telling]) -> Any:
    """Tellings with the letter of the happening that each tells. They stand in articles of their own unless they name one."""
    numbered = [
        (letter, replace(t, event_id=f"e{n}", article_id=f"a{n}" if t.article_id.startswith("a") else t.article_id))
        for n, (letter, t) in enumerate(parts)
    ]
    return pytest.param(numbered, id=name)


def partition(found: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(group) for group in found}


def grouped(tellings: Sequence[Telling]) -> set[frozenset[str]]:
    return partition([[e.event_id for e in one.events] for one in incidents(tellings)])


# -- one happening, or two -----------------------------------------------------------------------------------------------------

TABLE = [
    case("the same words", ("A", act(MARKET, dead=17)), ("A", act(MARKET, dead=17))),
    case("three words for one attack", ("A", act(MARKET, "killed", dead=17)), ("A", act(MARKET, "attack", rule="assault.attack")),
         ("A", act(MARKET, "shot", mode="firearms", rule="assault.firearms.shoot"))),
    case("two stories far apart", ("A", act(MARKET, dead=3)), ("B", act(MINE, dead=3))),
    case("two stories, one town and day", ("A", act(MARKET, place=LODWAR, days=on(MON))),
         ("B", act(TRIAL, place=LODWAR, days=on(MON)))),
    case("town and province", ("A", act(MARKET, place=LODWAR, dead=17)), ("A", act(MARKET, place=TURKANA, dead=17))),
    case("town, province, 'northern X'", ("A", act(MARKET, place=LODWAR, dead=17)), ("A", act(MARKET, place=TURKANA, dead=17)),
         ("A", act(MARKET, place=NORTH, dead=17))),
    case("town and its suburb", ("A", act(MARKET, place=LODWAR)), ("A", act(MARKET, place=SUBURB))),
    case("two towns", ("A", act(MARKET, place=LODWAR)), ("B", act(MARKET, place=KAKUMA))),
    case("two towns in two countries", ("A", act(MARKET, place=LODWAR)), ("B", act(MARKET, place=JUBA))),
    case("two towns, one toll", ("A", act(MARKET, place=LODWAR, dead=4)), ("B", act(MARKET, place=KAKUMA, dead=4))),
    case("two towns and one report without place", ("A", act(MARKET, place=LODWAR, dead=17)), ("B", act(MARKET, place=KAKUMA, dead=4)),
         ("A", act(MARKET, dead=17))),
    case("a town that is carried on parts nothing", ("A", act(MARKET, place=LODWAR, dead=17)),
         ("A", act(MARKET, place=KAKUMA, placed=False, dead=17))),
    case("one day told twice", ("A", act(MARKET, days=on(MON))), ("A", act(MARKET, days=on(MON)))),
    case("two days", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, days=on(WED, "Wednesday")))),
    case("two days on end", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, days=on(TUE, "Tuesday")))),
    case("two days on end, one toll", ("A", act(MARKET, days=on(MON), dead=17)), ("A", act(MARKET, days=on(TUE, "Tuesday"), dead=17))),
    case("the day of the act and of the paper", ("A", act(MARKET, days=on(MON), published=TUE)), ("A", act(MARKET, **out(TUE)))),
    case("a line of the date is not the act's", ("A", act(MARKET, days=on(MON), published=WED)),
         ("A", act(MARKET, days=on(WED, "10 May 2023"), published=WED))),
    case("an undated report", ("A", act(MARKET, days=on(MON), dead=17)), ("A", act(MARKET, dead=17))),
    case("three undated, placeless reports", *[("A", act(MARKET, word)) for word in ("killed", "killing", "kills")]),
    case("an undated report of another story", ("A", act(MARKET, days=on(MON))), ("B", act(BANK))),
    case("undated joins the likelier of two days", ("A", act(MARKET, days=on(MON), dead=17)),
         ("B", act(MARKET, days=on(THU, "Thursday"), dead=4)), ("A", act(MARKET, dead=17))),
    case("the anniversary", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, "march", **DEMO, days=on(MON + timedelta(365))))),
    case("an attack a year after", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, days=on(MON + timedelta(365))))),
    case("a month and a day in it", ("A", act(MARKET, days=on(MON))), ("A", act(MARKET, days=Days(date(2023, 5, 1), date(2023, 5, 31), 3, "text", "May")))),
    case("a year and a month of another", ("A", act(MARKET, days=Days(date(2019, 1, 1), date(2019, 12, 31), 4, "text", "2019"))),
         ("B", act(MARKET, days=on(MON)))),
    case("a rising toll", ("A", act(MARKET, dead=11, **out(MON))), ("A", act(MARKET, dead=14, **out(TUE))), ("A", act(MARKET, dead=17, **out(WED)))),
    case("a correction", ("A", act(MARKET, dead=17, place=LODWAR, **out(MON))), ("A", act(MARKET, dead=12, place=LODWAR, **out(TUE)))),
    case("'dozens' and a number", ("A", replace(act(MARKET), counts={"injured": (24, 99)})), ("A", act(MARKET, injured=31))),
    case("two victims by name", ("A", act(MARKET, recipients=[JANE])), ("B", act(MARKET, recipients=[ROSE]))),
    case("one victim, surname alone", ("A", act(MARKET, recipients=[JANE])), ("A", act(MARKET, recipients=[("Wanjiru", "KEN", "CVL")]))),
    case("a name and a description", ("A", act(MARKET, recipients=[JANE])), ("A", act(MARKET, recipients=[("30-year-old woman", "KEN", "CVL")]))),
    case("a firm and its branch are no two victims", ("A", act(BANK, recipients=[("Equity Bank", "KEN", "BUS")])),
         ("A", act(BANK, recipients=[("Kakuma Branch", "KEN", "BUS")]))),
    case("an attack and its revenge", ("A", act(MARKET, actors=[HERDERS], recipients=[("Turkana villagers", "KEN", "CVL")])),
         ("B", act(MARKET, actors=[("Turkana youths", "KEN", "REB")], recipients=[("Dassanech camp", "ETH", "CVL")]))),
    case("actors on one side only", ("A", act(MARKET, actors=[HERDERS])), ("A", act(MARKET, recipients=[TRADERS]))),
    case("an attack and the arrest after it", ("A", act(MARKET, actors=[HERDERS])), ("B", act(MARKET, "arrested", **ARREST, actors=[POLICE]))),
    case("arrest told twice", ("A", act(BANK, "arrested", **ARREST, arrested=4)), ("A", act(BANK, "arrest", **ARREST))),
    case("arrest, charge and verdict", ("A", act(TRIAL, "arrested", **ARREST)), ("B", act(TRIAL, "charged", **CHARGE)),
         ("C", act(TRIAL, "convicted", **CONVICT))),
    case("a verdict in two papers", ("A", act(TRIAL, "convicted", **CONVICT)), ("A", act(TRIAL, "conviction", **CONVICT))),
    case("two men convicted", ("A", act(TRIAL, "convicted", **CONVICT, recipients=[("Okello Wafula", "KEN", "CVL")])),
         ("B", act(TRIAL, "convicted", **CONVICT, recipients=[("Peter Mutiso", "KEN", "CVL")]))),
    case("a charge and an accusation", ("A", act(TRIAL, "charged", **CHARGE)),
         ("B", act(TRIAL, "lamented", type="ACCUSE", mode="disapprove", rule="accuse.disapprove", quad="VX"))),
    case("a protest told twice", ("A", act(MARCH, "marched", **DEMO)), ("A", act(MARCH, "march", **DEMO))),
    case("protest on two days", ("A", act(MARCH, "marched", **DEMO, days=on(MON))), ("B", act(MARCH, "marched", **DEMO, days=on(THU, "Thursday")))),
    case("a protest and talks about it", ("A", act(MARCH, "marched", **DEMO)), ("B", act(MARCH, "talks", **TALK))),
    case("talks told twice", ("A", act(TALKS, "talks", **TALK, **out(MON))), ("A", act(TALKS, "talks", **TALK, **out(TUE)))),
    case("talks in two weeks", ("A", act(TALKS, "talks", **TALK, days=on(MON))), ("B", act(TALKS, "talks", **TALK, days=on(date(2023, 5, 22))))),
    case("a claim and its denial", ("A", act(MARKET, actors=[HERDERS])),
         ("A", act(MARKET, actors=[HERDERS], factuality="denied", denied_by=("Dassanech elders",)))),
    case("denied of one, told of another", ("A", act(MARKET, actors=[HERDERS], factuality="denied")),
         ("B", act(MARKET, actors=[("Toposa raiders", "SSD", "REB")]))),
    case("two attacks of one article", ("A", act(MARKET, article="x", place=LODWAR, dead=17)), ("B", act(MARKET, "attacked", article="x", dead=2))),
    case("two attacks in one town on one day", ("A", act(MARKET, place=LODWAR, days=on(MON), dead=17)), ("B", act(BANK, place=LODWAR, days=on(MON), dead=2)),
         ("A", act(MARKET, days=on(MON), dead=17))),
    case("a stray place among many is outvoted", *[("A", act(MARKET, place=LODWAR, dead=17, **out(MON)))] * 5,
         ("A", act(MARKET, place=KAKUMA, dead=17, **out(MON)))),
    case("alone", ("A", act(MINE))),
]  # fmt: skip


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 40


@pytest.mark.parametrize("parts", TABLE)
def test_who_tells_the_same(parts: Sequence[tuple[str, Telling]]) -> None:
    expected: dict[str, list[str]] = defaultdict(list)
    for letter, one in parts:
        expected[letter].append(one.event_id)
    assert grouped([one for _, one in parts]) == partition(list(expected.values()))
