"""Events as rows: folding of future acts, double events, what a rule knows of truth, claims and their denials."""

from datetime import date

import pytest

from tests.coding import Parse, codes, events, named, of_type

MONDAY = date(2021, 5, 3)

# -- future acts -----------------------------------------------------------------------------------------------------------

FUTURE = [
    ("force-in-ones-own-mouth", "Kenya will attack the rebels, President William Okoth said.", "THREATEN/violence", "asserted"),
    ("force-done", "Kenya attacked the rebels, President William Okoth said.", "ASSAULT", "asserted"),
    ("aid-to-come", "Kenya will send food aid to Uganda.", "AGREE", "asserted"),
    ("aid-given", "Kenya sent food aid to Uganda.", "AID", "asserted"),
    ("withdrawal-to-come", "Kenya will withdraw its troops from Somalia in June.", "RETREAT/withdraw", "planned"),
    ("withdrawal-announced", "Kenya said it would withdraw its troops from Somalia.", "CONCEDE", "asserted"),
    ("threat-of-another", "An official said the Kenyan army would shell Ugandan rebels.", "THREATEN/violence", "asserted"),
    (
        "unreal-of-another",
        "An official said the Kenyan army would have shelled Ugandan rebels.",
        "ASSAULT/heavy-weapons",
        "negated",
    ),
    (
        "if-of-another",
        "An official said the army would shell Ugandan rebels if Kenya lost.",
        "ASSAULT/heavy-weapons",
        "possible",
    ),
    ("never-visited", "The Kenyan president never visited Uganda.", "CONSULT/visit", "negated"),
    ("will-never-visit", "The Kenyan president will never visit Uganda.", "REJECT/meet", "asserted"),
    ("release-announced", "The rebels said they will release six hostages.", "CONCEDE", "asserted"),
    ("withdrawal", "Kenya withdrew its troops from Somalia in April.", "RETREAT/withdraw", "asserted"),
    ("visit-to-come", "Kenya's president will visit Uganda in June.", "AGREE", "asserted"),
    ("visit", "Kenya's president visited Uganda in April.", "CONSULT/visit", "asserted"),
    ("not-folded", "Kenya plans to deploy troops to the border.", "MOBILIZE/troops", "planned"),
    ("set-out-to-help", "Kenyan soldiers flew in to help rescue the crew.", "AID", "asserted"),
    ("not-yet-set-out", "Kenyan soldiers will rescue the crew.", "AGREE", "asserted"),
    ("refused-help", "Kenya will not send food aid to Uganda.", "REJECT/assist", "asserted"),
    ("no-help", "Kenya did not send food aid to Uganda.", "AID", "negated"),
    (
        "threat-on-a-condition",
        "The rebels said they would shoot the captives if the army came.",
        "THREATEN/violence",
        "asserted",
    ),
    ("threat-of-his-men", "The chief said his men would shoot the captives if soldiers came.", "THREATEN/violence", "asserted"),
    (
        "state-and-official",
        "President Erdogan said Turkey would bomb the camp if its post fell.",
        "THREATEN/violence",
        "asserted",
    ),
    ("guess-of-another", "Analysts said the rebels would shoot the captives if the army came.", "ASSAULT/firearms", "possible"),
    ("offer-on-a-condition", "Norway said it would send aid if the roads were opened.", "AGREE", "asserted"),
    ("refused-talks", "Kenya said it would never hold talks with the rebels.", "REJECT/meet", "asserted"),
    ("refused-until", "The rebels will not release the hostages before June.", "REJECT/yield", "asserted"),
    ("unable", "Police could not rescue the crew.", "AID", "negated"),
    ("not-refused", "The rebels may not release the hostages.", "RETREAT/release", "possible"),
    ("possible-is-not-future", "Kenya may attack the rebels.", "ASSAULT", "possible"),
]


@pytest.mark.parametrize(("text", "code", "factuality"), [pytest.param(*row[1:], id=row[0]) for row in FUTURE])
def test_future_acts_fold(parse: Parse, text: str, code: str, factuality: str) -> None:
    found = events(parse, text, published=MONDAY)
    assert [(c, e.factuality) for c, e in zip(codes(found), found, strict=True)] == [(code, factuality)]


def test_a_folded_event_has_the_score_and_the_reason_of_its_new_type(parse: Parse) -> None:
    (event,) = events(parse, "Kenya will send food aid to Uganda.")
    assert (event.quad, event.score) == ("VC", 2.5)
    assert any("a future AID is AGREE" in w.reason for w in event.reasons)


# -- what rules know -------------------------------------------------------------------------------------------------------


def test_a_prison_sentence_is_two_events(parse: Parse) -> None:
    found = events(parse, "A Kenyan court sentenced the editor to six years in prison.")
    assert sorted(codes(found)) == ["COERCE/arrest", "SANCTION/convict"]
    assert len({e.event_id for e in found}) == 2
    assert {tuple(named(e.recipients)) for e in found} == {("editor",)}


def test_a_fine_is_one_event(parse: Parse) -> None:
    assert codes(events(parse, "A Kenyan court fined the editor.")) == ["SANCTION/convict"]


RULES = [
    ("an-attempt", "The assassination attempt on the Kenyan president shocked Nairobi.", "ASSAULT", "planned"),
    ("a-refusal-is-a-fact", "Kenya will not lift the ban on Ugandan flights.", "REJECT", "asserted"),
    ("foiled", "Kenyan police foiled an attack on the embassy.", "ASSAULT", "negated"),
    ("carried-out", "Rebels carried out an attack on the embassy.", "ASSAULT", "asserted"),
    ("planned", "Rebels planned an attack on the embassy.", "ASSAULT", "planned"),
]


@pytest.mark.parametrize(("text", "code", "factuality"), [pytest.param(*row[1:], id=row[0]) for row in RULES])
def test_factuality_of_rules_and_light_verbs(parse: Parse, text: str, code: str, factuality: str) -> None:
    assert [e.factuality for e in of_type(events(parse, text), code)] == [factuality]


# -- claims and denials ----------------------------------------------------------------------------------------------------

DENIALS = [
    ("denied", "Kenya denied bombing the town.", [("ASSAULT", "denied")]),
    ("claims-of-another", "The Kenyan president dismissed claims that Uganda had bombed the town.", [("ASSAULT", "denied")]),
    ("reports", "Kenya rejected reports that it had bombed the town.", [("ASSAULT", "denied")]),
    ("sentential", "Uganda said Kenyan troops had attacked rebels, which Kenya denied.", [("ASSAULT", "denied")]),
    ("alleged", "Kenya is alleged to have bombed the town.", [("ASSAULT", "possible")]),
    ("an-accusation", "Kenya rejected allegations of fraud.", [("ACCUSE", "denied")]),
    ("a-demand", "Kenya rejected a demand by Uganda.", [("REJECT", "asserted")]),
    ("an-accuser", "Uganda accused Kenya of bombing the town.", [("ACCUSE", "asserted"), ("ASSAULT", "possible")]),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in DENIALS])
def test_a_claim_and_its_denial_are_one_event(parse: Parse, text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted((e.type, str(e.factuality)) for e in events(parse, text)) == wanted


def test_who_denies_it_does_not_say_it(parse: Parse) -> None:
    (event,) = events(parse, "The Kenyan president denied that troops attacked rebels.")
    assert (named(event.attributed_to), named(event.denied_by)) == ([], ["Kenyan president"])


SPANS = [  # where the party is, or where the act is
    ("insurgents", "Turkish jets bombed Syrian insurgents near Kirkuk.", "ASSAULT", {"Turkish jets", "Syrian insurgents"}),
    ("premier", "The Kenyan president met with the Czech prime minister in Vienna.", "CONSULT",
     {"Kenyan president", "Czech prime minister"}),
    ("subject", "Chinese troops in Ladakh attacked Indians.", "ASSAULT", {"Chinese troops in Ladakh", "Indians"}),
    ("freed", "Ethiopian rebels released a Jordanian doctor.", "RETREAT", {"Ethiopian rebels", "Jordanian doctor"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "parties"), [pytest.param(*row[1:], id=row[0]) for row in SPANS])
def test_a_place_of_the_act_is_no_part_of_a_party(parse: Parse, text: str, kind: str, parties: set[str]) -> None:
    (event,) = events(parse, text)
    found = {text[p.start : p.end] for p in (*event.actors, *event.recipients)}
    assert (event.type, found) == (kind, parties)


AGENTLESS = [
    ("of-a-country", "A Greek oil tanker was seized.", 1),
    ("of-no-country", "An oil tanker was seized.", 0),
    ("given", "Ukraine was given 30 helicopters.", 1),
    ("armed", "The guards were armed with clubs.", 0),
]


@pytest.mark.parametrize(("text", "count"), [pytest.param(*row[1:], id=row[0]) for row in AGENTLESS])
def test_agentless_passives_of_somebody(parse: Parse, text: str, count: int) -> None:
    assert len(events(parse, text)) == count


# -- neighbours ------------------------------------------------------------------------------------------------------------

NEIGHBOURS = [
    ("announced-withdrawal", "Kenya announced a withdrawal of its troops from Somalia.", {"CONCEDE", "RETREAT"}),
    ("cutting-aid", "Kenya cut aid to Uganda.", {"SANCTION"}),
    ("giving-aid", "Kenya gave aid to Uganda.", {"AID"}),
    ("joint-exercise", "Kenya and Uganda held joint military exercises.", {"COOPERATE"}),
    ("own-exercise", "Kenya held military exercises near the border.", {"MOBILIZE"}),
    ("charged", "Kenyan prosecutors charged the editor with treason.", {"ACCUSE"}),
    ("convicted", "A Kenyan court convicted the editor of treason.", {"SANCTION"}),
    ("condemned", "Kenya condemned Uganda.", {"ACCUSE"}),
    ("praised", "Kenya praised Uganda.", {"SUPPORT"}),
    ("stated", "Kenya's president said it was too early to talk.", set()),
    ("weather", "A storm killed 12 people in Garissa.", set()),
]


@pytest.mark.parametrize(("text", "types"), [pytest.param(*row[1:], id=row[0]) for row in NEIGHBOURS])
def test_neighbouring_types(parse: Parse, text: str, types: set[str]) -> None:
    found = {e.type for e in events(parse, text)}
    assert found <= types
    assert bool(found) == bool(types)


def test_equal_texts_give_equal_rows(parse: Parse) -> None:
    text = "Kenyan troops attacked Ugandan rebels near Garissa on Sunday, killing four people."
    assert events(parse, text, published=MONDAY) == events(parse, text, published=MONDAY)


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        pytest.param("Kenya launched an air strike against Chad, hitting two oil depots.", ["Chad", "oil depots"], id="things"),
        pytest.param("Rebels stormed the barracks, killing six soldiers.", ["barracks"], id="people-told-by-their-number"),
        pytest.param(
            "Rebels stormed the barracks, killing Colonel Luis Arana.", ["barracks", "Colonel Luis Arana"], id="a-name"
        ),
        pytest.param("Kenya killed six rebels in an air strike on a mill.", ["rebels"], id="not-where-the-killed-were"),
        pytest.param("Rebels shelled the port and destroyed the port.", ["port"], id="the-same-thing"),
    ],
)
def test_all_that_one_act_struck(parse: Parse, text: str, struck: list[str]) -> None:
    assert [p.text for p in of_type(events(parse, text), "ASSAULT")[0].recipients] == struck
