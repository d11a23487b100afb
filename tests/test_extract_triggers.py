"""Which words tell an event, and which near misses do not."""

import pytest

from tests.coding import Parse, codes, drafts, refusals

HITS = [
    ("verb", "Rebels bombed the base.", ["bombed"], "ASSAULT"),
    ("phrasal-verb", "Kenya called on Uganda to leave.", ["called", "on"], "REQUEST"),
    ("verb-and-object", "Kenya imposed a curfew in Nairobi.", ["curfew"], "COERCE"),
    ("passive-verb", "The base was bombed.", ["bombed"], "ASSAULT"),
    ("noun", "The air strike killed nobody.", ["strike", "air"], "ASSAULT"),
    ("noun-with-of", "Kenya declared a state of emergency.", ["state", "emergency"], "COERCE"),
    ("light-verb", "Kenya and Uganda held talks.", ["talks"], "CONSULT"),
]


@pytest.mark.parametrize(("text", "words", "code"), [pytest.param(*row[1:], id=row[0]) for row in HITS])
def test_words_of_a_trigger(parse: Parse, text: str, words: list[str], code: str) -> None:
    found = [(d.type, {t.text for t in d.trigger.words}) for d in drafts(parse, text)]
    assert any(kind == code and set(words) <= told for kind, told in found), found


NEAR = [
    ("object", "ASSAULT", "The rebels attacked the village in Kenya.", "The senator attacked the budget proposal."),
    ("subject", "ASSAULT", "Rebels attacked a swimmer.", "A shark attacked a swimmer."),
    ("compound", "ASSAULT", "The general died in an attack by rebels.", "The general died of a heart attack."),
    ("mode-of-speech", "ASSAULT", "Kenya launched an attack on the rebels.", "Kenya launched a verbal attack on the rebels."),
    ("part-of-speech", "CONSULT", "The president met the rebels.", "The president met the deadline."),
    ("sport", "ASSAULT", "Uganda shelled Kenya.", "Uganda thrashed Kenya 3-0 in the final."),
    ("labour-or-air", "PROTEST", "Teachers in Kenya went on strike.", "The air strike hit a base in Kenya."),
    ("idiom", "ASSAULT", "Rebels bombed the theatre.", "The musical bombed on Broadway."),
    ("visitor", "CONSULT", "The Kenyan president visited Uganda.", "Many shoppers visited the website."),
    ("warned-off", "THREATEN", "Kenya warned Uganda not to cross the lake.", "Kenya warned Uganda to expect rain."),
    ("company", "COERCE", "Kenyan police arrested the editor.", "The drug arrested the decline of the cells."),
]


@pytest.mark.parametrize(("code", "hit", "miss"), [pytest.param(*row[1:], id=row[0]) for row in NEAR])
def test_near_misses(parse: Parse, code: str, hit: str, miss: str) -> None:
    assert code in [d.type for d in drafts(parse, hit)]
    assert code not in [d.type for d in drafts(parse, miss)], codes(drafts(parse, miss))


CONSUMED = [
    ("an-object-of-a-longer-trigger", "Kenya imposed sanctions on Uganda.", 1),
    ("what-is-asked", "Kenya urged Uganda to withdraw its troops.", 1),
    ("what-is-asked-with-a-light-verb", "Kenya urged Uganda to hold talks with the rebels.", 1),
    ("what-is-offered-with-one", "Kenya offered to hold talks with the rebels.", 1),
    ("what-is-threatened-with-one", "Kenya threatened to launch an attack on the rebels.", 1),
    ("the-manner-of-an-act", "Kenya recalled its envoy from Uganda in protest.", 1),
    ("light-verb-and-noun", "Kenyan troops carried out air strikes on the rebels.", 1),
    ("noun-with-its-noun", "Kenya launched an air strike on the rebels.", 1),
    ("two-verbs-are-two-events", "Kenyan police arrested an editor and closed the newspaper.", 2),
    ("two-nouns-are-two-events", "Kenya condemned the attack on the embassy by rebels.", 2),
]


@pytest.mark.parametrize(("text", "count"), [pytest.param(*row[1:], id=row[0]) for row in CONSUMED])
def test_words_of_one_trigger_tell_one_event(parse: Parse, text: str, count: int) -> None:
    found = drafts(parse, text)
    assert len(found) == count, codes(found)


IMAGINED = [
    ("hope", "AGREE", "Kenya promised to help Uganda.", "Kenya hopes that Sudan will help Uganda."),
    ("noun-of-hope", "AGREE", "Kenya agreed to help Uganda.", "Kenya voiced hope that Sudan would help Uganda."),
    ("option", "AGREE", "Kenya offered to send food to Uganda.", "Kenya is considering sending food to Uganda."),
    (
        "possibility",
        "AGREE",
        "Kenya will send doctors to Uganda.",
        "Kenya explored the possibility of sending doctors abroad.",
    ),
    ("doubt", "AGREE", "Kenya agreed to resume talks.", "Kenya is sceptical that Sudan will resume talks."),
    ("hostile-hope", "ASSAULT", "Rebels may attack Kenya.", "Rebels hope to attack Kenya."),
]


@pytest.mark.parametrize(("code", "hit", "miss"), [pytest.param(*row[1:], id=row[0]) for row in IMAGINED])
def test_hopes_and_options_are_no_events(parse: Parse, code: str, hit: str, miss: str) -> None:
    assert code in [d.type for d in drafts(parse, hit)]
    assert not drafts(parse, miss), codes(drafts(parse, miss))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Kenya is considering air strikes on the rebels.", "ASSAULT/aerial", id="a-hostile-option-is-possible"),
        pytest.param("Kenya hopes that the rebels who attacked Uganda will leave.", "ASSAULT", id="what-is-there-already"),
        pytest.param("Sudan, which bombed Kenya, hopes for rain.", "ASSAULT/aerial", id="told-beside-the-hope"),
    ],
)
def test_events_that_a_hope_leaves(parse: Parse, text: str, code: str) -> None:
    assert codes(drafts(parse, text)) == [code]


PREPOSITIONS = [
    ("asked-for", "CONSULT", "Kenya pulled out of the talks with Uganda.", ["SANCTION", "REJECT"]),
    ("not-asked-for", "CONCEDE", "Kenya suspended aid to Uganda in protest.", ["SANCTION"]),
    ("a-month", "CONCEDE", "The Kenyan president cancelled a visit to Uganda in March.", ["REJECT", "SANCTION"]),
    ("measure", "", "Kenya flew 13 tons of medicine into Uganda.", ["AID"]),
    ("relief-organization", "", "The Red Cross sent blankets to the refugees.", ["AID"]),
    ("things-returned", "CONSULT", "The Kenyan president returned the weapons to the army.", []),
    ("soldiers-arrive", "CONSULT", "Two hundred Kenyan soldiers arrived in Mali.", []),
    ("investigators", "AID", "The interior ministry of Kenya sent a team to investigate the blast.", ["ACCUSE"]),
]


@pytest.mark.parametrize(("never", "text", "one_of"), [pytest.param(*row[1:], id=row[0]) for row in PREPOSITIONS])
def test_words_that_do_not_belong_to_a_trigger(parse: Parse, never: str, text: str, one_of: list[str]) -> None:
    found = {d.type for d in drafts(parse, text)}
    assert never not in found
    assert not one_of or found & set(one_of), found


DUTIES = [
    ("must", "Kenya said that Uganda must withdraw its troops.", ["REQUEST/yield"]),
    ("have-to", "Kenya told Uganda that Sudan has to withdraw its troops.", ["REQUEST/yield"]),
    ("quoted", '"Uganda must withdraw its troops," Kenya said.', ["REQUEST/yield"]),
    ("own-duty", "Kenya said that it must withdraw its troops.", ["RETREAT/withdraw"]),
    ("no-speaker", "Uganda must withdraw its troops.", ["RETREAT/withdraw"]),
    ("guess", "Kenya said that Uganda must have withdrawn its troops.", ["RETREAT/withdraw"]),
    ("done", "Kenya said that Uganda withdrew its troops.", ["RETREAT/withdraw"]),
    ("nobody-political", "Kenya said that the train must stop.", []),
]


@pytest.mark.parametrize(("text", "found"), [pytest.param(*row[1:], id=row[0]) for row in DUTIES])
def test_duties_that_a_speaker_lays_on_others(parse: Parse, text: str, found: list[str]) -> None:
    assert [c.replace("CONCEDE", "RETREAT/withdraw") for c in codes(drafts(parse, text))] == found


@pytest.mark.parametrize(
    ("text", "rule", "reason"),
    [
        pytest.param("The senator attacked the budget proposal.", "assault.attack", "object is proposal", id="object"),
        pytest.param("A shark attacked a swimmer.", "assault.attack", "subject is shark", id="subject"),
        pytest.param("The general died of a heart attack.", "assault.attack.noun", "near 'heart'", id="near"),
        pytest.param(
            "Kenya urged Uganda to withdraw its troops.", "retreat.withdraw", "part of the trigger 'urge'", id="consumed"
        ),
    ],
)
def test_a_refused_rule_says_why(parse: Parse, text: str, rule: str, reason: str) -> None:
    assert (rule, reason) in [(r.rule_id, r.reason) for r in refusals(parse, text)]


@pytest.mark.parametrize("text", ["Bombed.", "Attack attack attack!", "A strike.", "To bomb.", "War, war, war."])
def test_fragments_do_no_harm(parse: Parse, text: str) -> None:
    for draft in drafts(parse, text):
        assert draft.trigger.head in draft.trigger.words
    assert all(r.reason for r in refusals(parse, text))
