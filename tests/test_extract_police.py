"""Deeds of the police: who did it, and how many died of it, however the sentences hang together."""

import pytest

from tests.coding import Parse, events, of_type

FORCE = [
    # (text, sectors of the actors of all uses of force, the dead of those by the police)
    ("Two men were killed and five injured when the police opened fire on a mob in Lima.", ["COP"], 2),
    ("Two people were killed when a crowd gathered and the police opened fire.", ["COP"], 2),
    ("Two people were killed when a gang attacked a bank and the police opened fire.", ["COP", "CRM"], 2),
    ("Three persons succumbed to bullet injuries in police firing.", ["COP"], 3),
    ("A teenager died after being hit by a police bullet.", ["COP"], 1),
    ("A youth was killed when a bullet fired by the police hit him.", ["COP"], 1),
    ("After the police firing, in which two youths died, a curfew was imposed.", ["COP"], 2),
    ("The police resorted to firing in which three persons died.", ["COP"], 3),
    ("Farmers deplored the police shooting that killed two boys.", ["COP"], 2),
    ("Of the 184 persons in the lists, 101 were killed in police firing.", ["COP"], 101),
    ("In all 668 people were killed in the unrest, including 100 in police firing.", ["", "COP"], 100),
    ("A miner fell to police bullets.", ["COP"], None),
    ("The crowd was lathi-charged near the gate.", [""], None),
    ("Teargas was fired after the mob attacked the police.", ["COP"], None),
    ("Police clashed with students and tear gas was fired.", ["COP EDU", "COP"], None),
    ("Police reached the spot. The officers opened fire.", ["COP"], None),
    ("CRPF men fired at the mob.", ["COP"], None),
    ("Police said nine bullets were discharged into the air.", ["COP"], None),
    # near misses
    ("Police opened fire on the mob. Two policemen were killed.", ["", "COP"], None),
    ("Police opened fire on the mob. Two persons were killed in a bomb blast.", ["", "COP"], None),
    ("Police opened fire on the mob. Two persons were killed by rioters.", ["COP", "OPP"], None),
    ("Shots were fired at the police post.", [""], None),
    ("Army units reached the spot. The officers opened fire.", ["MIL"], None),
    ("Two men were killed by rebels when the police opened fire.", ["REB", "COP"], None),
    ("Protesters threw tear gas canisters back at the police.", [], None),
]


@pytest.mark.parametrize(("text", "sectors", "dead"), FORCE, ids=[text[:50] for text, *_ in FORCE])
def test_force(parse: Parse, text: str, sectors: list[str], dead: int | None) -> None:
    found = of_type(events(parse, text), "ASSAULT")
    assert sorted(" ".join(sorted(p.sector for p in e.actors)) for e in found) == sorted(sectors)
    assert max((e.dead or 0 for e in found if "COP" in [p.sector for p in e.actors]), default=0) == (dead or 0)


ARRESTS = [
    # (text, sectors of the actors of each arrest that is told as a fact)
    ("Rao arrested two traders under the act.", ["COP"]),
    ("The officers arrested two traders. The army looked on.", ["MIL"]),
    ("The suspect was handed over to the police.", [""]),
    ("The police caught a thief in Lima.", ["COP"]),
    ("The judge arrested two traders.", ["JUD"]),
    # near misses
    ("He apprehended that the ban might cause unrest.", []),
    ("The residents were caught unawares.", []),
    ("The families were trapped for six days.", []),
    ("They were held guilty of the crime.", []),
    ("The three men face imprisonment.", []),
    ("The offence carries life imprisonment.", []),
    ("Villagers handed over the rifles to the police.", []),
]


@pytest.mark.parametrize(("text", "sectors"), ARRESTS, ids=[text[:50] for text, _ in ARRESTS])
def test_arrests(parse: Parse, text: str, sectors: list[str]) -> None:
    found = [e for e in of_type(events(parse, text), "COERCE/arrest") if e.factuality == "asserted"]
    assert ["".join(p.sector for p in e.actors) for e in found] == sectors
