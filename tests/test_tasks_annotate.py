"""The parse: sentences keep to paragraphs, datelines stay out, offsets lead back, long texts are cut off."""

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from schemas.codebook import ZoneKind
from schemas.errors import ModelError
from tasks.annotate import NEEDED, Annotated, annotate, load_model
from tasks.normalize.zones import Zone, zones
from tasks.prose import parse_text
from tests.coding import Parse
from tests.conftest import MODEL, make_article


def sentences(found: Annotated) -> list[str]:
    return [s.text.strip() for s in found.doc.sents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Talks began.\n\nRebels left.", ["Talks began.", "Rebels left."], id="two-paragraphs"),
        pytest.param("Talks in Oslo\n\nBegan on Monday.", ["Talks in Oslo", "Began on Monday."], id="no-full-stop"),
        pytest.param("Talks  began\nin Oslo.", ["Talks began in Oslo."], id="a-wrapped-line-is-no-paragraph"),
        pytest.param("Talks began. Rebels left.", ["Talks began.", "Rebels left."], id="two-sentences"),
    ],
)
def test_paragraph_starts_are_sentence_starts(parse: Parse, text: str, expected: list[str]) -> None:
    assert sentences(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "title", "dateline", "body"),
    [
        pytest.param("OSLO, Oct 7 (Reuters) - Talks began.", "", "OSLO, Oct 7 (Reuters)", "Talks began.", id="dateline"),
        pytest.param("Talks began.", "", "", "Talks began.", id="none"),
        pytest.param("Oslo talks began.", "", "", "Oslo talks began.", id="a-place-is-no-dateline"),
    ],
)
def test_datelines_are_left_out(text: str, title: str, dateline: str, body: str) -> None:
    found = next(iter(annotate([make_article(text, title=title, dateline=dateline)], MODEL)))
    assert found.doc.text.strip() == body
    assert found.span(0, 1).start == text.index(body)


def test_headlines_are_parsed_and_known() -> None:
    text = "Talks begin in Oslo\n\nOSLO, Oct 7 (Reuters) - Envoys met."
    found = next(iter(annotate([make_article(text, title="Talks begin in Oslo", dateline="OSLO, Oct 7 (Reuters)")], MODEL)))
    assert sentences(found) == ["Talks begin in Oslo", "Envoys met."]
    assert [t.text for t in found.doc if found.in_headline(t)] == ["Talks", "begin", "in", "Oslo"]


def test_without_a_headline_no_token_is_in_one(parse: Parse) -> None:
    found = parse("Talks began in Oslo.", title="Another title")
    assert found.headline_end == 0
    assert not any(found.in_headline(t) for t in found.doc)


@pytest.mark.parametrize(
    ("text", "words", "parsed"),
    [
        pytest.param("One two.\n\nThree four.\n\nFive six.", 4, "One two. Three four.", id="paragraphs-beyond-are-left-out"),
        pytest.param("One two.\n\nThree four.", 100, "One two. Three four.", id="all"),
        pytest.param("One two.\n\nThree four.", 0, "", id="none"),
    ],
)
def test_word_limit(text: str, words: int, parsed: str) -> None:
    found = next(iter(annotate([make_article(text)], MODEL, words)))
    assert found.doc.text == parsed


def test_a_single_paragraph_over_the_limit_is_cut() -> None:
    found = next(iter(annotate([make_article("Rebels left the town. " * 500)], MODEL, 100)))
    assert 100 <= len(found.doc) <= 160
    assert found.article.text.startswith(found.doc.text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0", "...", "\x00\x07", "🙂🙂", "a" * 5000])
def test_odd_texts_do_no_harm(parse: Parse, text: str) -> None:
    found = parse(text)
    assert found.article.text == text
    for token in found.doc:
        span = found.span(token.i, token.i + 1)
        assert span.text == text[span.start : span.end]


def test_tokens_lead_back_to_their_own_text(parse: Parse) -> None:
    text = "  Norland's   envoy\nmet  rebels —\u00a0twice.\n\n\n“No deal,”\the said. "
    found = parse(text)
    for token in found.doc:
        if not token.is_space:
            assert found.span(token.i, token.i + 1).text == token.text
    whole = found.span(0, len(found.doc))
    assert (whole.start, whole.end) == (
        0 if found.doc[0].is_space else 2,
        len(text) if found.doc[-1].is_space else len(text) - 1,
    )


PARAGRAPHS = st.lists(st.text(alphabet="ab .\t", min_size=1, max_size=12), max_size=4)


@run(deadline=None)
@given(PARAGRAPHS, st.integers(0, 30))
def test_parse_text_is_the_source_with_blanks_folded(paragraphs: list[str], most: int) -> None:
    text = "\n\n".join(paragraphs)
    marks = zones(make_article(text))
    prose = parse_text(text, marks, most)
    offsets, starts = prose.text, prose.starts
    assert prose.headline == 0
    assert "  " not in offsets.text.replace("\n", " ") or any(p.startswith(" ") or p.endswith(" ") for p in paragraphs)
    assert all(0 <= s < len(offsets.text) and not offsets.text[s].isspace() for s in starts)
    for i, char in enumerate(offsets.text):
        a, b = offsets.source(i, i + 1)
        assert char == text[a:b] or (char == " " and not text[a:b].strip())


def test_zones_that_are_not_parsed_leave_no_gap() -> None:
    text = "HEAD BYLINE body"
    marks = (Zone(ZoneKind.HEADLINE, 0, 4), Zone(ZoneKind.BYLINE, 5, 11), Zone(ZoneKind.BODY, 12, 16))
    prose = parse_text(text, marks, 100)
    offsets = prose.text
    assert (offsets.text, prose.starts, prose.headline, prose.cut) == ("HEAD body", [0, 5], 4, False)
    assert offsets.source(5, 9) == (12, 16)


def test_articles_come_in_order_and_each_with_its_own_text() -> None:
    texts = [f"Talks number {n} began." for n in range(40)]
    assert [a.doc.text for a in annotate(map(make_article, texts), MODEL)] == texts


@pytest.mark.parametrize("model", ["no_such_pipeline", "no/such/folder"])
def test_a_missing_model_is_named(model: str) -> None:
    with pytest.raises(ModelError, match=model):
        load_model(model)


def test_a_model_without_its_parts_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    import spacy

    folder = tmp_path_factory.mktemp("model")
    spacy.blank("en").to_disk(folder)
    with pytest.raises(ModelError, match=", ".join(NEEDED)):
        load_model(str(folder))


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        pytest.param("Rebels staged an attack.", "staged", "stage", id="staged"),
        pytest.param("Rebels shelled the town.", "shelled", "shell", id="shelled"),
        pytest.param("Rebels have bombed the town.", "bombed", "bomb", id="bombed"),
    ],
)
def test_lemmas_are_mended(parse: Parse, text: str, form: str, lemma: str) -> None:
    assert next(t.lemma_ for t in parse(text).doc if t.text == form) == lemma


def test_what_never_ends_is_cut(parse: Parse) -> None:
    text = "The rebels attacked and " * 1000
    annotated = parse(text)
    assert max(len(s) for s in annotated.doc.sents) <= 400
    assert annotated.span(0, len(annotated.doc)).text == text.strip()
    assert len(list(parse("The rebels attacked " + "again and " * 40 + "fled.").doc.sents)) == 1
