"""Verbs of headlines, verdicts and names that somebody is called: mended; what looks alike stays."""

import pytest

from tests.coding import Parse, arcs, codes, events

MENDED = [
    ("headline", "Kenya lifts travel ban on Uganda.", {"lifts ROOT lifts", "ban dobj lifts", "Kenya nsubj lifts"}),
    ("plural", "Kenya rejected the sanctions bill.", {"sanctions compound bill"}),
    ("verdict", "The judge found Anna Holt guilty of stealing two million dollars.", {"Holt dobj found", "guilty oprd found"}),
    (
        "name-calling",
        "Governor Peter Okello called Peru's consul in Lagos an arrogant fool.",
        {"consul dobj called", "fool oprd called"},
    ),
    ("tail-of-a-place", "Sailors free captain in Togo port - villagers", {"port pobj in"}),
    ("tail-of-an-object", "Rebels fired mortars at depot - French diplomat", {"depot pobj at", "diplomat dep fired"}),
    ("tail-behind-a-number", "Ferry fire kills nine - coast guard", {"nine dobj kills", "guard dep kills"}),
    ("hyphen", "Sailors free captain in Guinea-Bissau port", {"port pobj in"}),
    ("time-behind-a-dash", "Rebels seize town - for now", {"for prep seize"}),
    (
        "much-behind-a-dash",
        "Rebels seize town - the second city of the northern province of the country",
        {"city appos town"},
    ),
    ("clause-behind-a-dash", "Rebels fled - the army pursued them", {"army nsubj pursued"}),
    ("apposition", "They called the envoy, a Swede.", {"Swede appos envoy"}),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in MENDED])
def test_mended(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= arcs(parse, text)


CODED = [
    ("lifted-ban", "Kenya lifts travel ban on Uganda.", "CONCEDE"),
    (
        "letter-is-what-it-says",
        "The president has sent a letter to the bank threatening to pull funding.",
        "THREATEN/relations",
    ),
    (
        "resolution-is-what-it-says",
        "The Kenyan parliament approved a resolution criticizing the Ugandan government.",
        "ACCUSE/disapprove",
    ),
    ("resolution", "The Kenyan parliament approved a resolution on trade.", "SUPPORT"),
    ("said-violence", "Uganda violated the ceasefire in Goma, a Kenyan officer said.", "ASSAULT"),
    ("said-misdeed", "The opposition says that the government rigged the count.", "ACCUSE/allege"),
    ("one-state-drills", "The Kenyan army and navy began war games off Mombasa.", "MOBILIZE/troops"),
    ("states-drill", "Kenyan marines and Ugandan troops began war games off Mombasa.", "COOPERATE"),
    ("offer", "Kenya has offered military equipment to Uganda.", "AGREE"),
    ("gift", "Kenya has sent military equipment to Uganda.", "AID"),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in CODED])
def test_coded(parse: Parse, text: str, wanted: str) -> None:
    assert codes(events(parse, text)) == [wanted]


def test_broken_ban(parse: Parse) -> None:
    """Who violates a ban does what it forbids; who observes it does not."""
    broken, observed = (
        [e.factuality for e in events(parse, f"Chad has {verb} a ban on ballistic missile tests.") if e.type == "MOBILIZE"]
        for verb in ("violated", "respected")
    )
    assert broken == ["asserted"]
    assert observed != ["asserted"]
