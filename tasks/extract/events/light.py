"""Light verbs in the parse: the verb that an event noun is done with ('carried out a raid'), and what an infinitive means."""

from spacy.tokens import Token

from lexicon.events import Rule
from lexicon.light import LightVerb, light_verbs
from tasks.extract.events import syntax
from tasks.extract.events.patterns import is_reversed, match_words, verb_reach
from tasks.extract.events.series import in_series


def find_light(noun: Token, rule: Rule) -> tuple[LightVerb, Token] | None:
    """The light verb above an event noun, with its entry."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    first = in_series(first)
    position, verb = light_position(first)
    if verb is None:
        return None
    for entry in light_verbs().get(verb.lemma_.lower(), ()):
        if entry.takes(position) and (not entry.types or rule.type in entry.types):
            words = match_words([frozenset({w}) for w in entry.words], verb_reach(verb))
            if words is not None and not is_reversed(verb, words) and reaches(first, verb, words):
                return entry, verb
    return None


def reaches(noun: Token, verb: Token, words: tuple[Token, ...]) -> bool:
    """Whether a noun in a phrase hangs on the verb or on a word that belongs to it: 'claimed responsibility for the attack'."""
    return noun.dep_ != "pobj" or noun.head.head in (verb, *words)


def light_position(noun: Token) -> tuple[str, Token | None]:
    """Where a noun stands under its verb, passives undone: ('object', verb), ('subject', verb), ('under', verb)."""
    called = next((c for c in noun.children if c.dep_ == "acl" and syntax.agent(c) is not None), None)
    if called is not None:  # "the strike called by the unions"
        return "object", called
    if noun.dep_ == "dobj" and any(c.pos_ == "ADJ" for c in syntax.children(noun.head, "oprd")):
        return "", None  # "declared the strike illegal": it is judged, not done
    if noun.dep_ in ("dobj", "nsubjpass", "attr", "oprd"):
        return "object", noun.head
    if noun.dep_ == "nsubj":
        ordered = noun.head.dep_ == "ccomp" and noun.head.head.i < noun.i and syntax.is_bare_infinitive(noun.head)
        return ("object", noun.head.head) if ordered else ("subject", noun.head)  # "declared a curfew to begin at dusk"
    if noun.dep_ == "pobj":
        governor = noun.head.head
        verb = governor.head if governor.dep_ in ("dobj", "acomp", "attr") else governor
        if verb.pos_ in ("VERB", "AUX"):
            return noun.head.lower_, verb
    if relative := next((c for c in noun.children if c.dep_ in ("acl", "relcl") and syntax.direct_object(c) == noun), None):
        return "object", relative
    return "", None


def meaning(verb: Token) -> tuple[Token, ...]:
    """The words that tell what is done: the verb, and the noun of a light one ('to hold talks' is to talk)."""
    thing, reach = syntax.direct_object(verb), verb_reach(verb)
    entries = (entry for entry in light_verbs().get(verb.lemma_.lower(), ()) if entry.takes("object"))
    light = any(match_words([frozenset({w}) for w in entry.words], reach) is not None for entry in entries)
    return (verb, thing) if light and thing is not None else (verb,)
