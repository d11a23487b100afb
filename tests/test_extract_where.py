"""Where an event happened: tied to its trigger, in its clause, told before, or in the dateline."""

from datetime import date

import pytest

from tests.coding import Parse, codes, events, of_type

ROWS = [
    ("on-the-trigger", "ASSAULT", "Rebels attacked a convoy near Garissa.", "Garissa"),
    ("on-the-object", "ASSAULT", "Rebels attacked a convoy of trucks in Garissa.", "Garissa"),
    ("on-the-noun", "ASSAULT", "An air strike in Garissa killed four rebels.", "Garissa"),
    ("on-the-light-verb", "CONSULT", "Kenya and Uganda held talks in Mombasa.", "Mombasa"),
    ("itself-the-recipient", "ASSAULT", "Kenyan jets bombed Mogadishu.", "Mogadishu"),
    ("in-a-rejected-report", "ASSAULT", "Kenya rejected reports that its rangers had shot a herder in Garissa.", "Garissa"),
    ("finest-of-two", "ASSAULT", "Rebels attacked a convoy in Kenya near Garissa.", "Garissa"),
    ("town-and-country", "ASSAULT", "Rebels attacked a convoy in Garissa, Kenya.", "Garissa"),
    ("where-it-was-announced", "ASSAULT", "Rebels attacked a convoy near Garissa, the army said in Nairobi.", "Garissa"),
    ("an-earlier-sentence", "ASSAULT", "Rebels attacked a convoy near Garissa. They killed four soldiers.", "Garissa"),
    ("home-is-not-where", "ACCUSE", "Kenya condemned the rebels.", None),
    ("a-country-that-acts", "ASSAULT", "Kenya attacked rebels.", None),
    ("nowhere", "ASSAULT", "Rebels attacked a convoy.", None),
    ("what-a-country-owns-is-anywhere", "ASSAULT", "Rebels attacked a U.S. convoy.", None),
    ("even-behind-on", "ASSAULT", "Gunmen admitted an attack on a French military depot in Honduras.", "Honduras"),
    ("a-part-of-a-town", "ASSAULT", "Rebels attacked a convoy in the Mombasa suburb.", "Mombasa"),
    ("a-land-by-its-people", "ASSAULT", "Gunmen attacked a tanker in Kuwaiti waters.", "Kuwait"),
    ("a-town-by-its-people", "ASSAULT", "Gunmen shelled a Syrian town.", "Syria"),
    ("a-people-is-no-land", "ASSAULT", "Gunmen attacked a Syrian journalist.", None),
    ("gone-through", "MOBILIZE", "The carrier is patrolling the Persian Gulf.", "Persian Gulf"),
    ("held-in", "CONSULT", "Ministers discussed it at a meeting held in Mombasa.", "Mombasa"),
    ("the-village-of", "ASSAULT", "Rebels attacked a convoy in the village of Zorblatt.", "Zorblatt"),
    ("an-earlier-city-of", "ASSAULT", "Rebels fled to the port of Mombasa. They killed four soldiers.", "Mombasa"),
    ("a-capital-by-its-people", "ASSAULT", "Police clashed with students in the Chilean capital.", "Santiago"),
    ("a-capital-by-its-country", "ASSAULT", "A bomb killed four soldiers in the capital of Kenya.", "Nairobi"),
    ("a-provincial-capital", "ASSAULT", "A bomb killed four soldiers in the provincial capital.", None),
    ("foreign-capital-is-money", "COERCE", "Police held six traders in foreign capital.", None),
    (
        "the-capital-of-the-story",
        "ASSAULT",
        "Kenya mourned. Kenya is at war. A bomb killed four soldiers in the capital.",
        "Nairobi",
    ),
    (
        "a-place-that-nobody-knows",
        "ASSAULT",
        "Ministers met in Nairobi. Gunmen attacked a convoy near the Zorblatt Shoal.",
        None,
    ),
    ("in-one-breath", "SUPPORT", "Envoys from Chile met in Nairobi and signed a declaration.", "Nairobi"),
    ("with-subjects-of-their-own", "SUPPORT", "Envoys met in Nairobi and later Chile signed a declaration.", None),
    ("what-is-asked-for", "REQUEST", "Chile urged the rebels to attend talks in Nairobi.", None),
    ("what-is-offered", "AGREE", "Chile offered to host talks in Nairobi.", None),
    ("a-pact-is-signed-elsewhere", "RETREAT", "The pact, signed in Nairobi, provides for the release of the hostages.", None),
    ("what-is-condemned-was-elsewhere", "ACCUSE", "The president condemned the bomb attacks in Kenya.", None),
    ("another-happening-has-it", "COERCE", "Police arrested two men over the bombing of a hotel in Kenya.", None),
    ("in-connection-with", "COERCE", "Police held a trader in connection with the arson in Kenya.", None),
    ("of-its-own-act", "ASSAULT", "A trader was killed in the blast in Kenya.", "Kenya"),
    ("behind-a-topic", "CONSULT", "The envoys held talks on the fishing quota in Luxembourg.", "Luxembourg"),
    (
        "an-archipelago",
        "COERCE",
        "Troops in the Fiji archipelago raided the farm of a man who had studied in Chad.",
        "Fiji",
    ),
    (
        "a-meeting-has-a-place",
        "CONSULT",
        "Troops are in Nairobi. Ministers held talks with Uganda.",
        "Nairobi",
    ),
    ("a-name-with-small-words", "ASSAULT", "Rebels attacked a hotel in Dar es Salaam.", "Dar es Salaam"),
    ("the-article-is-about", "PROTEST", "Ecuador faces a crisis. Ecuador is poor. Workers went on strike.", "Ecuador"),
    ("a-state-may-strike-abroad", "ASSAULT", "Kenya is at war. Kenya has an army. Kenyan troops attacked rebels.", None),
    ("police-act-at-home", "COERCE", "Envoys met in Chad. Kenyan police arrested two men.", "Kenya"),
    ("of-two-words", "COERCE", "Envoys met in Chad. South African police arrested two men.", "South Africa"),
    ("guessed-police-tell-nothing", "COERCE", "Kenya is poor. Kenya is at war. Police arrested two men in Gao.", "Gao"),
    ("but-not-where-told", "COERCE", "Kenyan police arrested two men in Mombasa.", "Mombasa"),
    ("named-forces-go-abroad", "COERCE", "Envoys met in Chad. The FBI arrested two men.", "Chad"),
    ("ministers-resign-at-home", "RETREAT", "Envoys met in Chad. Kenya's minister of trade resigned.", "Kenya"),
    ("armies-do-not", "ASSAULT", "Envoys met in Chad. Kenyan troops attacked rebels.", "Chad"),
    (
        "what-they-came-to-do",
        "REQUEST",
        "Farmers held a rally in the capital, Lima, to urge the president to resign.",
        "Lima",
    ),
    ("known-by-its-town", "ASSAULT", "The Quito standoff began when soldiers attacked a rebel camp.", "Quito"),
    ("told-by-a-towns-police", "ASSAULT", "Lima police recorded 12 kidnappings at the fair.", "Lima"),
    ("not-by-a-countrys-police", "ASSAULT", "Peru's president spoke of 12 kidnappings.", None),
    ("where-the-money-goes", "AGREE", "The cabinet approved a transfer of funds for West Bank villages.", "West Bank"),
    (
        "a-town-before-its-region",
        "ASSAULT",
        "Rebels attacked a hotel in Dar es Salaam, Tanzania, and a bar in Moshi.",
        "Dar es Salaam",
    ),
    ("what-a-road-leads-to-is-a-place", "ASSAULT", "Rebels attacked a convoy on the road to Garissa.", "Garissa"),
    ("the-road-to", "ASSAULT", "Rebels attacked a convoy on the road to Mombasa.", "Mombasa"),
    ("a-government-rules-at-home", "COERCE", "Kenya is poor. Kenya is at war. Kenya's government banned all strikes.", "Kenya"),
    ("diplomats-said-there", "ASSAULT", "Diplomats said in Lima that rebels attacked a convoy. They killed two.", None),
    ("the-far-end-of-a-route", "ASSAULT", "Bombings of a railway from the Tete mines to the Indian Ocean went on.", None),
    ("a-sea-that-is-aimed-at", "ASSAULT", "A capsule fell into the Indian Ocean. Rebels attacked a convoy.", None),
    ("known-by-its-country", "ASSAULT", "The Peru bombing killed 31 people.", "Peru"),
    ("ships-are-at-sea", "ASSAULT", "Waves are high in the Red Sea. Gunmen attacked a Greek tanker.", "Red Sea"),
    ("but-not-in-a-port", "ASSAULT", "Waves are high in the Red Sea. Gunmen attacked a tanker in Mombasa.", "Mombasa"),
    ("the-city-named-before", "ASSAULT", "Mombasa is calm. Kenya is not. Gunmen killed two men in the city.", "Mombasa"),
    ("a-city-of-its-own", "ASSAULT", "Mombasa is calm. Kenya is not. Gunmen killed two men in the third city.", None),
    ("the-only-gulf", "MOBILIZE", "Peru sent troops to the gulf. They will patrol the Gulf of Aden.", "Gulf of Aden"),
    ("at-the-meeting", "REJECT", "Envoys met in Mombasa. Chad rejected the plan at the meeting.", "Mombasa"),
    ("at-the-summit-of-a-town", "SUPPORT", "Peru praised Chad at the Mombasa summit.", "Mombasa"),
    (
        "where-the-seminar-was",
        "ACCUSE",
        "Mr Otieno condemned the rebels at a seminar. The seminar was held in Mombasa.",
        "Mombasa",
    ),
    (
        "where-the-actor-spoke",
        "ACCUSE",
        'Mary Otieno condemned the rebels. "Enough," Otieno told reporters in Mombasa.',
        "Mombasa",
    ),
    ("another-spoke", "ACCUSE", 'Mary Otieno condemned the rebels. "Enough," Peter Juma told reporters in Mombasa.', None),
    ("words-of-a-towns-police", "REQUEST", "Lima police asked the army to send help.", "Lima"),
    ("words-of-a-governments-town", "REQUEST", "Kenyan police asked the army to send help.", None),
    (
        "searches-are-on-the-spot",
        "ACCUSE",
        "Rebels bombed a hotel in Mombasa. Detectives are investigating the attack.",
        "Mombasa",
    ),
    ("what-is-chanted-of", "PROTEST", '"No more dead in Chad," thousands of protesters chanted.', None),
    ("what-is-protested-against", "PROTEST", "Students in Lima protested against the killings in Chad.", "Lima"),
    ("it-happened-when", "REQUEST", "The Quito siege began when Peruvian officers asked the army for help.", "Quito"),
    ("words-have-no-place", "ACCUSE", "Rebels attacked a convoy near Garissa. The president condemned the rebels.", None),
]


@pytest.mark.parametrize(("code", "text", "place"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_place(parse: Parse, code: str, text: str, place: str | None) -> None:
    found = of_type(events(parse, text), code)
    assert found, codes(events(parse, text))
    assert [e.place.name if e.place else None for e in found][-1] == place


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param("Rebels attacked a convoy.", "ASSAULT", "Nairobi", id="material-acts-are-where-the-story-is"),
        pytest.param("Rebels attacked a convoy near Garissa.", "ASSAULT", "Garissa", id="unless-told"),
        pytest.param("The president condemned the rebels.", "ACCUSE", None, id="words-are-not"),
    ],
)
def test_dateline(parse: Parse, text: str, code: str, place: str | None) -> None:
    dateline = "NAIROBI, Oct 7 (Reuters)"
    (event,) = of_type(events(parse, f"{dateline} - {text}", dateline=dateline), code)
    assert (event.place.name if event.place else None) == place


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        pytest.param("PRAIA (CAPE VERDE), 3 MAY (Reuters)", ("Praia", "CPV"), id="country-in-brackets"),
        pytest.param("LIMA (Reuters)", ("Lima", "PER"), id="a-capital-before-its-region"),
    ],
)
def test_place_of_a_dateline(parse: Parse, dateline: str, place: tuple[str, str]) -> None:
    (event,) = of_type(events(parse, f"{dateline} - Rebels attacked a convoy.", dateline=dateline), "ASSAULT")
    assert event.place is not None
    assert (event.place.name, event.place.country) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("Ministers of Chad and Kenya met here on Monday.", "Nairobi", id="here"),
        pytest.param("Kenya condemned Chad here.", "Nairobi", id="words-said-here"),
        pytest.param("Kenya condemned Chad.", None, id="not-said-to-be-here"),
    ],
)
def test_here(parse: Parse, text: str, place: str | None) -> None:
    dateline = "NAIROBI, Oct 7 (Reuters)"
    (event,) = events(parse, f"{dateline} - {text}", dateline=dateline)
    assert (event.place.name if event.place else None) == place


def test_the_headline_tells_what_a_story_is_about(parse: Parse) -> None:
    """Also in capitals, and with an 's."""
    text = "Rebels attacked two convoys. Trade in Ecuador suffers."
    (event,) = of_type(events(parse, text, title="FLOODS HURT ECUADOR'S TRADE"), "ASSAULT")
    assert event.place is not None
    assert event.place.country == "ECU"


def test_what_is_long_past_is_not_where_the_story_is(parse: Parse) -> None:
    dateline = "NAIROBI, Oct 7 (Reuters)"
    text = f"{dateline} - Rebels attacked a convoy in 1998."
    (event,) = of_type(events(parse, text, dateline=dateline, published=date(2021, 5, 3)), "ASSAULT")
    assert (event.historical, event.place) == (True, None)


@pytest.mark.parametrize(
    ("text", "precision", "country"),
    [
        pytest.param("Rebels attacked a convoy near Eldoret.", 1, "KEN", id="town"),
        pytest.param("Rebels attacked a convoy in Kenya.", 3, "KEN", id="country"),
    ],
)
def test_precision(parse: Parse, text: str, precision: int, country: str) -> None:
    place = events(parse, text)[0].place
    assert place is not None
    assert (place.geo_precision, place.country) == (precision, country)


def test_each_event_of_a_sentence_has_its_own_place(parse: Parse) -> None:
    text = "Rebels attacked a convoy near Garissa and kidnapped a priest in Mombasa."
    assert [(e.place.name if e.place else None) for e in of_type(events(parse, text), "ASSAULT")] == ["Garissa", "Mombasa"]


def test_the_reason_is_told(parse: Parse) -> None:
    event = events(parse, "Rebels attacked a convoy near Garissa.")[0]
    assert ("place", "a phrase on the trigger names it") in [(w.field, w.reason) for w in event.reasons]


def test_filed_abroad(parse: Parse) -> None:
    """News of Peru is also filed from Madrid: what happens in no named place happens in Peru."""
    dateline = "MADRID, May 3 (Reuters)"
    text = f"{dateline} - Peru has banned two parties. Judges in Peru protested. Soldiers shot ten activists of the opposition."
    found = of_type(events(parse, text, dateline=dateline), "ASSAULT")
    assert [e.place.country for e in found if e.place is not None] == ["PER"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(
            "Chad and Kenya met. Kenya wants peace. Chad wants trade. Rebels attacked a convoy.", "Nairobi", id="spoken-of"
        ),
        pytest.param(
            "Chad is poor. Chad wants trade with Niger. Niger and Chad met. Rebels attacked a convoy.", "Chad", id="not"
        ),
    ],
)
def test_a_story_filed_abroad(parse: Parse, text: str, place: str) -> None:
    dateline = "NAIROBI, Oct 7 (Reuters)"
    (event,) = of_type(events(parse, f"{dateline} - {text}", dateline=dateline), "ASSAULT")
    assert (event.place.name if event.place else None) == place


@pytest.mark.parametrize(
    ("act", "country"),
    [
        pytest.param("Rebels shelled a convoy.", "KEN", id="told-as-done"),
        pytest.param("Three rebels are accused of shelling a convoy.", "KEN", id="alleged"),
        pytest.param("The rebels plan to shell a convoy.", "", id="planned"),
        pytest.param("The rebels may shell a convoy.", "", id="feared"),
        pytest.param("The rebels may shell a convoy in Uganda.", "UGA", id="feared-in-a-place"),
    ],
)
def test_force_to_come_may_come_anywhere(parse: Parse, act: str, country: str) -> None:
    """Only what is told or alleged to have been done was done where the story is."""
    text = f"NAIROBI, Oct 7 (Reuters) - Farmers in Kenya are worried. {act}"
    found = of_type(events(parse, text, dateline="NAIROBI, Oct 7 (Reuters)"), "ASSAULT")
    assert [e.place.country if e.place else "" for e in found] == [country]
