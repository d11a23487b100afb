"""What hangs on the wrong word is hung where it belongs; what only looks like it is left alone."""

import pytest

from tests.coding import Parse, arcs

ROWS = [
    ("bound-alone", "The raid killed two men and wounded over 70.", {"70 dobj wounded", "over quantmod 70"}),
    ("bound-with-a-noun", "He wounded his brother over 70 dollars.", {"over prep wounded", "dollars pobj over"}),
    ("number-left-dead", "The attack left nine dead and 70 herders were injured.", {"dead oprd left", "nine dobj left"}),
    ("dead-first", "The army counted nine dead herders.", {"dead amod herders"}),
    ("resulting-in", "A bomb exploded in Cuzco resulting in some 40 traders being taken to a clinic.", {"taken pcomp in"}),
    ("resulting-in-a-noun", "A bomb went off, resulting in 30 deaths.", {"deaths pobj in"}),
    ("deed-done-by", "He burned flags to protest the arrests of nuns by Kenyan police in Gao.", {"by prep arrests"}),
    ("done-by-a-means", "He protested the arrests by letter.", {"by prep protested"}),
    ("ruled-out-doing", "Norway ruled out sending troops to Chad.", {"sending xcomp ruled"}),
    ("broke-down-doing", "The envoy broke down crying.", {"crying advcl broke"}),
    ("deed-by-doer-on", "The raid by gendarmes on the monastery drew anger.", {"on prep raid"}),
    ("deed-by-doer-on-a-party", "Strikes by Turkish jets on Kurdish fighters went on.", {"on prep Strikes"}),
    ("deed-by-riders", "The raid by bandits on motorcycles drew anger.", {"on prep bandits"}),
    ("deed-by-somebody-on-a-day", "The raid by bandits on Sunday drew anger.", {"on prep raid"}),
    ("deed-by-doer-of-some", "The murder by bandits of three monks stunned the valley.", {"of prep murder"}),
    ("deed-by-unarmed-of", "The murder by supporters of three monks stunned the valley.", {"of prep supporters"}),
    ("deed-by-people-of", "The murder by soldiers of the garrison stunned the valley.", {"of prep soldiers"}),
    ("song-by-singers", "The book by historians on the famine sold well.", {"on prep historians"}),
    (
        "about-to",
        "The museum said thieves stole the painting at the port on Monday night as it was about to be shipped to Oslo.",
        {"was advcl stole", "about acomp was"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_mended(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= arcs(parse, text)
