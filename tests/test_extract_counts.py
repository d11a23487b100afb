"""What the numbers around an event count."""

from datetime import date

import pytest

from tests.coding import Parse, codes, events, of_type

ROWS = [
    ("dead-object", "ASSAULT", "Rebels killed 12 soldiers.", [(12, "dead")]),
    ("dead-passive", "ASSAULT", "Twelve soldiers were killed by rebels.", [(12, "dead")]),
    ("dead-noun", "ASSAULT", "Five soldiers died in the attack on the convoy.", [(5, "dead")]),
    ("died-in-an-attack", "ASSAULT", "Twelve people died in a terrorist attack in Lima.", [(12, "dead")]),
    ("dead-and-injured", "ASSAULT", "Rebels killed four people and wounded 11.", [(4, "dead"), (11, "injured")]),
    ("injured", "ASSAULT", "The blast wounded 30 people in Garissa.", [(30, "injured")]),
    ("missing", "ASSAULT", "The bombing killed nine people and 60 are missing.", [(9, "dead")]),
    ("kilograms", "COERCE", "Kenyan police seized 340 kilograms of tea.", []),
    ("pills", "COERCE", "Kenyan police seized 5,000 pills.", []),
    ("nurses", "ASSAULT", "Gunmen seized 12 nurses.", [(12, "abducted")]),
    ("arrested", "COERCE", "Kenyan police arrested 15 activists.", [(15, "arrested")]),
    ("arrested-two-lists", "COERCE", "Kenyan police arrested four men and two women.", [(4, "arrested"), (2, "arrested")]),
    ("arrest-of", "COERCE", "The arrest of 15 activists by Kenyan police drew criticism.", [(15, "arrested")]),
    ("abducted", "ASSAULT", "Rebels kidnapped 20 schoolgirls.", [(20, "abducted")]),
    ("actor", "ASSAULT", "Six gunmen attacked a convoy in Kenya.", [(6, "actor")]),
    ("actor-dozens", "ASSAULT", "Dozens of rebels attacked a convoy.", [(24, "actor")]),
    ("recipient", "ASSAULT", "Rebels attacked three convoys.", [(3, "recipient")]),
    ("instrument", "ASSAULT", "Kenyan troops fired 26 rockets at the rebels.", [(26, "instrument")]),
    ("participants", "PROTEST", "About 5,000 people marched in Nairobi against the government.", [(5000, "participants")]),
    ("amount", "AID", "Japan gave Kenya 20 million dollars in aid.", [(20_000_000, "amount")]),
    ("died-when", "ASSAULT", "Three people died when police opened fire on the crowd.", [(3, "dead")]),
    ("killed-after", "ASSAULT", "Two people were killed after a bomber crashed a truck into the embassy.", [(2, "dead")]),
    ("deaths-in", "ASSAULT", "The governor reported 14 deaths in army shelling.", [(14, "dead")]),
    ("deaths-due-to", "ASSAULT", "The governor reported 14 deaths due to army shelling.", [(14, "dead")]),
    (
        "killed-and-injured-in",
        "ASSAULT",
        "Nine people were killed and some 30 wounded in a mortar attack.",
        [(9, "dead"), (30, "injured")],
    ),
    ("leaving", "ASSAULT", "Rebels attacked a village, leaving six people dead.", [(6, "dead")]),
    ("killing", "ASSAULT", "Police opened fire on the crowd, killing at least 12.", [(12, "dead")]),
    ("lives", "ASSAULT", "The police firing claimed three lives.", [(3, "dead")]),
    ("in-which", "ASSAULT", "Police opened fire in which two persons died.", [(2, "dead")]),
    ("resulted-in", "ASSAULT", "The police firing resulted in the death of two students.", [(2, "dead")]),
    ("toll-in-a-firing", "ASSAULT", "The death toll in the police firing rose to five.", [(5, "dead")]),
    (
        "others-injured",
        "ASSAULT",
        "Two persons were killed and five others injured in police firing.",
        [(2, "dead"), (5, "injured")],
    ),
    ("parts", "ASSAULT", "The bombing killed 12 people, including two children.", [(12, "dead"), (2, "dead")]),
    ("parts-of-them", "ASSAULT", "Rebels killed 12 people, four of them children.", [(12, "dead"), (4, "dead")]),
    ("toll", "ASSAULT", "The death toll from the attack rose to 17.", [(17, "dead")]),
    ("shot-dead", "ASSAULT", "Police shot dead 98 rioters in Garissa.", [(98, "dead")]),
    ("in-custody", "COERCE", "Five suspects are in custody in Garissa.", [(5, "arrested")]),
    ("rounds", "ASSAULT", "Police fired 20 rounds at the mob.", [(20, "instrument")]),
    ("no-tool-is-other", "ASSAULT", "Police recorded 12 sexual assaults in Garissa.", [(12, "other")]),
    ("of-the-deed-alone", "ACCUSE", "Police are investigating 12 assaults in Garissa.", []),
    ("six-and-six", "COERCE", "Police arrested six Malians and six Chadians.", [(6, "arrested"), (6, "arrested")]),
    ("a-day-after-is-a-date", "CONSULT", "It comes a day after Kenya met two rebel leaders.", [(2, "actor")]),
    ("another-nouns-measure", "PROTEST", "Students protested against his four-year rule.", []),
    ("its-own-measure", "PROTEST", "Students began a four-day strike.", [(4, "duration")]),
    ("things-are-not-hurt", "ASSAULT", "Rebels burned 30 homes.", [(30, "recipient")]),
    ("people-beside-them-are", "ASSAULT", "Rebels burned 30 homes and wounded 12 men.", [(30, "recipient"), (12, "injured")]),
    ("arrests-are-no-wounds", "COERCE", "Ten men were injured and 40 arrested in a raid.", [(40, "arrested")]),
    ("died-for-another-reason", "ASSAULT", "Three people died of cholera, and police opened fire on the crowd.", []),
    ("duration", "SANCTION", "The court sentenced the editor to six years in prison.", [(6, "duration")]),
    ("where-they-suffer", "COERCE", "Some 40 clerks in three towns were detained.", [(40, "arrested"), (3, "other")]),
    ("actors-who-suffered-it-otherwise", "ASSAULT", "Police detained 40 boys for stoning a bus.", [(40, "actor")]),
    (
        "strikes-which-killed",
        "ASSAULT",
        "The speech followed air raids last week which killed 17 villagers.",
        [(17, "dead")],
    ),
    ("rushed-to-hospital", "ASSAULT", "Gunmen attacked a bus in Lima. Twelve people were rushed to hospital.", []),
    (
        "taken-to-hospital-after",
        "ASSAULT",
        "Nearly 50 shoppers were airlifted to a clinic after the attack in Lima.",
        [(50, "injured")],
    ),
    ("that-succumbed", "ASSAULT", "Of the 30 that died in the army raid, most were farmers.", [(30, "dead")]),
    (
        "died-since",
        "ASSAULT",
        "Some 20 miners have died, six of them women, since a bomb ripped through a hostel in Cuzco.",
        [(20, "dead"), (6, "dead")],
    ),
    ("reported-killed", "ASSAULT", "At least 17 herders were reported killed in shelling near Gao.", [(17, "dead")]),
    ("feared-dead", "ASSAULT", "Nine herders are feared dead in the shelling.", [(9, "dead")]),
    ("died-and-wounded", "ASSAULT", "At least 30 herders died and 70 were wounded in a raid.", [(30, "dead"), (70, "injured")]),
    ("left-dead-and-wounded", "ASSAULT", "The raid left nine herders dead and wounded 70.", [(9, "dead"), (70, "injured")]),
    ("left-the-dead", "ASSAULT", "The attack left nine dead and 70 herders were injured.", [(9, "dead"), (70, "injured")]),
    ("a-bound-alone", "ASSAULT", "The raid killed nine herders and wounded over 70.", [(9, "dead"), (70, "injured")]),
    ("deaths-and-injuries", "ASSAULT", "The shelling resulted in 12 deaths and 30 injuries.", [(12, "dead"), (30, "injured")]),
    ("resulting-in-the-death", "ASSAULT", "Gunmen attacked a bus, resulting in the death of four nuns.", [(4, "dead")]),
    (
        "resulting-in-hospital",
        "ASSAULT",
        "A bomb exploded in Cuzco, resulting in some 40 traders being taken to a clinic.",
        [(40, "injured")],
    ),
    (
        "resulting-in-people-who",
        "ASSAULT",
        "A bomb went off, resulting in 30 clerks being taken to hospital.",
        [(30, "injured")],
    ),
    ("of-the-noun", "ASSAULT", "The murder of four traders and two clerks was condemned.", [(4, "dead"), (2, "dead")]),
    ("of-the-noun-by", "ASSAULT", "The massacre of 30 farmers by two gunmen shocked Peru.", [(30, "dead"), (2, "actor")]),
    ("as-a-result", "ASSAULT", "Nine traders died as a result of a rebel attack on the market.", [(9, "dead")]),
    ("participle", "ASSAULT", "Police seek the killers of five monks murdered in Gao.", [(5, "dead")]),
    ("a-riot-kills", "PROTEST", "Ten people died in the riots.", [(10, "dead")]),
    ("an-uprising-kills", "PROTEST", "The uprising killed ten people.", [(10, "dead")]),
    ("a-protest-in-which", "PROTEST", "Ten people died in the protests in Lima.", [(10, "dead")]),
    ("captured", "ASSAULT", "Rebels captured 20 soldiers.", [(20, "abducted")]),
    # near misses: whoever came to harm did so by another act, or by none
    ("sentenced-to-life", "SANCTION", "A court sentenced three men to life in prison for the bombing.", [(3, "recipient")]),
    ("sentenced-to-life-2", "COERCE", "A court sentenced three men to life in prison for the bombing.", [(3, "recipient")]),
    ("sentenced-to-death", "SANCTION", "A court sentenced four men to death for the killing of a priest.", [(4, "recipient")]),
    ("life-terms", "SANCTION", "Four officers received life terms for a bombing.", [(4, "recipient")]),
    ("jailed-for-killing", "COERCE", "Three men were jailed for killing six people.", [(3, "arrested")]),
    ("convicted-of-killing", "SANCTION", "Two gunmen were convicted of killing five nuns.", [(2, "recipient")]),
    ("charged-with", "ACCUSE", "Nine suspects were charged with murdering three students.", [(9, "recipient")]),
    ("arrested-over-a-blast", "COERCE", "Police arrested four men over the blast that killed nine people.", [(4, "arrested")]),
    ("pardoned", "CONCEDE", "The president pardoned five soldiers who killed 16 villagers.", [(5, "recipient")]),
    ("extradited", "COOPERATE", "Three rebels were extradited over an ambush that killed nine soldiers.", [(3, "recipient")]),
    ("threatened-to-kill", "THREATEN", "Rebels threatened to kill 12 hostages.", [(12, "recipient")]),
    ("a-visit-kills-nobody", "CONSULT", "The envoy visited the families of 14 farmers killed on Sunday.", [(14, "other")]),
    (
        "a-march-kills-nobody",
        "PROTEST",
        "Students marched in Lima to protest against the killing of 14 farmers.",
        [(14, "other")],
    ),
    ("killed-during-a-strike", "PROTEST", "Ten people were killed during the teachers' strike.", [(10, "other")]),
    ("the-killing-has-them", "PROTEST", "Ten people were killed in the protests in Lima.", [(10, "other")]),
    ("released", "RETREAT", "The rebels released 14 hostages.", [(14, "recipient")]),
    ("tortured-detainees", "ASSAULT", "Police tortured two detainees.", [(2, "recipient")]),
    ("refuted", "ASSAULT", "The raid killed 17 people, not 19.", [(17, "dead"), (19, "other")]),
    ("a-bound-with-not", "ASSAULT", "The raid killed not less than 19 rebels.", [(19, "dead")]),
    ("attempted", "ASSAULT", "The attempted murder of two judges shocked Gao.", [(2, "recipient")]),
    ("acts-are-no-people", "ASSAULT", "Three massacres shocked Gao.", [(3, "other")]),
    ("looked-into", "ACCUSE", "Prosecutors are investigating the murder of four traders.", [(4, "recipient")]),
    ("reported-missing", "ASSAULT", "Nine herders were reported missing. Gunmen attacked a bus.", []),
    ("left-for-elsewhere", "ASSAULT", "Gunmen attacked a bus. It left Gao with 30 herders.", []),
    ("wounded-over-a-debt", "ASSAULT", "A trader wounded his brother over 300 dollars.", [(300, "amount")]),
    ("killers-are-not-the-dead", "ASSAULT", "Two gunmen killed a priest in Garissa.", [(2, "actor")]),
    ("of-another-sentence", "ASSAULT", "Rebels attacked a convoy. The town has 9,000 inhabitants.", []),
    ("of-another-clause", "ASSAULT", "Rebels attacked a convoy, said the governor, who owns 12 farms.", []),
    ("an-age", "ASSAULT", "Rebels killed Peter Mwangi, 34.", []),
    ("an-ordinal", "ASSAULT", "Rebels attacked a convoy for the third time.", []),
    ("a-date", "ASSAULT", "Rebels attacked a convoy on May 2, 2021.", []),
    ("none", "ASSAULT", "Rebels attacked a convoy.", []),
]


@pytest.mark.parametrize(("code", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_roles(parse: Parse, code: str, text: str, expected: list[tuple[float, str]]) -> None:
    found = events(parse, text)
    told = of_type(found, code)
    assert told, codes(found)
    assert [(q.value if q.value is not None else q.low, q.role) for q in told[0].quantities] == expected


TOTALS = [
    ("one", "Rebels killed 12 soldiers.", (12, None, None)),
    ("both", "Rebels killed four people and wounded 11.", (4, 11, None)),
    ("the-largest", "Rebels killed 12 people, including three women.", (12, None, None)),
    ("a-named-victim-is-no-number", "Rebels killed Peter Mwangi.", (None, None, None)),
    ("arrested", "Kenyan police arrested 15 activists.", (None, None, 15)),
    ("actors-are-not-counted", "Two gunmen attacked a church in Garissa.", (None, None, None)),
    ("one-victim", "Two gunmen killed a priest in Garissa.", (1, None, None)),
    ("one-victim-shot", "A student was shot dead by Kenyan police.", (1, None, None)),
    ("one-victim-beaten", "Kenyan soldiers beat a villager to death.", (1, None, None)),
    ("one-victim-in", "A villager was killed in police firing in Garissa.", (1, None, None)),
    ("one-victim-after", "A man died after he was beaten by policemen.", (1, None, None)),
    ("one-by-one", "Rebels killed a policeman and five villagers.", (6, None, None)),
    ("two-numbers", "Rebels killed four soldiers and two villagers.", (6, None, None)),
    ("two-peoples", "Rebels killed six Malians and four Chadians.", (10, None, None)),
    ("a-number-and-its-parts", "The raid killed 12 people, four soldiers and eight farmers.", (12, None, None)),
    ("here-and-there", "Kenyan police arrested six men in Garissa and nine in Mombasa.", (None, None, 15)),
    ("behind-the-verb", "The shelling at dawn wounded 60 villagers in Garissa and 9 in Mombasa.", (None, 69, None)),
    ("another-verb", "Kenyan police arrested six men and shot nine.", (None, None, 6)),
    ("the-murder-of-one", "The murder of a priest was condemned.", (1, None, None)),
    ("the-murder-of-six", "The murder of four traders and two clerks was condemned.", (6, None, None)),
    ("the-murder-of-a-name", "The murder of Peter Mwangi was condemned.", (None, None, None)),
    ("a-crowd-is-no-one", "Rebels killed a family near Garissa.", (None, None, None)),
    ("a-plural-is-not-one", "Rebels killed villagers near Garissa.", (None, None, None)),
    ("shot-is-not-dead", "A student was shot by Kenyan police.", (None, None, None)),
    ("beaten-is-not-dead", "Kenyan soldiers beat up a villager.", (None, None, None)),
    ("refuted-beside", "The raid killed 17 people and not 19.", (17, None, None)),
    (
        "refuted-later",
        "Nineteen people were killed in an attack on a market in Gao. The attack killed 17, not 19.",
        (17, None, None),
    ),
    ("rises", "Seventeen people were killed in an attack on a market in Gao. The attack killed 19 people.", (19, None, None)),
    ("half-a-million", "The war killed half a million people.", (500_000, None, None)),
]


FIRING = [
    ("a-part-of-the-killed", "Ten people were killed in the unrest, including four in police firing.", 4, None),
    ("a-part-of-the-injured", "Ten people were injured in the unrest, including four in police firing.", None, 4),
    ("succumbed", "Three men succumbed to police firing.", 3, None),
    ("no-part-of-it", "Ten people were killed in the unrest, including four in the capital, before police firing.", None, None),
    ("not-suffered", "Ten people were seen in the market, including four in police firing.", None, None),
]


@pytest.mark.parametrize(("text", "dead", "injured"), [pytest.param(*row[1:], id=row[0]) for row in FIRING])
def test_what_police_firing_did(parse: Parse, text: str, dead: int | None, injured: int | None) -> None:
    (firing,) = (e for e in events(parse, text) if "firing" in e.trigger.text)
    assert (firing.dead, firing.injured) == (dead, injured)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TOTALS])
def test_columns(parse: Parse, text: str, expected: tuple[int | None, ...]) -> None:
    event = events(parse, text, published=date(2021, 5, 3))[0]
    assert (event.dead, event.injured, event.arrested) == expected


def test_each_number_goes_to_its_own_event(parse: Parse) -> None:
    found = events(parse, "Kenyan police arrested 15 activists. Rebels killed two students.")
    assert [(e.type, e.arrested, e.dead) for e in found] == [("COERCE", 15, None), ("ASSAULT", None, 2)]


def test_spans_are_those_of_the_text(parse: Parse) -> None:
    text = "Kenyan troops fired  26\nrockets at the rebels."
    (quantity,) = events(parse, text)[0].quantities
    assert text[quantity.start : quantity.end] == quantity.text == "26\nrockets"
    assert quantity.unit == "rocket"
