"""Quotes: who says what, direct, indirect and mixed, with near misses that are no statements."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lexicon.reporting import reporting
from schemas.tables import Quote
from tasks.annotate import Annotated
from tasks.extract.quotes.find import FoundQuote, find_quotes
from tasks.extract.quotes.marks import quoted_spans
from tasks.resolve.names import resolve_names
from tests.coding import Parse

# text, quoted words
MARKS = [
    ('He said "we are ready" twice.', ["we are ready"]),
    ("He said “we are ready” twice.", ["we are ready"]),
    ("He said ``we are ready'' twice.", ["we are ready"]),
    ("He said ''we are ready'' twice.", ["we are ready"]),
    ("He said «we are ready» twice.", ["we are ready"]),
    ("He said „we are ready“ twice.", ["we are ready"]),
    ("He said ‘we are ready’ twice.", ["we are ready"]),
    ("He said 'we are ready' twice.", ["we are ready"]),
    ('He said "we are ready” twice.', ["we are ready"]),
    ("The workers' union and the drivers' guild met.", []),
    ("It's the minister's and the guards’ plan.", []),
    ('He was 6\'2" tall and the bolt 5" long.', []),
    ('"They call it ‘the pit’ here," she said.', ["They call it ‘the pit’ here,"]),
    ('She said "we never\n\nThe port reopened. Then "ships" came.', ["ships"]),
    ('"We will not go.\n\n"We will stay," she said.', ["We will not go.", "We will stay,"]),
]

# text, then for each quote: kind, speaker's name (None: not looked at), cue, content
QUOTES: list[tuple[str, list[tuple[str, str | None, str | None, list[str]]]]] = [
    (
        "Foreign Minister Angela Merkel said the border would reopen on Monday.",
        [("indirect", "Angela Merkel", "said", ["the border would reopen on Monday"])],
    ),
    ('"The border is closed," Angela Merkel said.', [("direct", "Angela Merkel", "said", ["The border is closed"])]),
    ('"The border is closed," said Angela Merkel.', [("direct", "Angela Merkel", "said", ["The border is closed"])]),
    (
        'Angela Merkel said: "The border is closed. Nobody will pass."',
        [("direct", "Angela Merkel", "said", ["The border is closed. Nobody will pass."])],
    ),
    (
        '"The border," Angela Merkel told reporters on Monday, "is closed for good."',
        [("direct", "Angela Merkel", "told", ["The border", "is closed for good."])],
    ),
    (
        '"The border is closed," Angela Merkel said. "Nobody will pass."',
        [("direct", "Angela Merkel", "said", ["The border is closed", "Nobody will pass."])],
    ),
    (
        'Angela Merkel said the border was closed. "Nobody will pass before Monday."',
        [
            ("indirect", "Angela Merkel", "said", ["the border was closed"]),
            ("direct", "Angela Merkel", None, ["Nobody will pass before Monday."]),
        ],
    ),
    (
        'Angela Merkel said the "cowardly" attack would not stop the talks.',
        [("mixed", "Angela Merkel", "said", ['the "cowardly" attack would not stop the talks'])],
    ),
    (
        "The army, Angela Merkel said, has left the town.",
        [("indirect", "Angela Merkel", "said", ["The army", "has left the town"])],
    ),
    (
        "The army has left the town, according to Angela Merkel.",
        [("indirect", "Angela Merkel", "according to", ["The army has left the town"])],
    ),
    (
        "According to Angela Merkel, the army has left the town.",
        [("indirect", "Angela Merkel", "According to", ["the army has left the town"])],
    ),
    (
        'In a statement, the Red Cross said: "We have lost contact with two drivers."',
        [("direct", None, "said", ["We have lost contact with two drivers."])],
    ),
    ('Angela Merkel tweeted: "The talks are over."', [("direct", "Angela Merkel", "tweeted", ["The talks are over."])]),
    ('"Who fired first?" asked Angela Merkel.', [("direct", "Angela Merkel", "asked", ["Who fired first?"])]),
    (
        'Angela Merkel called the vote "a farce".',
        [("mixed", "Angela Merkel", "called", ['the vote "a farce"'])],
    ),
    (
        'Angela Merkel condemned the "cowardly and brutal" bombing.',
        [("mixed", "Angela Merkel", "condemned", ['the "cowardly and brutal" bombing'])],
    ),
    ("Angela Merkel condemned the bombing.", []),
    ("Angela Merkel urged calm.", []),
    ("Angela Merkel denied the accusation.", []),
    ("Angela Merkel denied that the army had fired.", [("indirect", "Angela Merkel", "denied", ["the army had fired"])]),
    ('They drove through the "safe zone" at noon.', []),
    ('The "Lions" beat the "Bears" on Sunday.', []),
    (
        '"We will not go," Angela Merkel said, adding that talks had failed.',
        [
            ("direct", "Angela Merkel", "said", ["We will not go"]),
            ("indirect", "Angela Merkel", "adding", ["talks had failed"]),
        ],
    ),
    (
        "Angela Merkel said the army was sorry and promised to pay the families.",
        [
            ("indirect", "Angela Merkel", "said", ["the army was sorry"]),
            ("indirect", "Angela Merkel", "promised", ["to pay the families"]),
        ],
    ),
    (
        "The Herald reported that police said the bridge was mined.",
        [
            ("indirect", None, "reported", ["police said the bridge was mined"]),
            ("indirect", None, "said", ["the bridge was mined"]),
        ],
    ),
    (
        "The army made the claim that rebels had mined the bridge.",
        [("indirect", None, "claim", ["rebels had mined the bridge"])],
    ),
    (
        '"We think that it is over," Angela Merkel said.',
        [("direct", "Angela Merkel", "said", ["We think that it is over"])],
    ),
]  # fmt: skip


def quotes(annotated: Annotated) -> tuple[FoundQuote, ...]:
    return find_quotes(annotated, resolve_names(annotated))


def told(quote: Quote) -> tuple[str, str | None, str | None, list[str]]:
    speaker = quote.speaker.name if quote.speaker else None
    return str(quote.kind), speaker, quote.cue.text if quote.cue else None, [s.text for s in quote.content]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks_pair(parse: Parse, text: str, expected: list[str]) -> None:
    annotated = parse(text)
    assert [annotated.span(q.start, q.end).text for q in quoted_spans(annotated)] == expected


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotes(parse: Parse, text: str, expected: list[tuple[str, str | None, str | None, list[str]]]) -> None:
    found = [told(q.quote) for q in quotes(parse(text))]
    assert len(found) == len(expected)
    for (kind, name, cue, words), (kind_, name_, cue_, words_) in zip(found, expected, strict=True):
        assert (kind, name, cue, words) == (kind_, name_ or name, cue_, words_)


def test_a_pronoun_speaks_for_the_speaker_before(parse: Parse) -> None:
    found = quotes(parse("General Angela Merkel said the army had left. She said the town was calm."))
    assert [q.quote.speaker.name for q in found if q.quote.speaker] == ["Angela Merkel", "Angela Merkel"]


def test_a_statement_speaks_for_who_issued_it(parse: Parse) -> None:
    found = quotes(parse("The Kremlin denied that troops had crossed. The statement said the border was quiet."))
    assert found[1].quote.speaker is not None
    assert found[0].quote.speaker is not None
    assert found[1].quote.speaker.name == found[0].quote.speaker.name
    assert found[1].quote.speaker.text == "statement"


HEADLINES = [
    ("Warships fired rockets at the port: Vladimir Putin", "Vladimir Putin", ":"),
    ("Vladimir Putin: Warships fired rockets at the port", "Vladimir Putin", ":"),
    ("Warships fired rockets at the port - villagers", "villagers", "-"),
    ("Warships fired rockets at the port – French diplomat", "French diplomat", "–"),
    ("Warships fired rockets at the port: army", "army", ":"),
    ("Warships fired rockets at the port: state media", "state media", ":"),
    ("Warships fired rockets at the port - in northern Mali", "", ""),
    ("Warships fired rockets at the port - six in Mali", "", ""),
    ("Elections: what happens next in the capital", "", ""),
    ("Analysis - Warships move closer to the port", "", ""),
    ("Ferry sinks off the port - 30 missing", "", ""),
    ("Warships fired rockets at the north - eastern port.", "", ""),
    ("The Turkish-born minister leaves the port", "", ""),
]


@pytest.mark.parametrize(("title", "name", "cue"), HEADLINES)
def test_a_headline_reports_with_a_colon_or_a_dash(parse: Parse, title: str, name: str, cue: str) -> None:
    found = quotes(parse(f"{title}\n\nThe port burned all night.", title=title))
    wanted = [("indirect", name, cue, ["Warships fired rockets at the port"])] if name else []
    assert [told(q.quote) for q in found] == wanted


def test_a_quotation_of_several_paragraphs_is_one_row(parse: Parse) -> None:
    found = quotes(parse('"We are ready," Angela Merkel said. "We have waited.\n\n"Now we go home."\n\nThe square emptied.'))
    assert [told(q.quote)[3] for q in found] == [["We are ready", "We have waited.", "Now we go home."]]


def test_ids_differ_and_stay(parse: Parse) -> None:
    text = 'Angela Merkel said the "brutal" war was over. "It is over," she said.'
    first, second = ([q.quote.quote_id for q in quotes(parse(text))] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first) == 2


def test_lists_hold_lemmas_once() -> None:
    lexicon = reporting()
    assert all(word == word.lower().strip() for word in lexicon.say | lexicon.quoted | lexicon.nouns)
    assert lexicon.reports("say")
    assert not lexicon.reports("bomb")


MARKUP = ['"', "“", "”", "''", "``", "'", "’", "«", ", ", ". ", "\n\n", "\u200b", "é"]
PIECES = [*MARKUP, " said ", "Angela Merkel", "that ", "it rained", "according to "]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example(' said that , "“')  # quotations that open and hold nothing
@example(' said that "“"')
@example(' said that "“" it rained')
def test_spans_give_their_own_text(parse: Parse, text: str) -> None:
    annotated = parse(text)
    for found in quotes(annotated):
        spans = found.quote.content
        assert spans
        assert all(annotated.article.text[s.start : s.end] == s.text and s.text.strip() for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


SPEAKERS = [
    # the noun behind a name only says what it is; with 'a' the word before says what sort
    ("The Lagos Courier newspaper said five people died.", "Lagos Courier"),
    ("A Lagos newspaper said five people died.", "Lagos newspaper"),
    ("The Abu Sayyaf group said five people died.", "Abu Sayyaf"),
    ("The Abu Sayyaf leader said five people died.", "Abu Sayyaf leader"),
    # a definite kind points back to the last body of that kind, not to another kind, nor past one that was told of since
    ("The Daily Nation told of the raid. The paper said five people died.", "Daily Nation"),
    ("Reuters told of the raid. The paper said five people died.", "paper"),
    ("Xinhua told of the raid. The agency said five people died.", "Xinhua"),
    ("The Daily Nation told of the raid. A paper said five people died.", "paper"),
    ("The Daily Nation sued a rival paper. The paper said five people died.", "paper"),
    ("The Foreign Ministry wrote to Oslo. The ministry said five people died.", "Foreign Ministry"),
    ("The Foreign Ministry wrote to Oslo. The council said five people died.", "council"),
    ("Amnesty International met with families. The organization said five people died.", "Amnesty International"),
    ("The Libyan News Agency met U.N. teams. U.N. teams left. The agency said five people died.", "Libyan News Agency"),
    # the sorts of papers are one; a name that another one beside it translates is the name
    ("The Daily Nation, a Nairobi tabloid, told of the raid. The paper said five people died.", "Daily Nation"),
    # who is from 'the alliance' bears its name, and goes on as 'the official' and 'he'; who is from a village does not
    ("NATO has let Malta in, an official from the alliance said. The official said five people died.", "NATO official"),
    ("NATO has let Malta in, an official from the alliance said. He said five people died.", "NATO official"),
    ("NATO has let Malta in, an official from the village said. The official said five people died.", "official"),
    # a nation's authorities are its state, a part of them is not
    ("Bolivian authorities said five people died.", "Bolivia"),
    ("Local Bolivian authorities said five people died.", "Local Bolivian authorities"),
    # a body with and without its country
    ("The Zambian Fisheries Department met. The Fisheries Department said five people died.", "Zambian Fisheries Department"),
    # each paper and each company by its own name
    ("The Washington Post said five people died.", "Washington Post"),
    ("Fox News said five people died.", "Fox News"),
    ("Chevron said five people died.", "Chevron"),
    # given names tell women from men; who spoke last goes on as 'he', not the common noun between; 'it' is no person
    ("Yitzhak Cohen met Hanna Berg. Berg wept. She said five people died.", "Hanna Berg"),
    ("Yitzhak Cohen met Hanna Berg. He said five people died.", "Yitzhak Cohen"),
    ("Bob Ray said it was late. The shepherd wept. He said five people died.", "Bob Ray"),
    ("Bob Ray said it was late. Carl Stone wept. He said five people died.", "Carl Stone"),
    ("Nokia said it was late. It said five people died.", "Nokia"),
    # who wrote it
    ("Ann Lee complained in a letter to the mayor. Bob Ray laughed. The letter said five people died.", "Ann Lee"),
    ("Ann Lee complained. A letter to the mayor said five people died.", "letter"),
    # through what a station speaks
    ("Damascus radio said talks had failed. A later broadcast said five people died.", "Damascus radio"),
    ("Ann Lee said talks had failed. A later broadcast said five people died.", "later broadcast"),
    # reports are told apart by their place
    ("Media reports in Gabon said five people died.", "Media reports in Gabon"),
    ("One nurse told the court it was dark, while another said five people died.", "another nurse"),
    ("The lamps failed, and another said five people died.", "another"),
]


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_name_of_the_last_speaker(parse: Parse, text: str, name: str) -> None:
    annotated = parse(text)
    quotes = find_quotes(annotated, resolve_names(annotated))
    speaker = quotes[-1].quote.speaker
    assert speaker is not None
    assert speaker.name == name
