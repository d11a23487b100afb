"""Retellings of one event are one event; what differs in date, place, party or truth is not."""

from datetime import date

import pytest

from tests.coding import Parse, codes, events, of_type

MONDAY = date(2021, 5, 3)
FIRST = "Kenyan troops attacked a rebel camp near Garissa on Sunday."

SAME = [
    (
        "a-suicide-bombing-is-a-bombing",
        "A suicide bomber struck a mosque in Garissa on Sunday, killing six. Nobody slept after the bombing.",
    ),
    (
        "a-drone-strike-is-an-air-strike",
        "A drone strike killed six rebels near Garissa on Sunday. Nobody slept after the air strike.",
    ),
    ("what-became-of-them", "Soldiers who chased the rebels were ambushed near Garissa; eight of them were killed."),
    ("the-noun-points-back", "Kenyan troops attacked a rebel camp near Garissa on Sunday. The attack lasted an hour."),
    ("same-parties", f"{FIRST} Kenyan troops attacked the rebel camp at dawn, the army said."),
    ("a-place-is-added", "Kenyan troops attacked rebels on Sunday. The Kenyan troops attacked the rebels near Garissa."),
    ("in-an-attack", "Six soldiers were killed in an air strike near Garissa."),
    ("with-a-result", "Kenyan jets bombed the town, killing four people."),
    ("killed-and-wounded", "Rebels killed four people and wounded 11 in Garissa."),
    ("a-blast-that-killed", "The air strike which killed four people hit Garissa."),
    ("subject-of-what-had-the-outcome", "A blast tore up the hotel in Garissa, killing 30 guests while wounding 90."),
    (
        "the-weapon-points-back",
        "Talks were interrupted by a car bombing in Garissa. Envoys were at lunch when the bomb went off, killing 20 people.",
    ),
    ("subject-of-the-outcome", "The air strike on the camp killed four rebels."),
    ("a-plural-points-back", f"{FIRST} Schools have been closed since the attacks."),
    ("a-noun-in-another-clause", f"{FIRST} Ministers who met after the attack called for calm."),
    ("an-inferred-place-does-not-part", "Rebels attacked the camp.\n\nMr Otieno spoke in Mombasa. The attack lasted an hour."),
    ("who-was-hurt-in-it", "A blast damaged the Danish embassy in Garissa. Minister Ezra Kamau was hurt in the blast."),
    (
        "a-part-of-the-dead",
        "A bomb blast at the embassies killed 300 people. Nine Danes died in the blast. The blast at the embassies hurt 40.",
    ),
    ("two-verbs-one-object", "Kenyan troops shelled and destroyed the rebel camp."),
    ("killed-when", "Three people were killed when Kenyan police opened fire on a crowd in Garissa."),
    ("killed-and-injured-in", "Six people were killed and nine injured in an air strike near Garissa."),
    ("murder-in-an-attack", "Bishops condemned the slaying of a miner in a mortar attack near Garissa."),
    ("a-staged-act-with-a-result", "Gunmen staged a grenade attack on a mine in Garissa, wounding two clerks."),
    ("things-and-people-in-one", "Two clerks were hurt and nine huts destroyed in a mortar attack near Garissa."),
    ("people-told-by-a-noun", "Gunmen killed two monks in Garissa on Sunday. Crowds mourned after the murder of the monks."),
    (
        "a-title-told-again",
        "Gunmen killed Professor Ezra Kamau in Garissa. Students marched after the murder of the professor.",
    ),
    (
        "a-thing-in-front",
        "A bomb killed two people on a ferry near Garissa on Sunday. Divers found the wreck after the ferry bombing.",
    ),
    (
        "a-definite-noun-is-of-the-known",
        "Gunmen killed the priest Ezra Kamau on Sunday. Four men are suspects in the murder of Ezra Kamau.",
    ),
    (
        "a-second-surname-left-out",
        "Gunmen killed judge Ezra Kamau Otieno on Sunday. Crowds mourned after the murder of Ezra Kamau.",
    ),
    ("a-blast-is-known", "A car bomb killed four people in Garissa. The blast in Garissa tore up a road."),
    (
        "the-same-day-and-place",
        "A rally condemned bomb attacks in Garissa on Friday. On Friday a mine killed a farmer in Garissa.",
    ),
    ("doers-who-shot", "Gunmen who opened fire on miners at a well near Garissa on Sunday killed 18 people, a clerk said."),
    ("doers-shooting", "Gunmen firing on miners at a well near Garissa killed 18 people."),
    ("by-doers-who-shot", "Eighteen people were killed by gunmen who opened fire on miners near Garissa."),
    ("a-weapon-that-went-off", "A bomb that exploded at a well near Garissa killed nine miners and wounded four."),
    ("doers-with-several-deeds", "Rebels who shelled the camp near Garissa and burned it killed six nurses."),
    ("claim-and-denial", f"{FIRST} The army denied that Kenyan troops attacked a rebel camp."),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in SAME])
def test_one_event(parse: Parse, text: str) -> None:
    found = of_type(events(parse, text, published=MONDAY), "ASSAULT")
    assert len(found) == 1, [(e.trigger.text, e.factuality) for e in found]


def test_the_act_told_last_is_meant(parse: Parse) -> None:
    """'More than 20 were injured' goes on with the act of the sentence before, not with one that was met later first."""
    text = (
        "A bombing in Lima killed 31 people. Planes launched air strikes on rebels in Mali. "
        "The Lima bombing killed 31 people in a hotel. More than 20 people were injured."
    )
    assert [(e.mode, e.injured) for e in events(parse, text)] == [("explosives", 20), ("aerial", None)]


def test_abbreviations_are_one_name(parse: Parse) -> None:
    text = "Gunmen attacked two U.S. embassies in Chad. The attacks on the U.S embassies killed 20 people."
    assert [(e.type, e.dead) for e in events(parse, text)] == [("ASSAULT", 20)]


OTHER = [
    (
        "suspected-of-another",
        "Gunmen killed the priest Ezra Kamau on Sunday. Four men are suspects in the murder of Asha Juma.",
    ),
    ("another-of-its-kind", "Gunmen killed Professor Ezra Kamau in Garissa. Rebels killed a professor in Mombasa."),
    ("a-name-is-not-the-noun", "Gunmen killed two monks in Garissa. Four men are suspects in the murder of Asha Juma."),
    ("a-blast-elsewhere", "A car bomb killed four people in Garissa. An explosion wrecked a hotel in Mombasa."),
    ("another-country", "A rally condemned bomb attacks in Chad on Friday. On Friday a mine killed a farmer in Garissa."),
    ("a-new-attack", f"{FIRST} An army spokesman spoke of another attack."),
    ("another-weapon", "A car bombing shook Garissa. A bomb went off in Mombasa, killing 20 people."),
    ("two-more-attacks", f"{FIRST} Two more attacks followed."),
    ("the-attack-elsewhere", f"{FIRST} It followed the attack in Mombasa."),
    ("another-day", f"{FIRST} Kenyan troops attacked a rebel camp near Garissa on Friday."),
    ("another-town", f"{FIRST} Kenyan troops attacked a rebel camp near Mombasa."),
    ("another-victim", f"{FIRST} Kenyan troops attacked Ugandan soldiers."),
    ("another-actor", f"{FIRST} Ethiopian troops attacked a rebel camp."),
    ("another-actor-of-an-outcome", "Rioters attacked the villagers. Two people were injured in police firing in Garissa."),
    ("killed-by-others-when", "Two people were killed by rebels when Kenyan police attacked a camp."),
    ("doers-of-another-day", "Gunmen who attacked a mine in 2019 killed 18 people near Garissa on Sunday."),
    ("doers-of-another-town", "Rebels who shelled Mombasa killed 18 people in Garissa."),
    ("doers-of-another-victim", "The gunman who killed Asha Juma wounded Ezra Kamau."),
    ("doers-who-had-struck-often", "Rebels who have attacked mines for years killed 18 people in Garissa."),
    ("of-whom-others-were-killed", "Police killed four gunmen who had attacked a mine near Garissa."),
    ("negated", f"{FIRST} Kenyan troops did not attack a rebel camp, the army said."),
    ("possible", f"{FIRST} Kenyan troops may attack a rebel camp again."),
    ("historical", f"{FIRST} Kenyan troops attacked a rebel camp in 1998."),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in OTHER])
def test_two_events(parse: Parse, text: str) -> None:
    found = events(parse, text, published=MONDAY)
    assert len([e for e in found if e.type in ("ASSAULT", "THREATEN")]) == 2, codes(found)


def test_both_are_meant(parse: Parse) -> None:
    """'The two bombings' tells of the last two, and is none of its own."""
    first = "A car bomb killed nine people in Garissa. A truck bomb killed four at a hotel in Mombasa."
    found = events(parse, f"{first} The two bombings took place at night.")
    assert [(e.dead, [m.text for m in e.other_mentions]) for e in found] == [(9, ["bombings"]), (4, ["bombings"])]


@pytest.mark.parametrize("text", ["The explosion broke all windows.", "The minister spoke of the bloodshed."])
def test_an_echo_is_no_event(parse: Parse, text: str) -> None:
    assert events(parse, text) == ()


def test_the_toll_of_an_echo(parse: Parse) -> None:
    text = "A mine exploded under a bus in Mombasa. The toll of the blast rose to 32."
    (event,) = events(parse, text)
    assert event.dead == 32


def test_the_place_on_the_trigger_goes_before_one_in_the_sentence(parse: Parse) -> None:
    text = "Farmers rallied in Garissa and two bombs went off in Mombasa, killing six nurses."
    (event,) = of_type(events(parse, text), "ASSAULT")
    assert event.place is not None
    assert event.place.name == "Mombasa"


def test_who_is_named_goes_before_people(parse: Parse) -> None:
    text = "Two people were killed on Friday in Garissa. The Friday bombing of a Peruvian bank in Garissa shook all."
    (event,) = events(parse, text, published=MONDAY)
    assert [p.name for p in event.recipients] == ["Peruvian bank"]


def test_rallied_to_demonstrate_is_one_act(parse: Parse) -> None:
    text = "Nurses rallied in Garissa to demonstrate against a coup in Chad."
    assert [e.type for e in events(parse, text)] == ["PROTEST"]


def test_a_place_of_the_story_is_none_of_the_past(parse: Parse) -> None:
    """Where the story is says nothing of an act that another telling dates to years ago."""
    text = "Rebels met in Garissa. A film recalls the bombing of a school that killed nine pupils in 1994."
    told = of_type(events(parse, text, published=MONDAY), "ASSAULT")
    assert [(e.historical, e.place) for e in told] == [(True, None)]


def test_another_type_is_another_event(parse: Parse) -> None:
    found = events(parse, "Kenya condemned Uganda. Kenya imposed sanctions on Uganda.")
    assert sorted(e.type for e in found) == ["ACCUSE", "SANCTION"]


def test_an_event_takes_what_later_tellings_add(parse: Parse) -> None:
    text = "Kenyan troops attacked the rebels. The attack near Garissa on Sunday killed four rebels."
    (event,) = of_type(events(parse, text, published=MONDAY), "ASSAULT")
    assert event.trigger.text == "attacked"
    assert len(event.other_mentions) == 1 or [m.text for m in event.other_mentions] == ["attack", "killed"]
    assert event.place is not None
    assert (event.place.name, event.date_start, event.dead) == ("Garissa", date(2021, 5, 2), 4)


@pytest.mark.parametrize(
    ("title", "body", "mentions"),
    [
        pytest.param("Gao market attack kills many", "Rebels killed 12 traders at a market in Gao.", 1, id="words"),
        pytest.param("Attack foiled", "Rebels attacked a bus in Lima, killing three people.", 0, id="neither"),
    ],
)
def test_a_headline_without_a_party_is_told_by_the_text(parse: Parse, title: str, body: str, mentions: int) -> None:
    found = of_type(events(parse, f"{title}\n\n{body}", title=title, published=MONDAY), "ASSAULT")
    (told,) = (e for e in found if e.actors)
    assert any(m.end <= len(title) for m in told.other_mentions) == bool(mentions)


def test_who_was_killed_with_somebody(parse: Parse) -> None:
    first = "Rebels shot dead Mayor Pedro Rojas in Cuzco on Sunday."
    for text, events_told in (
        (f"{first} Two guards were killed with him.", 1),
        (f"{first} Two guards were killed in Lima.", 2),
    ):
        assert len(of_type(events(parse, text, published=MONDAY), "ASSAULT")) == events_told


def test_a_headline_is_a_mention_and_the_body_the_evidence(parse: Parse) -> None:
    text = "Kenyan troops attack rebel camp\n\nKenyan troops attacked a rebel camp near Garissa on Sunday."
    (event,) = of_type(events(parse, text, title="Kenyan troops attack rebel camp", published=MONDAY), "ASSAULT")
    assert event.trigger.text == "attacked"
    assert [m.text for m in event.other_mentions] == ["attack"]


def test_a_claim_and_its_denial_are_one_denied_event(parse: Parse) -> None:
    text = "Uganda said Kenyan troops attacked a rebel camp. Kenya denied that Kenyan troops attacked a rebel camp."
    (event,) = of_type(events(parse, text, published=MONDAY), "ASSAULT")
    assert event.factuality == "denied"
    assert [p.name for p in event.denied_by] == ["Kenya"]
    assert "Uganda" in [p.name for p in event.attributed_to]


def test_the_largest_count_is_the_toll(parse: Parse) -> None:
    text = "Rebels killed 12 people, including two children, in Garissa and wounded 30 others."
    (event,) = of_type(events(parse, text, published=MONDAY), "ASSAULT")
    assert (event.dead, event.injured) == (12, 30)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Thousands fled because of the armed conflict.", [], id="nobody-nowhere"),
        pytest.param("The minister spoke of the threat of bombings.", [], id="what-did-not-happen"),
        pytest.param("Thousands fled the fighting in Goma.", ["ASSAULT"], id="somewhere"),
        pytest.param("Thousands fled the fighting between rebels and soldiers.", ["ASSAULT"], id="somebody"),
    ],
)
def test_mere_mentions(parse: Parse, text: str, wanted: list[str]) -> None:
    """An event noun that tells no deed, party, place or day is the mention of no event."""
    assert [e.type for e in events(parse, text) if e.type == "ASSAULT"] == wanted


def test_means(parse: Parse) -> None:
    """Tellings by different means against one recipient are one act, of the harsher mode."""
    told = "Rebels shot at the convoy of Governor Anna Holt in Goma. Rebels bombed the convoy of Governor Anna Holt in Goma."
    assert len({e.event_id for e in events(parse, told) if e.type == "ASSAULT"}) == 1
