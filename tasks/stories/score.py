"""How likely two articles tell one story: a logistic model of four features. Its weights are data (lexicon/stories.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log1p

from lexicon.grouping import StoryModel
from schemas.stories import WINDOW
from tasks.stories.terms import Terms, hashed, heaviest, products, terms_of

KEYS = 10  # the heaviest words of an article, hashed, are what candidates are found by: those of one story share some
ENOUGH = 0.1  # of the cosine of two articles, one shared word brings so much at most


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is compared by. A pure function of four columns of `articles`."""

    article_id: str
    published: date | None
    terms: Terms
    title: Terms
    signature: tuple[int, ...]

    @property
    def rank(self) -> tuple[date, str]:
        """The first article of a story, after which it is named, ranks lowest; undated ones come last."""
        return self.published or date.max, self.article_id


def profile(article_id: str, published: date | None, title: str, text: str) -> Profile:
    terms = terms_of(title, text)
    return Profile(article_id, published, terms, terms_of(title, ""), signature(terms))


def signature(terms: Terms) -> tuple[int, ...]:
    """The hashes of the words that say most, sorted."""
    return tuple(sorted(map(hashed, heaviest(terms, KEYS))))


def apart(one: Profile, other: Profile) -> int | None:
    """Days between two articles; None if one has no date."""
    if one.published is None or other.published is None:
        return None
    return abs((one.published - other.published).days)


def features(one: Profile, other: Profile) -> Mapping[str, float]:
    """What the model sees of two articles. One word is never enough: two short reports from one town share its name alone."""
    days, title = apart(one, other), products(one.title, other.title)
    return {
        "words": sum(min(part, ENOUGH) for part in products(one.terms, other.terms)),
        "title": sum(title) - max(title, default=0.0),
        "days": log1p(days or 0),
        "undated": float(days is None),
    }


def score(one: Profile, other: Profile, model: StoryModel) -> float:
    """The probability, 0 to 1, that two articles tell one story. The same whichever comes first."""
    if (apart(one, other) or 0) > WINDOW:
        return 0.0
    return 1 / (1 + exp(-model.intercept - sum(model.weights[k] * v for k, v in features(one, other).items())))
