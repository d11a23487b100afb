"""Actors and recipients through the constructions of English: whoever acts is the actor, however the clause is built."""

import pytest

from tests.coding import Parse, codes, events, named, of_type

ROWS = [  # code | sentence | actors | recipients
    # passives
    "ASSAULT | Three villages were shelled by Sudanese troops on Monday. | Sudanese troops | villages",
    "COERCE | The editor has been arrested by Kenyan police. | Kenyan police | editor",
    "COERCE | The editor got arrested. |  | editor",
    "SANCTION | Two diplomats are being expelled by Peru. | Peru | diplomats",
    "RETREAT | The court has freed two former ministers on bail. | court | former ministers",
    "RETREAT | Rebels in Mali have freed prisoners from a jail. | Rebels in Mali | prisoners",
    # control and raising
    "ASSAULT | The general ordered the brigade to shell the village. | brigade | village",
    "ASSAULT | Rwanda helped Uganda bomb the rebels. | Uganda | rebels",
    "ASSAULT | Kenyan troops continued to shell the village. | Kenyan troops | village",
    "ASSAULT | Kenyan troops began shelling the village. | Kenyan troops | village",
    "ASSAULT | Kenyan troops seem to have shelled the village. | Kenyan troops | village",
    "ASSAULT | Kenyan troops are believed to have shelled the village. | Kenyan troops | village",
    "ASSAULT | The ministry accused Ethiopian troops of shelling the village. | Ethiopian troops | village",
    "RETREAT | The army let the hostages leave after it released the children. | army | children",
    "ASSAULT | Police held two clerks on suspicion of bombing the mosque. | clerks | mosque",
    "ASSAULT | Two clerks were charged with bombing the mosque. | clerks | mosque",
    "ASSAULT | Police arrested a clerk over bombing the mosque. | clerk | mosque",
    "AID | A tribunal sentenced the clerk on charges of arming rebels. | clerk | rebels",
    "AID | Chad denied accusations of arming rebels. | Chad | rebels",
    "MOBILIZE | Chad warned Niger against deploying troops. | Niger | ",
    "COERCE | They jailed him for mocking the king. |  | ",
    # coordination
    "ASSAULT | Rebels attacked the town and killed six soldiers. | Rebels | soldiers",
    "ASSAULT | Rebels attacked and looted the town. | Rebels | town",
    "COERCE | Police arrested the editor, his wife and two students. | Police | editor; his wife; students",
    "ACCUSE | Kenya, Uganda and the African Union condemned the junta. | Kenya; Uganda; African Union | junta",
    "COERCE | The court freed the editor but barred her from leaving Kenya. | court | her",
    # relative and reduced clauses
    "ASSAULT | The rebels who attacked the convoy fled. | rebels | convoy",
    "ASSAULT | The convoy that the rebels attacked was carrying food. | rebels | convoy",
    "ASSAULT | The rebels accused of killing the nurse fled. | rebels | nurse",
    "ASSAULT | Gunmen killing villagers fled to Chad. | Gunmen | villagers",
    "ASSAULT | The nurse killed by the rebels was Kenyan. | rebels | nurse",
    "COERCE | Kenya has freed a diplomat it arrested in May. | Kenya | diplomat",
    # participles and adjuncts
    "ASSAULT | Gunmen ambushed a patrol, killing six soldiers. | Gunmen | patrol",
    "ASSAULT | The air force carried out air strikes near Gao, killing dozens of rebels. | air force | rebels",
    "ASSAULT | The air force flew no fewer than four air raids near Gao, killing scores of rebels. | air force | rebels",
    "ACCUSE | Before leaving Geneva, the envoy condemned the junta. | envoy | junta",
    "AID | To help the refugees, Norway sent food to Chad. | Norway | Chad",
    "ASSAULT | Six soldiers died as rebels attacked the base. | rebels | base",
    "COERCE | Kenya expelled the envoy after arresting two journalists. | Kenya | journalists",
    # nominal events
    "ASSAULT | Ethiopian air strikes on the town killed six people. | Ethiopian | people; town",
    "COERCE | The arrest of the bishop by Sudanese police angered the church. | Sudanese police | bishop",
    "CONSULT | Talks between Peru and Chile began in Lima. | Chile; Peru | ",
    "CONSULT | Norway's visit to Chad ended. | Norway | Chad",
    "ASSAULT | The group claimed responsibility for an attack on the barracks. | group | barracks",
    "ASSAULT | No group has claimed responsibility for the attack on the barracks. |  | barracks",
    "ASSAULT | The militia was not behind the attack on the barracks. |  | barracks",
    "ASSAULT | The militia has been responsible for several attacks on the barracks. | militia | barracks",
    "ASSAULT | Ethiopian troops launched an assault on the rebel camp in Gao. | Ethiopian troops | rebel camp",
    "ASSAULT | The army launched an offensive, Operation Thunder, against militants. | army | militants",
    # ditransitives and prepositions
    "ASSAULT | Rebels fired rockets at the airport. | Rebels | airport",
    "SANCTION | Canada imposed sanctions on Belarus. | Canada | Belarus",
    "CONCEDE | Canada lifted sanctions against Belarus on Friday. | Canada | Belarus",
    "CONCEDE | Canada lifted sanctions imposed on Belarus last year. | Canada | Belarus",
    "CONCEDE | Canada decided to ease restrictions on food aid to Belarus. | Canada | Belarus",
    "REJECT | Canada refuses to lift the ban on Belarus. | Canada | Belarus",
    "REJECT | The rebels refused to free the children. | rebels | children",
    "AGREE | Japan is willing to provide medicine alongside food to Kenya. | Japan | Kenya",
    "RETREAT | Rebels handed the hostages over to the Red Cross. | Rebels | hostages",
    "THREATEN | Kenya issued a warning to the militia that it would bomb its camps. | Kenya | militia",
    # pronouns of the sentence
    "ASSAULT | The air force says it has killed six rebels. | air force | rebels",
    "CONCEDE | Farmers said they will release the guards. | Farmers | guards",
    "RETREAT | Luis Arana declared that he was resigning as governor. | Luis Arana | ",
    "ASSAULT | The Houthis boasted that they had attacked the airport. | Houthis | airport",
    "SANCTION | Peru said it expelled two diplomats. | Peru | diplomats",
    # whose the thing is
    "REJECT | Kenya rejected a proposal drafted by Uganda. | Kenya | Uganda",
    "REJECT | Kenya vetoed a resolution presented by Uganda. | Kenya | Uganda",
    "ACCUSE | Kenya condemned the attack by the rebels. | Kenya | rebels",
    "COERCE | The navy seized the Iranian oil tanker. | navy | Iranian oil tanker",
    "RETREAT | Kenya lifted its blockade of Somalia. | Kenya | Somalia",
    "REJECT | Israel will not release the prisoners. | Israel | prisoners",
    "REJECT | Hungary said it would not accept Syrian refugees under the scheme. | Hungary | Syrian refugees",
    "CONCEDE | Nepal's government accepted the demands by protesters. | Nepal's government | protesters",
    "CONCEDE | The government gave in to demands from the union. | government | union",
    "REQUEST | The council issued a statement calling on Kenya to free the editor. | council | Kenya",
    "CONSULT | Norway launched a mediation effort to end the rift between Chad and Sudan. | Norway | Chad; Sudan",
    "ASSAULT | Rebels are holding dozens of farmers as human shields. | Rebels | farmers",
    "CONCEDE | Canada has agreed to lift a ban on Chinese maize. | Canada | Chinese maize",
    "COERCE | Kenya has closed its borders with Uganda and Sudan. | Kenya | Sudan; Uganda",
    "COERCE | The president declared a state of emergency in three provinces. | president | provinces",
    # nobody is his own recipient
    "SUPPORT | Kenya endorsed its proposals. | Kenya | ",
    # titles belong to the name, adjectives of kind are nobody
    "CONSULT | The Irish premier Leo Flynn met the British envoy. | British envoy; Irish premier Leo Flynn | ",
    "REJECT | Chad firmly rejected any military solution. | Chad | ",
    # verbless headlines
    "CONSULT | Chilean president in talks with Peru | Chilean president; Peru | ",
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_parties(parse: Parse, row: str) -> None:
    code, text, *sides = (cell.strip() for cell in row.split("|"))
    actors, recipients = (sorted(filter(None, side.split("; "))) for side in sides)
    found = events(parse, text)
    told = [(sorted(named(e.actors)), sorted(named(e.recipients))) for e in of_type(found, code)]
    assert (actors, recipients) in told, [(c, *t) for c, t in zip(codes(found), told, strict=False)]
