"""Grammatical roles over the dependency parse (ClearNLP labels): the subject and object of a predicate, however it is built.

Passives, control and raising, shared subjects and objects, relative and reduced clauses are undone here, once, so that frames
can speak of `subject` and `object` alone.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from lexicon.countries import country_of_demonym
from lexicon.grammar import grammar
from tasks.extract.events.antecedents import OBJECTS, antecedent
from tasks.extract.events.compounds import complements

WORDS = grammar()
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})


def children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """True for 'was bombed', 'the bombed town', 'rebels accused of ...', 'got arrested'."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "csubjpass", "agent") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "amod", "relcl"):
        return not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not any(c.dep_ in {"aux", *OBJECTS} for c in verb.children):
        return is_passive(verb.head)  # with a subject of its own in "two were killed and five injured"
    return False


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject as the sentence shows or implies it, before passives are undone; None if there is none."""
    if depth > 6:
        return None
    helpers = children(verb, "aux", "auxpass")  # "X and Y however have opposed": the parser hangs the subject on "have"
    for child in (c for bearer in (verb, *helpers) for c in bearer.children):
        if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS and child.tag_ != "EX" and not is_expletive(child):
            return antecedent(child)
    return implied_subject(verb, depth)


def is_expletive(subject: Token) -> bool:
    """'it was too early to talk': stands for nothing."""
    verb = subject.head
    if subject.lower_ != "it" or verb.lemma_ not in WORDS.expletive_verbs:
        return False
    said = children(verb, "acomp", "attr", "oprd")
    return any(c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.i > verb.i for t in (verb, *said) for c in t.children)


def implied_subject(verb: Token, depth: int) -> Token | None:
    """The subject that another clause lends: conjunction, control, adverbial, relative and reduced clauses."""
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        shared = surface_subject(head, depth + 1)
        told = head.dep_ == "ccomp" and is_passive(head) and verb.lemma_ in WORDS.vowing and not is_passive(verb)
        # "X said it was early | six were hurt and ordered ...": X ordered
        if told or (shared is None and head.dep_ == "ccomp"):
            return surface_subject(head.head, depth + 1)
        return shared
    if (before := spliced(verb)) is not None:
        return surface_subject(before, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return controller(head, depth) if verb.dep_ == "xcomp" or is_bare_infinitive(verb) else None
    if verb.dep_ == "acomp" and head.pos_ in ("VERB", "AUX"):  # "is ready to", "remained critical of"
        return surface_subject(head, depth + 1)
    if verb.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
        return transferred(verb, head) or surface_subject(head, depth + 1)
    if verb.dep_ == "pcomp":
        return subject_of_gerund(verb, depth)
    if verb.dep_ == "acl":
        return subject_of_acl(verb, depth)
    if verb.dep_ == "amod" and verb.tag_ in ("VBG", "VBN"):
        return head
    return None


def spliced(verb: Token) -> Token | None:
    """'X want peace, say Y is to blame': the parser hangs the first clause on the second; its subject is that of both."""
    clauses = children(verb, "ccomp")
    before = [c for c in clauses if c.i < verb.i]
    return before[0] if before and len(clauses) > len(before) else None


def is_bare_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def controller(head: Token, depth: int) -> Token | None:
    """The understood subject of an infinitive under `head`: its object if it has one, else its subject."""
    objects = children(head, *OBJECTS, "dative")
    if objects and head.lemma_ not in WORDS.subject_control and head.pos_ == "VERB":
        return antecedent(objects[0])
    if head.pos_ in ("ADJ", "NOUN") and head.head.pos_ in ("AUX", "VERB"):
        return surface_subject(head.head, depth + 1)
    return surface_subject(head, depth + 1)


def transferred(verb: Token, above: Token) -> Token | None:
    """Who is brought somewhere to undergo something: 'extradited him to face trial', 'the extradition of X to face trial'."""
    if verb.lemma_ not in WORDS.awaiting or above.lemma_ not in WORDS.transferring or not is_bare_infinitive(verb):
        return None
    thing = direct_object(above)
    of = own_prepositional(thing, frozenset({"of"})) if thing is not None else []
    return next(iter(of), thing)


def subject_of_gerund(verb: Token, depth: int) -> Token | None:
    """'accused X of killing' -> X; 'responded by killing' -> the responder; 'the rebels accused of killing' -> rebels."""
    preposition = verb.head
    governor = preposition.head
    if governor.pos_ in ("VERB", "AUX"):
        objects = children(governor, *OBJECTS)
        if preposition.lower_ == "against" and not objects and governor.lemma_ in WORDS.advising:
            return None
        if preposition.lower_ in WORDS.object_control and objects:
            return antecedent(objects[0])
        return surface_subject(governor, depth + 1)
    if governor.pos_ in ("NOUN", "PROPN"):
        accused = governor.dep_ in OBJECTS and governor.head.lemma_ in WORDS.accusing
        if accused and preposition.lower_ in WORDS.object_control:  # "accused X of killing", the phrase hung on X
            return governor
        return owner(governor) or borrowed_subject(governor, depth)
    if governor.pos_ == "ADV" and governor.head.pos_ in ("VERB", "AUX"):  # "stopped short of killing"
        return surface_subject(governor.head, depth + 1)
    return surface_subject(governor, depth + 1) if governor.pos_ == "ADJ" else None


def subject_of_acl(verb: Token, depth: int) -> Token | None:
    """'rebels fighting in' and 'rebels accused of' -> rebels; 'a plan to attack' -> whose plan it is."""
    if not is_bare_infinitive(verb):
        return verb.head
    if verb.head.lemma_.lower() in WORDS.asking:
        return asked(verb.head, depth)
    return owner(verb.head) or borrowed_subject(verb.head, depth)


def owner(noun: Token) -> Token | None:
    """Whose a noun is: its possessor, and of a plan, a decision, a role also the nation: 'the Peruvian plan to attack'."""
    nations = children(noun, "amod", "compound", "nmod") if noun.lemma_.lower() in WORDS.intending else []
    named = (c for c in nations if c.ent_type_ in ("GPE", "NORP") or country_of_demonym(c.text))
    return next(iter(children(noun, "poss")), None) or next(named, None)


def asked(noun: Token, depth: int) -> Token | None:
    """'Peru's invitation to Chile to join' -> Chile; 'Chile accepted an invitation to join' -> Chile."""
    if told := own_prepositional(noun, frozenset({"to", "on", "for"})):
        return told[0]
    answered = noun.dep_ in OBJECTS and noun.head.lemma_.lower() in WORDS.answering
    return borrowed_subject(noun, depth) if answered else None


def borrowed_subject(noun: Token, depth: int) -> Token | None:
    """The subject of the verb that a noun is the object of: 'X announced a plan to attack' -> X.

    Of what somebody is charged with he is the doer: 'held X on suspicion of bombing', 'brought charges against X of bombing'.
    """
    governor = noun.head
    if noun.dep_ == "pobj":
        governor = governor.head
    if noun.lemma_.lower() in WORDS.charges and (accused := charged_with(noun, governor)) is not None:
        return accused
    return surface_subject(governor, depth + 1) if governor.pos_ in ("VERB", "AUX") else None


def charged_with(charge: Token, governor: Token) -> Token | None:
    """Whom a charge is brought against, or whom the verb that it is the ground of is done to."""
    against = [o for bearer in (charge, governor) for o in own_prepositional(bearer, frozenset({"against"}))]
    if against:
        return against[0]
    ground = charge.dep_ == "pobj" and governor.pos_ in ("VERB", "AUX")
    return direct_object(governor) if ground else None


def subject(verb: Token) -> Token | None:
    """The one who acts: the active subject. A passive has none here (see `agent`)."""
    return None if is_passive(verb) else surface_subject(verb)


def agent(verb: Token) -> Token | None:
    """The by-phrase of a passive verb."""
    for child in verb.children:
        by = child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and is_passive(verb))
        if by and (objects := children(child, "pobj", "pcomp")):
            return objects[0]
        if child.dep_ == "prep" and (doers := [o for plain, o in complements(child) if "by" in plain]):
            return doers[0]  # "at the hands of the army"
    return shared_agent(verb)


def shared_agent(verb: Token) -> Token | None:
    """'Was abducted and beaten by soldiers': the agent of the last participle of a row is that of all."""
    participles = [c for c in children(verb, "conj") if c.tag_ == "VBN"]
    for later in participles if is_passive(verb) else []:
        if not children(later, "auxpass", "aux", *SUBJECTS, *PASSIVE_SUBJECTS):
            return agent(later)
    return None


def direct_object(verb: Token) -> Token | None:
    """The one acted upon: direct object, passive subject, antecedent of a relative clause with a gap, or a shared object."""
    own = children(verb, *OBJECTS)
    if is_passive(verb):
        return own[0] if own and verb.lemma_ in WORDS.ditransitive else surface_subject(verb)
    if own:
        return antecedent(own[0])
    return gap_object(verb) or shared_object(verb)


def gap_object(verb: Token) -> Token | None:
    """'the town (that) rebels attacked' -> town."""
    if verb.dep_ == "relcl" and any(c.dep_ in SUBJECTS and c.lower_ not in WORDS.relative for c in verb.children):
        return verb.head
    return None


def shared_object(verb: Token) -> Token | None:
    """'attacked and looted the village': the object stands at the second verb and is the first one's too."""
    for other in children(verb, "conj"):
        between = verb.doc[verb.i + 1 : other.i]
        adjacent = all(t.dep_ in ("cc", "advmod", "aux", "punct", "conj") for t in between)
        if other.pos_ == "VERB" and adjacent and not is_passive(other) and (own := children(other, *OBJECTS)):
            return own[0]
    return None


def prepositional(token: Token, words: Iterable[str]) -> list[Token]:
    """Objects of these prepositions under a token, or under its object, where attachment often puts them."""
    wanted = frozenset(words)
    found = own_prepositional(token, wanted)
    if not found and token.pos_ in ("VERB", "AUX"):
        for noun in children(token, *OBJECTS, "nsubjpass", "attr"):
            found += own_prepositional(noun, wanted)
    if not found and token.pos_ in ("NOUN", "PROPN"):  # "persecution of minorities by the regime": by hangs on minorities
        for noun in own_prepositional(token, frozenset({"of"})):
            found += own_prepositional(noun, wanted - {"of"})
        for apposed in children(token, "appos"):  # "an offensive, its biggest yet, against rebels"
            found += own_prepositional(apposed, wanted - {"of"})
    return found


def own_prepositional(token: Token, words: frozenset[str]) -> list[Token]:
    found = []
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent", "prt", "advmod"):
            if child.lower_ in words:
                found += children(child, "pobj")
            found += [o for plain, o in complements(child) if plain & words]
            for inner in children(child, "prep"):  # "out of", "from within"; but "according to X" names no party to the act
                out_of = inner.lower_ == "of" and child.lower_ == "out" and "from" in words
                if (inner.lower_ in words or out_of) and child.lower_ not in WORDS.circumstantial:
                    found += children(inner, "pobj")
    return found


def dative(verb: Token) -> Token | None:
    """'gave the rebels arms' -> rebels; 'gave arms to the rebels' -> rebels."""
    for child in children(verb, "dative"):
        if child.pos_ == "ADP":
            return next(iter(children(child, "pobj")), None)
        return child
    if verb.lemma_ in WORDS.ditransitive and is_passive(verb) and children(verb, *OBJECTS):
        return surface_subject(verb)  # "the rebels were given arms"
    return None
