"""A claim and what is done to it are one clause, though the parser begins the sentence anew inside the claim."""

import pytest

from tests.coding import Parse, arcs

ROWS = [
    (
        "ceasefire-denied",
        "Reports that Kurdish rebels announced a truce were denied by a Turkish general.",
        {"Reports nsubjpass denied", "denied ROOT denied", "announced acl Reports", "truce dobj announced"},
    ),
    (
        "claims-rejected",
        "Claims that Kurdish rebels seized a dam were rejected by the palace.",
        {"Claims nsubjpass rejected", "dam dobj seized"},
    ),
    (
        "content-is-passive",
        "He heard reports that the herders were beaten by police.",
        {"herders nsubjpass beaten"},
    ),
    (
        "said-in-writing",
        "The rebel movement said in a statement that government warplanes bombed the hamlet of Tirra on Sunday.",
        {"bombed ccomp said"},
    ),
    (
        "a-report-that-is-commented-on",
        "The abbot commented on the report that two monks opened a bakery.",
        {"opened acl report"},
    ),
    (
        "said-in-a-hope",
        "The abbot wrote in the hope that the king would listen.",
        {"listen acl hope"},
    ),
    (
        "right-as-it-is",
        "Reports that the herders were beaten were denied by police.",
        {"herders nsubjpass beaten", "Reports nsubjpass denied"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_mended(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= arcs(parse, text)
