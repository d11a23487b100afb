"""Confidence: a probability, made of features that the weights know, higher for what is plainer."""

import pytest

from lexicon.weights import confidence_weights
from tasks.annotate import Annotated
from tasks.extract.article import extract, resolve
from tasks.extract.events.coding import find_drafts
from tasks.extract.events.confidence import confidence, features
from tasks.extract.events.merge import Cluster, merge
from tests.coding import LEXICON, Parse


def clusters(annotated: Annotated) -> list[Cluster]:
    return merge(find_drafts(resolve(annotated), LEXICON)[0])


def only(parse: Parse, text: str) -> Cluster:
    found = clusters(parse(text))
    assert len(found) == 1, [c.best.trigger.head for c in found]
    return found[0]


def test_weights_and_features_have_the_same_names(parse: Parse) -> None:
    assert set(features(only(parse, "Rebels attacked the town."))) == set(confidence_weights()[1])


@pytest.mark.parametrize(
    ("text", "feature", "value"),
    [
        pytest.param("Rebels attacked the town.", "main", True, id="main-clause"),
        pytest.param("A spokesman said rebels attacked the town.", "main", True, id="what-is-said-is-main"),
        pytest.param("The town that rebels attacked was quiet.", "main", False, id="relative-clause"),
        pytest.param("The town that rebels attacked was quiet.", "subordinate", True, id="relative-clause-is-subordinate"),
        pytest.param("Rebels attacked the town.", "subordinate", False, id="main-clause-is-not"),
        pytest.param("Rebels came at dawn. They attacked the town.", "pronoun", True, id="pronoun"),
        pytest.param("Rebels attacked the town.", "pronoun", False, id="noun"),
        pytest.param("Rebels attacked the town on Tuesday.", "dated", True, id="dated"),
        pytest.param("Rebels attacked the town.", "dated", False, id="undated"),
        pytest.param("Rebels did not attack the town.", "is_negated", True, id="negated"),
        pytest.param("Rebels attacked the town.", "is_negated", False, id="asserted"),
        pytest.param("France and Mali will hold talks.", "folded", True, id="folded"),
        pytest.param("Rebels attacked the town.", "actor_subject", True, id="who-is-the-subject"),
        pytest.param("The town was attacked by rebels.", "actor_subject", False, id="who-is-no-subject"),
        pytest.param("The town was attacked by rebels.", "actor_agent", True, id="who-is-the-agent"),
        pytest.param("Turkish air strikes went on.", "actor_modifier", True, id="who-is-a-modifier"),
        pytest.param("Rebels attacked the town.", "recipient_far", False, id="whom-is-the-object"),
        pytest.param("Kenya lifted sanctions imposed on Uganda.", "recipient_far", True, id="whom-is-further-down"),
    ],
)
def test_features(parse: Parse, text: str, feature: str, value: bool) -> None:
    assert bool(features(only(parse, text))[feature]) is value


@pytest.mark.parametrize(
    ("plainer", "vaguer"),
    [
        ("Kenyan police arrested the Ugandan minister on Monday.", "They arrested him."),
        ("Turkish forces shelled Kurdish positions.", "The day after the shelling was quiet."),
    ],
)
def test_the_plainer_is_the_surer(parse: Parse, plainer: str, vaguer: str) -> None:
    first, second = confidence(only(parse, plainer)), confidence(only(parse, vaguer))
    assert 0 < second < first < 1


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        pytest.param("The ministers praised the rebels.", False, id="main-clause"),
        pytest.param("The ministers who praised the rebels were asleep.", True, id="in-passing"),
        pytest.param("The ministers who praised the rebels were asleep, Uganda said.", False, id="what-a-speaker-said"),
        pytest.param("The ministers, who might praise the rebels, were asleep.", False, id="what-is-no-fact-is-marked"),
        pytest.param("The ministers who did not praise the rebels were asleep.", False, id="so-is-what-is-negated"),
        pytest.param("The soldiers who shot the traders were asleep.", True, id="violence-in-passing"),
        pytest.param("The soldiers who killed 12 traders were asleep.", False, id="counted-victims"),
    ],
)
def test_what_is_too_unlikely_is_not_told(parse: Parse, monkeypatch: pytest.MonkeyPatch, text: str, doubtful: bool) -> None:
    monkeypatch.setattr("tasks.extract.events.rows.confidence", lambda cluster: 0.1)
    found = extract(parse(text), LEXICON)
    assert (len(found.events), len(found.doubtful)) == ((0, 1) if doubtful else (1, 0))


def test_what_is_likely_is_told(parse: Parse) -> None:
    found = extract(parse("The soldiers who shot the Kenyan traders on Monday were asleep."), LEXICON)
    assert (len(found.events), found.doubtful) == (1, ())
