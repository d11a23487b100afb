"""Who a reporting expression belongs to: the head of the speaker's noun phrase."""

from collections.abc import Sequence
from itertools import islice

from spacy.tokens import Span, Token

from lexicon.reporting import Reporting
from tasks.extract.events.antecedents import antecedent
from tasks.extract.events.nominals import coordinated
from tasks.extract.events.syntax import agent, children, direct_object, is_passive, surface_subject

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
MENTIONS = 5  # earlier mentions of a document that are looked at
DEPTH = 30  # ancestors: deeper than any sentence that people write
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj"})
NO_ONE = frozenset({"it", "there", "this", "that", "which", "what"})  # "it was said that": nobody in particular


def speaker_of(verb: Token, lexicon: Reporting) -> Token | None:
    """The head of whoever says so, or None when the text names nobody."""
    shared = governing(verb, lexicon)
    verb = shared if shared is not None else verb
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return quoted_as(verb.head.head)
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "advcl" and not children(verb, "aux", "nsubj")):
        return agent(verb)
    found = surface_subject(verb) or inverted(verb)
    if found is None or (found.lower_ in NO_ONE and found.dep_ in SUBJECT_DEPS and expletive(found)):
        return None
    return named(issuer(verb, found, lexicon))


def joint_verbs(clause: Token, lexicon: Reporting) -> list[Token]:
    """'said it was sorry and promised to pay': verbs under the content clause that report beside it, not inside."""
    found = []
    for verb in (clause, *children(clause, "conj")):
        for other in children(verb, "conj"):
            own = {c.dep_ for c in other.children}
            finite = other.tag_ in ("VBD", "VBZ") or (other.tag_ == "VBN" and own & {"ccomp", "xcomp"})
            if finite and not own & {"nsubj", "nsubjpass", "aux"} and lexicon.tells(other.lemma_.lower()):
                found.append(other)
    return found


def governing(verb: Token, lexicon: Reporting) -> Token | None:
    """The reporting verb whose speaker this one shares: 'said ... and promised', 'said ..., adding that'."""
    above = verb.head
    if verb.dep_ == "conj":
        clause = above.head if above.dep_ == "conj" else above
        return clause.head if clause.dep_ == "ccomp" and verb in joint_verbs(clause, lexicon) else None
    if not adds(verb, lexicon):
        return None
    clauses = (a for a in islice(verb.ancestors, DEPTH) if a.dep_ == "ccomp" and lexicon.tells(a.head.lemma_.lower()))
    found = next(clauses, None)
    if found is not None:
        return found.head
    return verb.sent.root if above.dep_ == "acl" and verb.sent.root.pos_ == "VERB" else None


def adds(verb: Token, lexicon: Reporting) -> bool:
    """Whether the verb is the participle of '..., adding that ...'."""
    start = verb.left_edge.i
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "conj", "xcomp") or verb.lemma_.lower() not in lexicon.say:
        return False
    return start > 0 and verb.doc[start - 1].text == ","


def named(head: Token) -> Token:
    """'The chief of security, General Ana Ruiz,' -> Ruiz: of an apposition the proper name speaks."""
    if head.pos_ != "NOUN":
        return head
    names = [c for c in children(head, "appos") if c.pos_ == "PROPN" and c.ent_type_ == "PERSON"]
    return names[0] if names else head


def outside(verb: Token, head: Token | None, content: Sequence[tuple[int, int]]) -> Token | None:
    """The head, unless the parser took it from what is said: then the nominal next to the verb."""
    if head is not None and not any(start <= head.i < end for start, end in content):
        return head
    if is_passive(verb) or (head is None and verb.dep_ in ("advcl", "xcomp", "pcomp")):
        return None
    before = max((end for _, end in content if end <= verb.i), default=verb.sent.start)
    after = min((start for start, _ in content if start > verb.i), default=verb.sent.end)
    return nominal(verb.doc[before : verb.i]) or nominal(verb.doc[verb.i + 1 : min(after, verb.i + 8)])


def nominal(span: Span) -> Token | None:
    """The head of the first noun phrase of a short stretch."""
    for token in span:
        following = token.nbor() if token.i + 1 < len(token.doc) else token
        goes_on = following.i < span.end and following.pos_ in ("NOUN", "PROPN") and following != token
        if token.pos_ in NOMINAL and not goes_on and token.ent_type_ not in ("DATE", "TIME"):
            return token
    return None


def expletive(pronoun: Token) -> bool:
    """'it' of 'it seems that'; a relative or resolved pronoun is not."""
    return pronoun.lower_ != "it" or is_passive(pronoun.head)


def quoted_as(verb: Token) -> Token | None:
    """'X quoted Y as saying' and 'Y was quoted as saying' -> Y."""
    if verb.pos_ in ("NOUN", "PROPN"):  # the parser often hangs 'as saying' on the one who is quoted
        return named(verb)
    return direct_object(verb) or surface_subject(verb)


def inverted(verb: Token) -> Token | None:
    """The subject that the parser took for an object: '..., said the minister'."""
    for child in verb.children:
        after = child.i > verb.i and child.dep_ in ("dobj", "attr", "npadvmod", "appos")
        if after and child.pos_ in ("PROPN", "NOUN", "PRON") and child.ent_type_ not in ("DATE", "TIME"):
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


def author(noun: Token) -> Token | None:
    """Who wrote the letter that a text told of before: 'Ann Lee complained in a letter to the board. The letter said'."""
    if not any(c.lower_ in ("the", "this", "that") for c in children(noun, "det")):
        return None
    told = (t for t in reversed(noun.doc[: noun.i]) if t.lemma_.lower() == noun.lemma_.lower() and t.pos_ == "NOUN")
    return next((found for t in islice(told, MENTIONS) if (found := noun_speaker(t) or writer(t)) is not None), None)


def writer(noun: Token) -> Token | None:
    """'X complained in a letter': the subject of the verb."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ("in", "with", "by", "through", "via") or prep.head.pos_ != "VERB":
        return None
    return surface_subject(prep.head)


def cited(verb: Token) -> list[Token]:
    """'Reuters reported, citing officials' -> [officials]; usually empty."""
    for child in verb.children:
        if child.dep_ in ("advcl", "prep", "acl") and child.lower_ in ("citing", "quoting"):
            return [t for o in children(child, "dobj") for t in coordinated(o)]
    return []
