"""Recipients that stand deeper than a trigger's own slots: under its infinitive, its object, or a noun of these.

'Refused to free the children', 'lifted sanctions imposed on Peru', 'eased curbs on food aid to Peru'.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.where import where_words
from tasks.extract.events import syntax
from tasks.extract.events.antecedents import OBJECTS
from tasks.extract.events.nominals import coordinated
from tasks.extract.events.triggers import Trigger

WORDS = grammar()
DEPTH = 3  # verbs under verbs, nouns under nouns
COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
THROUGH = frozenset({"of"})  # a phrase that is always passed through
KIND = frozenset({"in", "as"})  # "10 million in aid": passed through unless it names a place or a time
PATIENTS = ("dobj", "pobj", "poss")
GROUNDS = frozenset({"of", "for"})  # prepositions of what somebody is said to have done
ACROSS = frozenset({"against", "over"})  # prepositions of place that also tell who is meant
POSTPOSED = ("acl", "relcl")


def below(trigger: Trigger, prepositions: frozenset[str]) -> Iterator[list[Token]]:
    """Heads of noun phrases that may name the recipient, the nearest first; each list is one slot."""
    verbs = [t for t in (trigger.head, trigger.light_head) if t is not None and t.pos_ in ("VERB", "AUX", "ADJ")]
    nouns = [] if trigger.verbal else [trigger.head]
    for verb in verbs:
        nouns += things(verb)
        yield [o for o in own_things(verb) if o not in trigger.words]
    for noun in nouns:
        yield from phrases(noun, prepositions)
        if trigger.verbal:
            yield from contents(noun, prepositions)
        yield from ([o] for v in ends(noun) for o in own_things(v))
        # "an effort to end the rift between"
        verbs += [c for c in syntax.children(noun, *POSTPOSED) if syntax.is_bare_infinitive(c)]
    for verb in verbs:
        if verb.dep_ not in POSTPOSED:
            for thing in syntax.own_prepositional(verb, prepositions):
                yield from phrases(thing, prepositions)
                yield from contents(thing, prepositions)
        for lower in ([verb] if verb.dep_ in POSTPOSED else []) + list(verbs_under(verb)):
            yield from of_verb(lower, prepositions)


def ends(noun: Token) -> Iterator[Token]:
    """Verbs that say whom an act brought down, or was to press: 'the revolt that toppled', 'was aimed at forcing'."""
    for clause in syntax.children(noun, *POSTPOSED):
        if clause.lemma_.lower() in WORDS.toppling and not syntax.is_passive(clause):
            yield clause
    aims = [*([noun.head] if noun.dep_ == "nsubjpass" else []), *(c for c in syntax.children(noun, "acl") if c.tag_ == "VBN")]
    for verb in aims:
        if verb.lemma_.lower() in WORDS.aiming:
            yield from (v for v in verbs_under(verb) if v.lemma_.lower() in WORDS.helping | WORDS.toppling)


def beneath(trigger: Trigger) -> Iterator[Token]:
    """Nouns behind the trigger and under it or its light verb, in text order; not those of circumstances."""
    top = trigger.light_head or trigger.head
    for token in top.subtree:
        behind = token.i > max(top.i, trigger.head.i) and token not in trigger.words
        named = token.pos_ in ("NOUN", "PROPN") and token.dep_ in PATIENTS and not is_own(token) and not is_scene(token)
        if behind and named and not is_circumstance(token, top):
            yield token


def is_own(noun: Token) -> bool:
    """'Willing to withdraw its troops': the actor's own are nobody that it is done to."""
    return any(c.tag_ == "PRP$" for c in syntax.children(noun, "poss"))


def is_scene(noun: Token) -> bool:
    """'Marched through the capital', 'rallied in the villages': where it was done, not to whom."""
    placed = noun.dep_ == "pobj" and noun.head.lower_ in where_words().locative - ACROSS
    return placed and noun.lemma_.lower() in where_words().territory


def is_circumstance(token: Token, top: Token) -> bool:
    """'... after riots in Lima', '... as unrest spread', '..., which he leads': what stands there tells of something else."""
    for ancestor in token.ancestors:
        if ancestor == top:
            return False
        if ancestor.dep_ == "conj" and ancestor.head == top and ancestor.pos_ in ("VERB", "AUX"):
            return True  # "declared a truce and promised to free the men"
        feared = ancestor.dep_ == "acl" and bool(syntax.children(ancestor, "nsubj", "nsubjpass"))  # "over fears they help him"
        apart = feared or ancestor.dep_ in ("advcl", "relcl", "appos", "parataxis")
        loose = apart and not syntax.is_bare_infinitive(ancestor)
        if loose or (ancestor.pos_ in ("ADP", "SCONJ") and ancestor.lower_ in WORDS.temporal | WORDS.aside):
            return True
    return False


def of_verb(verb: Token, prepositions: frozenset[str]) -> Iterator[list[Token]]:
    """What an infinitive or gerund is done to: its dative, phrases, object, the subject of its own complement."""
    if leaves_office(verb):
        return
    if (given := syntax.dative(verb)) is not None:
        yield [given]
    yield syntax.own_prepositional(verb, prepositions)
    for said in syntax.children(verb, "acomp", "oprd"):  # "to stand united with Peru"
        yield syntax.own_prepositional(said, prepositions)
    yield own_things(verb)
    if verb.lemma_ not in WORDS.moving:
        yield [s for c in syntax.children(verb, *COMPLEMENTS) for s in syntax.children(c, "nsubj", "nsubjpass") if s.i > verb.i]
    for thing in things(verb):
        yield from phrases(thing, prepositions)
    for thing in (*things(verb), *syntax.own_prepositional(verb, prepositions)):
        yield from contents(thing, prepositions)


def leaves_office(verb: Token) -> bool:
    """'Agreed to resign from the position', 'agreed to step down': done to nobody; but not 'agreed to step up aid'."""
    more = any(c.lower_ in ("up", "in") for c in syntax.children(verb, "prt"))
    return verb.pos_ == "VERB" and verb.lemma_ in WORDS.leaving_office and not more


def contents(noun: Token, prepositions: frozenset[str]) -> Iterator[list[Token]]:
    """'End its blockade of Peru', 'eased curbs on the movement of refugees'; but a meeting of ministers is nobody's."""
    for carrier in (noun, *syntax.own_prepositional(noun, prepositions | THROUGH)):
        if carrier.lemma_.lower() not in WORDS.gatherings | WORDS.quantifiers:
            yield syntax.own_prepositional(carrier, THROUGH)


def own_things(verb: Token) -> list[Token]:
    """Objects that something is done to: not the actor's own, as in 'withdraw its troops', and not what he makes."""
    return (
        []
        if verb.lemma_ in WORDS.moving | WORDS.making or makes(verb)
        else [o for o in things(verb) if not syntax.children(o, "poss")]
    )


def makes(verb: Token) -> bool:
    """'Set up a centre', 'put together a team'."""
    return any(f"{verb.lemma_} {c.lower_}" in WORDS.making for c in syntax.children(verb, "prt"))


def things(verb: Token) -> list[Token]:
    found = syntax.direct_object(verb)
    return [] if found is None or (found.i < verb.i and not syntax.is_passive(verb)) else coordinated(found)


def verbs_under(verb: Token, depth: int = 0) -> Iterator[Token]:
    """Infinitives and gerunds that complement a verb; purposes only where they help somebody: 'send aid to help Peru'."""
    for child in verb.children:
        under = child.dep_ in COMPLEMENTS and not syntax.children(child, "nsubj", "nsubjpass", "mark")
        help_ = child.dep_ == "advcl" and child.lemma_ in WORDS.helping and syntax.is_bare_infinitive(child)
        if child.dep_ == "prep" and child.lower_ in GROUNDS and syntax.children(verb, *OBJECTS):
            continue  # "accused the law of harming refugees": what another does to them
        if child.dep_ == "prep" and depth < DEPTH:
            yield from verbs_under(child, depth + 1)
        elif (under or help_) and child.pos_ in ("VERB", "AUX"):
            yield child
            if depth < DEPTH:
                yield from verbs_under(child, depth + 1)


def phrases(noun: Token, prepositions: frozenset[str], depth: int = 0) -> Iterator[list[Token]]:
    """Objects of a noun's phrases, of those of a participle behind it, and of the nouns in them."""
    carriers = [noun, *(c for c in syntax.children(noun, "acl") if c.tag_ == "VBN")]
    for carrier in carriers:
        found = syntax.own_prepositional(carrier, prepositions)
        if found:
            yield found
        if depth < DEPTH:
            kinds = [k for k in syntax.own_prepositional(carrier, KIND) if not k.ent_type_ and k.lower_ not in WORDS.placing]
            for lower in (*syntax.own_prepositional(carrier, prepositions | THROUGH), *kinds):
                yield from phrases(lower, prepositions, depth + 1)
