"""Who a reporting expression belongs to: the head of the speaker's noun phrase."""

from spacy.tokens import Token

from lexicon.reporting import Reporting
from tasks.extract.syntax import agent, antecedent, children, coordinated, direct_object, is_passive, surface_subject

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj"})
NO_ONE = frozenset({"it", "there", "this", "that", "which", "what"})  # "it was said that": nobody in particular


def speaker_of(verb: Token, lexicon: Reporting) -> Token | None:
    """The head of whoever says so, or None when the text names nobody."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return quoted_as(verb.head.head)
    if is_passive(verb):
        return agent(verb)
    found = surface_subject(verb) or inverted(verb)
    if found is None or (found.lower_ in NO_ONE and found.dep_ in SUBJECT_DEPS and expletive(found)):
        return None
    return issuer(verb, found, lexicon)


def expletive(pronoun: Token) -> bool:
    """'it' of 'it seems that'; a relative or resolved pronoun is not."""
    return pronoun.lower_ != "it" or is_passive(pronoun.head)


def quoted_as(verb: Token) -> Token | None:
    """'X quoted Y as saying' and 'Y was quoted as saying' -> Y."""
    return direct_object(verb) or surface_subject(verb)


def inverted(verb: Token) -> Token | None:
    """The subject that the parser took for an object: '..., said the minister'."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("dobj", "attr", "npadvmod", "appos") and child.pos_ in ("PROPN", "NOUN", "PRON"):
            if child.ent_type_ not in ("DATE", "TIME"):
                return child
    return None


def issuer(verb: Token, noun: Token, lexicon: Reporting) -> Token:
    """'X issued a statement saying' -> X; any other subject is itself."""
    if verb.dep_ in ("acl", "relcl") and noun.lemma_.lower() in lexicon.documents and verb.head == noun:
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        if governor.lemma_.lower() in lexicon.issue or noun.dep_ == "pobj":
            return surface_subject(governor) or noun
    return noun


def noun_speaker(noun: Token) -> Token | None:
    """Whose claim it is: 'Kyiv's claim', 'a claim by Kyiv', 'Kyiv made the claim'."""
    if owner := children(noun, "poss"):
        return antecedent(owner[0])
    for prep in children(noun, "prep"):
        if prep.lower_ in ("by", "from", "of", "among") and (objects := children(prep, "pobj")):
            return objects[0]
    if noun.dep_ == "dobj" and noun.head.pos_ in ("VERB", "AUX"):
        return surface_subject(noun.head)
    return None


def cited(verb: Token) -> list[Token]:
    """'Reuters reported, citing officials' -> [officials]; usually empty."""
    for child in verb.children:
        if child.dep_ in ("advcl", "prep", "acl") and child.lower_ in ("citing", "quoting"):
            return [t for o in children(child, "dobj") for t in coordinated(o)]
    return []
