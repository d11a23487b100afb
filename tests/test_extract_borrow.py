"""Recipients that another act lends: who did what is judged, whom an act that is agreed to is done to; and foreign soil."""

import pytest

from tests.coding import Parse, events, named, of_type

ROWS = [  # code | text | actors | recipients
    # of an act that is judged the doer is meant
    "ACCUSE | Norway condemned bomb attacks on schools in Lima. | Norway | ",
    "ACCUSE | Norway condemned the launch of a rocket by North Korea. | Norway | North Korea",
    "ACCUSE | Bandits attacked the town. The mayor condemned the act. | mayor | Bandits",
    "ACCUSE | North Korea launched a missile on Sunday. Norway called the launch illegal. | Norway | North Korea",
    "SUPPORT | Canada praised the arrest of the general by Peru. | Canada | Peru",
    # of an idea that is judged or refused, whose it is
    "SUPPORT | Oman has proposed that the port be dredged. Kenya and Chad backed this idea. | Kenya; Chad | Oman",
    "REJECT | Oman proposed a joint patrol. Chad rejected the plan on Monday. | Chad | Oman",
    # near misses: another's idea, none that was told before, one's own
    "SUPPORT | Oman has proposed that the port be dredged. Kenya backed Chad's idea. | Kenya | Chad's idea",
    "SUPPORT | Oman attacked the port. Kenya backed a new idea. | Kenya | ",
    "SUPPORT | Oman has proposed that the port be dredged. Oman backed this idea. | Oman | ",
    # upon whom revenge is vowed
    "THREATEN | Gunmen attacked a barracks in Mali on Sunday. Mali vowed revenge. | Mali | Gunmen",
    "THREATEN | Kenya said nine clerks were hurt in a raid by Chad and vowed retaliation. | Kenya | Chad",
    "THREATEN | Gunmen praised a cleric in Mali on Sunday. Mali vowed revenge. | Mali | ",
    # of a protest at a deed its doer, of one with an aim whom it presses
    "PROTEST | Students marched to protest the arrest of nuns by Kenyan police. | Students | Kenyan police",
    "PROTEST | Students protested the killing of monks. | Students | ",
    "PROTEST | The teachers' strike was aimed at forcing the government to raise wages. | teachers | government",
    "PROTEST | The teachers' strike was aimed at finding a compromise. | teachers | ",
    "PROTEST | A popular revolt that toppled President Luis Arana began in May. |  | President Luis Arana",
    "PROTEST | A popular revolt that surprised President Luis Arana began in May. |  | ",
    # whoever did what one pleads against, and with whom ties are to be better
    "REQUEST | Peru fired a rocket on Sunday. The council issued a plea against such an act. | council | Peru",
    "AGREE | Kenya proposed a summit to improve ties with Chad. | Kenya | Chad",
    # near misses: somebody else is judged, nothing points back, or the sufferer is consoled
    "ACCUSE | Kenya criticised Uganda over the attack on Goma. | Kenya | Uganda",
    "ACCUSE | Bandits attacked the town. The mayor condemned acts of violence. | mayor | ",
    "SUPPORT | Canada expressed condolences to Kenya over the attack on Goma. | Canada | Kenya",
    "ACCUSE | Kenya deplores such brutal acts against Danish nurses. | Kenya | ",
    "ACCUSE | Kenya condemned the cruel and criminal bombings. | Kenya | ",
    # troops on foreign soil
    "MOBILIZE | Brazil sent 300 soldiers to Haiti. | Brazil | Haiti",
    "MOBILIZE | Kenyan troops arrived in Somalia on Monday. | Kenyan troops | Somalia",
    "RETREAT | French soldiers have begun leaving Niger. | French soldiers | Niger",
    "CONCEDE | Saudi Arabia declared a ceasefire in Yemen. | Saudi Arabia | Yemen",
    # near misses: at home there is nobody whom it is done to
    "MOBILIZE | Peru moved its army to Cuzco. | Peru | ",
    "CONCEDE | Peru declared a ceasefire in Cuzco. | Peru | ",
    # where no slot names a recipient, the first party under the trigger is meant
    "AID | Norway donated nine tractors to fund projects for growers in Kenya. | Norway | growers in Kenya",
    "PROTEST | Dockers began a strike over shifts at the quays of the shipyard. | Dockers | quays of the shipyard",
    "REQUEST | Kenya requested a register of all bankers from Uganda. | Kenya | bankers from Uganda",
    # near misses: another clause, a circumstance, the actor's own country, a town
    "PROTEST | Afghan refugees blocked roads near Cochabamba. | Afghan refugees | ",
    "AID | Norway provided 3 million euros after riots in Kenya. | Norway | ",
    "CONCEDE | Peru declared a ceasefire as fighting spread in Chile. | Peru | ",
    "SANCTION | Chad slapped sanctions on an obscure Malian state agency. | Chad | obscure Malian state agency",
    # a bomber's own car is no recipient, but what he stops at
    "ASSAULT | A suicide bomber detonated his car near a Kenyan army base. | suicide bomber | Kenyan army base",
    # what is made, and an office that is left, are no recipients
    "AGREE | Peru agreed to set up a hospital. | Peru | ",
    "CONCEDE | The senator agreed to resign from her post at the ministry. | senator | ",
    "REJECT | Japan refused to lift sanctions to bring North Korea to the table. | Japan | North Korea",
]


@pytest.mark.parametrize("row", ROWS)
def test_recipients(row: str, parse: Parse) -> None:
    code, text, actors, recipients = (part.strip() for part in row.split("|"))
    found = of_type(events(parse, text), code)
    assert found, [(e.type, e.rule_id) for e in events(parse, text)]
    assert named(found[-1].actors) == [a for a in actors.split("; ") if a]
    assert named(found[-1].recipients) == [r for r in recipients.split("; ") if r]


SPANS = [  # sentence | first actor
    "The Chad Liberation Front (CLF) attacked a base. | Chad Liberation Front (CLF)",
    "The Chad Liberation Front (pictured) attacked a base. | Chad Liberation Front",
    "King Fahd of Saudi Arabia condemned Iran. | King Fahd of Saudi Arabia",
    "King Fahd of course condemned Iran. | King Fahd",
    "Syrian regime air strikes hit the village of Hama. | Syrian regime",
    "Syrian air strikes hit the village of Hama. | Syrian",
]


@pytest.mark.parametrize("row", SPANS)
def test_spans(row: str, parse: Parse) -> None:
    text, actor = (part.strip() for part in row.split("|"))
    assert next(e.actors[0].text for e in events(parse, text)) == actor
