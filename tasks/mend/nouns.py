"""Mends of nouns and phrases: act nouns that lost their agents, gerunds that are nouns, infinitives, gapped clauses."""

from spacy.tokens import Doc, Token

from lexicon.events import load_events
from lexicon.grammar import grammar

PLACES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr"})
CLAUSE = frozenset({"dobj", "prt", "oprd", "xcomp", "ccomp", "nsubj", "aux"})  # what only a verb has
LEFT = frozenset({"det", "amod", "nummod", "compound", "poss", "predet"})


def mend_nouns(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        if is_act_noun(token):
            make_head(token)
        elif is_gerund_noun(token):
            make_noun(token)
        elif is_infinitive(token):
            make_infinitive(token)
        elif is_gapped(token):
            make_clause(token)
        elif joined := joined_noun(token):
            token.lemma_ = joined
        elif token.lower_ == "dead" and token.dep_ == "amod" and token.i and token.nbor(-1).lower_ == "shot":
            token.head, token.dep_ = token.nbor(-1), "oprd"  # "shot dead two men"
    return doc


def joined_noun(token: Token) -> str:
    """'Cease-fire', 'crack-down': the tokenizer takes them apart; the lemma of the event noun that they make, if any."""
    if (
        token.pos_ != "NOUN"
        or token.i < 2
        or token.nbor(-1).text != "-"
        or token.nbor(-1).whitespace_
        or token.nbor(-2).whitespace_
    ):
        return ""
    word = token.nbor(-2).lower_ + token.lemma_.lower()
    return word if word in load_events().nouns else ""


def is_infinitive(token: Token) -> bool:
    """'Had to lathi-charge activists': the parser reads 'to lathi-charged activists', the goal of a motion."""
    attribute = token.dep_ in ("amod", "compound") and token.head.i > token.i
    return token.i > 0 and token.nbor(-1).lower_ == "to" and attribute and token.lower_ in grammar().act_verbs


def make_infinitive(act: Token) -> None:
    """Turns the attribute of a noun into an infinitive with that noun as its object."""
    to, thing = act.nbor(-1), act.head
    act.head, act.dep_ = (to if to.dep_ == "prep" else thing).head, "xcomp"
    thing.head, thing.dep_ = act, "dobj"
    to.head, to.dep_, to.tag_, to.pos_ = act, "aux", "TO", "PART"
    act.tag_, act.pos_, act.lemma_ = "VB", "VERB", act.lower_


def is_gapped(token: Token) -> bool:
    """'Four were killed and nine others injured in ...': the parser coordinates 'others' with 'killed'."""
    noun = token.head
    gap = token.dep_ == "acl" and token.tag_ == "VBN" and noun.i == token.i - 1
    return gap and noun.dep_ == "conj" and noun.head.pos_ == "VERB" and noun.head.tag_ in ("VBN", "VBD")


def make_clause(verb: Token) -> None:
    """Makes a participle the verb of a second clause, with the noun before it as its subject."""
    noun = verb.head
    verb.head, verb.dep_ = noun.head, "conj"
    noun.head, noun.dep_ = verb, "nsubjpass"


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
    words, agent = grammar(), agent_before(token)
    return (
        agent is not None
        and token.tag_ == "VBG"
        and token.lower_ in words.act_gerunds
        and agent.lemma_.lower() in words.agents
        and agent.dep_ in PLACES
        and CLAUSE.isdisjoint(c.dep_ for c in token.children)
    )


def agent_before(token: Token) -> Token | None:
    """The noun just before a participle that the parser hangs on it ('in police firing') or beside it ('condemned ...')."""
    before = token.nbor(-1) if token.i else token
    if token.dep_ == "acl" and token.head == before:
        return before
    if before.head != token.head or (token.dep_, before.dep_) not in (("xcomp", "dobj"), ("pcomp", "pobj")):
        return None
    return before if token.head.lemma_.lower() not in grammar().perceiving else None


def by_whom(token: Token) -> bool:
    """'Firing by guards'; 'by firing' itself is what somebody does."""
    return token.head.lower_ != "by" and any(c.lower_ == "by" for c in token.children)


def make_head(act: Token) -> None:
    """Turns 'police' with a clause 'firing' into 'firing' with a compound 'police'."""
    agent = act.nbor(-1)
    act.head, act.dep_ = agent.head, agent.dep_
    make_noun(act)
    for child in list(agent.children):
        if child != act and (child.dep_ in LEFT or child.i > act.i):
            child.head = act
    agent.head, agent.dep_ = act, "compound"


def make_noun(token: Token) -> None:
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    token.dep_ = "pobj" if token.dep_ == "pcomp" else token.dep_
