"""Parses mended where the model is known to be wrong and the rest of the program would build on the error."""

from spacy.tokens import Doc, Token

from lexicon.grammar import grammar

PLACES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr"})
CLAUSE = frozenset({"dobj", "prt", "oprd", "xcomp", "ccomp", "nsubj", "aux"})  # what only a verb has
LEFT = frozenset({"det", "amod", "nummod", "compound", "poss", "predet"})


def mend(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        if is_act_noun(token):
            make_head(token)
        elif is_gerund_noun(token):
            make_noun(token)
    return doc


def is_gerund_noun(token: Token) -> bool:
    """'In the police firing', 'hurt in firing by guards': stands where a noun stands, and has no object."""
    own = {c.dep_ for c in token.children}
    placed = (
        token.dep_ == "pobj"
        or (token.dep_ == "pcomp" and by_whom(token))
        or (token.dep_ in PLACES and bool(own & {"det", "compound", "poss"}))
    )
    return token.tag_ == "VBG" and placed and token.lower_ in grammar().act_gerunds and not own & CLAUSE


def is_act_noun(token: Token) -> bool:
    """'Firing' in 'killed in police firing', which the parser takes for a participle: 'the police, who were firing'.

    A participle has an object or stands behind a comma; 'the man firing' is none of these nouns.
    """
    words, agent = grammar(), token.head
    return (
        token.dep_ == "acl"
        and token.tag_ == "VBG"
        and token.lower_ in words.act_gerunds
        and agent.i == token.i - 1
        and agent.lemma_.lower() in words.agents
        and agent.dep_ in PLACES
        and CLAUSE.isdisjoint(c.dep_ for c in token.children)
    )


def by_whom(token: Token) -> bool:
    """'Firing by guards'; 'by firing' itself is what somebody does."""
    return token.head.lower_ != "by" and any(c.lower_ == "by" for c in token.children)


def make_head(act: Token) -> None:
    """Turns 'police' with a clause 'firing' into 'firing' with a compound 'police'."""
    agent = act.head
    act.head, act.dep_ = (act if agent.head == agent else agent.head), agent.dep_
    make_noun(act)
    for child in list(agent.children):
        if child != act and (child.dep_ in LEFT or child.i > act.i):
            child.head = act
    agent.head, agent.dep_ = act, "compound"


def make_noun(token: Token) -> None:
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    token.dep_ = "pobj" if token.dep_ == "pcomp" else token.dep_
