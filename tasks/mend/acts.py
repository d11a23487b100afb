"""Mends of deeds: act nouns that lost their agents ("in police firing"), act verbs taken for adjectives, words taken apart."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from lexicon.events import load_events
from lexicon.grammar import grammar
from tasks.mend.tree import FINITE, SUBJECTS, attach, child, has, subject_of

PLACES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr"})
CLAUSE = frozenset({"dobj", "prt", "oprd", "xcomp", "ccomp", "nsubj", "aux"})  # what only a verb has
OF_CLAUSES = frozenset({"aux", "auxpass", "dobj", "xcomp", "ccomp", "mark"})  # what no bare participle behind its noun has
LEFT = frozenset({"det", "amod", "nummod", "compound", "poss", "predet"})


def mend_acts(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        mend = next((make for is_one, make in MENDS if is_one(token)), None)
        if mend is not None:
            mend(token)
    return doc


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


def is_possessed_act(token: Token) -> bool:
    """'Deplored the police firing': a gerund with a subject to the parser; with an article before its doer a deed is a noun."""
    agent = token.nbor(-1) if token.i else token
    placed = token.tag_ == "VBG" and token.dep_ in ("dobj", "pobj", "pcomp") and agent.dep_ == "nsubj" and agent.head == token
    known = token.lower_ in grammar().act_gerunds and agent.lemma_.lower() in grammar().agents
    bare = (CLAUSE - {"nsubj"}).isdisjoint(c.dep_ for c in token.children)
    return placed and known and bare and has(agent, "det")


def absorb_agent(act: Token) -> None:
    """Turns a gerund into the noun that the article belongs to, and its subject into a compound."""
    agent = act.nbor(-1)
    make_noun(act)
    for below in list(agent.children):
        if below.dep_ in LEFT:
            below.head = act
    agent.dep_ = "compound"


def agent_before(token: Token) -> Token | None:
    """The noun just before a participle that the parser hangs on it ('in police firing') or beside it ('condemned ...').

    Also one that it hangs on a number before ('including ten in police firing') or lists beside the noun ('looting and
    police firing').
    """
    before = token.nbor(-1) if token.i else token
    if token.dep_ == "acl" and token.head == before:
        return before
    counted = token.dep_ == "acl" and before.dep_ == "pobj" and before.head.head == token.head and token.head.pos_ == "NUM"
    if counted or (token.dep_ == before.dep_ == "conj" and token.head == before.head and token.head.pos_ == "NOUN"):
        return before
    if before.head != token.head or (token.dep_, before.dep_) not in (("xcomp", "dobj"), ("pcomp", "pobj")):
        return None
    return before if token.head.lemma_.lower() not in grammar().perceiving else None


def make_head(act: Token) -> None:
    """Turns 'police' with a clause 'firing' into 'firing' with a compound 'police'."""
    agent = act.nbor(-1)
    act.head, act.dep_ = agent.head, agent.dep_
    make_noun(act)
    for below in list(agent.children):
        if below != act and (below.dep_ in LEFT or below.i > act.i):
            below.head = act
    agent.head, agent.dep_ = act, "compound"


def is_gerund_noun(token: Token) -> bool:
    """'In the police firing', 'hurt in firing by guards', 'shelling resumed': stands where a noun stands, without an object."""
    own = {c.dep_ for c in token.children}
    placed = (
        token.dep_ == "pobj"
        or (token.dep_ == "pcomp" and stands_alone(token))
        or (token.dep_ in PLACES and bool(own & {"det", "compound", "poss"}))
        or token.dep_ == "nsubj"  # "shelling resumed at dawn"
    )
    return token.tag_ == "VBG" and placed and token.lower_ in grammar().act_gerunds and not own & CLAUSE


def stands_alone(token: Token) -> bool:
    """'Firing by guards', 'killed in shelling near Gao'; 'by firing' itself is what somebody does."""
    return token.head.lower_ in ("in", "during", "amid") or (
        token.head.lower_ != "by" and any(c.lower_ == "by" for c in token.children)
    )


def make_noun(token: Token) -> None:
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    token.dep_ = "pobj" if token.dep_ == "pcomp" else token.dep_


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


def is_passive_act(token: Token) -> bool:
    """'Students were lathi-charged': an adjective to the tagger."""
    stem = token.lower_.removesuffix("d")
    known = not {token.lower_.removesuffix("ed"), stem}.isdisjoint(grammar().act_verbs)
    return known and token.dep_ == "acomp" and token.head.lemma_ == "be"


def make_passive(act: Token) -> None:
    """Makes the predicate of a form of 'be' the passive verb of its clause."""
    be = act.head
    root = be.dep_ == "ROOT"
    for below in list(be.children):
        if below != act:
            below.head = act
            below.dep_ = "nsubjpass" if below.dep_ == "nsubj" else below.dep_
    act.head, act.dep_ = (act if root else be.head), be.dep_
    be.head, be.dep_ = act, "auxpass"
    act.tag_, act.pos_ = "VBN", "VERB"
    act.lemma_ = next(w for w in (act.lower_.removesuffix("ed"), act.lower_.removesuffix("d")) if w in grammar().act_verbs)


def is_lost_noun(token: Token) -> bool:
    """'After the police firing, curfew was clamped': the parser reads a clause, 'after the police were firing'."""
    agent = token.nbor(-1) if token.i else token
    mark = child(token, "mark")
    placed = token.dep_ == "advcl" and mark is not None and mark.lower_ in grammar().temporal and agent.dep_ == "nsubj"
    known = token.lower_ in grammar().act_gerunds and agent.lemma_.lower() in grammar().agents
    bare = agent.head == token and (CLAUSE - {"nsubj"}).isdisjoint(c.dep_ for c in token.children)
    return placed and known and bare and token.tag_ == "VBG"


def lift_noun(act: Token) -> None:
    """Turns the verb of a clause of time into the noun behind its preposition, and its subject into a compound."""
    mark = next(c for c in act.children if c.dep_ == "mark")
    mark.head, mark.dep_, mark.pos_, mark.tag_ = act.head, "prep", "ADP", "IN"
    act.head, act.dep_ = mark, "pobj"
    absorb_agent(act)


def make_preposition(to: Token) -> None:
    """'Succumbed to bullet injuries': what the parser takes for an infinitive is what somebody died of."""
    verb = to.nbor(-1)
    doc = to.doc
    end = to.i + 1
    while (
        end < len(doc) and doc[end].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "VERB", "PRON", "PART") and doc[end].dep_ != "ROOT"
    ):
        end += 1
    if to.tag_ != "TO" or end == to.i + 1:
        return
    head, words = doc[end - 1], list(doc[to.i + 1 : end])
    for below in [c for w in words for c in w.children if c not in words and c != to]:
        below.head = verb
    to.head, to.dep_, to.tag_, to.pos_ = verb, "prep", "IN", "ADP"
    head.head, head.dep_ = to, "pobj"
    for word in words[:-1]:
        word.head = head
        word.dep_ = {"DET": "det", "PRON": "poss", "ADJ": "amod"}.get(word.pos_, "compound")
        if word.pos_ == "VERB":
            word.pos_, word.tag_, word.lemma_ = "NOUN", "NN", word.lower_
    if head.pos_ == "VERB":
        make_noun(head)


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


def is_joined(token: Token) -> bool:
    return bool(joined_noun(token))


def join(token: Token) -> None:
    token.lemma_ = joined_noun(token)


def is_cause_of_death(token: Token) -> bool:
    """'Succumbed to bullet injuries', where the parser reads an infinitive."""
    return token.lower_ == "to" and token.i > 0 and token.nbor(-1).lemma_ == "succumb"


def is_parted(token: Token) -> bool:
    """'Two nurses, abducted in May, were freed': the parser gives the subject to the participle, which has no object."""
    verb = token.head
    if (
        token.tag_ not in ("VBD", "VBN")
        or token.dep_ != "advcl"
        or not 0 < token.i < verb.i
        or verb.pos_ not in ("VERB", "AUX")
    ):
        return False
    own = {c.dep_ for c in token.children}
    subject = next((c for c in token.children if c.dep_ in SUBJECTS and c.i < token.i), None)
    apart = token.nbor(-1).text == "," and any(t.text == "," for t in token.doc[token.i : verb.i])
    lone = not has(verb, *SUBJECTS, "csubj", "expl")
    finite = verb.tag_ in FINITE or has(verb, "aux", "auxpass")
    return subject is not None and apart and lone and finite and own.isdisjoint(OF_CLAUSES)


def give_subject(participle: Token) -> None:
    """Makes the noun the subject of the main verb, and the participle its attribute."""
    verb = participle.head
    subject = next(c for c in participle.children if c.dep_ in SUBJECTS)
    attach(subject, verb, subject_of(verb))
    participle.head, participle.dep_, participle.tag_ = subject, "acl", "VBN"


MENDS: tuple[tuple[Callable[[Token], bool], Callable[[Token], None]], ...] = (  # the first that fits
    (is_act_noun, make_head),
    (is_possessed_act, absorb_agent),
    (is_gerund_noun, make_noun),
    (is_infinitive, make_infinitive),
    (is_passive_act, make_passive),
    (is_joined, join),
    (is_lost_noun, lift_noun),
    (is_cause_of_death, make_preposition),
    (is_parted, give_subject),
)
