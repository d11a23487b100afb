"""The article that the project was created from, as a golden file of what is coded (its text stays where it is)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schemas.settings import load_settings
from tasks.discover import discover
from tasks.extract.article import Extraction, extract_all
from tasks.normalize import Normalized, normalize
from tasks.read.readers import read_file
from tests.conftest import SAMPLE

GOLDEN = Path(__file__).parent / "golden" / "sample_article.json"
pytestmark = pytest.mark.skipif(
    not SAMPLE.exists(), reason="the sample article is not part of the project; see CONTRIBUTING.md"
)


@pytest.fixture(scope="module")
def sample() -> Extraction:
    settings = load_settings()
    (file,) = discover([str(SAMPLE)], {}, settings).files
    normalized = normalize(next(iter(read_file(file, settings).records)), settings)  # type: ignore[arg-type]
    assert isinstance(normalized, Normalized)
    found = next(extract_all([replace(normalized.article)], settings))
    assert isinstance(found, Extraction)
    return found


def shown(found: Extraction) -> dict[str, Any]:
    """Codes and names only."""

    def parties(given: Any) -> list[str]:
        return [f"{p.name} {p.country} {p.sector}" for p in given]

    events = [
        {
            "type": e.type, "mode": e.mode, "actors": parties(e.actors), "recipients": parties(e.recipients),
            "factuality": e.factuality, "attributed_to": parties(e.attributed_to), "denied_by": parties(e.denied_by),
            "place": e.place.name if e.place else None, "date_text": e.date_text,
        }
        for e in found.events
    ]  # fmt: skip
    quotes = [{"kind": q.kind, "speaker": q.speaker.name if q.speaker else None} for q in found.quotes]
    return {"events": events, "quotes": quotes}


def test_golden(sample: Extraction, request: pytest.FixtureRequest) -> None:
    text = json.dumps(shown(sample), indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("--golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, "utf-8")
    assert json.loads(text) == json.loads(GOLDEN.read_text("utf-8"))


WORKED = [  # the codebook's worked example: number, type, actors, recipients, factuality
    (1, "ASSAULT", {"RUS"}, {"NSA"}, "asserted"),
    (4, "ASSAULT", {"RUS"}, {"SYR"}, "asserted"),
    (5, "ASSAULT", {"", "TUR"}, {"NSA"}, "asserted"),
    (7, "ACCUSE", {"", "TUR"}, {"RUS"}, "asserted"),
    (9, "REQUEST", {"RUS"}, {"RUS"}, "asserted"),
    (10, "ASSAULT", {"SYR"}, {"SYR"}, "asserted"),
    (11, "ASSAULT", {"RUS"}, {"SYR"}, "asserted"),
    (14, "AGREE", {"RUS"}, {"USA"}, "asserted"),
]


@pytest.mark.parametrize(("number", "type_", "actors", "recipients", "factuality"), WORKED)
def test_worked_example(
    sample: Extraction, number: int, type_: str, actors: set[str], recipients: set[str], factuality: str
) -> None:
    coded = [(e.type, {p.country for p in e.actors}, {p.country for p in e.recipients}, e.factuality) for e in sample.events]
    assert (type_, actors, recipients, factuality) in coded


def test_page_furniture_is_no_entity(sample: Extraction) -> None:
    assert not [m for m in sample.mentions if "Uncategorized" in m.text or "Home" in m.text]
    assert sample.article.text.count(sample.article.title) == 1


def test_direct_quotes_have_their_speakers(sample: Extraction) -> None:
    speakers = [q.speaker.text if q.speaker else "" for q in sample.quotes if q.kind == "direct"]
    assert len(speakers) == 3
    assert "source" in speakers[0]
    assert "source" in speakers[1]
    assert [q.speaker.name for q in sample.quotes if q.kind == "direct" and q.speaker][2] == "Sergei Shoigu"
