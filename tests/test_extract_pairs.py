"""Two who face each other ('both sides') and offices of several states ('the presidents of Chad and Niger')."""

import pytest

from tests.coding import Parse, events, of_type

SIDES = [
    ("who-blames-whom", "The army blamed the rebels for the blast. Oman praised both sides.", ["army", "rebels"]),
    (
        "who-shells-whom",
        "Peruvian troops shelled a Chilean post. Oman praised both sides.",
        ["Chilean post", "Peruvian troops"],
    ),
    ("states", "Peru shelled a Chilean post. Oman praised the two countries.", ["Chile", "Peru"]),
    ("a-list", "The army and the rebels clashed. Oman praised both sides.", ["army", "rebels"]),
    ("nobody-told", "Rain fell all night. Oman praised both sides.", ["sides"]),
    ("a-few-men", "The army blamed the rebels. Guerrillas shot two policemen. Oman praised both sides.", ["army", "rebels"]),
    ("too-far", "The army blamed the rebels. It rained. Roads closed. Shops shut. Oman praised both sides.", ["sides"]),
    ("onlookers", "The United Nations warned the press. Oman praised both sides.", ["sides"]),
    ("a-number", "The army blamed the rebels. Oman praised the three sides.", ["sides"]),
    ("of", "Oman praised the presidents of Chad and Niger.", ["president of Chad", "president of Niger"]),
    ("demonyms", "Oman praised the French and German ministers.", ["French minister", "German minister"]),
    ("stacked", "Oman praised the Bosnian Serb ministers.", ["Bosnian Serb ministers"]),
    ("forces", "Oman praised British and Dutch forces.", ["British forces", "Dutch forces"]),
    ("one-office", "Oman praised the president of Chad and Niger.", ["president of Chad and Niger"]),
    ("no-office", "Oman praised citizens of Chad and Niger.", ["citizens of Chad and Niger"]),
]


@pytest.mark.parametrize(("text", "names"), [pytest.param(*row[1:], id=row[0]) for row in SIDES])
def test_two(parse: Parse, text: str, names: list[str]) -> None:
    found = of_type(events(parse, text), "SUPPORT")[-1].recipients
    assert sorted(p.name for p in found) == names


def test_each_has_its_own_country_and_shares_the_span(parse: Parse) -> None:
    found = of_type(events(parse, "Oman praised the presidents of Chad and Niger."), "SUPPORT")[-1].recipients
    assert [(p.country, p.text) for p in found] == [
        ("TCD", "presidents of Chad and Niger"),
        ("NER", "presidents of Chad and Niger"),
    ]
