"""Which reports tell the same happening: a table of invented tellings, near misses beside hits; what an incident sums up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.grouping import incident_model
from schemas.parts import Party, PlaceRef, Quantity, Span
from schemas.tables import Event
from tasks.compare.contradict import contradiction
from tasks.compare.features import features, pair
from tasks.compare.incidents import incidents, summary
from tasks.compare.reasons import reasons
from tasks.compare.relations import Figure, Place, Time, gap, of_days, of_figures, of_places, weekday
from tasks.compare.telling import Days, Origin, Side, Telling, stems, telling, who
from tasks.stories.terms import terms_of

# -- builders ------------------------------------------------------------------------------------------------------------------

MON, TUE, WED, THU, FRI = (date(2023, 5, n) for n in (8, 9, 10, 11, 12))


def spot(
    name: str, country: str, precision: int, lat: float | None = None, lon: float | None = None, admin1: str = ""
) -> PlaceRef:
    return PlaceRef(0, len(name), name, name, None, lat, lon, country, admin1, "", precision, 1.0)


LODWAR = spot("Lodwar", "KEN", 1, 3.12, 35.6, "Turkana")
KAKUMA = spot("Kakuma", "KEN", 1, 3.71, 34.86, "Turkana")
SUBURB = spot("Napetet", "KEN", 1, 3.1, 35.62, "Turkana")
TURKANA = spot("Turkana", "KEN", 2, 3.5, 35.5, "Turkana")
NORTH = spot("northern Kenya", "KEN", 3)
KENYA = spot("Kenya", "KEN", 3, 1.0, 38.0)
JUBA = spot("Juba", "SSD", 1, 4.85, 31.58, "Central Equatoria")

MARKET = (
    "Gunmen opened fire on traders at the Lodwar livestock market in Turkana. Herders of the Dassanech are blamed for the raid."
)
BANK = "Robbers held up the Equity branch at Kakuma camp near the Lokichoggio road. Police of Turkana West follow their trail."
TRIAL = "Former treasurer Okello Wafula stood before the Kisumu anti-corruption court over the Nyando dam millions."
DELAY = "Governor Anyango of Kisumu lamented that wells run dry at Ahero while the Nyando dam case drags on for years."
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
    sides = {side: Side(who(*party) for party in more.pop(side, ())) for side in ("actors", "recipients")}
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
    case(
        "three words for one attack",
        ("A", act(MARKET, "killed", dead=17)),
        ("A", act(MARKET, "attack", rule="assault.attack")),
        ("A", act(MARKET, "shot", mode="firearms", rule="assault.firearms.shoot")),
    ),
    case("two stories far apart", ("A", act(MARKET, dead=3)), ("B", act(MINE, dead=3))),
    case(
        "two stories, one town and day",
        ("A", act(MARKET, place=LODWAR, days=on(MON))),
        ("B", act(TRIAL, place=LODWAR, days=on(MON))),
    ),
    case("town and province", ("A", act(MARKET, place=LODWAR, dead=17)), ("A", act(MARKET, place=TURKANA, dead=17))),
    case(
        "town, province, 'northern X'",
        ("A", act(MARKET, place=LODWAR, dead=17)),
        ("A", act(MARKET, place=TURKANA, dead=17)),
        ("A", act(MARKET, place=NORTH, dead=17)),
    ),
    case("town and its suburb", ("A", act(MARKET, place=LODWAR)), ("A", act(MARKET, place=SUBURB))),
    case("two towns", ("A", act(MARKET, place=LODWAR)), ("B", act(MARKET, place=KAKUMA))),
    case("two towns in two countries", ("A", act(MARKET, place=LODWAR)), ("B", act(MARKET, place=JUBA))),
    case("two towns, one toll", ("A", act(MARKET, place=LODWAR, dead=4)), ("B", act(MARKET, place=KAKUMA, dead=4))),
    case(
        "two towns and one report without place",
        ("A", act(MARKET, place=LODWAR, dead=17)),
        ("B", act(MARKET, place=KAKUMA, dead=4)),
        ("A", act(MARKET, dead=17)),
    ),
    case(
        "a town that is carried on parts nothing",
        ("A", act(MARKET, place=LODWAR, dead=17)),
        ("A", act(MARKET, place=KAKUMA, placed=False, dead=17)),
    ),
    case("one day told twice", ("A", act(MARKET, days=on(MON))), ("A", act(MARKET, days=on(MON)))),
    case("two days", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, days=on(WED, "Wednesday")))),
    case("two days on end", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, days=on(TUE, "Tuesday")))),
    case(
        "two days on end, one toll",
        ("A", act(MARKET, days=on(MON), dead=17)),
        ("A", act(MARKET, days=on(TUE, "Tuesday"), dead=17)),
    ),
    case(
        "the day of the act and of the paper", ("A", act(MARKET, days=on(MON), published=TUE)), ("A", act(MARKET, **out(TUE)))
    ),
    case(
        "a line of the date is not the act's",
        ("A", act(MARKET, days=on(MON), published=WED)),
        ("A", act(MARKET, days=on(WED, "10 May 2023"), published=WED)),
    ),
    case("an undated report", ("A", act(MARKET, days=on(MON), dead=17)), ("A", act(MARKET, dead=17))),
    case("three undated, placeless reports", *[("A", act(MARKET, word)) for word in ("killed", "killing", "kills")]),
    case("an undated report of another story", ("A", act(MARKET, days=on(MON))), ("B", act(BANK))),
    case(
        "undated joins the likelier of two days",
        ("A", act(MARKET, days=on(MON), dead=17)),
        ("B", act(MARKET, days=on(THU, "Thursday"), dead=4)),
        ("A", act(MARKET, dead=17)),
    ),
    case(
        "the anniversary", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, "march", **DEMO, days=on(MON + timedelta(365))))
    ),
    case("an attack a year after", ("A", act(MARKET, days=on(MON))), ("B", act(MARKET, days=on(MON + timedelta(365))))),
    case(
        "a month and a day in it",
        ("A", act(MARKET, days=on(MON))),
        ("A", act(MARKET, days=Days(date(2023, 5, 1), date(2023, 5, 31), 3, "text", "May"))),
    ),
    case(
        "a year and a month of another",
        ("A", act(MARKET, days=Days(date(2019, 1, 1), date(2019, 12, 31), 4, "text", "2019"))),
        ("B", act(MARKET, days=on(MON))),
    ),
    case(
        "a rising toll",
        ("A", act(MARKET, dead=11, **out(MON))),
        ("A", act(MARKET, dead=14, **out(TUE))),
        ("A", act(MARKET, dead=17, **out(WED))),
    ),
    case(
        "a correction",
        ("A", act(MARKET, dead=17, place=LODWAR, **out(MON))),
        ("A", act(MARKET, dead=12, place=LODWAR, **out(TUE))),
    ),
    case("'dozens' and a number", ("A", replace(act(MARKET), counts={"injured": (24, 99)})), ("A", act(MARKET, injured=31))),
    case("two victims by name", ("A", act(MARKET, recipients=[JANE])), ("B", act(MARKET, recipients=[ROSE]))),
    case(
        "one victim, surname alone",
        ("A", act(MARKET, recipients=[JANE])),
        ("A", act(MARKET, recipients=[("Wanjiru", "KEN", "CVL")])),
    ),
    case(
        "a name and a description",
        ("A", act(MARKET, recipients=[JANE])),
        ("A", act(MARKET, recipients=[("30-year-old woman", "KEN", "CVL")])),
    ),
    case(
        "a firm and its branch are no two victims",
        ("A", act(BANK, recipients=[("Equity Bank", "KEN", "BUS")])),
        ("A", act(BANK, recipients=[("Kakuma Branch", "KEN", "BUS")])),
    ),
    case(
        "an attack and its revenge",
        ("A", act(MARKET, actors=[HERDERS], recipients=[("Turkana villagers", "KEN", "CVL")])),
        ("B", act(MARKET, actors=[("Turkana youths", "KEN", "REB")], recipients=[("Dassanech camp", "ETH", "CVL")])),
    ),
    case("actors on one side only", ("A", act(MARKET, actors=[HERDERS])), ("A", act(MARKET, recipients=[TRADERS]))),
    case(
        "an attack and the arrest after it",
        ("A", act(MARKET, actors=[HERDERS])),
        ("B", act(MARKET, "arrested", **ARREST, actors=[POLICE])),
    ),
    case("arrest told twice", ("A", act(BANK, "arrested", **ARREST, arrested=4)), ("A", act(BANK, "arrest", **ARREST))),
    case(
        "arrest, charge and verdict",
        ("A", act(TRIAL, "arrested", **ARREST)),
        ("B", act(TRIAL, "charged", **CHARGE)),
        ("C", act(TRIAL, "convicted", **CONVICT)),
    ),
    case("a verdict in two papers", ("A", act(TRIAL, "convicted", **CONVICT)), ("A", act(TRIAL, "conviction", **CONVICT))),
    case(
        "two men convicted",
        ("A", act(TRIAL, "convicted", **CONVICT, recipients=[("Okello Wafula", "KEN", "CVL")])),
        ("B", act(TRIAL, "convicted", **CONVICT, recipients=[("Peter Mutiso", "KEN", "CVL")])),
    ),
    case(
        "a charge and an accusation",
        ("A", act(TRIAL, "charged", **CHARGE)),
        ("B", act(DELAY, "lamented", type="ACCUSE", mode="disapprove", rule="accuse.disapprove", quad="VX")),
    ),
    case("a protest told twice", ("A", act(MARCH, "marched", **DEMO)), ("A", act(MARCH, "march", **DEMO))),
    case(
        "protest on two days",
        ("A", act(MARCH, "marched", **DEMO, days=on(MON))),
        ("B", act(MARCH, "marched", **DEMO, days=on(THU, "Thursday"))),
    ),
    case("a protest and talks about it", ("A", act(MARCH, "marched", **DEMO)), ("B", act(MARCH, "talks", **TALK))),
    case("talks told twice", ("A", act(TALKS, "talks", **TALK, **out(MON))), ("A", act(TALKS, "talks", **TALK, **out(TUE)))),
    case(
        "talks in two weeks",
        ("A", act(TALKS, "talks", **TALK, days=on(MON))),
        ("B", act(TALKS, "talks", **TALK, days=on(date(2023, 5, 22)))),
    ),
    case(
        "a claim and its denial",
        ("A", act(MARKET, actors=[HERDERS])),
        ("A", act(MARKET, actors=[HERDERS], factuality="denied", denied_by=("Dassanech elders",))),
    ),
    case(
        "denied of one, told of another",
        ("A", act(MARKET, actors=[HERDERS], factuality="denied")),
        ("B", act(MARKET, actors=[("Toposa raiders", "SSD", "REB")])),
    ),
    case(
        "two attacks of one article",
        ("A", act(MARKET, article="x", place=LODWAR, dead=17)),
        ("B", act(MARKET, "attacked", article="x", dead=2)),
    ),
    case(
        "two attacks in one town on one day",
        ("A", act(MARKET, place=LODWAR, days=on(MON), dead=17)),
        ("B", act(BANK, place=LODWAR, days=on(MON), dead=2)),
        ("A", act(MARKET, days=on(MON), dead=17)),
    ),
    case(
        "a stray place among many is outvoted",
        *[("A", act(MARKET, dead=17, **out(MON)))] * 5,
        ("A", act(MARKET, place=LODWAR, dead=17, **out(MON))),
        ("A", act(MARKET, place=KAKUMA, dead=17, **out(MON))),
    ),
    case("alone", ("A", act(MINE))),
]


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 40


@pytest.mark.parametrize("parts", TABLE)
def test_who_tells_the_same(parts: Sequence[tuple[str, Telling]]) -> None:
    expected: dict[str, list[str]] = defaultdict(list)
    for letter, one in parts:
        expected[letter].append(one.event_id)
    assert grouped([one for _, one in parts]) == partition(list(expected.values()))


ALL = [one for case_ in TABLE for _, one in case_.values[0]]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(8)), st.sampled_from(TABLE), st.sampled_from(TABLE))
def test_the_order_of_the_reports_does_not_matter(order: list[int], some: Any, more: Any) -> None:
    tellings = [one for _, one in some.values[0]][:4] + [
        replace(one, event_id=f"f{n}", article_id=f"b{n}") for n, (_, one) in enumerate(more.values[0][:4])
    ]
    shuffled = [tellings[n] for n in order if n < len(tellings)]
    found, again = incidents(tellings), incidents(shuffled)
    assert sorted(g.incident.incident_id for g in found) == sorted(g.incident.incident_id for g in again)
    assert {e for g in found for e in g.events} == {e for g in again for e in g.events}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_a_pair_is_judged_the_same_from_both_sides(one: Telling, other: Telling) -> None:
    assert features(pair(one, other)) == pytest.approx(features(pair(other, one)))
    assert bool(contradiction(pair(one, other))) == bool(contradiction(pair(other, one)))


def test_every_feature_has_a_weight_and_every_weight_its_feature() -> None:
    assert set(incident_model().weights) == set(features(pair(ALL[0], ALL[1])))


def test_no_incidents_of_nothing() -> None:
    assert incidents([]) == []


# -- how two things stand to each other ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (LODWAR, LODWAR, Place.SAME), (TURKANA, TURKANA, Place.SAME), (KENYA, KENYA, Place.WIDE), (LODWAR, SUBURB, Place.NEAR),
        (LODWAR, TURKANA, Place.NEAR), (LODWAR, NORTH, Place.NESTED), (TURKANA, KENYA, Place.NESTED),
        (LODWAR, KAKUMA, Place.APART),
        (LODWAR, JUBA, Place.ABROAD), (KENYA, JUBA, Place.ABROAD), (LODWAR, None, Place.UNKNOWN),
        (replace(LODWAR, lat=None), replace(TURKANA, lat=None), Place.NESTED), (spot("Red Sea", "", 3), KENYA, Place.UNKNOWN),
    ],
)  # fmt: skip
def test_places(one: PlaceRef, other: PlaceRef | None, expected: Place) -> None:
    assert of_places(one, other) == of_places(other, one) == expected


MAY = Days(date(2023, 5, 1), date(2023, 5, 31), 3, "text")


@pytest.mark.parametrize(
    ("one", "other", "expected", "away"),
    [
        (on(MON), on(MON), Time.SAME, 0), (on(MON), MAY, Time.OVERLAP, 0), (on(MON), on(WED), Time.NEAR, 2),
        (on(MON), on(date(2023, 5, 15)), Time.WEEK, 7), (MAY, on(date(2023, 7, 1)), Time.FAR, 31),
        (on(MON), Days(), Time.UNKNOWN, None),
    ],
)  # fmt: skip
def test_days(one: Days, other: Days, expected: Time, away: int | None) -> None:
    assert (of_days(one, other), gap(one, other)) == (of_days(other, one), gap(other, one)) == (expected, away)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (on(MON), 0),
        (Days(text="late Friday"), 4),
        (Days(text="last week"), None),
        (Days(MON, MON, 1, "published"), None),
        (Days(), None),
    ],
)
def test_weekdays(days: Days, expected: int | None) -> None:
    assert weekday(days) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((3, 3), (3, 3), Figure.SAME),
        ((3, 3), (4, 4), Figure.DIFFERENT),
        ((24, 99), (31, 31), Figure.COMPATIBLE),
        (None, (1, 1), Figure.UNKNOWN),
    ],
)
def test_figures(one: Any, other: Any, expected: Figure) -> None:
    assert of_figures(one, other) == of_figures(other, one) == expected


# -- reasons, summary, rows ----------------------------------------------------------------------------------------------------


def test_reasons_say_what_agrees_and_what_does_not() -> None:
    one = act(MARKET, mode="firearms", place=LODWAR, days=on(MON), dead=17, injured=3, actors=[HERDERS])
    other = act(MARKET, mode="firearms", place=TURKANA, days=on(MON), dead=17, injured=5, actors=[HERDERS])
    assert reasons(pair(one, other)) == (
        "same kind of act (ASSAULT firearms)", "articles alike (1.00)", "places near each other (Lodwar and Turkana)",
        "same day (2023-05-08)", "17 dead in both", "actors in common (Dassanech herders)", "but 3 injured, not 5",
    )  # fmt: skip


def test_reasons_name_a_contradiction() -> None:
    found = reasons(pair(act(MARKET, place=LODWAR), act(MARKET, place=JUBA)))
    assert found[-1] == "but two places: Lodwar and Juba"


def test_a_member_says_why_it_joined_and_one_alone_that_it_is() -> None:
    (group,) = incidents([act(MARKET, article="x", dead=17), act(MARKET, article="y", dead=17)])
    assert [e.nearest for e in group.events] == ["y-killed", "x-killed"]
    assert all("17 dead in both" in e.reasons and 0 < e.score <= 1 for e in group.events)
    (alone,) = incidents([act(MINE)])
    assert (alone.events[0].reasons, alone.events[0].score, alone.events[0].nearest) == (("the only report",), 1.0, None)


def test_a_summary_takes_the_best_of_all_reports() -> None:
    found = summary(
        [
            act(MARKET, article="c", place=LODWAR, dead=17, actors=[HERDERS], outlets=("Star",), **out(WED)),
            act(MARKET, article="a", place=NORTH, dead=11, days=on(MON), published=MON, outlets=("Nation",), mode="firearms"),
            act(
                MARKET,
                article="b",
                place=TURKANA,
                dead=14,
                published=TUE,
                outlets=("Nation",),
                recipients=[TRADERS],
                text_id="x",
            ),
            act(MARKET, article="d", published=FRI, factuality="denied", denied_by=("Elders",), dead=90, text_id="x"),
        ]
    )
    assert (found.place, found.date_start, found.time_precision, found.mode) == (LODWAR, MON, 1, "firearms")
    assert (found.dead_low, found.dead_high, found.dead_first, found.dead_latest) == (11, 17, 11, 17)
    assert (found.reports, found.articles, found.outlets) == (4, 3, 2)
    assert (found.first_report, found.last_report, found.contested, found.denied_by) == (MON, FRI, True, ("Elders",))
    assert ([p.name for p in found.actors], [p.name for p in found.recipients]) == (["Dassanech herders"], ["traders"])


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([KENYA, LODWAR], LODWAR), ([LODWAR, KAKUMA, LODWAR], LODWAR), ([KAKUMA, TURKANA, TURKANA, NORTH], KAKUMA),
        ([JUBA, LODWAR, TURKANA], LODWAR), ([None, None], None),
    ],
)  # fmt: skip
def test_the_best_place_is_the_most_precise_that_is_not_contradicted(
    places: list[PlaceRef | None], expected: PlaceRef | None
) -> None:
    assert summary([act(MARKET, article=str(n), place=p) for n, p in enumerate(places)]).place == expected


def test_the_day_of_publication_is_no_day_if_a_text_tells_one() -> None:
    found = summary(
        [act(MARKET, article="a", **out(TUE)), act(MARKET, article="b", **out(TUE)), act(MARKET, article="c", days=on(MON))]
    )
    assert found.date_start == MON


def test_a_telling_is_made_of_rows() -> None:
    killed = Span(8, 14, "killed")
    event = Event(
        event_id="e",
        article_id="a",
        type="ASSAULT",
        mode=None,
        contexts=(),
        quad="MX",
        score=-9.0,
        trigger=killed,
        other_mentions=(Span(40, 48, "killings"),),
        actors=(Party(0, 7, "Herders", "Herders", "ETH", "REB", "x"),),
        recipients=(),
        factuality="asserted",
        historical=False,
        attributed_to=(),
        denied_by=(),
        place=LODWAR,
        date_start=MON,
        date_end=MON,
        date_text="",
        time_precision=1,
        date_source="published",
        quantities=(
            Quantity(0, 1, "dozens", 24, 24, 99, False, "people", "injured"),
            Quantity(0, 1, "3", 3, None, None, False, "km", "distance"),
        ),
        dead=17,
        injured=None,
        arrested=None,
        confidence=1.0,
        rule_id="assault.kill.noun",
        sentence=Span(0, 30, "Herders killed 17 in Lodwar."),
        reasons=(),
        batch_id="",
    )
    found = telling(event, Origin(MON, {"lodwar": 1.0}, "t", ("Star",)))
    assert (found.rule, found.stems, found.counts) == (
        "assault.kill",
        frozenset({"kill"}),
        {"injured": (24, 99), "dead": (17.0, 17.0)},
    )
    assert (found.actors[0].proper, found.placed, found.days.told) == (frozenset({"herder"}), True, False)
    assert (found.text_id, found.outlets, found.published) == ("t", ("Star",), MON)
