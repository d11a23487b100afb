"""What the parser gets wrong time and again is mended; what looks alike stays."""

import pytest

from tests.coding import Parse, arcs

MENDED = [
    (
        "gerund",
        "Nigerian police have denied opening fire on Ugandan protesters.",
        {"opening xcomp denied", "fire dobj opening"},
    ),
    ("attribute", "The minister denied growing unrest.", {"unrest dobj denied"}),
    ("agent-behind-complement", "France was asked for military aid by Lebanon.", {"by agent asked"}),
    ("no-agent", "France was criticized for attacks.", {"for prep criticized"}),
    ("place-behind-agent", "A curfew was imposed by the Thai army in Yala.", {"in prep imposed"}),
    (
        "apposed-speaker",
        "Turkish jets, Finnish President Elina Aalto said, bombed Syrian insurgents near Kirkuk.",
        {"jets nsubj bombed", "Aalto nsubj said"},
    ),
    (
        "two-subjects",
        "Ukraine, a Brazilian official said, accused Iran of espionage.",
        {"Ukraine nsubj accused", "official nsubj said"},
    ),
    (
        "report-behind-object",
        "The Croatian prime minister praised the Czech prime minister, a Brazilian official said on Monday.",
        {"praised ccomp said", "said ROOT said"},
    ),
    (
        "noun-for-verb",
        "If Romanian miners riot in Brasov, prices will rise.",
        {"miners nsubj riot", "riot advcl rise", "If mark riot"},
    ),
    (
        "noun-for-verb-with-object",
        "If Tunisian police fire tear gas at Romanian miners, prices will rise.",
        {"police nsubj fire", "gas dobj fire", "fire advcl rise", "Tunisian amod police"},
    ),
    (
        "inverted",
        "Were Peruvian rebels to ambush soldiers in Lima, prices would rise.",
        {"rebels nsubj ambush", "ambush advcl rise", "Were aux ambush"},
    ),
    ("behind-time", "The speech followed air raids last week which killed 17 villagers.", {"killed relcl raids"}),
    ("behind-a-month", "The sermon condemned rocket attacks in May that killed 17 villagers.", {"killed relcl attacks"}),
    ("behind-time-but-asked", "She asked lawmakers last night who must resign.", {"resign ccomp asked"}),
    ("behind-time-but-said", "He told lawmakers Friday that must end.", {"end ccomp told"}),
    ("behind-a-noun", "The speech followed the raids which killed 17 villagers.", {"killed relcl raids"}),
    ("relative-clause", "Rebels met the envoy, who said little.", {"said relcl envoy"}),
    (
        "finite",
        "North Korea test-fired two ballistic missiles.",
        {"fired ROOT fired", "missiles dobj fired", "Korea nsubj fired"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in MENDED])
def test_mended(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= arcs(parse, text)
