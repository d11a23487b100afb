"""Parses that are known to come out wrong, and their near misses, which must stay as they are."""

import pytest

from tests.coding import Parse

ROWS = [
    ("A porter was hurt in police firing in Lima.", "firing", "NOUN", "police"),
    ("The police firing left one dead.", "firing", "NOUN", "police"),
    ("Five people died in the rebel firing.", "firing", "NOUN", "rebel"),
    ("Two men were hurt in firing by guards.", "firing", "NOUN", None),
    ("Two men were hurt in shelling near Gao.", "shelling", "NOUN", None),
    ("The party deplored the police firing that killed a boy.", "firing", "NOUN", "police"),
    ("The toll in the police firing rose to five.", "firing", "NOUN", "police"),
    ("Some 40 died in the riots, including nine in police firing since May.", "firing", "NOUN", "police"),
    ("The town saw arson, looting and police firing.", "firing", "NOUN", "police"),
    ("After the police firing, a curfew was imposed.", "firing", "NOUN", "police"),
    ("The trader succumbed to gunshot wounds.", "wounds", "NOUN", "gunshot"),
    # near misses: participles and gerunds
    ("Police firing tear gas moved into the square.", "firing", "VERB", None),
    ("They dispersed the crowd by firing in the air.", "firing", "VERB", None),
    ("Witnesses saw the police firing at the crowd.", "firing", "VERB", None),
    ("The man firing at the bus was caught.", "firing", "VERB", None),
]


@pytest.mark.parametrize(("text", "word", "pos", "compound"), ROWS)
def test_act_nouns(parse: Parse, text: str, word: str, pos: str, compound: str | None) -> None:
    token = next(t for t in parse(text).doc if t.text == word)
    inside = next((c.text for c in token.children if c.dep_ == "compound"), None)
    assert (token.pos_, inside) == (pos, compound)
    assert len([t for t in token.sent if t.head == t]) == 1


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("The police lathi-charged the activists.", "lathi-charged", "VERB"),
        ("Police had to baton-charge students.", "baton-charge", "VERB"),
        ("Police had to lathi-charge activists.", "lathi-charge", "VERB"),
        ("The students were lathi-charged.", "lathi-charged", "VERB"),
        ("A dozen were hurt in the lathi-charge.", "lathi-charge", "NOUN"),
    ],
)
def test_words_that_are_not_split(parse: Parse, text: str, word: str, pos: str) -> None:
    assert [t.pos_ for t in parse(text).doc if t.text == word] == [pos]


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("Two persons were killed and five others injured in a bomb attack.", "injured", "conj", "killed"),
        ("Two persons were killed and five others injured in a bomb attack.", "others", "nsubjpass", "injured"),
        ("The Saudi-led coalition bombed Sanaa.", "coalition", "nsubj", "bombed"),
        ("Police shot dead two men in Lima.", "dead", "oprd", "shot"),
        ("Police did not shoot dead four men in Lima.", "dead", "oprd", "shoot"),
        ("Peru warned Chile of military retaliation.", "of", "prep", "warned"),
        ("Chile was warned by Peru of military retaliation.", "of", "prep", "warned"),
        ("Peru stripped the general of his rank.", "of", "prep", "stripped"),
        # near misses
        ("The nurse found five others injured in a bomb attack.", "injured", "acl", "others"),
        ("The dogs found dead birds in Lima.", "dead", "amod", "birds"),
        ("A town bombed by rebels.", "bombed", "acl", "town"),
        ("Peru accused the government of Chile.", "of", "prep", "government"),
        ("Peru praised the courage of soldiers.", "of", "prep", "courage"),
    ],
)
def test_relations(parse: Parse, text: str, word: str, dep: str, head: str) -> None:
    token = next(t for t in parse(text).doc if t.text == word)
    assert (token.dep_, token.head.text) == (dep, head)


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("They announced a cease-fire.", "fire", "ceasefire"),
        ("Air-strikes killed four people.", "strikes", "airstrike"),
        ("They opened fire.", "fire", "fire"),
        ("The non-strikes went on.", "strikes", "strike"),
    ],
)
def test_event_nouns_with_a_hyphen(parse: Parse, text: str, word: str, lemma: str) -> None:
    assert next(t for t in parse(text).doc if t.text == word).lemma_ == lemma


PARTED = [
    (
        "The painter Luis Salas, abducted in June near Puno, was released.",
        "abducted",
        "Salas",
    ),
    ("The porter, wounded in May, returned home.", "wounded", "porter"),
]


@pytest.mark.parametrize(("text", "participle", "noun"), PARTED)
def test_a_participle_between_a_noun_and_its_verb(parse: Parse, text: str, participle: str, noun: str) -> None:
    token = next(t for t in parse(text).doc if t.text == participle)
    assert token.dep_ == "acl"
    assert noun in [token.head.text, *(t.text for t in token.head.subtree)]


def test_a_clause_with_an_object_is_no_participle(parse: Parse) -> None:
    token = next(t for t in parse("The porter, who kidnapped two boys in May, was caught.").doc if t.text == "kidnapped")
    assert token.dep_ == "relcl"
