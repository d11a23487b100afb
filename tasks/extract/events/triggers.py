"""Which words tell an event: tokens that match a trigger of the lexicon and meet the rule's conditions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from lexicon.events import EventLexicon, Pattern, Rule
from lexicon.grammar import grammar
from lexicon.light import LightVerb
from tasks.extract.events import syntax
from tasks.extract.events.accident import accident
from tasks.extract.events.crowds import is_crowd
from tasks.extract.events.duties import clause_asked, obliged
from tasks.extract.events.light import find_light, meaning
from tasks.extract.events.naming import full_mention
from tasks.extract.events.nominals import content_head, coordinated
from tasks.extract.events.patterns import is_word, lemmas, match_pattern
from tasks.resolve.names import Names

NOT_TRIGGERS = frozenset({"PERSON", "WORK_OF_ART", "LAW", "PRODUCT"})  # a word in such a name tells no event
NEGATIONS = frozenset({"not", "never"})
OWN = frozenset({"its", "his", "her", "their", "our", "my"})
PARTY_KINDS = frozenset({"person", "org", "place", "nation", "group", "role"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger found in the parse: its head, the words that matched with it, the rule, and a light verb above it."""

    head: Token
    words: tuple[Token, ...]
    rule: Rule
    pattern: Pattern
    verbal: bool
    light: LightVerb | None = None
    light_head: Token | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that was considered for a token and refused, and why."""

    head: Token
    rule_id: str
    reason: str


class Conditions:
    """The conditions of rules, checked against the parse around one trigger."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def fits(self, token: Token | None, wanted: tuple[str, ...]) -> bool:
        """Whether a noun is one of these lemmas, or with its modifier ("aid worker"), or of one of these @classes."""
        if token is None:
            return False
        token = full_mention(content_head(token), self.names)
        words = lemmas(token)
        words += tuple(f"{c.lower_} {words[0]}" for c in syntax.children(token, "amod", "compound"))
        return any(w == "@any" or (self.is_class(token, w[1:]) if w.startswith("@") else w in words) for w in wanted)

    def is_class(self, token: Token, wanted: str) -> bool:
        if wanted == "crowd":
            return is_crowd(token)
        kind = self.names.kind(token)
        if wanted == "party":
            return kind in PARTY_KINDS
        if wanted == "own":  # "defended its policies"; "its ally" is another party
            return kind == "other" and any(c.tag_ == "PRP$" and c.lower_ in OWN for c in token.children)
        if wanted == "person" and kind in ("role", "group"):
            return True
        return kind == wanted

    def any_fits(self, token: Token | None, wanted: tuple[str, ...]) -> bool:
        return token is not None and any(self.fits(t, wanted) for t in coordinated(token))

    def failing(self, rule: Rule, trigger: tuple[Token, ...], verbal: bool) -> str:
        """Why the rule does not apply here; empty when it does."""
        head = trigger[0]
        subject, thing = (actor_of(head), syntax.direct_object(head)) if verbal else noun_roles(head)
        if rule.subject and not self.any_fits(subject, rule.subject):
            return f"subject is not {'|'.join(rule.subject)}"
        if rule.object and not self.any_fits(thing or behind(trigger), rule.object):
            return f"object is not {'|'.join(rule.object)}"
        if rule.not_subject and self.any_fits(subject, rule.not_subject):
            return f"subject is {subject}"
        if rule.not_object and self.any_fits(thing, rule.not_object):
            return f"object is {thing}"
        if rule.deliberate and verbal and (cause := accident(head)):
            return f"the cause is an accident: {cause}"
        if rule.prep and not syntax.prepositional(head, rule.prep):
            return f"no {'|'.join(rule.prep)} phrase"
        if rule.not_prep and syntax.prepositional(head, rule.not_prep):
            return f"a {'|'.join(rule.not_prep)} phrase"
        return self.failing_words(rule, head) or self.failing_verb(rule, head)

    def failing_words(self, rule: Rule, head: Token) -> str:
        if not (rule.near or rule.not_near):
            return ""
        around = surroundings(head)
        if rule.not_near and (veto := next((t for t in around if self.fits(t, rule.not_near)), None)):
            return f"near '{veto}'"
        if rule.near and not any(self.fits(t, rule.near) for t in around):
            return f"none of {'|'.join(rule.near)} near"
        if NEGATIONS.issuperset(rule.near) and rule.near and head.tag_ == "VBD":
            return "a past deed denied, no will"  # "never visited"; but "will never visit"
        return ""

    def failing_verb(self, rule: Rule, head: Token) -> str:
        duty = obliged(head, rule.modal) if rule.modal else None
        if rule.modal and duty is None:
            return f"no clause with {'|'.join(rule.modal)}"
        if not (rule.to_verb or rule.not_to_verb):
            return ""
        verb = duty[-1] if duty else complementing(head)
        told = () if verb is None else meaning(verb)
        negated = verb is not None and bool(syntax.children(verb, "neg"))
        fits = "@any" in rule.to_verb or any(is_word(t, frozenset(rule.to_verb)) for t in told)
        if rule.to_verb and not (told and (fits or (negated and "@not" in rule.to_verb))):
            return f"no infinitive {'|'.join(rule.to_verb)}"
        if negated and rule.to_verb and not {"@any", "@not"} & set(rule.to_verb):
            return f"'not to {verb}'"  # "agreed not to withdraw"
        if rule.not_to_verb and any(is_word(t, frozenset(rule.not_to_verb)) for t in told):
            return f"infinitive is '{verb}'"
        return ""


def actor_of(verb: Token) -> Token | None:
    """Who acts: the active subject, or the agent of a passive."""
    return syntax.agent(verb) if syntax.is_passive(verb) else syntax.subject(verb)


def behind(trigger: tuple[Token, ...]) -> Token | None:
    """The object of a preposition that ends a verb trigger: 'backed out of the deal'."""
    last = trigger[-1]
    return next(iter(syntax.children(last, "pobj")), None) if last.dep_ == "prep" and len(trigger) > 1 else None


def noun_roles(noun: Token) -> tuple[Token | None, Token | None]:
    """Possessor and of-complement: the subject and object of an event noun, as far as they can be told apart."""
    owner = next(iter(syntax.children(noun, "poss")), None)
    return owner, next(iter(syntax.own_prepositional(noun, frozenset({"of"}))), None)


def surroundings(head: Token) -> list[Token]:
    """What modifies a trigger, what it modifies, its object, and the objects of its prepositions."""
    found = [c for c in head.children if c.dep_ not in ("punct", "det", "cc", "conj", "nsubj", "mark", "relcl", "advcl")]
    for child in list(found):
        if child.dep_ in ("prep", "agent", "dative"):
            found += with_modifiers(syntax.children(child, "pobj", "pcomp"))
        elif child.dep_ in ("dobj", "attr", "nsubjpass", "xcomp"):
            found += [c for c in child.children if c.dep_ in ("compound", "amod", "nmod", "poss", "dobj")]
            found += with_modifiers(o for p in syntax.children(child, "prep") for o in syntax.children(p, "pobj"))
    found += [w for c in found if c.dep_ == "compound" for w in syntax.children(c, "compound")]  # "a Wall Street rally"
    if head.dep_ in ("compound", "amod", "nmod"):
        found.append(head.head)
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        found.append(head.head.head)
    return found


def with_modifiers(nouns: Iterable[Token]) -> list[Token]:
    return [t for noun in nouns for t in (noun, *syntax.children(noun, "compound", "amod"))]


def complementing(head: Token) -> Token | None:
    """The verb that complements a verb, an adjective or a noun: an infinitive, if there is one.

    Of 'ruled out talking' it is the gerund, of a noun for what is asked the clause that tells what is asked for.
    """
    for child in head.children:
        if child.dep_ in ("xcomp", "ccomp", "acl", "advcl") and syntax.is_bare_infinitive(child):
            return child
    if head.pos_ == "NOUN":
        return clause_asked(head)
    return next((c for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)


def candidates(token: Token, lexicon: EventLexicon) -> Iterator[tuple[Pattern, Rule, bool]]:
    """The (pattern, rule, verbal) that a token's lemma may trigger, the best first."""
    lemma, form, *_ = lemmas(token)
    mistaken = token.pos_ == "NOUN" and any(c.dep_ == "nsubj" for c in token.children)  # a verb that was tagged a noun
    if token.pos_ == "VERB" or mistaken or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
        yield from ((p, r, True) for p, r in lexicon.verbs.get(lemma, ()))
    elif token.pos_ in ("NOUN", "PROPN"):
        forms = (lemma,) if lemma == form else (lemma, form)
        yield from ((p, r, False) for word in forms for p, r in lexicon.nouns.get(word, ()))
    elif token.pos_ == "ADJ":
        yield from ((p, r, True) for p, r in lexicon.adjectives.get(lemma, ()))
        if token.tag_ in ("VBN", "VBG"):
            yield from ((p, r, True) for p, r in lexicon.verbs.get(lemma, ()))


def matches(token: Token, lexicon: EventLexicon, conditions: Conditions, refusals: list[Refusal]) -> Iterator[Trigger]:
    """The rules that a token triggers, the best first. Rules whose conditions fail are noted as refused."""
    if token.ent_type_ in NOT_TRIGGERS:
        return
    for pattern, rule, verbal in candidates(token, lexicon):
        words = match_pattern(token, pattern, verbal)
        if words is None:
            continue
        if why := conditions.failing(rule, words, verbal):
            refusals.append(Refusal(token, rule.id, why))
            continue
        if rule.modal and (duty := obliged(token, rule.modal)) is not None:
            words = (*words, *duty)  # "said that the army must leave"
        elif rule.to_verb and (verb := complementing(token)) is not None:
            words = (*words, verb)  # "urged states to sign": what is asked is part of the asking
        elif rule.near and (told := next((t for t in syntax.children(token, "ccomp") if conditions.fits(t, rule.near)), None)):
            words = (*words, told)  # "demanded that troops withdraw"
        light = None if verbal else find_light(token, rule)
        yield Trigger(token, words, rule, pattern, verbal, *(light or (None, None)))


def superfluous(triggers: Sequence[Trigger]) -> dict[int, str]:
    """Index of a trigger -> why it is none: it is part of a longer one ('impose sanctions': sanctions), or a light verb."""
    consumed = {t.i: trigger for trigger in triggers for t in trigger.words[1:]}
    light = {t.light_head.i for t in triggers if t.light_head is not None and t.light is not None and t.light.noun == "object"}
    found = {}
    sentences: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        sentences.setdefault(trigger.head.sent.start, []).append(trigger)
    for n, trigger in enumerate(triggers):
        beside = sentences[trigger.head.sent.start]
        owner = consumed.get(trigger.head.i)
        asked = consumed.get(trigger.light_head.i) if trigger.light_head is not None else None
        if (act := manner_of(trigger, beside)) is not None:
            found[n] = f"only says how '{act.head}' was meant"
        elif told := says_what(trigger, beside):
            found[n] = f"only says '{told}'"
        elif owner is not None and len(owner.words) >= len(trigger.words) and not says_what(owner, beside):
            found[n] = f"part of the trigger '{owner.pattern.text}'"
        elif asked is not None and asked.verbal and asked is not trigger:  # "offered to hold talks" is one act
            found[n] = f"part of the trigger '{asked.pattern.text}'"
        elif trigger.verbal and len(trigger.words) > 1 and modifies_event(trigger, beside):
            found[n] = "its words belong to an event noun"
        elif trigger.head.i in light and len(trigger.words) == 1:
            found[n] = "light verb of an event noun"
    return found


def manner_of(trigger: Trigger, triggers: Sequence[Trigger]) -> Trigger | None:
    """'Summoned the envoy in protest', 'resigned in protest': the act whose manner a bare noun tells; None for any other."""
    noun = trigger.head
    bare = not trigger.verbal and noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.nbor(-1) == noun.head
    if not bare or noun.tag_ != "NN" or any(True for _ in noun.children):
        return None
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    return next((t for t in triggers if t.verbal and t.head == verb), None)


def says_what(trigger: Trigger, triggers: Sequence[Trigger]) -> str:
    """The event that a trigger merely brings before us; empty if there is none.

    A document is the vehicle of what it says: "sent a letter threatening to leave", "adopted a resolution condemning the raid".
    To say that somebody did violence is no accusation beside it: "said that rebels broke the truce".
    """
    if not trigger.verbal:
        return ""
    documents = {w.i for w in trigger.words[1:] if w.lemma_.lower() in grammar().documents}
    plain = trigger.head.lemma_.lower() in grammar().plain_saying
    for other in triggers:
        said = participle(other.head) if documents and other.verbal and other is not trigger else None
        if said is not None and (said.head.i in documents or (said.dep_ == "advcl" and said.head == trigger.head)):
            return other.head.text
        if plain and other.head.dep_ == "ccomp" and other.head.head == trigger.head and other.rule.quad == "MX":
            return other.head.text
    return ""


def participle(head: Token) -> Token | None:
    """The participle or relative clause that a verb heads, or whose infinitive it is: 'threatening to pull funding'."""
    while head.dep_ in ("xcomp", "conj") and head.head.pos_ == "VERB":
        head = head.head
    return head if head.dep_ in ("acl", "relcl") or (head.dep_ == "advcl" and head.tag_ == "VBG") else None


def modifies_event(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """'launched cruise missile strikes': missile only modifies strikes, which are the event."""
    heads = {t.head.i for t in triggers if not t.verbal}
    return all(w.dep_ in ("compound", "amod") and w.head.i in heads for w in trigger.words[1:])
