"""Stories: groups of articles whose pairs are, on the mean, likely to tell one story (average link).

`regrouped` groups from scratch; its result depends on the set of articles alone, not on their order. `joined` puts new articles
to stories that are stored and leaves those as they are; it may differ from grouping all anew, until that is done.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from lexicon.grouping import StoryModel, story_model
from schemas.stories import MOST
from tasks.linkage import Link, average_link
from tasks.stories.candidates import pairs
from tasks.stories.score import Profile, score

NEGLIGIBLE = 0.01  # a pair less likely counts as 0


def regrouped(profiles: Iterable[Profile], model: StoryModel | None = None) -> dict[str, str]:
    """Article -> story, which is named after its first article. The order of the articles does not matter."""
    ranked, model = sorted(profiles, key=lambda p: p.rank), model or story_model()
    groups = average_link([(n,) for n in range(len(ranked))], scored(ranked, model), model.least, MOST)
    return {ranked[n].article_id: ranked[group[0]].article_id for group in groups for n in group}


def joined(
    new: Iterable[Profile], stored: Iterable[Profile], story_of: Mapping[str, str], model: StoryModel | None = None
) -> dict[str, str]:
    """New article -> story: one of the stored, or one of its own, which is named after its first article.

    Of the stored articles those suffice that share words with new ones: a story is judged by its articles that are given.
    """
    fresh, model = {p.article_id: p for p in new}, model or story_model()
    ranked = sorted((*fresh.values(), *(p for p in stored if p.article_id not in fresh)), key=lambda p: p.rank)
    ids = [p.article_id for p in ranked]
    homes: dict[tuple[bool, str], list[int]] = {}
    for n, key in enumerate(ids):
        homes.setdefault((key in fresh, key if key in fresh else story_of[key]), []).append(n)
    links = scored(ranked, model, frozenset(n for n, key in enumerate(ids) if key in fresh))
    groups = average_link(list(homes.values()), links, model.least, MOST)
    named = ((group, story([ids[n] for n in group], fresh, story_of)) for group in groups)
    return {ids[n]: name for group, name in named for n in group if ids[n] in fresh}


def story(ids: Sequence[str], fresh: Collection[str], story_of: Mapping[str, str]) -> str:
    """The story of a group, given in order of rank: that of its stored articles, else its first article."""
    return next((story_of[key] for key in ids if key not in fresh), ids[0])


def scored(ranked: Sequence[Profile], model: StoryModel, among: frozenset[int] | None = None) -> dict[Link, float]:
    """The pairs worth comparing (of `among` one at least), with their scores. Expects the articles in order of rank."""
    compared = (pair for pair in pairs(ranked) if among is None or not among.isdisjoint(pair))
    found = ((pair, score(ranked[pair[0]], ranked[pair[1]], model)) for pair in compared)
    return {pair: value for pair, value in found if value >= NEGLIGIBLE}
