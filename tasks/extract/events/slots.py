"""Where a party of a trigger stands: each slot of a frame finds the heads of its noun phrases in the parse."""

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from lexicon.grammar import grammar
from lexicon.where import where_words
from tasks.extract.events import syntax
from tasks.extract.events.antecedents import antecedent
from tasks.extract.events.deeds import is_deed
from tasks.extract.events.deeper import leaves_office
from tasks.extract.events.duties import clause_asked, obliged
from tasks.extract.events.modifiers import demonym, doer, is_agent, modifier, own_modifier, possessor, shooter, victim
from tasks.extract.events.naming import tells_kind
from tasks.extract.events.outcome import disowned
from tasks.extract.events.triggers import Trigger, complementing
from tasks.resolve.names import Names

FRONTIER_PREPOSITIONS = frozenset({"on", "along", "at", "near", "to", "toward", "towards", "across", "over"})


def own_subject(t: Trigger) -> list[Token]:
    return present(syntax.subject(t.head)) if t.verbal else []


def by_phrase(t: Trigger) -> list[Token]:
    if t.verbal:
        return present(syntax.agent(t.head))
    return syntax.prepositional(t.head, {"by"})


def own_object(t: Trigger) -> list[Token]:
    return [x for x in present(syntax.direct_object(t.head)) if x not in t.words] if t.verbal else []


def complement(t: Trigger) -> list[Token]:
    """The party of the embedded clause: its subject, or the passive subject ('urged that Iran be admitted').

    Where the passive names its agent, who does it is meant: 'alleged that the raid was planned by Iran'.
    """
    for child in t.head.children:
        if child.dep_ in ("xcomp", "ccomp"):
            if (by := syntax.agent(child)) is not None:
                return [by]
            own = [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
            if own:
                return [antecedent(own[0])]
    verb = complementing(t.head)
    return present(syntax.direct_object(verb)) if verb is not None else []


def duty_bearer(t: Trigger) -> list[Token]:
    """Who is to do what is demanded: 'said that the army must leave', 'a call for the army to leave' -> army.

    Nobody of a passive duty.
    """
    if t.rule.modal:
        duty = (obliged(t.head, t.rule.modal) or (None,))[-1]
    else:
        duty = next((c for w in t.words if w.pos_ == "NOUN" and (c := clause_asked(w)) is not None), None)
    subject = syntax.subject(duty) if duty is not None else None
    return [] if subject is None or subject.lower_ in ("i", "we") else [subject]


def object_owner(t: Trigger, names: Names) -> list[Token]:
    """Possessor, name or by-phrase of the object: 'rejected Iran's demand', 'the demand by Iran', 'a plan drafted by Iran'."""
    thing = syntax.direct_object(t.head) if t.verbal else next(iter(syntax.own_prepositional(t.head, frozenset({"of"}))), None)
    if thing is None and t.verbal:  # "called for X's resignation"
        thing = next((w for w in t.words if w.dep_ == "pobj" and w.head.head == t.head), None)
    if thing is None or names.party(thing) is not None:
        return []
    named = [
        c for c in syntax.children(thing, "compound", "amod", "nmod") if names.kind(c) in ("nation", "org", "person", "group")
    ]
    named = [c for c in named if not tells_kind(c)]
    made = [a for c in syntax.children(thing, "acl", "relcl") if (a := syntax.agent(c)) is not None]
    return syntax.children(thing, "poss") or syntax.own_prepositional(thing, frozenset({"by", "from"})) or made or named


def own_word(t: Trigger) -> list[Token]:
    """The object although it is a word of the trigger: 'admitted observers', 'occupied the ministry'."""
    return present(syntax.direct_object(t.head)) if t.verbal else []


def thing_phrases(t: Trigger, words: str) -> list[Token]:
    """Whose the thing asked for, lifted or broken is: 'demanded the resignation of X', 'called for reforms in X'."""
    wanted = frozenset(words.split("|"))
    things = [*own_word(t), *(w for w in t.words if w.pos_ == "NOUN")]
    return next((f for thing in things if (f := syntax.own_prepositional(thing, wanted))), [])


def bearers(t: Trigger) -> list[Token]:
    """The trigger, its light verb and its object: what a phrase of the act may hang on."""
    return [t.head, *(x for x in (t.light_head, *own_word(t)) if x is not None)]


def frontier(t: Trigger) -> list[Token]:
    """The neighbour at whose border it happens: 'massed troops along the border with Peru'."""
    lines = [
        o
        for b in bearers(t)
        for o in syntax.own_prepositional(b, FRONTIER_PREPOSITIONS)
        if o.lemma_.lower() in where_words().frontiers
    ]
    return [n for line in lines for n in syntax.own_prepositional(line, frozenset({"with"}))]


def battle(t: Trigger) -> list[Token]:
    """Against whom the fight is for which it is done: 'mobilized his men for an assault on the rebels'."""
    fights = [o for b in bearers(t) for o in syntax.own_prepositional(b, frozenset({"for", "in"})) if is_deed(o)]
    return [o for fight in fights for o in syntax.own_prepositional(fight, frozenset({"against", "on", "upon"}))]


def abroad(t: Trigger, words: frozenset[str], names: Names) -> list[Token]:
    """Foreign soil on which it is done: 'sent troops to Peru', 'declared a truce in Peru'; not 'moved it to the north'."""
    doers = [*own_subject(t), *light_role(t, "actor"), *possessor(t), *modifier(t, names)]
    homes = {p.country for d in doers if (p := names.party(d)) is not None}
    soil = [o for b in bearers(t) for o in syntax.own_prepositional(b, words) if names.kind(o) in ("nation", "place")]
    return [o for o in soil if (p := names.party(o)) is not None and p.country and homes and p.country not in homes]


def sites(t: Trigger, words: frozenset[str], names: Names) -> list[Token]:
    """What an explosion was beside: 'a blast outside the embassy', 'a blast that took place near it'; not 'near Lima'."""
    clauses = [c for c in syntax.children(t.head, "relcl", "acl") if c.lemma_.lower() in grammar().happening]
    tellers = [t.head, *(x for x in (t.light_head, *clauses) if x is not None)]
    found = [o for b in tellers for o in syntax.own_prepositional(b, words)]
    places = where_words().frontiers
    return [o for o in found if names.kind(o) not in ("nation", "place") and o.lemma_.lower() not in places]


def expeller(t: Trigger, names: Names) -> list[Token]:
    """The state or body that somebody was expelled from, where the passive names no other: it alone can expel."""
    passive = t.verbal and syntax.is_passive(t.head)
    found = syntax.own_prepositional(t.head, frozenset({"from"})) if passive else []
    return [o for o in found if names.kind(o) in ("nation", "org")]


def with_phrase(t: Trigger) -> list[Token]:
    words = frozenset({"with"})
    return syntax.prepositional(t.head, words) or (syntax.own_prepositional(t.light_head, words) if t.light_head else [])


def light_role(t: Trigger, role: str) -> list[Token]:
    """The arguments of the light verb that play a role, by the light verb's own entry."""
    light, verb = t.light, t.light_head
    if light is None or verb is None:
        return headline_subject(t.head) if role == "actor" else []
    found: list[Token] = []
    if light.subject == role and light.noun != "subject" and not (light.owning and disowned(verb)):
        found += present(syntax.subject(verb)) or present(syntax.agent(verb))
        if not found and light.noun != "object":
            found += present(syntax.surface_subject(verb))
    if light.object == role and light.noun != "object":
        found += present(syntax.direct_object(verb))
    if light.dative == role:
        found += present(syntax.dative(verb))
    for preposition, given in light.preps.items():
        if given == role:
            found += [n for n in syntax.own_prepositional(verb, frozenset({preposition})) if not is_cast(n)]
    return [x for x in found if x != t.head]


def is_cast(noun: Token) -> bool:
    """'With two bishops as mediators': what they were in it is said."""
    return any(c.lower_ == "as" for c in syntax.children(noun, "prep"))


def headline_subject(noun: Token) -> list[Token]:
    """'Peru in talks with Chile': in a headline without a verb, who is said to be in or on it."""
    bearer = noun.head.head
    verbless = noun.dep_ == "pobj" and bearer.dep_ == "ROOT" and bearer.pos_ in ("NOUN", "PROPN")
    return [bearer] if verbless and noun.head.lower_ in ("in", "on") else []


def light_prep(t: Trigger, words: Iterable[str]) -> list[Token]:
    return syntax.own_prepositional(t.light_head, frozenset(words)) if t.light_head is not None else []


def present(token: Token | None) -> list[Token]:
    return [] if token is None else [token]


def reporter(t: Trigger) -> list[Token]:
    """The subject of the reporting verb whose clause the trigger heads: 'X says Y is using Z as a pretext' -> X."""
    return present(syntax.surface_subject(t.head.head)) if t.head.dep_ == "ccomp" and t.head.head.pos_ == "VERB" else []


SLOTS: dict[str, Callable[[Trigger, Names], list[Token]]] = {
    "subject": lambda t, n: own_subject(t),
    "by": lambda t, n: by_phrase(t),
    "object": lambda t, n: own_object(t),
    "dative": lambda t, n: present(syntax.dative(t.head)),
    "poss": lambda t, n: possessor(t),
    "of": lambda t, n: [] if t.verbal else syntax.own_prepositional(t.head, frozenset({"of"})),
    "modifier": own_modifier,
    "doer": doer,
    "victim": victim,
    "demonym": demonym,
    "shooter": shooter,
    "complement": lambda t, n: complement(t),
    "duty_bearer": lambda t, n: duty_bearer(t),
    "object_poss": object_owner,
    "reporter": lambda t, n: reporter(t),
    "own_word": lambda t, n: own_word(t),
    "expeller": expeller,
    "frontier": lambda t, n: frontier(t),
    "battle": lambda t, n: battle(t),
    "with_phrase": lambda t, n: with_phrase(t),
    "means": lambda t, n: [c for w in t.words[1:] for c in syntax.children(w, "compound") if is_agent(c)],
    "light_dative": lambda t, n: present(syntax.dative(t.light_head)) if t.light_head is not None else [],
}


def slot_tokens(slot: str, trigger: Trigger, names: Names) -> list[Token]:
    """The heads of the noun phrases in a slot; [] when it is empty."""
    name, _, words = slot.partition(":")
    if name == "prep":
        verbs = (w for w in trigger.words[1:] if w.pos_ == "VERB" and not leaves_office(w))  # "ready to agree a deal with Y"
        found = (syntax.prepositional(t, words.split("|")) for t in (trigger.head, *verbs))
        return next((f for f in found if f), [])
    if name == "thing":
        return thing_phrases(trigger, words)
    if name == "abroad":
        return abroad(trigger, frozenset(words.split("|")), names)
    if name == "site":
        return sites(trigger, frozenset(words.split("|")), names)
    if name == "light_prep":
        return light_prep(trigger, words.split("|"))
    if name == "light_subject":
        return light_role(trigger, "actor")
    return SLOTS[name](trigger, names)
