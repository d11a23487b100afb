"""Grammatical roles: passives, control, relative clauses and coordination are undone."""

import pytest
from spacy.tokens import Token

from tasks.extract.events import syntax
from tasks.extract.events.nominals import content_head, coordinated
from tests.coding import Parse


def word(doc: object, text: str) -> Token:
    """The first token with this form; 'troops#2' is the second one."""
    form, _, nth = text.partition("#")
    found = [t for t in doc if t.text == form]  # type: ignore[attr-defined]
    return found[int(nth or 1) - 1]


def shown(token: Token | None) -> str:
    return "" if token is None else token.text


@pytest.mark.parametrize(
    ("verb", "text", "subject", "direct_object", "agent"),
    [
        pytest.param("shelled", "Rebels shelled the port.", "Rebels", "port", "", id="active"),
        pytest.param("shelled", "The port was shelled by rebels.", "", "port", "rebels", id="passive"),
        pytest.param("shelled", "The port was shelled on Monday.", "", "port", "", id="passive-without-agent"),
        pytest.param("shelled", "The port had been shelled near the bridge.", "", "port", "", id="near-is-no-agent"),
        pytest.param("resigned", "The premier resigned.", "premier", "", "", id="intransitive"),
        pytest.param(
            "attack", "The general ordered troops to attack the village.", "troops", "village", "", id="object-control"
        ),
        pytest.param(
            "leave", "The president promised the rebels to leave the city.", "president", "city", "", id="subject-control"
        ),
        pytest.param("bomb", "The army wants to bomb the camp.", "army", "camp", "", id="subject-of-want"),
        pytest.param("attack", "Rebels continued to attack the town.", "Rebels", "town", "", id="raising"),
        pytest.param("recognise", "Norland is ready to recognise the council.", "Norland", "council", "", id="ready-to"),
        pytest.param(
            "closed", "Police arrested two editors and closed the paper.", "Police", "paper", "", id="verbs-share-subject"
        ),
        pytest.param(
            "attacked", "Militants attacked and looted the village.", "Militants", "village", "", id="verbs-share-object"
        ),
        pytest.param("looted", "Militants attacked and looted the village.", "Militants", "village", "", id="second-of-two"),
        pytest.param("burned", "The school was shelled and burned by soldiers.", "", "school", "soldiers", id="passives-share"),
        pytest.param("shelled", "The army, which shelled the port, denied it.", "army", "port", "", id="subject-gap"),
        pytest.param("seized", "A nurse was seized and beaten by rebels.", "", "nurse", "rebels", id="shared-agent"),
        pytest.param("killed", "Soldiers who killed two farmers were jailed.", "Soldiers", "farmers", "", id="subject-gap-who"),
        pytest.param("seized", "Troops recaptured the town that rebels seized in May.", "rebels", "town", "", id="object-gap"),
        pytest.param("seized", "The town the rebels had seized was recaptured.", "rebels", "town", "", id="object-gap-bare"),
        pytest.param(
            "killed", "The farmer, who was killed by bandits, had three sons.", "", "farmer", "bandits", id="passive-gap"
        ),
        pytest.param(
            "detained", "Journalists detained by the police went home.", "", "Journalists", "police", id="reduced-passive"
        ),
        pytest.param("guarding", "Soldiers guarding the bridge fired shots.", "Soldiers", "bridge", "", id="reduced-active"),
        pytest.param("killing", "The police accused the militia of killing two nuns.", "militia", "nuns", "", id="of-gerund"),
        pytest.param("bombing", "The army responded by bombing the camp.", "army", "camp", "", id="by-gerund"),
        pytest.param("entering", "Guards stopped the envoy from entering the hall.", "envoy", "hall", "", id="from-gerund"),
        pytest.param("attack", "The army announced a plan to attack the town.", "army", "town", "", id="noun-complement"),
        pytest.param("attack", "The rebels' plan to attack the town failed.", "rebels", "town", "", id="noun-complement-owner"),
        pytest.param("killing", "Jets bombed the town, killing four people.", "Jets", "people", "", id="adverbial"),
    ],
)
def test_roles(parse: Parse, verb: str, text: str, subject: str, direct_object: str, agent: str) -> None:
    token = word(parse(text).doc, verb)
    found = (syntax.subject(token), syntax.direct_object(token), syntax.agent(token))
    assert tuple(map(shown, found)) == (subject, direct_object, agent)


@pytest.mark.parametrize(
    ("verb", "text", "passive"),
    [
        pytest.param("bombed", "The town was bombed.", True, id="be"),
        pytest.param("arrested", "Two men got arrested.", True, id="get"),
        pytest.param("accused", "Rebels accused of murder fled.", True, id="reduced"),
        pytest.param("bombed", "Jets bombed the town.", False, id="past"),
        pytest.param("bombed", "Jets have bombed the town.", False, id="perfect"),
        pytest.param("bombing", "Jets are bombing the town.", False, id="progressive"),
        pytest.param("looted", "The shop was attacked and looted.", True, id="coordinated"),
        pytest.param("fled", "The guard was attacked and he fled.", False, id="coordinated-with-own-subject"),
    ],
)
def test_is_passive(parse: Parse, verb: str, text: str, passive: bool) -> None:
    assert syntax.is_passive(word(parse(text).doc, verb)) == passive


@pytest.mark.parametrize(
    ("verb", "text", "receiver"),
    [
        pytest.param("gave", "Norland gave the rebels rifles.", "rebels", id="double-object"),
        pytest.param("gave", "Norland gave rifles to the rebels.", "rebels", id="to"),
        pytest.param("sent", "Norland sent rifles.", "", id="none"),
    ],
)
def test_dative(parse: Parse, verb: str, text: str, receiver: str) -> None:
    assert shown(syntax.dative(word(parse(text).doc, verb))) == receiver


@pytest.mark.parametrize(
    ("head", "words", "text", "found"),
    [
        pytest.param("fired", "at", "Police fired at the crowd.", ["crowd"], id="on-the-verb"),
        pytest.param("fired", "at", "Police fired gas at the crowd.", ["crowd"], id="on-the-verb-or-its-object"),
        pytest.param("fired", "at", "Police fired into the crowd.", [], id="another-preposition"),
        pytest.param("fired", "at|into", "Police fired into the crowd.", ["crowd"], id="one-of-several"),
        pytest.param("strikes", "on", "The strikes on the port went on.", ["port"], id="on-a-noun"),
        pytest.param("pulled", "of", "Norland pulled out of the treaty.", ["treaty"], id="out-of"),
        pytest.param("strikes", "against", "The strikes on the port went on.", [], id="noun-other"),
    ],
)
def test_prepositional(parse: Parse, head: str, words: str, text: str, found: list[str]) -> None:
    token = word(parse(text).doc, head)
    assert [t.text for t in syntax.prepositional(token, words.split("|"))] == found


@pytest.mark.parametrize(
    ("head", "text", "content"),
    [
        pytest.param("Dozens", "Dozens of rebels surrendered.", "rebels", id="dozens-of"),
        pytest.param("One", "One of the gunmen fled.", "gunmen", id="one-of"),
        pytest.param("group", "A group of men attacked the shop.", "men", id="group-of-many"),
        pytest.param("wave", "A wave of violence hit the town.", "wave", id="wave-of-one-thing"),
        pytest.param("leader", "The leader of the rebels fled.", "leader", id="a-head-of-its-own"),
        pytest.param("Thousands", "Thousands marched.", "Thousands", id="bare"),
    ],
)
def test_content_head(parse: Parse, head: str, text: str, content: str) -> None:
    assert content_head(word(parse(text).doc, head)).text == content


@pytest.mark.parametrize(
    ("head", "text", "all_of_them"),
    [
        pytest.param("soldiers", "Two soldiers left.", ["soldiers"], id="one"),
        pytest.param("Norway", "Norway and Sweden signed the treaty.", ["Norway", "Sweden"], id="two"),
        pytest.param("Norway", "Norway, Sweden and Denmark signed the treaty.", ["Norway", "Sweden", "Denmark"], id="three"),
        pytest.param("police", "The police arrested two men and closed the road.", ["police"], id="verbs-are-none"),
        pytest.param("Norway", "Norway met with Sweden.", ["Norway"], id="with-is-none"),
    ],
)
def test_coordinated(parse: Parse, head: str, text: str, all_of_them: list[str]) -> None:
    assert [t.text for t in coordinated(word(parse(text).doc, head))] == all_of_them


@pytest.mark.parametrize(
    "text", ["Attacked.", "And then?", "To attack, to attack, to attack to attack to attack to attack.", "12"]
)
def test_fragments_have_roles_or_none(parse: Parse, text: str) -> None:
    for token in parse(text).doc:
        for role in (syntax.subject, syntax.direct_object, syntax.agent, syntax.dative, syntax.surface_subject):
            assert role(token) is None or role(token).doc is token.doc  # type: ignore[union-attr]
