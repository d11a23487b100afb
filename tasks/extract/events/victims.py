"""How many an act killed where the text gives no number: 'shot dead a student', 'killed a guard and two clerks'."""

from collections.abc import Sequence

from spacy.tokens import Token

from lexicon.harm import harm
from schemas.parts import Quantity
from tasks.extract.events import syntax
from tasks.extract.events.filled import names_of
from tasks.extract.events.nominals import coordinated
from tasks.extract.events.outcome import is_failed, suffers, tells_outcome
from tasks.extract.events.triggers import Trigger
from tasks.resolve.found import Found
from tasks.resolve.names import Names
from tasks.resolve.nouns import noun_class

DEAD = "dead"
BESIDE = frozenset({"with", "alongside", "beside"})


def headcount(trigger: Trigger, quantities: Sequence[Found[Quantity]]) -> int:
    """The people that the phrase of the victims names one by one, with those it numbers; 0 if there is no telling.

    A single victim with a name is left to the recipients (codebook, section 9).
    """
    return max((count(patient, quantities) for verb in killings(trigger) for patient in victims(verb)), default=0)


def killings(trigger: Trigger) -> list[Token]:
    """The trigger, the light verb above it, and verbs that tell its outcome, if they say that somebody died."""
    words = harm()
    mortal = any(words.adjectives.get(t.lower_) == DEAD or t.lower_ in words.mortal for t in trigger.words)
    found = [trigger.head] if mortal or words.verbs.get(trigger.head.lemma_.lower()) == DEAD else []
    act = trigger.head.lemma_.lower()
    if not trigger.verbal and DEAD in (words.nouns.get(act), words.acts.get(act)) and not is_failed(trigger.head):
        found = [trigger.head]
    found += [v for v in trigger.head.sent if is_dying(v) and v not in found and tells_outcome(v, trigger.words)]
    light = trigger.light_head
    return [*found, *([light] if light is not None and words.verbs.get(light.lemma_.lower()) == DEAD else [])]


def is_dying(verb: Token) -> bool:
    """'A man died after he was beaten': a death that is no event of its own."""
    lemma = verb.lemma_.lower()
    return verb.pos_ == "VERB" and lemma in harm().suffering and harm().verbs.get(lemma) == DEAD


def victims(word: Token) -> list[Token]:
    """Who died of it: object, passive subject, subject of 'die', of-phrase or possessor of a noun."""
    if word.pos_ == "NOUN":
        return syntax.own_prepositional(word, frozenset({"of"})) or syntax.children(word, "poss")
    dying = word.lemma_.lower() in harm().suffering
    found = syntax.surface_subject(word) if dying else syntax.direct_object(word)
    return [] if found is None else [found]


def companions(trigger: Trigger, names: Names) -> frozenset[str]:
    """'One guard was killed with him': who died of the same act, as a telling before may have it."""
    beside = syntax.own_prepositional(trigger.head, BESIDE) if trigger.verbal and suffers(trigger.head) else []
    return names_of(p for t in beside if (p := names.party(t)) is not None)


def count(patient: Token, quantities: Sequence[Found[Quantity]]) -> int:
    """The people in a phrase, over all that it coordinates; 0 if one of them is a plural or a crowd that nobody counted.

    'Ten people, four nurses and six guards' are ten.
    """
    tokens = coordinated(patient)
    found = [one(token, quantities) for token in tokens]
    named = all(token.pos_ == "PROPN" and token.tag_ != "NNPS" for token in tokens)
    if named or not all(found):
        return 0
    return found[0] if len(found) > 2 and found[0] == sum(found[1:]) else sum(found)


def one(token: Token, quantities: Sequence[Found[Quantity]]) -> int:
    """The number before a noun, 1 for one person, 0 for more than one or none."""
    told = next((q.what.value for q in quantities if q.what.role == DEAD and q.start <= token.i < q.end), None)
    if told is not None:
        return int(told)
    person = token.ent_type_ == "PERSON" if token.pos_ == "PROPN" else noun_class(token.lemma_.lower()) == "role"
    return int(person and token.tag_ in ("NN", "NNP") and token.lemma_.lower() not in harm().collective)
