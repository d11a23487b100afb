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
        elif is_caused(token):
            token.dep_ = "xcomp"
        elif is_shared_out(token):
            give_subject(token)
        elif is_passive_act(token):
            make_passive(token)
        elif (subject := small_clause(token)) is not None:
            make_small_clause(token, subject)
        elif is_bare_dative(token):
            token.head, token.dep_ = token.head.head, "dative"
        elif joined := joined_noun(token):
            token.lemma_ = joined
        elif is_lost_noun(token):
            lift_noun(token)
        elif token.lower_ == "to" and token.i and token.nbor(-1).lemma_ == "succumb":
            make_preposition(token)
        elif token.lower_ == "dead" and token.dep_ == "amod" and token.i and token.nbor(-1).lemma_ == "shoot":
            token.head, token.dep_ = token.nbor(-1), "oprd"  # "shot dead two men", "may shoot dead four"
        elif token.lower_ == "of" and (verb := verb_of(token)) is not None:
            token.head = verb
    return doc


def verb_of(of: Token) -> Token | None:
    """'convicted a doctor of fraud', 'was warned by Peru of a strike': the parser hangs on the noun what the verb takes."""
    noun = of.head
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else noun.head if noun.dep_ == "dobj" else noun
    if of.dep_ != "prep" or verb == noun or any(c.pos_ == "PROPN" for c in of.children):
        return None
    return verb if verb.lemma_.lower() in grammar().of_verbs else None


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


def is_bare_dative(token: Token) -> bool:
    """'Granted Malian refugees asylum': a plural before what is given is no part of its name, but those who get it."""
    thing = token.head
    given = thing.dep_ == "dobj" and thing.head.lemma_ in grammar().ditransitive and thing.head.i < token.i
    return token.dep_ == "compound" and token.tag_ == "NNS" and given


def small_clause(token: Token) -> Token | None:
    """The subject in 'allowed inspectors access', which the parser takes for a whole clause."""
    given = token.pos_ == "NOUN" and token.head.lemma_ in grammar().ditransitive
    clausal = any(c.dep_ in ("aux", "mark", "cop", "advmod") for c in token.children)
    if token.dep_ != "ccomp" or clausal or not given:
        return None
    return next((c for c in token.children if c.dep_ == "nsubj" and token.head.i < c.i < token.i and c.pos_ != "PRON"), None)


def make_small_clause(said: Token, subject: Token) -> None:
    """Makes the subject of a small clause the one who gets what is given."""
    verb = said.head
    subject.head, subject.dep_ = verb, "dative"
    said.head, said.dep_ = verb, "dobj"


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
    for child in list(be.children):
        if child != act:
            child.head = act
            child.dep_ = "nsubjpass" if child.dep_ == "nsubj" else child.dep_
    act.head, act.dep_ = (act if root else be.head), be.dep_
    be.head, be.dep_ = act, "auxpass"
    act.tag_, act.pos_ = "VBN", "VERB"
    act.lemma_ = next(w for w in (act.lower_.removesuffix("ed"), act.lower_.removesuffix("d")) if w in grammar().act_verbs)


def is_caused(token: Token) -> bool:
    """'Prompting the officers to open fire': no purpose, but what they were brought to do."""
    verb = token.head
    if token.dep_ != "advcl" or token.tag_ != "VB" or verb.lemma_.lower() not in grammar().causing:
        return False
    to = next((c for c in token.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return to is not None and thing is not None and thing.right_edge.i + 1 == to.i and not is_passive_of(verb)


def is_passive_of(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def is_shared_out(token: Token) -> bool:
    """'Police clashed with students and tear gas was fired': the parser coordinates 'gas' with 'students'."""
    if token.dep_ != "conj" or token.tag_ != "VBN" or any(c.dep_.startswith("nsubj") for c in token.children):
        return False
    first = next((c for c in token.children if c.dep_ in ("aux", "auxpass")), None)
    if first is None or not first.i or not any(c.dep_ == "auxpass" for c in token.children):
        return False
    noun = first.nbor(-1)
    return noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and token.head in noun.ancestors


def give_subject(verb: Token) -> None:
    """Gives a second passive the noun right before it as its subject."""
    noun = next(c for c in verb.children if c.dep_ in ("aux", "auxpass")).nbor(-1)
    noun.head, noun.dep_ = verb, "nsubjpass"


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


def is_lost_noun(token: Token) -> bool:
    """'After the police firing, curfew was clamped': the parser reads a clause, 'after the police were firing'."""
    agent = token.nbor(-1) if token.i else token
    mark = next((c for c in token.children if c.dep_ == "mark"), None)
    placed = token.dep_ == "advcl" and mark is not None and mark.lower_ in grammar().temporal and agent.dep_ == "nsubj"
    known = token.lower_ in grammar().act_gerunds and agent.lemma_.lower() in grammar().agents
    bare = agent.head == token and (CLAUSE - {"nsubj"}).isdisjoint(c.dep_ for c in token.children)
    return placed and known and bare and token.tag_ == "VBG"


def lift_noun(act: Token) -> None:
    """Turns the verb of a clause of time into the noun behind its preposition, and its subject into a compound."""
    mark = next(c for c in act.children if c.dep_ == "mark")
    mark.head, mark.dep_, mark.pos_, mark.tag_ = act.head, "prep", "ADP", "IN"
    act.head, act.dep_ = mark, "pobj"
    make_noun(act)
    agent = act.nbor(-1)
    for child in list(agent.children):
        if child.dep_ in LEFT:
            child.head = act
    agent.dep_ = "compound"


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
    for child in [c for w in words for c in w.children if c not in words and c != to]:
        child.head = verb
    to.head, to.dep_, to.tag_, to.pos_ = verb, "prep", "IN", "ADP"
    head.head, head.dep_ = to, "pobj"
    for word in words[:-1]:
        word.head = head
        word.dep_ = {"DET": "det", "PRON": "poss", "ADJ": "amod"}.get(word.pos_, "compound")
        if word.pos_ == "VERB":
            word.pos_, word.tag_, word.lemma_ = "NOUN", "NN", word.lower_
    if head.pos_ == "VERB":
        make_noun(head)


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
