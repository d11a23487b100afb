"""Whether the words of a trigger stand around its head: the notation of the rule files read against the parse."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from lexicon.events import Pattern, Words
from lexicon.grammar import grammar
from tasks.extract.events import syntax
from tasks.extract.events.nominals import content_head

DEPENDANTS = frozenset(
    {"prt", "prep", "dobj", "advmod", "acomp", "oprd", "attr", "dative", "xcomp", "npadvmod", "nsubjpass", "agent"}
)
NOUN_PARTS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "advmod", "quantmod", "nummod", "punct"})
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "SYM", "PRON", "DET", "ADJ"})


def lemmas(token: Token) -> tuple[str, ...]:
    """Lemma and form; of a plural that was tagged a name also the singular ('Rockets were fired')."""
    found = (token.lemma_.lower(), token.lower_)
    return (*found, token.lower_.removesuffix("s")) if token.tag_ == "NNPS" else found


def is_word(token: Token, words: Words) -> bool:
    return not words.isdisjoint(lemmas(token))


def verb_reach(verb: Token) -> list[Token]:
    """The dependants of a verb that may complete its trigger."""
    found = []
    for child in verb.children:
        if child.dep_ == "xcomp" and verb.lemma_ == "deny":
            continue  # "denied visiting" is no "deny visit"
        if child.dep_ in DEPENDANTS:
            found.append(child)
            if child.dep_ in ("prep", "dative"):  # but not who does it: "evacuated by the army" is no "evacuate army"
                found += [c for c in child.children if c.dep_ in ("pobj", "pcomp", "prep")]
    if (thing := syntax.direct_object(verb)) is not None and thing not in found:
        found.append(thing)
    nouns = [t for t in found if t.pos_ in ("NOUN", "PROPN")]
    nouns += [h for t in nouns if (h := content_head(t)) != t]  # "fired dozens of rockets"
    inner = [p for t in found if t.dep_ in ("prep", "dobj", "nsubjpass") for p in syntax.children(t, "prep")]
    nouns += [o for p in inner for o in syntax.children(p, "pobj")]  # "walk out of talks", "lift a state of emergency"
    doubled = [p for p in inner if p.head.dep_ == "prep"]  # of these only "out of": "gave aid in kind" is no "give in"
    found += [t for t in (*doubled, *nouns) if t not in found]
    parts = (c for t in nouns for c in t.children if c.dep_ in ("amod", "compound"))
    return [*found, *(c for t in nouns for c in t.conjuncts), *parts]


def noun_reach(noun: Token) -> list[Token]:
    return [c for c in noun.children if c.i < noun.i and c.dep_ in NOUN_PARTS] + [
        c for left in noun.children if left.dep_ in ("compound", "amod") for c in left.children if c.dep_ in NOUN_PARTS
    ]


def match_words(wanted: Iterable[Words], reach: list[Token], free: bool = True) -> tuple[Token, ...] | None:
    """One token for each wanted word, or None. Words are few, so the first fit will do. Unless `free`, each must be bound."""
    found: list[Token] = []
    for words in wanted:
        hit = next((t for t in reach if t not in found and is_word(t, words) and (free or bound(t, found))), None)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def bound(token: Token, found: Sequence[Token]) -> bool:
    """Whether a word is tied to the trigger: behind a preposition only if that was asked for ('suspended aid in protest')."""
    while token.dep_ in ("conj", "compound", "amod"):
        token = token.head
    if token.dep_ not in ("pobj", "pcomp"):
        return True
    preposition = token.head
    content = preposition.lower_ == "of" and preposition.head.dep_ != "ROOT" and preposition.head.pos_ in NOMINAL
    return preposition in found or content  # "13 tons of medicine"


def is_reversed(verb: Token, words: Sequence[Token]) -> bool:
    """'Called off a strike' is no 'call strike': a particle that the trigger does not ask for makes another verb of it."""
    lemma = verb.lemma_.lower()
    return any(f"{lemma} {c.lower_}" in grammar().reversing for c in syntax.children(verb, "prt") if c not in words)


def match_pattern(head: Token, pattern: Pattern, verbal: bool) -> tuple[Token, ...] | None:
    """The tokens of a trigger around its head, or None where a word is missing."""
    rest = match_words(pattern.rest, verb_reach(head) if verbal else noun_reach(head), not verbal) if pattern.rest else ()
    if rest is not None and verbal and is_reversed(head, rest):
        return None
    if rest is None or not pattern.after_of:
        return None if rest is None else (head, *rest)
    of = [o for p in syntax.children(head, "prep") if p.lower_ == "of" for o in syntax.children(p, "pobj")]
    inner = match_words(pattern.after_of, [*of, *(c for o in of for c in noun_reach(o))])
    return None if inner is None else (head, *rest, *inner)
