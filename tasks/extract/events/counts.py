"""Which numbers count something in an event, and what."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from lexicon.harm import harm
from lexicon.where import where_words
from schemas.parts import Quantity
from tasks.extract.events import syntax
from tasks.extract.events.deeds import is_deed
from tasks.extract.events.filled import Filled
from tasks.extract.events.outcome import WITHIN, follows, has_done, is_failed, raised, state_of, suffers, tells_outcome
from tasks.extract.events.totals import sums
from tasks.extract.events.triggers import Trigger
from tasks.extract.events.victims import DEAD, headcount
from tasks.resolve.found import Found
from tasks.resolve.nouns import noun_class
from tasks.resolve.quantities import is_part

UP = 4  # how far a counted noun may lie below the word that says what became of it
TOOLS = frozenset({"weapon", "vehicle"})
THINGS = TOOLS | {"building", "money"}
PEOPLE = frozenset({"role", "group"})
FORCE = "ASSAULT"
VIOLENT = (FORCE, "PROTEST/riot", "PROTEST/None")  # an uprising has no mode of its own
COME_BY = {"abducted": FORCE, "arrested": "COERCE"}  # role to the type of event that does it

Counted = tuple[tuple[Found[Quantity], ...], dict[str, int]]


def counted(trigger: Trigger, actors: Filled, recipients: Filled, quantities: Sequence[Found[Quantity]], kind: str) -> Counted:
    """The quantities of one telling, and role to its people: the dead of a use of force may also be told one by one."""
    bound = bind(trigger, actors, recipients, quantities, kind)
    people = sums(trigger, bound)
    if kind == FORCE:
        people[DEAD] = max(people.get(DEAD, 0), headcount(trigger, bound))
    return bound, people


def bind(
    trigger: Trigger, actors: Filled, recipients: Filled, quantities: Sequence[Found[Quantity]], kind: str
) -> tuple[Found[Quantity], ...]:
    """The quantities of an event of this type with their roles, in text order."""
    doc, sentence = trigger.head.doc, trigger.head.sent
    bound: list[Found[Quantity]] = []
    whole = ""
    for found in quantities:
        if not sentence.start <= found.start < sentence.end:
            continue
        part = whole and is_part(doc, found)  # "12 people, including two children"
        if role := whole if part else role_of(found, trigger, actors, recipients):
            role = fitting(role, kind, found, trigger, recipients)
            if role:
                bound.append(Found(replace(found.what, role=role), found.start, found.end))
            whole = role if role in harm().roles else ""
    return tuple(bound)


def fitting(role: str, kind: str, found: Found[Quantity], trigger: Trigger, recipients: Filled) -> str:
    """A role as far as it fits an event of this type: of whoever came to no harm by it the number is a mere number."""
    if role not in harm().roles:
        return role
    if is_refuted(trigger.head.doc, found):
        return "other"
    if counts_things(found.what.unit, role):
        return "recipient" if touches(found, recipients) else ""
    if done_by(kind, role, found, trigger):
        return role
    return done_instead(kind, trigger) or ("recipient" if touches(found, recipients) else "other")


def is_refuted(doc: Doc, found: Found[Quantity]) -> bool:
    """19 of 'killed 17, not 19'; but 'not less than 19' is a bound."""
    bounded = found.what.low is not None or found.what.high is not None
    return bool(found.start) and doc[found.start - 1].lower_ == "not" and not bounded


def done_by(kind: str, role: str, found: Found[Quantity], trigger: Trigger) -> bool:
    """Whether an event of this type is what the counted suffered it from.

    The dead of a verdict, a visit or a threat are those of another act, unless the clause says that this very one killed.
    """
    if role not in harm().bodily:
        return COME_BY.get(role, kind) == kind
    counted = trigger.head.doc[found.start : found.end].root
    told = not trigger.verbal and has_done(trigger.head, raised(up_to_verb(counted, trigger)[-1]))
    return told or is_violent(kind, trigger.rule.mode)


def is_violent(kind: str, mode: str | None) -> bool:
    return kind in VIOLENT or f"{kind}/{mode}" in VIOLENT


def done_instead(kind: str, trigger: Trigger) -> str:
    """'Rebels captured 20 farmers': an abduction arrests nobody."""
    role = harm().modes.get(trigger.rule.mode or "", "")
    return role if COME_BY.get(role) == kind else ""


def counts_things(unit: str, role: str) -> bool:
    """'Burned 30 houses', 'seized 300 kilograms of tea': nobody is hurt and nobody abducted."""
    kind = noun_class(unit.lower())
    return kind in THINGS or (role not in harm().bodily and kind not in PEOPLE and unit.islower())


def role_of(found: Found[Quantity], trigger: Trigger, actors: Filled, recipients: Filled) -> str:
    """The role of one quantity in this event; empty when it has nothing to do with it."""
    counted = trigger.head.doc[found.start : found.end].root
    chain = up_to_verb(counted, trigger)
    if toll := toll_of(chain[-1], trigger):
        return toll
    if fate := told_of(counted, trigger):
        return fate
    if is_whole(counted) and trigger.head not in counted.subtree:
        return ""
    below = any(t in chain for t in trigger.words) or trigger.light_head in chain
    if not below and not touches(found, actors) and not touches(found, recipients):
        if share := share_in(counted, trigger):
            return share
        role = harm_of(chain, trigger) if suffered_in(chain, trigger) else ""
        return role if role in harm().bodily else ""
    if unit := harm().units.get(found.what.unit.lower()):
        return unit if below and measures(found, counted, trigger) else ""
    if is_deed(counted) and counted not in trigger.words:
        return ""  # "condemned two attacks": they are the attacks' number
    if (below or suffered_in(chain, trigger)) and (suffered := harm_of(chain, trigger)):
        return suffered
    if touches(found, actors):
        return "participants" if trigger.rule.frame == "protest" else "actor"
    if touches(found, recipients):
        return state_in(trigger) or participle_of(trigger) or "recipient"
    used = below and found.what.unit and noun_class(found.what.unit.lower()) in TOOLS
    return "instrument" if used or counted.lemma_.lower() in harm().discharged else "other"


def measures(found: Found[Quantity], counted: Token, trigger: Trigger) -> bool:
    """Whether a measure is the act's own: not 'a day after the talks', which is a date, nor 'against his one-year rule'."""
    doc = trigger.head.doc
    after = doc[found.end].lower_ if found.end < len(doc) else ""
    noun = counted.head if counted.dep_ in ("compound", "amod", "nmod", "nummod") else counted
    return after not in ("after", "before", "ago", "later", "earlier") and (noun == counted or noun in trigger.words)


def told_of(counted: Token, trigger: Trigger) -> str:
    """'Most of the 30 that perished in the shelling were farmers': what a clause on the counted says they suffered here."""
    for verb in syntax.children(counted, "relcl"):
        role = harm().verbs.get(verb.lemma_.lower(), "")
        if role in harm().bodily and suffers(verb) and tells_outcome(verb, trigger.words):
            return role
    return ""


def is_whole(counted: Token) -> bool:
    """'Of the 184 dead, 101 were killed by police': what the act's own number is a part of."""
    preposition = counted.head if counted.dep_ == "pobj" else counted.head.head if counted.dep_ == "nummod" else counted
    first = preposition.dep_ == "prep" and preposition.lower_ == "of" and preposition.head.pos_ in ("VERB", "AUX")
    return first and preposition.i < preposition.head.i


def share_in(counted: Token, trigger: Trigger) -> str:
    """What a part of those a verb counts suffered in this act: 'ten were killed, including four in police firing'."""
    mine = any(p.lower_ in WITHIN and trigger.head in syntax.children(p, "pobj") for p in syntax.children(counted, "prep"))
    verb = next((t for t in counted.ancestors if t.pos_ == "VERB" and t.dep_ != "prep"), None) if mine else None
    if verb is None or not (syntax.is_passive(verb) or verb.lemma_.lower() in harm().suffering):
        return ""
    return harm().verbs.get(verb.lemma_.lower(), "")


def suffered_in(chain: list[Token], trigger: Trigger) -> bool:
    """Whether the act is what the counted people suffered from: 'died when police fired', '77 deaths in police firing'."""
    verb = raised(chain[-1])
    if verb.pos_ == "VERB" and tells_outcome(verb, trigger.words):
        return True
    deaths = next((t for t in chain if t.pos_ == "NOUN" and t.lemma_.lower() in harm().nouns), None)
    if deaths is None:
        return False
    above = hangs_on(deaths) or deaths.head  # "the firing caused two deaths", "resulted in the death of two"
    led = above.pos_ == "VERB" and (syntax.surface_subject(above) in trigger.words or follows(trigger.head, above))
    return led or trigger.head in deaths.subtree or hangs_on(trigger.head) == deaths.head


def hangs_on(noun: Token) -> Token | None:
    """The verb that a noun hangs on by a preposition, also one of two words ('due to', 'because of')."""
    if noun.dep_ != "pobj":
        return None
    preposition = noun.head
    return (
        preposition.head.head if preposition.head.pos_ in ("ADP", "SCONJ") or preposition.dep_ == "pcomp" else preposition.head
    )


def state_in(trigger: Trigger) -> str:
    """What the trigger's own words say became of its recipients: 'are in custody', 'shot dead'."""
    words = harm()
    told = (words.adjectives.get(t.lower_) or words.nouns.get(t.lemma_.lower()) for t in trigger.words)
    return next(filter(None, told), "")


def participle_of(trigger: Trigger) -> str:
    """'The killers of six nuns murdered in Lima': what a participle on its recipients says they suffered."""
    participle = trigger.verbal and trigger.head.dep_ == "acl" and trigger.head.tag_ == "VBN"
    role = harm().verbs.get(trigger.head.lemma_.lower(), "") if participle else ""
    return role if role in harm().bodily else ""


def up_to_verb(counted: Token, trigger: Trigger) -> list[Token]:
    """A counted noun and what governs it, up to the first verb that is not the trigger's: beyond lies another act."""
    chain = []
    for token in [counted, *counted.ancestors][:UP]:
        chain.append(token)
        if token.pos_ == "VERB" and token not in trigger.words and token != trigger.light_head:
            break
    return chain


def toll_of(verb: Token, trigger: Trigger) -> str:
    """'The (death) toll from the attack rose to 17': the attack's dead."""
    subject = syntax.surface_subject(verb) if verb.pos_ == "VERB" else None
    if subject is None or subject.lemma_.lower() != "toll" or trigger.head not in subject.subtree:
        return ""
    kinds = (harm().nouns.get(c.lemma_.lower(), "") for c in syntax.children(subject, "compound", "amod"))
    return next(filter(None, kinds), "" if syntax.children(subject, "compound", "amod") else "dead")


def touches(found: Found[Quantity], side: Filled) -> bool:
    """Whether the number belongs to a noun phrase of this side: 'two soldiers', 'dozens of rebels'."""
    doc_tokens = range(found.start, found.end)
    return any(t.i in doc_tokens or any(c.i in doc_tokens for c in t.children) or of_phrase(t, doc_tokens) for t in side.tokens)


def of_phrase(token: Token, numbers: range) -> bool:
    return token.dep_ == "pobj" and token.head.head.i in numbers


def harm_of(chain: list[Token], trigger: Trigger) -> str:
    """What the counted people suffered, by the nearest governing word: killed, wounded, dead, arrest."""
    words = harm()
    counted = chain[0]
    itself = words.nouns.get(counted.lemma_.lower(), "") if counted.pos_ in ("NOUN", "ADJ") else ""  # "40 detainees", "40 dead"
    for token in chain:
        if itself and token.pos_ == "NOUN":  # "12 deaths and 30 injuries"
            continue
        table = {"VERB": words.verbs, "ADJ": words.adjectives, "NOUN": words.nouns}.get(token.pos_, {})
        if state := attribute_of(token):  # "two dead soldiers"
            return state
        role: str | None = table.get(token.lemma_.lower()) or (victim_of(chain, token) if token in trigger.words else "")
        if token == trigger.head and token.pos_ == "VERB":
            role = state_in(trigger) or role or words.modes.get(trigger.rule.mode or "")
        if role and (token.pos_ != "VERB" or is_patient(chain, token)):
            return role
        if token.pos_ == "VERB" and (state := state_of(token)):  # "left five soldiers dead"
            return state
        placed = token.dep_ == "pobj" and token.head.lower_ in where_words().locative  # "80 people in eight cities"
        if placed or (token.pos_ == "VERB" and token in trigger.words):
            break
    return itself


def victim_of(chain: list[Token], act: Token) -> str:
    """'The murder of two judges': what the noun of an act says of its of-phrase, but of no by-phrase."""
    place = chain.index(act)
    if act.pos_ != "NOUN" or not place or chain[place - 1].lower_ != "of" or is_failed(act):
        return ""
    return harm().acts.get(act.lemma_.lower(), "")


def attribute_of(counted: Token) -> str:
    """'Two dead', '11 wounded soldiers', '30 clerks being taken to hospital': what an attribute says of the counted."""
    told = (harm().adjectives.get(c.lower_, "") or state_of(c) for c in counted.children if c.dep_ in ("amod", "acl"))
    return next(filter(None, told), "")


def is_patient(chain: list[Token], verb: Token) -> bool:
    """'killed 12 people', '12 were killed', '12 died': the counted ones suffer; 'two gunmen killed him': they do not."""
    place = chain.index(verb)
    if not place:
        return False
    below = chain[place - 1]
    if below.dep_ == "nsubj":
        reduced = verb.tag_ == "VBN" and not syntax.children(verb, "aux", "dobj")  # headlines: "four killed in clashes"
        return reduced or verb.lemma_.lower() in harm().suffering
    return below.dep_ in ("dobj", "nsubjpass", "conj", "appos", "nummod", "attr", "oprd")
