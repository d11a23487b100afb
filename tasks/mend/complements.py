"""Mends of what hangs on the wrong word: subjects and objects of gapped clauses, those who get something, complements."""

from spacy.tokens import Doc, Token

from lexicon.eventive import event_nouns
from lexicon.grammar import grammar
from lexicon.harm import harm
from lexicon.where import where_words
from lexicon.world import roles
from tasks.mend.tree import child, has, words


def mend_complements(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        if is_root_relative(token):
            make_root(token)
        elif is_gapped(token):
            make_clause(token)
        elif is_caused(token) or is_ruled_out(token):
            token.dep_ = "xcomp"
        elif is_shared_out(token):
            give_subject(token)
        elif (subject := small_clause(token)) is not None:
            make_small_clause(token, subject)
        elif (deed := deed_done_by(token) or deed_behind_doer(token)) is not None:
            token.head = deed
        elif is_imminent(token):
            make_predicate(token)
        elif is_bare_dative(token):
            token.head, token.dep_ = token.head.head, "dative"
        elif is_split_name(token):
            token.head = token.nbor(1)
        elif token.lower_ == "dead" and token.dep_ == "amod" and token.i and token.nbor(-1).lemma_ == "shoot":
            token.head, token.dep_ = token.nbor(-1), "oprd"  # "shot dead two men", "may shoot dead four"
        elif token.dep_ == "amod" and token.head.tag_ == "CD" and token.head.dep_ == "dobj" and token.i == token.head.i + 1:
            token.head, token.dep_ = token.head.head, "oprd"  # "left nine dead"
        elif token.lower_ == "of" and (verb := verb_of(token)) is not None:
            token.head = verb
        elif names_before(token):
            token.head, token.dep_ = token.nbor(-2), "appos"
        elif is_bound(token):
            make_number(token)
        elif (clause := resulting(token)) is not None:
            clause.head, clause.dep_ = token, "pcomp"
    return doc


def is_root_relative(token: Token) -> bool:
    """'The coalition bombed Lima.': a noun is no sentence, and a passive participle has no object."""
    noun = token.head
    loose = token.dep_ == "acl" and token.tag_ == "VBN" and noun.dep_ == "ROOT" and noun.pos_ in ("NOUN", "PROPN")
    own = {c.dep_ for c in token.children}
    whole = "dobj" in own and own.isdisjoint({"agent", "nsubj", "aux", "auxpass"}) and noun.i < token.i
    return loose and whole and token.lemma_ not in grammar().ditransitive


def make_root(verb: Token) -> None:
    """Makes the participle the verb of the sentence, and the noun its subject."""
    noun = verb.head
    later = [c for c in noun.children if c != verb and c.i > verb.i]
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"
    for below in later:
        below.head = verb


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


def is_caused(token: Token) -> bool:
    """'Prompting the officers to open fire': no purpose, but what they were brought to do."""
    verb = token.head
    if token.dep_ != "advcl" or token.tag_ != "VB" or verb.lemma_.lower() not in grammar().causing:
        return False
    to = next((c for c in token.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    thing = child(verb, "dobj")
    return to is not None and thing is not None and thing.right_edge.i + 1 == to.i and not is_passive_of(verb)


def is_ruled_out(token: Token) -> bool:
    """'Ruled out sending troops': no circumstance, but what the verb and its particle are about."""
    particle = token.nbor(-1) if token.i else token
    gerund = token.dep_ == "advcl" and token.tag_ == "VBG" and particle.dep_ == "prt" and particle.head == token.head
    return gerund and f"{token.head.lemma_.lower()} {particle.lower_}" in words("gerund_phrasals")


def is_passive_of(verb: Token) -> bool:
    return has(verb, "auxpass", "nsubjpass")


def is_shared_out(token: Token) -> bool:
    """'Police clashed with students and tear gas was fired': the parser coordinates 'gas' with 'students'."""
    if token.dep_ != "conj" or token.tag_ != "VBN" or any(c.dep_.startswith("nsubj") for c in token.children):
        return False
    first = child(token, "aux", "auxpass")
    if first is None or not first.i or not has(token, "auxpass"):
        return False
    noun = first.nbor(-1)
    return noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and token.head in noun.ancestors


def give_subject(verb: Token) -> None:
    """Gives a second passive the noun right before it as its subject."""
    noun = next(c for c in verb.children if c.dep_ in ("aux", "auxpass")).nbor(-1)
    noun.head, noun.dep_ = verb, "nsubjpass"


def small_clause(token: Token) -> Token | None:
    """The subject in 'allowed inspectors access', which the parser takes for a whole clause."""
    given = token.pos_ == "NOUN" and token.head.lemma_ in grammar().ditransitive
    clausal = has(token, "aux", "mark", "cop", "advmod")
    if token.dep_ != "ccomp" or clausal or not given:
        return None
    return next((c for c in token.children if c.dep_ == "nsubj" and token.head.i < c.i < token.i and c.pos_ != "PRON"), None)


def make_small_clause(said: Token, subject: Token) -> None:
    """Makes the subject of a small clause the one who gets what is given."""
    verb = said.head
    subject.head, subject.dep_ = verb, "dative"
    said.head, said.dep_ = verb, "dobj"


def deed_done_by(token: Token) -> Token | None:
    """'To protest the arrest of nuns by the police': of an active verb and its deed the deed is what they did."""
    verb = token.head
    if token.lower_ != "by" or token.dep_ != "prep" or verb.pos_ != "VERB" or verb.tag_ == "VBN":
        return None
    deeds = [c for c in verb.children if c.dep_ == "dobj" and c.i < token.i and event_nouns().names_event(c.lemma_)]
    doers = [c for c in token.children if c.dep_ == "pobj"]
    named = any(d.tag_ in ("NNP", "NNPS") or d.lemma_.lower() in grammar().agents for d in doers)
    return deeds[0] if deeds and named and not has(verb, "auxpass") else None


def deed_behind_doer(token: Token) -> Token | None:
    """'An attack by rebels on a convoy', 'the murder by soldiers of two nuns': whom the deed was done to, not the doer's."""
    doer = token.head
    told = token.dep_ == "prep" and doer.dep_ == "pobj" and doer.head.lower_ == "by" and doer.head.i < token.i
    deed, thing = doer.head.head, child(token, "pobj")
    if not told or thing is None or deed.pos_ != "NOUN" or not event_nouns().names_event(deed.lemma_):
        return None
    if token.lower_ in ("on", "against"):
        return None if thing.lemma_.lower() in grammar().mounts else deed
    who, whom = roles().get(doer.lemma_.lower()), roles().get(thing.lemma_.lower())
    armed = who is not None and not who.generic  # not "the march by supporters of two jailed nuns"
    some = any(c.dep_ == "nummod" or c.lower_ in grammar().introducing for c in thing.children)
    people = some and whom is not None and whom.person  # not "by soldiers of a border unit"
    return deed if token.lower_ == "of" and armed and people and not any(c.lower_ == "of" for c in deed.children) else None


def is_imminent(token: Token) -> bool:
    """'Stole it as it was about to be shipped', where the parser hangs 'about' on the verb above and the copula on it."""
    if token.lower_ != "about" or not token.i or not has(token, "xcomp"):
        return False
    return token.nbor(-1).lemma_ == "be" and (token.dep_ == "prep" or token.nbor(-1).head == token)


def make_predicate(about: Token) -> None:
    """Makes the copula the verb of the clause, and 'about' what it says."""
    copula = about.nbor(-1)
    opens = any(c.dep_ == "mark" or c.tag_ == "WRB" for c in copula.children)
    copula.head, copula.dep_, copula.pos_ = about.head, "advcl" if opens or about.dep_ == "prep" else about.dep_, "AUX"
    about.head, about.dep_ = copula, "acomp"


def is_bare_dative(token: Token) -> bool:
    """'Granted Malian refugees asylum', 'gave Amnesty access': before what is given stand those who get it."""
    thing = token.head
    given = thing.dep_ == "dobj" and thing.head.lemma_ in grammar().ditransitive and thing.head.i < token.i
    several = token.tag_ == "NNS" or (token.ent_type_ in ("ORG", "GPE") and thing.lemma_.lower() in grammar().granted)
    return token.dep_ == "compound" and several and given


def verb_of(of: Token) -> Token | None:
    """'convicted a doctor of fraud', 'was warned by Peru of a strike': the parser hangs on the noun what the verb takes."""
    noun = of.head
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else noun.head if noun.dep_ == "dobj" else noun
    if of.dep_ != "prep" or verb == noun or any(c.pos_ == "PROPN" for c in of.children):
        return None
    return verb if verb.lemma_.lower() in grammar().of_verbs else None


def names_before(token: Token) -> bool:
    """'A rally in the capital, Lima, to oust him': the name of the place before it, which the parser hangs on the verb."""
    if token.dep_ != "npadvmod" or token.pos_ != "PROPN" or token.i < 2 or token.nbor(-1).text != ",":
        return False
    place = token.nbor(-2)
    return place.dep_ == "pobj" and place.lemma_.lower() in where_words().territory


def is_bound(token: Token) -> bool:
    """'Wounded over 500': a number without a noun is what the verb is done to, and the word before it no preposition."""
    verb, below = token.head, list(token.children)
    plain = len(below) == 1 and below[0].tag_ == "CD" and below[0].i == token.i + 1
    harmful = verb.lemma_.lower() in harm().verbs and not has(verb, "dobj", "auxpass")
    return plain and token.dep_ == "prep" and harmful and token.lower_ in ("over", "under", "about", "around")


def make_number(bound: Token) -> None:
    """Makes the number the object, and the word before it a part of the number."""
    number = next(bound.children)
    number.head, number.dep_ = bound.head, "dobj"
    bound.head, bound.dep_ = number, "quantmod"


def resulting(token: Token) -> Token | None:
    """'Resulting in 30 people being taken to hospital': the clause behind it is what the preposition governs."""
    cause = token.head.lemma_.lower() in harm().leading and token.lower_ in ("in", "to", "with")
    if not cause or token.dep_ != "prep" or any(True for _ in token.children):
        return None
    for later in token.doc[token.i + 1 : token.sent.end]:
        if later.pos_ == "VERB":
            passive = later.tag_ == "VBN" and any(c.lower_ == "being" for c in later.children)
            return later if passive or later.tag_ == "VBG" else None
    return None


def is_split_name(token: Token) -> bool:
    """'Syrian regime air strikes': the people's name belongs to the body behind it, both hung on 'strikes'.

    Of a 'Syrian government entity' both say whose it is.
    """
    if token.dep_ not in ("amod", "compound") or token.ent_type_ not in ("NORP", "GPE") or token.i + 2 >= len(token.doc):
        return False
    body = token.nbor(1)
    siblings = body.head == token.head and body.dep_ == "compound" and token.i < body.i < token.head.i
    return siblings and body.lemma_.lower() in grammar().agents and event_nouns().names_event(token.head.lemma_)
