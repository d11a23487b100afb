"""What a reporting verb's content is, and what only stands beside the verb."""

import pytest

from tasks.extract.quotes.find import find_quotes
from tasks.resolve.names import resolve_names
from tests.coding import Parse

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
            "The museum says the new director will announce the winners after lunch.",
            [("museum", "says", ["the new director will announce the winners after lunch"])],
        ),
        ("The hall was full, a clerk told the judge.", [("clerk", "told", ["The hall was full"])]),
        ("The bridge, police said, was closed.", [("police", "said", ["The bridge", "was closed"])]),
        ("As the paper reported, he left.", [("paper", "reported", ["he left"])]),
        (
            '"Nobody swam that day," a lifeguard, Angela Bell, told listeners of the show "Morning Tide" in July.',
            [("Angela Bell", "told", ["Nobody swam that day"])],
        ),
        ('He called the cook a "Wizard" at supper.', [("He", "called", ['the cook a "Wizard"'])]),
        ('He spoke of "the flood to come" at length.', [("He", "spoke", ['"the flood to come" at length'])]),
        (
            'A pilot wrote to the harbour office:\n\n"Two buoys were lit all night. One of them has sunk."',
            [("pilot", "wrote", ["Two buoys were lit all night. One of them has sunk."])],
        ),
        ("31% of farmers said they would sell.", [("31% of farmers", "said", ["they would sell"])]),
        ("Three farmers said they would sell.", [("farmers", "said", ["they would sell"])]),
        ("As the minister told parliament, the army shelled the town.", [("minister", "told", ["the army shelled the town"])]),
        ('Protesters shouted at soldiers "Death to Sparta."', [("Protesters", "shouted", ["Death to Sparta."])]),
        ('"The road is shut," she said.', [("she", "said", ["The road is shut"])]),
    ],
)
def test_content(parse: Parse, text: str, expected: Found) -> None:
    assert said(parse, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On stage, between two songs about the sea, the singer tells a fable.",
        "As he told a story, the crowd laughed.",
        "Before the snow fell, two porters volunteered, both of them tired.",
        "Parents expect the school to admit more girls, and to open a canteen.",
        'The pilot met the harbour master:\n\n"Green Valley" was the name of his boat.',
    ],
)
def test_near_misses(parse: Parse, text: str) -> None:
    """A verb with an object, an adjunct or an infinitive of its own reports nothing of what stands before it."""
    assert said(parse, text) == []
