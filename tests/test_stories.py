"""Stories: what is one, what only looks like one, and that neither order nor crowds matter."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.grouping import story_model
from schemas.stories import MOST, NEAREST, WINDOW
from tasks.stories.candidates import pairs
from tasks.stories.group import joined, regrouped
from tasks.stories.score import KEYS, Profile, profile, score
from tasks.stories.terms import WORDS, cosine, fold, terms_of

DAY = date(2025, 3, 11)

# Own inventions: name -> (day, title, text).
ARTICLES: dict[str, tuple[int | None, str, str]] = {
    "mill": (
        0,
        "Flour mill collapses in Dorvane, nine dead",
        "Nine workers died when the old flour mill of Dorvane collapsed on Tuesday. Rescuers with dogs searched "
        "the rubble of the mill through the night. The owner, Pavle Ristov, was questioned by prosecutors.",
    ),
    "mill in other words": (
        0,
        "Rescuers search rubble of Dorvane mill",
        "At least eight people were killed as a grain mill came down in the river town of Dorvane. Dogs and cranes "
        "were brought to the rubble. Pavle Ristov, who owns the mill, could not be reached.",
    ),
    "mill, the owner": (
        6,
        "Owner of collapsed Dorvane mill charged",
        "Prosecutors charged Pavle Ristov, the owner of the flour mill that collapsed in Dorvane last week, with "
        "negligence. Nine workers died in the rubble.",
    ),
    "mill, undated": (
        None,
        "Dorvane buries the dead of the mill",
        "Thousands came to the funeral of nine workers who died when the flour mill of Dorvane collapsed. The "
        "owner, Pavle Ristov, stayed away.",
    ),
    "mill, anniversary": (
        365,
        "A year on, Dorvane remembers the dead of the mill",
        "Dorvane on Wednesday remembered the nine workers who died a year ago when the flour mill collapsed. "
        "Wreaths were laid on the rubble. The trial of the owner, Pavle Ristov, has not begun.",
    ),
    "bank": (
        0,
        "Gunmen rob bank in Dorvane",
        "Three masked gunmen robbed the savings bank on Harbour Street in Dorvane on Tuesday and fled on "
        "motorcycles. A guard was shot in the leg. Police set up roadblocks.",
    ),
    "bank, caught": (
        2,
        "Two held over Dorvane bank robbery",
        "Police arrested two men over the robbery of the savings bank on Harbour Street in Dorvane. The gunmen had "
        "shot a guard in the leg and fled on motorcycles.",
    ),
    "ferry": (
        1,
        "Ferry with 60 aboard sinks off Kessary",
        "A ferry with 60 passengers sank in a storm off the island of Kessary. The coast guard pulled 41 people "
        "out of the sea and looked for the others with helicopters.",
    ),
    "ferry, captain": (
        3,
        "Captain of Kessary ferry blames storm",
        "The captain of the ferry that sank off Kessary said that the storm had come without warning. The coast "
        "guard ended the search; 19 passengers are missing.",
    ),
    "other ferry": (
        2,
        "Ferry runs aground near Lomund",
        "A ferry ran aground in fog near the port of Lomund. All 212 passengers were taken off by tugs, and nobody "
        "was hurt. The operator promised refunds.",
    ),
    "vote": (
        0,
        "Parliament of Tarsia votes down budget",
        "Deputies in Tarsia rejected the budget of Prime Minister Ilka Brandt by 61 votes to 58. The opposition "
        "demanded early elections. The finance minister said that salaries would be paid.",
    ),
    "vote, resignation": (
        1,
        "Tarsia's Brandt resigns after budget defeat",
        "Prime Minister Ilka Brandt of Tarsia resigned a day after deputies rejected her budget. The opposition "
        "called for early elections in June.",
    ),
    "attack on the market": (
        0,
        "Bomb kills 12 at cattle market in Oruma",
        "A bomb killed 12 traders at the cattle market of Oruma early on Tuesday. The blast tore through stalls as "
        "herders unloaded cattle. No group claimed it.",
    ),
    "attack on the convoy": (
        0,
        "Soldiers ambushed on road out of Oruma",
        "Fighters ambushed an army convoy on the northern road out of Oruma on Tuesday, killing four soldiers and "
        "burning two trucks. A colonel was wounded. The army sent reinforcements from the garrison.",
    ),
    "weather on Tuesday": (
        0,
        "Weather: rain in the west",
        "Rain spreads from the west today, with 12 degrees on the coast. Winds are light. Tomorrow stays dull.",
    ),
    "weather, weeks later": (
        40,
        "Weather: frost in the hills",
        "Frost is likely in the hills tonight. Sunshine follows from noon, with gusts on the coast and 4 degrees inland.",
    ),
}
ONE = [
    ("mill", "mill in other words"), ("mill", "mill, the owner"), ("mill", "mill, undated"), ("bank", "bank, caught"),
    ("ferry", "ferry, captain"), ("vote", "vote, resignation"),
]  # fmt: skip
TWO = [
    ("mill", "bank"), ("mill, the owner", "bank, caught"), ("ferry", "other ferry"),
    ("attack on the market", "attack on the convoy"), ("attack on the market", "mill"), ("vote", "bank"),
    ("weather on Tuesday", "weather, weeks later"),
]  # fmt: skip


def made(name: str) -> Profile:
    days, title, text = ARTICLES[name]
    return profile(name, None if days is None else DAY + timedelta(days=days), title, text)


ALL = [made(name) for name in ARTICLES]


@pytest.fixture(scope="module")
def stories() -> dict[str, str]:
    return regrouped(ALL)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_story(stories: dict[str, str], one: str, other: str) -> None:
    assert stories[one] == stories[other]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_stories(stories: dict[str, str], one: str, other: str) -> None:
    assert stories[one] != stories[other]


def test_the_anniversary_is_news_of_its_own() -> None:
    found = regrouped(p for p in ALL if p.published)
    assert found["mill, anniversary"] == "mill, anniversary"
    assert found["mill, the owner"] == found["mill"]


def test_a_story_is_named_after_its_first_article(stories: dict[str, str]) -> None:
    assert {stories[key] for key in ("bank", "bank, caught")} == {"bank"}


@settings(max_examples=25, deadline=None)
@given(st.permutations(ALL), st.integers(2, len(ALL)))
def test_the_order_of_articles_does_not_matter(order: Sequence[Profile], some: int) -> None:
    assert regrouped(order[:some]) == regrouped(sorted(order[:some], key=lambda p: p.article_id))


WORDS_OF = st.lists(
    st.sampled_from(["dorvane", "mill", "ferry", "kessary", "storm", "bomb", "oruma", "12", "19", "police", "said"]),
    min_size=1,
    max_size=9,
)
UNDATED = st.builds(lambda p: replace(p, published=None), st.deferred(lambda: DATED))
DATED = st.builds(
    lambda key, days, words: profile(f"{key:04}", DAY + timedelta(days=days), " ".join(words[:3]), " ".join(words)),
    st.integers(0, 9999), st.integers(0, 400), WORDS_OF,
)  # fmt: skip
MADE = DATED | UNDATED


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE, max_size=25, unique_by=lambda p: p.article_id), st.randoms(use_true_random=False))
def test_any_articles_in_any_order_give_one_grouping(found: list[Profile], dice: random.Random) -> None:
    shuffled = found[:]
    dice.shuffle(shuffled)
    first = regrouped(found)
    assert regrouped(shuffled) == first
    assert set(first) == {p.article_id for p in found}
    assert all(first[story] == story for story in first.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE, min_size=2, max_size=2))
def test_the_score_of_two_is_the_same_either_way(two: list[Profile]) -> None:
    one, other = two
    assert 0 <= score(one, other, story_model()) == score(other, one, story_model()) <= 1


def test_new_articles_join_stored_stories_and_leave_them_as_they_are() -> None:
    stored = [made(n) for n in ("mill", "bank", "ferry")]
    story_of = {"mill": "story of the mill", "bank": "story of the bank", "ferry": "story of the ferry"}
    new = [made(n) for n in ("mill, the owner", "ferry, captain", "vote", "vote, resignation")]
    assert joined(new, stored, story_of) == {
        "mill, the owner": "story of the mill",
        "ferry, captain": "story of the ferry",
        "vote": "vote",
        "vote, resignation": "vote",
    }


def test_what_comes_earlier_joins_the_story_that_is_there() -> None:
    assert joined([made("mill")], [made("mill, the owner")], {"mill, the owner": "mill, the owner"}) == {
        "mill": "mill, the owner"
    }


def test_two_stored_stories_stay_two_until_all_is_regrouped() -> None:
    stored = [made("mill"), made("mill, the owner")]
    found = joined([made("mill in other words")], stored, {"mill": "a", "mill, the owner": "b"})
    assert set(found) == {"mill in other words"}
    assert found["mill in other words"] in {"a", "b"}


def test_an_article_that_is_read_again_is_judged_anew() -> None:
    again = joined([made("bank")], [made("bank"), made("mill")], {"bank": "mill", "mill": "mill"})
    assert again == {"bank": "bank"}


def test_nothing_new_gives_nothing() -> None:
    assert joined([], ALL, {p.article_id: p.article_id for p in ALL}) == {}
    assert regrouped([]) == {}


def test_the_window_closes() -> None:
    text = ARTICLES["mill"][2]
    first, last, late = (profile(str(n), DAY + timedelta(days=n), "Mill", text) for n in (0, WINDOW, WINDOW + 1))
    assert score(first, last, story_model()) > 0
    assert score(first, late, story_model()) == 0


def crowd(count: int) -> list[Profile]:
    """Reports of one story, each with words of its own; ten to a day."""
    dice = random.Random(5)
    names = ["".join(dice.choices("abcdefghijklmnoprstuvz", k=7)) for _ in range(300)]
    base = "Nine workers died when the flour mill of Dorvane collapsed; the owner Pavle Ristov was questioned by prosecutors."
    return [
        profile(
            f"{n:05}",
            DAY + timedelta(days=n // 200),
            "Flour mill of Dorvane collapses",
            base + " ".join(dice.choices(names, k=4)),
        )
        for n in range(count)
    ]


def test_a_crowd_is_compared_with_few_and_comes_in_few_pieces() -> None:
    many = crowd(600)
    found = list(pairs(many))
    assert len(found) <= len(many) * MOST
    assert len(set(regrouped(many).values())) <= len(many) / MOST


def test_who_shares_most_is_compared_however_many_share_a_word() -> None:
    crowded = [profile(f"{n:05}", DAY, "", f"Dorvane {'x' * 5}{n}") for n in range(2 * NEAREST)]
    two = [profile(key, DAY, "", "Dorvane Ristov Kessary mill ferry") for key in ("a", "b")]
    ranked = sorted([*crowded, *two], key=lambda p: p.rank)
    where = [n for n, p in enumerate(ranked) if p.article_id in {"a", "b"}]
    assert tuple(where) in set(pairs(ranked))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Attacks", "attack", True), ("gunmen’s", "Gunmen", True), ("Paris", "pari", False), ("crisis", "crisi", False),
     ("Congress", "congres", False), ("don't", "dont", True), ("bus", "bu", False), ("its", "it", False)],
)  # fmt: skip
def test_folding(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


def test_rare_words_and_the_title_weigh_more() -> None:
    terms = terms_of("Marsabit", "Police said on Monday in 2025 that Kargi was quiet; then they left Marsabit.")
    assert terms["marsabit"] > terms["kargi"] > terms["quiet"] > terms["police"] > terms["2025"]
    assert "the" not in terms


@pytest.mark.parametrize("text", ["", "…", "the of and", "a b c", "x" * 100_000, "\x00 \ud800"])
def test_texts_without_words_are_no_trouble(text: str) -> None:
    terms = terms_of("", text)
    assert cosine(terms, terms) == pytest.approx(1.0 if terms else 0.0)
    assert len(profile("a", None, "", text).signature) <= KEYS


def test_two_articles_without_words_are_two_stories() -> None:
    assert len(set(regrouped([profile(key, DAY, "", "") for key in "ab"]).values())) == 2


def test_what_comes_after_the_first_words_is_not_read() -> None:
    start = " ".join(f"word{n}" for n in range(WORDS))
    assert terms_of("", start + " Kessary") == terms_of("", start)
