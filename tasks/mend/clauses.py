"""Mends of whole clauses: gerunds, finite verbs, agents and reports that the small parser hangs wrongly time and again.

Each mend is one construction of newspaper English that the parser hangs together wrongly more often than not; each leaves a
tree. They change heads and labels in place and never tokens.
"""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from lexicon.reporting import reporting
from lexicon.where import where_words
from tasks.mend.tree import FINITE, NOMINAL, SUBJECTS, attach, child, has, subject_of, words

PARTICIPLE = ("compound", "amod", "nmod")


def mend_clauses(doc: Doc, lemma: Callable[[Token], str]) -> Doc:
    """Mends a parse in place; returns the same doc. `lemma` lemmatizes a token by its part of speech."""
    for token in doc:
        if token.tag_ == "NN" and (verb := hidden_verb(token)) is not None:
            reveal(verb, token, lemma)
        if token.lower_ == "were" and (act := inverted(token)) is not None:
            set_upright(token, act)
        if token.lower_ in ("which", "who", "that") and (noun := behind_time(token)) is not None:
            attach(token.head, noun, "relcl")
        if token.tag_ in ("VBD", "VBN") and token.dep_ == "amod" and is_finite(token):
            free_finite(token)
        if token.tag_ in ("NN", "JJ") and token.lower_.endswith("ing") and is_gerund(token):
            token.tag_, token.pos_ = "VBG", "VERB"
            token.set_morph(None)  # type: ignore[attr-defined]  # an adjective is its own lemma
            token.lemma_ = lemma(token)
        if token.tag_ == "VBG" and is_gerund(token):
            free_gerund(token)
        elif token.tag_ == "VBN" and has(token, "auxpass"):
            mend_passive(token)
        elif token.tag_ in ("VBD", "VBN", "VBZ") and token.lemma_.lower() in reporting().say:
            mend_report(token)
            mend_content(token)
    return doc


# -- gerunds ---------------------------------------------------------------------------------------------------------------


def is_gerund(token: Token) -> bool:
    """'denied opening fire', 'denied marching against it': no attribute and no object, but a deed."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    if token.dep_ == "dobj":
        phrases = {c.dep_ for c in token.children}
        return token.head == before and before.lemma_.lower() in words("denying") and phrases == {"prep"}
    noun = token.head
    if token.lower_ in words("attributes"):
        return False
    if token.dep_ not in PARTICIPLE or noun.head != before or noun.i < token.i or list(token.children):
        return False
    if noun.dep_ == "dobj":
        return before.lemma_.lower() in words("gerund_verbs" if token.tag_ == "VBG" else "denying")
    if noun.dep_ != "pobj" or token.tag_ != "VBG":
        return False
    return before.lower_ in words("prepositions") and before.head.lemma_.lower() in words("charges")


def free_gerund(gerund: Token) -> None:
    """Makes the gerund the complement of the verb or preposition, and its noun the object of the gerund."""
    if gerund.dep_ == "dobj":
        attach(gerund, gerund.head, "xcomp")
        return
    noun, governor = gerund.head, gerund.nbor(-1)
    late = [c for c in governor.children if c.i > noun.i and c.dep_ in ("prep", "npadvmod", "advmod", "dative")]
    attach(gerund, governor, "xcomp" if noun.dep_ == "dobj" else "pcomp")
    gerund.pos_ = "VERB"
    attach(noun, gerund, "dobj")
    for phrase in late:
        phrase.head = gerund


# -- clauses of condition ----------------------------------------------------------------------------------------------------


def hidden_verb(head: Token) -> Token | None:
    """'if miners riot', 'unless police fire tear gas': a clause cannot be a noun; the verb is what follows the plural noun."""
    if head.dep_ not in ("advcl", "ccomp") or not any(c.dep_ == "mark" and c.i < head.i for c in head.children):
        return None
    if has(head, "nsubj", "cop", "nsubjpass", "aux", "det", "poss"):
        return None
    before = head.doc[head.left_edge.i : head.i]
    subject = next((t for t in before if t.tag_ in ("NNS", "NNPS") or t.lower_ == "police"), None)
    verb = subject.nbor(1) if subject is not None else None
    return verb if verb is not None and verb.tag_ == "NN" and verb.is_lower else None


def reveal(verb: Token, head: Token, lemma: Callable[[Token], str]) -> None:
    """Makes the verb the head of its clause, the plural noun before it its subject, and the old head behind it its object."""
    subject, dependants = verb.nbor(-1), list(head.children)
    attach(verb, head.head, head.dep_)
    attach(subject, verb, "nsubj")
    for below in dependants:
        if below not in (verb, subject) and (below.i < subject.left_edge.i or below.i > head.i or head == verb):
            below.head = verb
    for below in [c for c in verb.children if c.dep_ in ("amod", "compound", "nmod") and c.i < subject.i]:
        below.head = subject
    if head != verb:
        attach(head, verb, "dobj")
    verb.tag_, verb.pos_ = "VBP", "VERB"
    verb.lemma_ = lemma(verb)


def inverted(were: Token) -> Token | None:
    """'Were the rebels to attack, ...': the infinitive that the inverted auxiliary belongs to."""
    subject = next((c for c in were.children if c.dep_ == "nsubj" and c.i > were.i), None)
    if were.dep_ not in ("advcl", "ROOT") or subject is None or (were.i and not were.nbor(-1).is_punct):
        return None
    acts = [c for holder in (were, subject) for c in holder.children if c.tag_ == "VB" and c.dep_ in ("xcomp", "relcl", "acl")]
    return next((a for a in acts if any(c.lower_ == "to" for c in a.children)), None)


def set_upright(were: Token, act: Token) -> None:
    """Makes the infinitive the head of the clause, and 'were' its auxiliary."""
    dependants = [c for c in were.children if c != act]
    attach(act, act if were.dep_ == "ROOT" else were.head, were.dep_)
    for below in dependants:
        below.head = act
    attach(were, act, "aux")


# -- relative clauses ------------------------------------------------------------------------------------------------------


def behind_time(pronoun: Token) -> Token | None:
    """'air strikes last month which killed 30': the noun that a relative clause behind a time phrase belongs to."""
    verb = pronoun.head
    if pronoun.tag_ not in ("WDT", "WP") or pronoun.dep_ not in SUBJECTS or pronoun.i < 2:
        return None
    first = phrase_of_time(pronoun.nbor(-1))
    told = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in reporting().say  # "told lawmakers Friday who killed him"
    strayed = verb.dep_ in ("ccomp", "advcl") or (verb.dep_ == "relcl" and verb.head.i >= first.i)
    if told or not strayed or first.i == 0 or first.i == pronoun.i:
        return None
    noun = first.nbor(-1)
    return noun if noun.pos_ in NOMINAL and verb not in noun.ancestors and noun != verb else None


def phrase_of_time(last: Token) -> Token:
    """The first token of the time phrase that ends with this one, its preposition with it; the next one if there is none."""
    token = last
    while token.i and token.ent_type_ in ("DATE", "TIME"):
        token = token.nbor(-1)
    if token == last:
        return last.nbor(1)
    return token if token.dep_ == "prep" else token.nbor(1)


# -- finite verbs ------------------------------------------------------------------------------------------------------------


def is_finite(token: Token) -> bool:
    """'X test-fired two missiles': no attribute stands before the number or article of its noun."""
    noun = token.head
    late = any(c.dep_ in ("det", "nummod") and c.i > token.i for c in noun.children)
    return late and noun.i > token.i and any(c.i < token.i and c.pos_ in ("PROPN", "NOUN") for c in noun.children)


def free_finite(verb: Token) -> None:
    """Gives the verb the place of its noun, the noun that of its object, and what stood before it that of its subject."""
    noun = verb.head
    role = noun.dep_ if noun.dep_ in ("ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis") else "ccomp"
    before = [c for c in noun.children if c.i < verb.i and c.dep_ not in ("punct", "mark", "cc")]
    others = [
        c
        for c in noun.children
        if c.dep_ in ("punct", "prep", "parataxis", "advcl", "npadvmod") or c.dep_ in ("mark", "cc", "aux")
    ]
    attach(verb, verb if noun.dep_ == "ROOT" else noun.head, role)
    attach(noun, verb, "dobj")
    for token in before:
        nominal = token == before[-1] and token.pos_ in ("PROPN", "NOUN", "PRON") and token.i < verb.i
        attach(token, verb, "nsubj" if nominal else token.dep_ if token.dep_ == "prep" else "npadvmod")
    for token in others:
        if token not in before:
            token.head = verb
    verb.pos_ = "VERB"


# -- passives --------------------------------------------------------------------------------------------------------------


def mend_passive(verb: Token) -> None:
    """The agent and what stands behind it belong to the verb: 'was asked for aid by X', 'was imposed by the army in Y'."""
    agent = child(verb, "agent")
    if agent is None and verb.lemma_.lower() in words("addressing"):
        agent = lost_agent(verb)
    noun = child(agent, "pobj") if agent is not None else None
    if noun is None:
        return
    for phrase in list(noun.children):
        if phrase.dep_ == "prep" and phrase.i > noun.i and phrase.lower_ in where_words().locative and phrase.lower_ != "to":
            attach(phrase, verb, "prep")


def lost_agent(verb: Token) -> Token | None:
    """The by-phrase of a verb of speaking or giving, hung on the object of a preposition or infinitive between them."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        misplaced = token.lower_ == "by" and token.dep_ in ("prep", "agent") and token.head.pos_ == "NOUN"
        if misplaced and any(c.dep_ == "pobj" and c.pos_ in ("PROPN", "NOUN") for c in token.children):
            attach(token, verb, "agent")
            return token
    return None


# -- reports ---------------------------------------------------------------------------------------------------------------


def mend_report(cue: Token) -> None:
    """Reports that the parser takes for relative clauses, appositions or main clauses with two subjects."""
    subjects = [c for c in cue.children if c.dep_ in SUBJECTS and c.i < cue.i]
    if cue.dep_ == "relcl" and len(subjects) == 1:
        trailing(cue, subjects[0])
    elif len(subjects) == 2:
        interposed(cue, *subjects)
    elif cue.dep_ == "parataxis" and len(subjects) == 1:
        enclosed(cue, subjects[0])


def mend_content(cue: Token) -> None:
    """'denied the army had imposed a curfew': the army is no object, but the subject of what follows it."""
    thing = child(cue, "dobj")
    clause = next((c for c in cue.children if c.dep_ == "ccomp" and c.i > cue.i), None)
    if thing is None or clause is None or cue.lemma_ in words("telling") or clause.left_edge.i != thing.right_edge.i + 1:
        return
    first = clause.left_edge
    finite = first.tag_ in FINITE | {"MD"} and (first == clause or first.head == clause)
    if finite and not has(clause, *SUBJECTS):
        attach(thing, clause, subject_of(clause))


def after_comma(token: Token) -> bool:
    left = token.left_edge
    return left.i > 0 and left.nbor(-1).text == ","


def trailing(cue: Token, speaker: Token) -> None:
    """'X praised Y, an official said on Monday': no relative clause of Y, but what reports the whole."""
    verb = next((a for a in cue.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.dep_ != "ROOT" or not after_comma(speaker) or speaker.tag_ in ("WP", "WDT"):
        return
    if speaker.left_edge.i != cue.left_edge.i or has(cue, "dobj", "ccomp"):
        return
    marks = [speaker.left_edge.nbor(-1), *(c for c in verb.children if c.dep_ == "punct" and c.i > cue.i)]
    attach(cue, cue, "ROOT")
    attach(verb, cue, "ccomp")
    for mark in marks:
        mark.head = cue


def interposed(cue: Token, subject: Token, speaker: Token) -> None:
    """'X, an official said, accused Y': X is the subject of what follows."""
    inner = next((c for c in cue.children if c.dep_ == "ccomp" and c.i > cue.i), None)
    content = cue.head if cue.dep_ == "parataxis" else inner
    if content is None or has(content, *SUBJECTS):
        return
    if after_comma(speaker) and cue.i + 1 < len(cue.doc) and cue.nbor(1).text == ",":
        attach(subject, content, subject_of(content))


def enclosed(cue: Token, subject: Token) -> None:
    """The same with the speaker taken for an apposition of the subject."""
    verb = cue.head
    speaker = next((c for c in subject.children if c.dep_ == "appos" and c.i + 1 == cue.i), None)
    if speaker is None or has(verb, *SUBJECTS) or cue.nbor(1).text != ",":
        return
    attach(speaker, cue, "nsubj")
    attach(subject, verb, subject_of(verb))
