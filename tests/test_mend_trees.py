"""Whatever the words are, mending a parse leaves trees: no token is its own ancestor."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.annotate import annotate
from tests.conftest import MODEL, make_article

PIECES = """
On 3 May | In the port of Gulu | rebels | the army | Reports that | shelled a town | were denied by a mayor
took ten nurses hostage | ; | , | and 60 are missing | after a priest, Obi, was shot | said he had ousted the king
dissolved parliament and closed the border | which killed six | ruled out sending troops | wounded over 70
Were the rebels to attack | a raid by gendarmes on the monastery | six of them Danes | . | who fled
told the guards to leave and shut the gate | the minister said | denied opening fire | left nine dead | "We will go"
in Gao and a mast in Kidal | - residents | : US official | kills 14 - police | said in a statement that | – doctors in Lima
"""
WORDS = [piece.strip() for line in PIECES.strip().splitlines() for piece in line.split("|")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(" ".join))
def test_mending_leaves_trees(text: str) -> None:
    doc = next(iter(annotate([make_article(text)], MODEL))).doc
    for token in doc:
        top, steps = token, 0
        while top.head != top and steps <= len(doc):
            top, steps = top.head, steps + 1
        assert steps <= len(doc), f"{token} is its own ancestor"
