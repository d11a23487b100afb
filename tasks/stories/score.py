"""How likely two articles tell one story: a logistic model of four features. Its weights are data (lexicon/stories.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log1p

from lexicon.weights import StoryModel
from tasks.stories.terms import Terms, cosine, hashed, heaviest, terms_of

KEYS = 16  # the heaviest words of an article, hashed, are what candidates are found by: those of one story share two or more
WINDOW = 180  # days; articles further apart are of two stories, however alike: the anniversary is news of its own


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
    """What the model sees of two articles."""
    days = apart(one, other)
    return {
        "words": cosine(one.terms, other.terms),
        "title": cosine(one.title, other.title),
        "days": log1p(days or 0),
        "undated": float(days is None),
    }


def score(one: Profile, other: Profile, model: StoryModel) -> float:
    """The probability, 0 to 1, that two articles tell one story. The same whichever comes first."""
    if (apart(one, other) or 0) > WINDOW:
        return 0.0
    return 1 / (1 + exp(-model.intercept - sum(model.weights[k] * v for k, v in features(one, other).items())))
