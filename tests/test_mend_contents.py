"""A claim and what is done to it are one clause, though the parser begins the sentence anew inside the claim."""

import pytest

from tests.coding import Parse

ROWS = [
    (
        "reports-denied",
        "Reports that Kenyan police beat 15 Somali herders in Garissa were denied by a mayor.",
        {"Reports nsubjpass denied", "denied ROOT denied", "herders dobj beat"},
    ),
    (
        "ceasefire-denied",
        "Reports that Kurdish rebels announced a truce were denied by a Turkish general.",
        {"Reports nsubjpass denied", "denied ROOT denied", "announced acl Reports", "truce dobj announced"},
    ),
    (
        "claims-rejected",
        "Claims that Norway gave Malawi six tugboats were rejected by a French envoy.",
        {"Claims nsubjpass rejected", "rejected ROOT rejected", "tugboats dobj gave"},
    ),
    (
        "object-of-an-infinitive",
        "Suggestions that the queen asked the cabinet to raise the tax were dismissed by the palace.",
        {"Suggestions nsubjpass dismissed", "tax dobj raise"},
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
        "The abbot declined to comment on a report that the monks were reviewing their vows.",
        {"reviewing acl report"},
    ),
    (
        "said-in-a-hope",
        "The abbot spoke in the hope that the king would listen.",
        {"listen acl hope"},
    ),
    (
        "content-of-a-relative",
        "Reports that the herders were beaten were denied by police.",
        {"herders nsubjpass beaten", "Reports nsubjpass denied"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_mended(parse: Parse, text: str, wanted: set[str]) -> None:
    assert wanted <= {f"{t.text} {t.dep_} {t.head.text}" for t in parse(text).doc}
