"""Who does it and to whom, frame by frame."""

import pytest

from tests.coding import Parse, codes, events, named, of_type

ROWS = [
    # act
    ("ASSAULT", "Kenyan troops attacked rebels near Garissa.", ["Kenyan troops"], ["rebels"], "active"),
    ("ASSAULT", "Rebels near Garissa were attacked by Kenyan troops.", ["Kenyan troops"], ["Rebels near Garissa"], "passive"),
    ("ASSAULT", "Rebels near Garissa were attacked.", [], ["Rebels near Garissa"], "passive-without-agent"),
    ("ASSAULT", "Kenya and Uganda attacked Somalia and Sudan.", ["Kenya", "Uganda"], ["Somalia", "Sudan"], "lists"),
    ("ASSAULT", "Dozens of Kenyan soldiers attacked the village.", ["Kenyan soldiers"], ["village"], "numbers-off"),
    ("COERCE", "Police arrested scores of Poles and Slovaks.", ["Police"], ["Poles", "Slovaks"], "lists-under-a-number"),
    ("ASSAULT", "Rebels attacked dozens of traders and a priest.", ["Rebels"], ["traders", "priest"], "a-number-in-a-list"),
    ("ASSAULT", "The chief ordered Kenyan troops to attack the village.", ["Kenyan troops"], ["village"], "ordered-to"),
    ("ASSAULT", "The town the rebels had attacked was recaptured.", ["rebels"], ["town"], "object-gap"),
    ("PROTEST", "Farmers marched through the Chilean capital.", ["Farmers"], [], "where-a-march-goes"),
    ("PROTEST", "Farmers marched against the base.", ["Farmers"], ["base"], "whom-it-is-against"),
    # nominal events
    ("ASSAULT", "The attack by Kenyan troops on the rebels began.", ["Kenyan troops"], ["rebels"], "noun-by-on"),
    ("ASSAULT", "Kenya's attack on the rebels began at dawn.", ["Kenya"], ["rebels"], "noun-possessor"),
    ("ASSAULT", "The Kenyan air strikes on the rebels continued.", ["Kenyan"], ["rebels"], "noun-modifier"),
    ("ASSAULT", "The Nairobi attacks shocked the country.", [], [], "a-town-is-the-place"),
    ("ASSAULT", "The Kenya bombing killed nobody.", [], [], "a-bombed-country-is-the-place"),
    ("ASSAULT", "The U.S. bombing of the village resumed.", ["U.S."], ["village"], "an-abbreviated-country-acts"),
    ("ASSAULT", "The Kenyan bombing of the village resumed.", ["Kenyan"], ["village"], "a-demonym-acts"),
    ("ASSAULT", "The shelling of the village by Sudanese troops lasted an hour.", ["Sudanese troops"], ["village"], "of-by"),
    ("COERCE", "The arrest of the editor by Kenyan police drew criticism.", ["Kenyan police"], ["editor"], "arrest-of"),
    ("COERCE", "The editor's arrest drew criticism.", [], ["editor"], "the-arrested-owns-the-arrest"),
    # whose deed a noun is, and whom it befell
    ("ASSAULT", "The monks' murder shocked the valley.", [], ["monks"], "the-murdered-own-the-murder"),
    ("ASSAULT", "Otieno's murder shocked the valley.", [], ["Otieno"], "so-do-names"),
    ("ASSAULT", "The army's massacre of shepherds shocked the valley.", ["army"], ["shepherds"], "but-not-with-one-behind"),
    ("ASSAULT", "The guerrillas' massacres shocked the valley.", ["guerrillas"], [], "many-deeds-of-armed-men"),
    ("ASSAULT", "The guerrillas' attacks shocked the valley.", ["guerrillas"], [], "an-attack-is-of-those-who-attack"),
    ("ASSAULT", "The militia's kidnappings of doctors went on.", ["militia"], ["doctors"], "kidnappings-of"),
    ("COERCE", "Kenya's detention of two nurses drew criticism.", ["Kenya"], ["nurses"], "whose-detention-of"),
    ("SUPPORT", "Chile reaffirmed its commitment to back guerrillas.", ["Chile"], ["guerrillas"], "what-one-is-committed-to"),
    ("RETREAT", "The junta gave Amnesty access to the jail.", ["junta"], ["Amnesty"], "what-is-granted-has-no-name"),
    ("RETREAT", "The junta gave inspectors access to the jail.", ["junta"], ["inspectors"], "or-a-plural"),
    ("AGREE", "The premier accepted the king's invitation to visit Lima.", ["premier"], ["Lima"], "the-invited-visits"),
    ("CONSULT", "The premier dropped the king's plan to visit Lima.", ["king"], ["Lima"], "who-plans-visits"),
    ("CONCEDE", "The miners' confederation called off a strike.", ["miners' confederation"], [], "a-strike-called-off"),
    ("RETREAT", "Chile pulled out most of its soldiers from Peru.", ["Chile"], ["Peru"], "most-of-ones-own"),
    ("SANCTION", "Chile reneged on its accord with Peru.", ["Chile"], ["Peru"], "reneged-on"),
    ("REJECT", "The rebels backed out of the truce with the army.", ["rebels"], ["army"], "backed-out-of"),
    ("REQUEST", "The mayor was seeking aid for nuns in Gulu.", ["mayor"], ["nuns"], "aid-for"),
    ("ACCUSE", "Peru filed a complaint against Chile at the court.", ["Peru"], ["Chile"], "against-whom-before-where"),
    ("SUPPORT", "The premier assured the king of his support.", ["premier"], ["king"], "assured-of"),
    ("ASSAULT", "Peruvian rockets hit a school.", ["Peruvian rockets"], ["school"], "a-weapon-acts-for-its-owner"),
    ("ASSAULT", "Rockets fired by guerrillas hit a school.", ["guerrillas"], ["school"], "or-for-who-fired-it"),
    ("ASSAULT", "Peruvian-made rockets hit a school.", [], ["school"], "not-for-who-made-it"),
    ("ASSAULT", "Rebels attacked a police post.", ["Rebels"], ["police post"], "a-post-that-is-held"),
    ("ASSAULT", "Rebels attacked a bunker near Kampala.", ["Rebels"], ["bunker near Kampala"], "a-bunker"),
    ("ASSAULT", "The ferry bombing wounded nobody.", [], ["ferry"], "a-vehicle-in-front-is-struck"),
    ("ASSAULT", "The newspaper bombing wounded nobody.", [], ["newspaper"], "a-civil-body-in-front-is-struck"),
    ("ASSAULT", "The Kenyan embassy attack wounded nobody.", [], ["Kenyan embassy"], "not-by-whose-it-is"),
    ("ASSAULT", "Chad mosque attack wounds nine.", [], ["mosque"], "nor-by-where-it-is"),
    ("ASSAULT", "The toll in a Chadian mosque attack rose to nine.", [], ["mosque"], "nor-by-whose-mosque-it-is"),
    ("ASSAULT", "Niger drone attack wounds nine", ["Niger"], [], "but-by-whose-weapon-it-is"),
    ("ASSAULT", "The tank attack wounded nine.", [], [], "nor-are-tanks-struck-that-strike"),
    ("ASSAULT", "The rebel attack wounded nobody.", ["rebel"], [], "rebels-in-front-act"),
    ("ASSAULT", "The army massacre shocked the valley.", ["army"], [], "so-does-an-army"),
    ("ASSAULT", "The Salas murder by gunmen shocked the valley.", ["gunmen"], ["Salas"], "a-name-in-front-of-a-murder"),
    ("AID", "Norway donated money for peace building in Peru.", ["Norway"], ["Peru"], "what-is-built-without-walls"),
    ("AID", "Norway gave cash for the installation of wells in Malian hamlets.", ["Norway"], ["Malian hamlets"], "fitted"),
    ("ASSAULT", "Rebels attacked an army installation.", ["Rebels"], ["army installation"], "an-installation-is-attacked"),
    ("ASSAULT", "Rebels attacked the state building.", ["Rebels"], ["state building"], "so-is-a-building"),
    # what an explosion was beside
    ("ASSAULT", "A bomb blast outside the Kenyan consulate hurt nobody.", [], ["Kenyan consulate"], "a-blast-outside"),
    ("ASSAULT", "A bombing that occurred beside a barracks hurt nobody.", [], ["barracks"], "a-bombing-that-occurred-beside"),
    ("ASSAULT", "A bombing near Garissa hurt nobody.", [], [], "a-bombing-near-a-town"),
    ("ASSAULT", "A bombing near the Ugandan border hurt nobody.", [], [], "a-bombing-near-a-border"),
    ("ASSAULT", "Kenyan barracks have been targets for mortar attacks.", [], ["Kenyan barracks"], "targets-for"),
    ("ASSAULT", "Rebels abducted 20 nurses, five of them Danes.", ["Rebels"], ["nurses"], "a-part-is-nobody-besides"),
    # meet
    ("CONSULT", "President Luis Arana of Peru met Eva Soto.", ["President Luis Arana of Peru", "Eva Soto"], [], "meet-object"),
    ("CONSULT", "Kenya held talks with Uganda.", ["Kenya", "Uganda"], [], "talks-with"),
    ("CONSULT", "Talks between Kenya and Uganda began on Monday.", ["Kenya", "Uganda"], [], "talks-between"),
    ("CONSULT", "US-China talks resumed.", ["US-China", "US"], [], "talks-of-a-pair"),
    # ask
    ("REQUEST", "Kenya urged Uganda to withdraw its troops.", ["Kenya"], ["Uganda"], "ask-object"),
    ("REQUEST", "Kenya called on Uganda to withdraw its troops.", ["Kenya"], ["Uganda"], "call-on"),
    ("REQUEST", "Kenya demanded that Uganda withdraw its troops.", ["Kenya"], ["Uganda"], "demand-that"),
    # what a noun of asking asks for
    ("REQUEST", "Kenya renewed its demand that Uganda return the boats.", ["Kenya"], ["Uganda"], "a-demand-that"),
    ("REQUEST", "The nuns' plea for the militia to spare the men failed.", ["nuns"], ["militia"], "a-plea-for-somebody-to"),
    ("REQUEST", "The envoy's appeal to the militia to disarm failed.", ["envoy"], ["militia"], "an-appeal-to-somebody-to"),
    ("REQUEST", "The junta issued an order that all ministries close.", ["junta"], ["ministries"], "an-order-that"),
    ("REQUEST", "The envoy's plea for the abbot to be spared failed.", ["envoy"], [], "a-passive-duty-is-nobodys"),
    ("REQUEST", "The envoy said that the persecution of the Karen people must end.", ["envoy"], [], "no-duty-of-the-victims"),
    # whom an act is not done to
    ("CONCEDE", "The premier agreed to resign from the cabinet after riots.", ["premier"], [], "an-office-given-up"),
    ("ACCUSE", "The bishops accused the law of harming refugees.", ["bishops"], [], "those-whom-the-accused-harms"),
    ("SANCTION", "Kenya suspended food supplies over fears they were feeding a militia.", ["Kenya"], [], "what-is-feared"),
    # who is brought somewhere to undergo something
    ("ACCUSE", "Peru extradited a banker to Chile to face charges.", [], ["banker"], "who-is-to-face-charges"),
    ("ACCUSE", "The court approved the extradition of Luis Soto to Chile to face trial.", [], ["Luis Soto"], "so-of-the-noun"),
    ("ACCUSE", "The banker flew to Chile to face charges.", [], ["banker"], "who-goes-by-himself"),
    # what it is done for
    ("MOBILIZE", "Kenya mobilised its reservists for an offensive on the rebels.", ["Kenya"], ["rebels"], "for-a-fight-on"),
    ("MOBILIZE", "Kenya mobilised its reservists for a parade on Friday.", ["Kenya"], [], "not-for-a-parade"),
    ("COERCE", "The cabinet proclaimed a state of emergency to start at midnight.", ["cabinet"], [], "declared-to-start"),
    ("SANCTION", "Prosecutors secured the conviction of a general.", ["Prosecutors"], ["general"], "who-gets-a-conviction"),
    ("SANCTION", "The general received a suspended sentence.", [], ["general"], "who-gets-a-sentence"),
    ("ASSAULT", "Rebels held families hostage as shields.", ["Rebels"], ["families"], "as-shields"),
    # a passive clause that names its agent
    ("ACCUSE", "Kenya alleged that the raid was planned by Uganda.", ["Kenya"], ["Uganda"], "alleged-that-it-was-done-by"),
    # give
    ("AID", "Japan gave Kenya 20 million dollars in aid.", ["Japan"], ["Kenya"], "give-dative"),
    ("AID", "Japan sent food aid to Kenya.", ["Japan"], ["Kenya"], "send-to"),
    # to whom the thing asked for, lifted or agreed to is done
    ("REQUEST", "Kenya demanded the resignation of the Ugandan president.", ["Kenya"], ["Ugandan president"], "thing-of"),
    ("REQUEST", "Kenya called for democratic reforms in Uganda.", ["Kenya"], ["Uganda"], "reforms-in"),
    ("REQUEST", "Kenya called for reforms in education.", ["Kenya"], [], "reforms-in-no-party"),
    ("REJECT", "Kenya refused to mediate between Uganda and Sudan.", ["Kenya"], ["Uganda", "Sudan"], "refused-act"),
    ("AGREE", "Kenya vowed to stay allied with Uganda.", ["Kenya"], ["Uganda"], "what-one-is-with"),
    ("SUPPORT", "Kenya praised cooperation from Chad and Mali.", ["Kenya"], ["Chad", "Mali"], "owners-in-a-list"),
    ("REJECT", "Kenya rejected the Ugandan demands.", ["Kenya"], ["Ugandan demands"], "whose-demands"),
    ("CONCEDE", "Kenya agreed to ease curbs on the return of refugees.", ["Kenya"], ["refugees"], "content"),
    ("AGREE", "Kenya proposed a summit of finance ministers.", ["Kenya"], [], "no-content"),
    ("MOBILIZE", "Kenya massed troops along the border with Sudan.", ["Kenya"], ["Sudan"], "frontier"),
    ("MOBILIZE", "Kenya massed troops in the north.", ["Kenya"], [], "no-frontier"),
    ("PROTEST", "Teachers struck to force the government to act.", ["Teachers"], ["government"], "strike-purpose"),
    ("PROTEST", "Anti-government protests shook Nairobi.", [], [], "anti-is-not-by"),
    ("REQUEST", "Kenya called for the president's resignation.", ["Kenya"], ["president"], "whose-resignation"),
    ("AID", "Japan gave 10 million dollars to fight malaria in Kenya.", ["Japan"], ["Kenya"], "purpose-in"),
    ("AGREE", "Japan announced 10 million dollars in aid for Kenya.", ["Japan"], ["Kenya"], "money-in-aid"),
    ("AID", "Japan granted Kenyan refugees asylum.", ["Japan"], ["Kenyan refugees"], "bare-dative"),
    ("ASSAULT", "Kenya launched an offensive, its biggest yet, against rebels.", ["Kenya"], ["rebels"], "behind-an-apposition"),
    # what hangs elsewhere
    ("REJECT", "Kenya and Oman however have rejected the offer by Mali.", ["Kenya", "Oman"], ["Mali"], "auxiliary"),
    ("SANCTION", "A Kenyan court found a rebel guilty of murder.", ["Kenyan court"], ["rebel"], "small-clause"),
    ("SUPPORT", "Kenya sent condolences to relatives of men who died.", ["Kenya"], ["relatives of men"], "no-relative"),
    ("COERCE", "Kenyan police deported an 81-year-old widow.", ["Kenyan police"], ["81-year-old widow"], "hyphenated-number"),
    # light verbs
    ("ASSAULT", "Kenyan troops carried out air strikes on the rebels.", ["Kenyan troops"], ["rebels"], "carry-out"),
    ("ASSAULT", "Air strikes were carried out on the rebels by Kenyan troops.", ["Kenyan troops"], ["rebels"], "carried-by"),
    ("ASSAULT", "The convoy came under attack from rebels.", ["rebels"], ["convoy"], "come-under"),
    ("ACCUSE", "The minister faces charges of corruption.", [], ["minister"], "face"),
    ("SANCTION", "Kenya imposed sanctions on Uganda.", ["Kenya"], ["Uganda"], "impose-on"),
    # owners
    ("REJECT", "Kenya rejected Uganda's demand.", ["Kenya"], ["Uganda's demand"], "owner-of-the-thing-refused"),
    ("REJECT", "Kenya spurned a proposal from Chad.", ["Kenya"], ["Chad"], "maker-of-the-thing-refused"),
    ("REJECT", "Kenya spurned a truce with Chad.", ["Kenya"], ["Chad"], "a-truce-is-made-by-nobody-alone"),
    ("ACCUSE", "Kenya condemned the kidnapping by Chad.", ["Kenya"], ["Chad"], "of-a-deed-the-doer-alone"),
    ("REJECT", "Kenya rejected the council's proposal.", ["Kenya"], ["council's proposal"], "owner-stands-in"),
    ("SUPPORT", "The bishop defended Uganda's fishing quotas.", ["bishop"], ["Uganda's fishing quotas"], "whose-quotas"),
    ("ACCUSE", "Kenya condemned Uganda's attack on the ferry.", ["Kenya"], ["Uganda"], "of-a-deed-the-doer-alone"),
    ("REQUEST", "The bishop demanded Uganda's withdrawal.", ["bishop"], ["Uganda"], "what-is-asked-is-nobody's-thing"),
    # how many acts there are
    ("ASSAULT", "Kenya launched a series of air strikes on Sudanese depots.", ["Kenya"], ["Sudanese depots"], "a-series-of"),
    ("SANCTION", "Kenya imposed a raft of sanctions on Sudan.", ["Kenya"], ["Sudan"], "a-raft-of"),
    ("ASSAULT", "A string of attacks by rebels killed six herders.", ["rebels"], ["herders"], "a-string-that-killed"),
    # prepositions of several words
    ("SANCTION", "Kenya imposed sanctions in relation to Sudan.", ["Kenya"], ["Sudan"], "in-relation-to"),
    ("SUPPORT", "Kenya voted in favour of Sudan.", ["Kenya"], ["Sudan"], "in-favour-of"),
    ("ASSAULT", "The herder was tortured at the hands of the army.", ["army"], ["herder"], "at-the-hands-of"),
    # whose intention, which thing
    ("MOBILIZE", "Kenya rejected a Sudanese plan to send troops to Chad.", ["Sudanese"], ["Chad"], "a-nation's-plan"),
    ("MOBILIZE", "Kenya decided on a new plan to send troops to Chad.", ["Kenya"], ["Chad"], "one's-own-plan"),
    ("REQUEST", "The bishop said Kenya must be ready to negotiate.", ["bishop"], ["Kenya"], "must-be-ready-to"),
    # what is added or one's own
    ("CONCEDE", "Kenya declared a ceasefire and promised to free political prisoners.", ["Kenya"], [], "an-act-beside-it"),
    ("CONCEDE", "Kenya is willing to withdraw its garrison.", ["Kenya"], [], "one's-own-troops"),
    # who expels, with whom ties are restored, what a deeper phrase names
    ("SANCTION", "Two inspectors were expelled from Chad.", ["Chad"], ["inspectors"], "expelled-from"),
    ("SANCTION", "Two inspectors were expelled from Chad by rebels.", ["rebels"], ["inspectors"], "expelled-by"),
    ("SUPPORT", "Kenya restored diplomatic ties with Chad.", ["Kenya", "Chad"], [], "ties-with"),
    ("SUPPORT", "Kenya and Chad restored diplomatic ties.", ["Kenya", "Chad"], [], "ties-of-both"),
    ("ACCUSE", "Kenya criticised the methods of the Chadian police.", ["Kenya"], ["Chadian police"], "methods-of"),
    ("ACCUSE", "Kenya criticised the meeting in front of the ministry.", ["Kenya"], [], "in-front-of"),
    # protest
    ("PROTEST", "Protesters marched in Nairobi against the government.", ["Protesters"], ["government"], "against"),
    ("PROTEST", "Protesters marched in Nairobi.", ["Protesters"], [], "a-place-is-no-recipient"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "actors", "recipients"), [pytest.param(*row[:4], id=row[4]) for row in ROWS])
def test_parties(parse: Parse, code: str, text: str, actors: list[str], recipients: list[str]) -> None:
    found = events(parse, text)
    told = [(sorted(named(e.actors)), sorted(named(e.recipients))) for e in of_type(found, code)]
    assert (sorted(actors), sorted(recipients)) in told, codes(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("The defence minister, Anna Holt, met the Kenyan president.", "Anna Holt", id="apposition"),
        pytest.param("Defence Minister Anna Holt met the Kenyan president.", "Anna Holt", id="title"),
        pytest.param("Anna Holt, the defence minister, met the Kenyan president.", "Anna Holt", id="apposition-after"),
        pytest.param("The defence minister met the Kenyan president.", "defence minister", id="no-name"),
    ],
)
def test_of_an_apposition_the_proper_name_is_taken(parse: Parse, text: str, name: str) -> None:
    actors = of_type(events(parse, text), "CONSULT")[0].actors
    assert actors[0].name == name
    assert len(actors) == 2, "two parties, not three"


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        pytest.param("Afghanistan is poor. The coalition bombed the rebels.", "IGO", "MIL", id="force"),
        pytest.param("The Saudi-led coalition bombed the rebels.", "SAU", "MIL", id="led-by"),
        pytest.param("Germany is rich. The coalition condemned the rebels.", "DEU", "PTY", id="parties-that-govern"),
    ],
)
def test_a_coalition_that_fights_is_no_government(parse: Parse, text: str, country: str, sector: str) -> None:
    actor = events(parse, text)[0].actors[0]
    assert (actor.country, actor.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        pytest.param("Kenya attacked the rebels.", "MIL", id="force"),
        pytest.param("Kenya condemned the rebels.", "GOV", id="words"),
        pytest.param("Kenyan warships shelled the rebels.", "MIL", id="equipment"),
        pytest.param("Kenyan police beat the rebels.", "COP", id="its-own"),
    ],
)
def test_a_bare_country_uses_force_through_its_military(parse: Parse, text: str, sector: str) -> None:
    actor = events(parse, text)[0].actors[0]
    assert (actor.country, actor.sector) == ("KEN", sector)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya attacked itself.",
        "Kenya and Kenya attacked the rebels.",
        "The attack by rebels on rebels failed.",
        "Kenyan troops carried out air strikes on Kenyan troops.",
    ],
)
def test_no_token_is_on_both_sides(parse: Parse, text: str) -> None:
    for event in events(parse, text):
        actors = {(p.start, p.end) for p in event.actors}
        assert not actors & {(p.start, p.end) for p in event.recipients}
        assert len(actors) == len(event.actors)


@pytest.mark.parametrize(
    ("text", "side", "sector"),
    [
        pytest.param("A Greek ship shelled the port.", "actors", "MIL", id="a-ship-that-fights"),
        pytest.param("Rebels shelled a Greek ship.", "recipients", "BUS", id="a-ship-that-is-shelled"),
        pytest.param("Rebels shelled a Greek frigate.", "recipients", "MIL", id="a-warship-that-is-shelled"),
        pytest.param("Rebels shelled Greece.", "recipients", "MIL", id="a-country-that-is-shelled"),
    ],
)
def test_ships(parse: Parse, text: str, side: str, sector: str) -> None:
    assert [p.sector for p in getattr(events(parse, text)[0], side)] == [sector]


def test_a_plural_relative_clause_is_about_the_plural_noun(parse: Parse) -> None:
    found = events(parse, "The consul handed back statues to the ministry that were seized in Malta.")
    assert "ministry" not in [p.text for e in of_type(found, "COERCE") for p in e.recipients]


def test_a_thing_stands_for_its_owner(parse: Parse) -> None:
    """Text and span are the thing's, name and country its owner's: as of positions, that stand for whoever holds them."""
    (event,) = of_type(events(parse, "Kenya rejected Uganda's demand."), "REJECT")
    assert [(p.text, p.name, p.country) for p in event.recipients] == [("Uganda's demand", "Uganda", "UGA")]
