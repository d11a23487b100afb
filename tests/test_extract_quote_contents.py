"""What a reporting verb's content is, and what only stands beside the verb."""

from collections.abc import Callable

import pytest

from tasks.annotate import Annotated
from tasks.extract.quotes.find import find_quotes
from tasks.resolve.names import resolve_names

Parse = Callable[..., Annotated]
Found = list[tuple[str, str, list[str]]]


def said(parse: Parse, text: str) -> Found:
    """Speaker's name, cue and content of each quote."""
    annotated = parse(text)
    quotes = [f.quote for f in find_quotes(annotated, resolve_names(annotated))]
    return [(q.speaker.name if q.speaker else "", q.cue.text if q.cue else "", [c.text for c in q.content]) for q in quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The union says the local mill owner will announce cuts Friday for a new plant built to help people.",
            [("union", "says", ["the local mill owner will announce cuts Friday for a new plant built to help people"])],
        ),
        ("The hall was full, a clerk told the judge.", [("clerk", "told", ["The hall was full"])]),
        ("The bridge, police said, was closed.", [("police", "said", ["The bridge", "was closed"])]),
        ("As the paper reported, he left.", [("paper", "reported", ["he left"])]),
        (
            '"He earned it," the farmer, Angela Bell, told the programme "Inside Story" after the fair.',
            [("Angela Bell", "told", ["He earned it"])],
        ),
        ('He called her a "Liar" in the debate.', [("He", "called", ['her a "Liar" in the debate'])]),
        ('He spoke of "the flood to come" at length.', [("He", "spoke", ['"the flood to come" at length'])]),
        (
            'The board said about its new plan:\n\n"The plan goes further than all earlier plans. It helps farmers."',
            [("board", "said", ["The plan goes further than all earlier plans. It helps farmers."])],
        ),
        ("31% of farmers said they would sell.", [("31% of farmers", "said", ["they would sell"])]),
        ("Three farmers said they would sell.", [("farmers", "said", ["they would sell"])]),
        ('"The road is shut," she said.', [("she", "said", ["The road is shut"])]),
    ],
)
def test_content(parse: Parse, text: str, expected: Found) -> None:
    assert said(parse, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In his first speech, a long talk on how towns grow, he tells one story about a goat.",
        "After the firm asked them to leave, 80 miners volunteered, some in tears.",
        "They do want the board to acknowledge different views, and strike the old rule.",
        'The board met about its new plan:\n\n"Green Valley" is its name.',
    ],
)
def test_near_misses(parse: Parse, text: str) -> None:
    """A verb with an object, an adjunct or an infinitive of its own reports nothing of what stands before it."""
    verbs = {"tells", "volunteered", "acknowledge", "met"}
    assert not [q for q in said(parse, text) if q[1] in verbs]
