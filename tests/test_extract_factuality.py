"""Factuality: tables of sentences by phenomenon, each with its near misses, and invariants of the composition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.eventive import event_nouns
from lexicon.factuality import Weight, add_words, cues, signature
from schemas.codebook import Factuality
from schemas.errors import LexiconError
from tasks.annotate import annotate
from tasks.extract.factuality.judge import judge, predicates
from tasks.extract.factuality.scope import MAX_STEPS, scope
from tests.conftest import MODEL, make_article

TABLE = {
    "negation": [
        ("The army attacked the village.", "attacked", "asserted"),
        ("The army did not attack the village.", "attack", "negated"),
        ("The army never attacked the village.", "attacked", "negated"),
        ("The army no longer attacks villages.", "attacks", "negated"),
        ("The rebels have not released the hostages.", "released", "negated"),
        ("No soldiers entered the town.", "entered", "negated"),
        ("Nobody was arrested.", "arrested", "negated"),
        ("No one was killed in the raid.", "killed", "negated"),
        ("No one was killed in the raid.", "raid", "asserted"),
        ("Neither side attacked the convoy.", "attacked", "negated"),
        ("Neither the army nor the police fired on the crowd.", "fired", "negated"),
        ("There was no attack on the base.", "attack", "negated"),
        ("No attack took place on Tuesday.", "attack", "negated"),
        ("Police made no arrests.", "arrests", "negated"),
        ("Police made arrests.", "arrests", "asserted"),
        ("The troops left without firing a shot.", "firing", "negated"),
        ("The troops left without firing a shot.", "left", "asserted"),
        ("The army withdrew instead of attacking.", "attacking", "negated"),
        ("They withdrew rather than fight.", "fight", "negated"),
        ("The army not only attacked the village but burned it.", "attacked", "asserted"),
        ("The army not only attacked the village but burned it.", "burned", "asserted"),
        ("The rebels did not attack but fled.", "attack", "negated"),
        ("The rebels did not attack but fled.", "fled", "asserted"),
        ("Police did not arrest or charge the men.", "charge", "negated"),
        ("Police were not aware of any attack.", "attack", "negated"),
        ("Police were not aware of the attack.", "attack", "asserted"),
        ("He did not condemn the attack.", "attack", "asserted"),
        ("He did not condemn the attack.", "condemn", "negated"),
        ("The soldier who attacked the farmer was not arrested.", "attacked", "asserted"),
        ("The soldier who attacked the farmer was not arrested.", "arrested", "negated"),
    ],
    "implicatives": [
        ("Rebels failed to capture the airport.", "capture", "negated"),
        ("Rebels did not fail to capture the airport.", "capture", "asserted"),
        ("Rebels managed to capture the airport.", "capture", "asserted"),
        ("Rebels did not manage to capture the airport.", "capture", "negated"),
        ("The government refused to release the prisoners.", "release", "negated"),
        ("The general declined to meet the envoy.", "meet", "negated"),
        ("Police forgot to search the car.", "search", "negated"),
        ("The troops were forced to retreat.", "retreat", "asserted"),
        ("The governor began to evacuate the city.", "evacuate", "asserted"),
        ("The rebels continued shelling the city.", "shelling", "asserted"),
        ("The rebels stopped shelling the city.", "shelling", "asserted"),
        ("The rebels avoided attacking civilians.", "attacking", "negated"),
        ("Police prevented the rebels from attacking the town.", "attacking", "negated"),
        ("Police foiled an attack on the embassy.", "attack", "negated"),
        ("The attack was foiled by police.", "attack", "negated"),
        ("Police foiled a plot to bomb the embassy.", "bomb", "negated"),
        ("Police foiled a plot to bomb the embassy.", "plot", "asserted"),
        ("The government cancelled the visit.", "visit", "negated"),
        ("The summit was called off.", "summit", "negated"),
        ("The talks failed.", "talks", "asserted"),
        ("The coup failed.", "coup", "asserted"),
        ("The army was unable to recapture the town.", "recapture", "negated"),
        ("The army was able to recapture the town.", "recapture", "asserted"),
        ("The men were too afraid to protest.", "protest", "negated"),
        ("Rebels have yet to release the hostages.", "release", "negated"),
        ("The army nearly captured the town.", "captured", "negated"),
        ("The army almost attacked the town.", "attacked", "negated"),
        ("Sales rose almost 5 percent.", "rose", "asserted"),
        ("He was denied entry at the airport.", "entry", "negated"),
    ],
    "factives": [
        ("Officials regret that troops attacked the village.", "attacked", "asserted"),
        ("Officials do not regret that troops attacked the village.", "attacked", "asserted"),
        ("The president condemned the attack.", "attack", "asserted"),
        ("The president apologized for killing civilians.", "killing", "asserted"),
        ("He was convicted of killing two people.", "killing", "asserted"),
        ("Police know that he attacked the shop.", "attacked", "asserted"),
        ("Rebels burned a bus in reprisal for the killing of a clerk.", "killing", "asserted"),
        ("The army shelled the town in retaliation for an attack on a patrol.", "attack", "asserted"),
        ("The army marched to the town for an attack on the rebels.", "attack", "planned"),
        ("She is the third judge to be killed by the cartel.", "killed", "asserted"),
        ("She is the judge to be killed by the cartel.", "killed", "planned"),
    ],
    "report": [
        ("Officials said troops attacked the village.", "attacked", "asserted"),
        ("The village was attacked, officials said.", "attacked", "asserted"),
        ("Troops reportedly attacked the village.", "attacked", "asserted"),
        ("According to the report, troops attacked the village.", "attacked", "asserted"),
        ('"Troops attacked the village," he said.', "attacked", "asserted"),
    ],
    "modals": [
        ("Troops may attack the village.", "attack", "possible"),
        ("Troops might not attack the village.", "attack", "possible"),
        ("Troops could attack the village.", "attack", "possible"),
        ("Troops could not attack the village.", "attack", "negated"),
        ("Troops cannot enter the city.", "enter", "negated"),
        ("Troops will attack the village.", "attack", "planned"),
        ("Troops will not attack the village.", "attack", "negated"),
        ("Troops would attack the village, he said.", "attack", "planned"),
        ("He said troops would attack the village.", "attack", "planned"),
        ("He said troops would not attack the village.", "attack", "negated"),
        ("Troops would have attacked the village.", "attacked", "negated"),
        ("Troops may have attacked the village.", "attacked", "possible"),
        ("The government should release the prisoners.", "release", "possible"),
        ("The government must release the prisoners.", "release", "planned"),
        ("The government has to release the prisoners.", "release", "planned"),
        ("The troops are going to attack the village.", "attack", "planned"),
        ("The army is about to attack the village.", "attack", "planned"),
        ("The army is set to attack the village.", "attack", "planned"),
        ("The president is to visit Rome in May.", "visit", "planned"),
        ("Troops are expected to attack the village.", "attack", "planned"),
        ("Troops are likely to attack the village.", "attack", "planned"),
        ("Troops are unlikely to attack the village.", "attack", "possible"),
        ("The men allegedly attacked the shop.", "attacked", "possible"),
        ("The men allegedly did not attack the shop.", "attack", "possible"),
        ("Perhaps the men attacked the shop.", "attacked", "possible"),
        ("The men probably attacked the shop.", "attacked", "possible"),
    ],
    "conditionals": [
        ("If troops attack the village, people will flee.", "attack", "possible"),
        ("If troops attack the village, people will flee.", "flee", "possible"),
        ("Troops will attack unless the rebels surrender.", "surrender", "possible"),
        ("Had troops attacked the village, people would have fled.", "fled", "negated"),
        ("The army would attack if the rebels crossed the border.", "attack", "possible"),
        ("Because troops attacked the village, people fled.", "attacked", "asserted"),
        ("After troops attacked the village, people fled.", "attacked", "asserted"),
        ("When troops attacked the village, people fled.", "attacked", "asserted"),
        ("In case of an attack, residents will be evacuated.", "attack", "possible"),
        ("He asked whether troops had attacked the village.", "attacked", "possible"),
        ("It is unclear if troops attacked the village.", "attacked", "possible"),
        ("Did the army attack the village?", "attack", "possible"),
        ("Why did the army attack the village?", "attack", "asserted"),
        ("Attack the village!", "Attack", "planned"),
    ],
    "attitudes": [
        ("The rebels want to capture the airport.", "capture", "planned"),
        ("The rebels plan to capture the airport.", "capture", "planned"),
        ("The rebels threatened to kill the hostages.", "kill", "planned"),
        ("The rebels promised to release the hostages.", "release", "planned"),
        ("The rebels agreed to release the hostages.", "release", "planned"),
        ("The rebels tried to capture the airport.", "capture", "planned"),
        ("The president ordered troops to attack the village.", "attack", "planned"),
        ("The president urged rebels to surrender.", "surrender", "planned"),
        ("The president called for an end to the attacks.", "attacks", "asserted"),
        ("The president called for a ceasefire.", "ceasefire", "planned"),
        ("The president called for the withdrawal of troops.", "withdrawal", "planned"),
        ("The court allowed him to leave the country.", "leave", "possible"),
        ("The minister fears that rebels attacked the convoy.", "attacked", "possible"),
        ("The minister warned that rebels could attack the convoy.", "attack", "possible"),
        ("The minister believes rebels attacked the convoy.", "attacked", "possible"),
        ("The minister does not believe that rebels attacked the convoy.", "attacked", "negated"),
        ("Police suspect that he killed the woman.", "killed", "possible"),
        ("He is suspected of killing the woman.", "killing", "possible"),
        ("He is accused of killing the woman.", "killing", "possible"),
        ("Prosecutors accused him of taking bribes.", "taking", "possible"),
        ("He was charged with murder.", "murder", "possible"),
        ("The alleged attack took place on Monday.", "attack", "possible"),
        ("The planned attack was delayed.", "attack", "planned"),
        ("A possible attack worries residents.", "attack", "possible"),
        ("He was jailed for attempted murder.", "murder", "planned"),
        ("The attempted coup shook the capital.", "coup", "planned"),
        ("The threat of attack remains.", "attack", "possible"),
        ("Rebels announced plans for a withdrawal.", "withdrawal", "planned"),
        ("Police found evidence of torture.", "torture", "asserted"),
        ("Troops crossed the border to fight the rebels.", "fight", "planned"),
        ("Concrete blocks were set up to prevent vehicle attacks.", "attacks", "possible"),
        ("Ministers met to discuss the crisis.", "discuss", "asserted"),
        ("Thousands rallied to demand his release.", "demand", "asserted"),
        ("Thousands rallied to demand his release.", "release", "planned"),
        ("He pretended to attack the guard.", "attack", "negated"),
        ("He acted as if troops had attacked the village.", "attacked", "negated"),
    ],
    "denial": [
        ("The minister denied that troops attacked the village.", "attacked", "denied"),
        ("The minister denied attacking the village.", "attacking", "denied"),
        ("The minister denied the attack.", "attack", "denied"),
        ("A spokesman denied he had said this.", "said", "denied"),
        ("The ministers rejected allegations of torture.", "torture", "denied"),
        ("The ministers rejected allegations of torture.", "allegations", "denied"),
        ("The minister rejected the proposal to withdraw troops.", "withdraw", "negated"),
        ("The minister did not deny that troops attacked the village.", "attacked", "asserted"),
        ("The report was denied by the army.", "report", "denied"),
        ("Officials said troops fired on the crowd. The army rejected the accusation.", "fired", "denied"),
        ("Officials said troops fired on the crowd. The army denied it.", "fired", "denied"),
        ("Officials said troops fired on the crowd. The army denied doing so.", "fired", "denied"),
        ("Officials said troops fired on the crowd. A general denied that it had happened.", "fired", "denied"),
        ("Officials said troops fired on the crowd. The army has neither confirmed nor denied this.", "fired", "asserted"),
        ("Officials said troops fired on the crowd. The army did not deny it.", "fired", "asserted"),
        ("Officials said troops fired on the crowd. The army declined to confirm or deny it.", "fired", "asserted"),
        ("Officials said troops fired on the crowd. A mill denied it had paid a ransom.", "fired", "asserted"),
        ("Officials said troops fired on the crowd. The army denied the request.", "fired", "asserted"),
        ("Officials said troops fired on the crowd. The crowd fled.", "fired", "asserted"),
    ],
    "headlines": [
        ("Rebels to attack town", "attack", "planned"),
        ("Iran to free hostages", "free", "planned"),
    ],
    "in the news": [
        ("Israel said it had not attacked the convoy.", "attacked", "negated"),
        ("The rebels said they shot down the plane, but the army denied it.", "shot", "denied"),
        ("Two men were arrested on suspicion of planning an attack.", "attack", "possible"),
        ("Two men were arrested on suspicion of planning an attack.", "arrested", "asserted"),
        ("The man was shot as he tried to flee.", "flee", "planned"),
        ("A bomb exploded, killing 12 people.", "killing", "asserted"),
        ("Troops fired tear gas to disperse protesters.", "disperse", "planned"),
        ("Troops fired tear gas to disperse protesters.", "fired", "asserted"),
        ("Turkey threatened to cut ties with Israel.", "cut", "planned"),
        ("Turkey threatened sanctions against Israel.", "sanctions", "planned"),
        ("The UN called on Iran to halt its programme.", "halt", "planned"),
        ("The court ordered the release of the editor.", "release", "planned"),
        ("The court ordered the minister to pay a fine.", "pay", "planned"),
        ("The parliament rejected a bill to ban demonstrations.", "ban", "negated"),
        ("Protesters demanded the resignation of the president.", "resignation", "planned"),
        ("Protesters demanding the resignation of the president marched to the palace.", "marched", "asserted"),
        ("He warned of attacks on embassies.", "attacks", "possible"),
        ("The embassy warned that militants were planning attacks.", "planning", "possible"),
        ("There are fears of new attacks.", "attacks", "possible"),
        ("Kenya closed the camp over fears they were helping smugglers.", "helping", "possible"),
        ("Iran is believed to have shipped arms to the rebels.", "shipped", "possible"),
        ("Iran is said to have shipped arms to the rebels.", "shipped", "asserted"),
        ("Iran was accused of shipping arms to the rebels.", "shipping", "possible"),
        ("The talks were due to resume on Monday.", "resume", "planned"),
        ("The bishops will resume talks in June.", "talks", "planned"),
        ("The visit is scheduled for May.", "visit", "planned"),
        ("A visit scheduled for May was cancelled.", "visit", "negated"),
        ("He was quoted as saying that troops had withdrawn.", "withdrawn", "asserted"),
        ("Hundreds of people were killed when troops stormed the camp.", "stormed", "asserted"),
        ("Hundreds of people fled before troops stormed the camp.", "stormed", "asserted"),
        ("Hamas claimed responsibility for the attack.", "attack", "asserted"),
        ("No group claimed responsibility for the attack.", "attack", "asserted"),
        ("No group claimed responsibility for the attack.", "claimed", "negated"),
        ("The president vowed to punish those who attacked the mosque.", "attacked", "asserted"),
        ("The president vowed to punish those who attacked the mosque.", "punish", "planned"),
        ("If convicted, he faces ten years in prison.", "convicted", "possible"),
        ("He could be sentenced to death if convicted.", "sentenced", "possible"),
        ("The government is considering sending troops to Mali.", "sending", "possible"),
        ("The government decided against sending troops to Mali.", "sending", "negated"),
        ("The government ruled out sending troops to Mali.", "sending", "negated"),
        ("France opposed sending troops to Mali.", "sending", "possible"),
        ("France suspended aid to Mali.", "aid", "asserted"),
        ("He was found guilty of killing his wife.", "killing", "asserted"),
        ("He was acquitted of killing his wife.", "killing", "possible"),
        ("Police are investigating whether he killed his wife.", "killed", "possible"),
        ("Police are investigating the killing of two women.", "killing", "asserted"),
        ("The army was trying to retake the town.", "retake", "planned"),
        ("The army's attempt to retake the town failed.", "retake", "planned"),
        ("The army tried but failed to retake the town.", "retake", "negated"),
        ("The army did not try to retake the town.", "retake", "negated"),
        ("He urged voters not to boycott the election.", "boycott", "negated"),
        ("The rebels agreed not to attack the airport.", "attack", "negated"),
        ("The rebels promised not to attack the airport.", "attack", "negated"),
        ("The minister expressed hope that the hostages would be freed.", "freed", "planned"),
        ("Diplomats hope for an end to the fighting.", "fighting", "asserted"),
        ("Diplomats hope the fighting will end.", "end", "planned"),
        ("Police used batons to stop the march.", "march", "asserted"),
        ("The army said it would not let rebels enter the town.", "enter", "negated"),
        ("The rebels were allowed to leave the town.", "leave", "possible"),
        ("Troops were ready to attack.", "attack", "planned"),
        ("The decision could lead to war.", "war", "possible"),
        ("The decision led to war.", "war", "asserted"),
        ("Talks aimed at ending the war resumed on Friday.", "ending", "planned"),
        ("Talks aimed at ending the war resumed on Friday.", "resumed", "asserted"),
        ("Talks aimed at ending the war resumed on Friday.", "Talks", "asserted"),
        ("A peace deal remains unlikely.", "deal", "possible"),
        ("The planned withdrawal of troops was delayed.", "withdrawal", "planned"),
        ("Police were accused of beating protesters, a charge they denied.", "beating", "denied"),
        ("The general denied any role in the coup.", "coup", "asserted"),
        ("The minister denied reports of a coup.", "coup", "denied"),
        ("The minister was denied a visa.", "visa", "negated"),
        ("The army denied responsibility for the massacre.", "massacre", "asserted"),
        ("Moscow dismissed the accusations.", "accusations", "denied"),
        ("Moscow dismissed the general.", "general", "asserted"),
        ("Moscow dismissed the general.", "dismissed", "asserted"),
        ("The envoy rejected the criticism.", "criticism", "denied"),
        ("The rebels rejected the offer.", "offer", "asserted"),
        ("The rebels rejected the government's offer of talks.", "talks", "negated"),
        ("The government refused demands for talks.", "talks", "negated"),
        ("Supposedly, the army attacked the town.", "attacked", "possible"),
        ("The army is suspected of attacking the town.", "attacking", "possible"),
        ("The suspected attack killed two people.", "attack", "possible"),
        ("The suspected attack killed two people.", "killed", "asserted"),
        ("A second attack was averted.", "attack", "negated"),
        ("A second attack was narrowly averted.", "attack", "negated"),
        ("The guard averted his eyes during the attack.", "attack", "asserted"),
        ("It is feared that the rebels killed the hostages.", "killed", "possible"),
        ("It was announced that the troops had left.", "left", "asserted"),
        ("It is possible that the troops left.", "left", "possible"),
        ("It is clear that the troops left.", "left", "asserted"),
        ("The troops seem to have left.", "left", "possible"),
        ("The rebels, who did not attend the talks, attacked the base.", "attacked", "asserted"),
        ("The rebels, who did not attend the talks, attacked the base.", "attend", "negated"),
        ("The rebels, who did not attend the talks, attacked the base.", "talks", "asserted"),
        ("Unless the rebels leave, the army will attack.", "attack", "possible"),
        ("Do not attack the village.", "attack", "negated"),
        ("The mayor asked the police to protect voters.", "protect", "planned"),
        ("The mayor asked why the police had attacked voters.", "attacked", "asserted"),
        ("Nothing was stolen.", "stolen", "negated"),
        ("Few people attended the rally.", "attended", "negated"),
        ("Few people attended the rally.", "rally", "asserted"),
        ("The rally was attended by thousands.", "rally", "asserted"),
        ("Hardly anyone attended the rally.", "attended", "negated"),
        ("Police have so far made no arrests.", "arrests", "negated"),
        ("Nor did the president condemn the attack.", "condemn", "negated"),
        ("The president refused to condemn the attack.", "attack", "asserted"),
        ("The president will visit the site of the attack.", "attack", "asserted"),
        ("The president may visit the site of the attack.", "attack", "asserted"),
        ("The president may not have ordered the attack.", "ordered", "possible"),
        ("The strike would be the first in a decade.", "strike", "possible"),
        ("The general said he wished he had attacked earlier.", "attacked", "planned"),
        ("The army would attack, the general said.", "attack", "planned"),
        ("He is wanted for killing two officers.", "killing", "possible"),
        ("He is serving a life sentence for killing two officers.", "killing", "asserted"),
        ("Saudi Arabia agreed to host the talks.", "host", "planned"),
        ("China to send envoy to Sudan", "send", "planned"),
        ("China sends envoy to Sudan", "sends", "asserted"),
    ],
}

ROWS = [pytest.param(*row, id=f"{phenomenon}-{i}") for phenomenon, rows in TABLE.items() for i, row in enumerate(rows)]


@pytest.fixture(scope="module")
def parsed():
    """All texts of the table, parsed in one go."""
    texts = list(dict.fromkeys(row[0] for rows in TABLE.values() for row in rows))
    return dict(zip(texts, annotate([make_article(text) for text in texts], MODEL), strict=True))


def token(annotated, word):
    return next(t for t in annotated.doc if t.text == word)


@pytest.mark.parametrize(("text", "word", "expected"), ROWS)
def test_factuality(parsed, text, word, expected):
    annotated = parsed[text]
    judged = judge(annotated, token(annotated, word))
    assert judged.factuality == expected, judged.reason


DENIERS = [
    ("A spokesman for the army denied that troops had fired.", "fired", ["spokesman"]),
    ("Iran and Syria denied attacking the ship.", "attacking", ["Iran", "Syria"]),
    ("The attack was denied by the rebels.", "attack", ["rebels"]),
    ("The minister, who denied ordering the raid, resigned.", "ordering", ["minister"]),
    ("The minister's denial of the raid angered Iran.", "raid", ["minister"]),
    ("The army rejected allegations of torture.", "torture", ["army"]),
    ("Officials said troops fired on the crowd. The army rejected the accusation.", "fired", ["army"]),
    ("Witnesses said the police requested the fence. The police said they had made no such request.", "requested", ["police"]),
    ("Aid workers said soldiers looted the clinic. The army said its soldiers did not loot it.", "looted", ["army"]),
    (
        "Herders said rangers burned the market in Gao on Monday. Rangers denied that they burned the market in Gao on Monday.",
        "burned",
        ["Rangers"],
    ),
    (
        "Herders said rangers robbed a bus in Gao on Monday. Rangers denied that they burned the market in Gao on Monday.",
        "robbed",
        [],
    ),
    ("The army did not deny that it had attacked.", "attacked", []),
    ("Troops fired on the crowd.", "fired", []),
]


@pytest.mark.parametrize(("text", "word", "expected"), DENIERS)
def test_deniers(parse, text, word, expected):
    annotated = parse(text)
    assert [t.text for t in judge(annotated, token(annotated, word)).deniers] == expected


FUTURE = [
    ("Troops will attack the village.", "attack", True),
    ("Troops will not attack the village.", "attack", True),
    ("Troops attacked the village.", "attacked", False),
    ("Troops did not attack the village.", "attack", False),
    ("Troops may attack the village.", "attack", False),
    ("The rebels promised to release the hostages.", "release", True),
    ("He said troops would leave.", "leave", True),
    ("He regrets that troops left.", "left", False),
]


@pytest.mark.parametrize(("text", "word", "expected"), FUTURE)
def test_future(parse, text, word, expected):
    annotated = parse(text)
    assert judge(annotated, token(annotated, word)).future is expected


# The second sentence leaves readers surer of the event than the first.
ORDERED = [
    ("Troops did not attack the village.", "Troops may attack the village.", "attack"),
    ("Troops may attack the village.", "Troops will attack the village.", "attack"),
    ("Troops want to attack the village.", "Troops managed to attack the village.", "attack"),
    ("Troops failed to attack the village.", "Troops tried to attack the village.", "attack"),
    ("If troops attack the village, people flee.", "When troops attack the village, people flee.", "attack"),
    ("There was no attack on the base.", "There was an attack on the base.", "attack"),
    ("Police denied the attack on the base.", "Police investigated the attack on the base.", "attack"),
    ("Police averted an attack on the base.", "Police filmed an attack on the base.", "attack"),
]


@pytest.mark.parametrize(("less", "more", "word"), ORDERED)
def test_certainty_grows(parse, less, more, word):
    first, second = parse(less), parse(more)
    assert judge(first, token(first, word)).certainty < judge(second, token(second, word)).certainty - 0.3


def test_reason_names_the_cues(parse):
    annotated = parse("Officials said troops may attack the village.")
    assert judge(annotated, token(annotated, "attack")).reason == "under 'may'; clause under 'say'"
    annotated = parse("Troops attacked the village.")
    assert judge(annotated, token(annotated, "attacked")).reason == "told as a fact"


PREDICATES = [
    ("Troops attacked the village.", ["attacked"]),
    ("The attack was followed by looting.", ["attack", "followed", "looting"]),
    ("He has been arrested.", ["arrested"]),
    ("He may want to leave the country.", ["want", "leave"]),
    ("The residents are afraid.", ["afraid"]),
    ("The alleged killer fled.", ["alleged", "fled"]),
    ("The government station has a building.", ["has"]),
    ("In the park, on Monday.", []),
]


@pytest.mark.parametrize(("text", "expected"), PREDICATES)
def test_predicates(parse, text, expected):
    assert [p.span.text for p in predicates(parse(text))] == expected


def test_predicates_point_into_the_article(parse):
    annotated = parse("Troops  attacked\nthe village.\n\nNobody was  hurt.")
    found = predicates(annotated)
    assert [annotated.article.text[p.span.start : p.span.end] for p in found] == ["attacked", "hurt"]
    assert [p.factuality for p in found] == ["asserted", "negated"]
    assert found[0].certainty > 2.5
    assert found[1].certainty < -1


HOSTILE = [
    "",
    " ",
    "\x00\x01",
    "?",
    "not not not not",
    "no",
    "to to to",
    "if if if unless whether",
    "A" * 500,
    "’ll wo n’t 🙂 ne\u0301e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_odd_texts(parse, text):
    annotated = parse(text)
    for found in annotated.doc:
        assert -3 <= judge(annotated, found).certainty <= 3
    assert isinstance(predicates(annotated), tuple)


def test_every_token_has_a_scope(parse):
    annotated = parse(
        "Had he not refused to deny that no one failed to avoid stopping the attack, which may never end, he would go."
    )
    for found in annotated.doc:
        assert 1 <= len(scope(found)) <= 6 * MAX_STEPS


numbers = st.floats(-1, 1)


@given(numbers, numbers, numbers, numbers)
def test_weights_stay_in_range(affirmed, negated, unknown, certainty):
    assert -1 <= Weight(affirmed, negated, unknown).apply(certainty) <= 1


@given(st.text(max_size=30))
def test_event_nouns_take_any_text(text):
    assert isinstance(event_nouns().names_event(text), bool)


def test_event_nouns():
    known = event_nouns()
    assert all(
        known.names_event(word)
        for word in ("attack", "bombing", "withdrawal", "deployment", "crackdown", "cease-fire", "Strike")
    )
    assert not any(
        known.names_event(word) for word in ("station", "government", "king", "hospital", "soldier", "page", "village")
    )


def test_signatures_are_complete():
    lexicon = cues()
    assert all(isinstance(s.affirmed, Factuality) for s in lexicon.signatures.values())
    assert all(-1 <= n <= 1 for w in lexicon.weights.values() for n in (w.affirmed, w.negated, w.unknown))
    assert sum(len(words) for words in lexicon.words.values()) > 2000


def test_lexicon_mistakes_are_named():
    with pytest.raises(LexiconError, match="no valid outcome"):
        signature("odd", {"outcome": ["asserted"]})
    one, two = cues().signatures["know"], cues().signatures["fail"]
    table = {}
    add_words(table, one, "to", ["regret"])
    with pytest.raises(LexiconError, match="both know and fail"):
        add_words(table, two, "to", ["regret"])
