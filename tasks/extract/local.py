"""Cues on a predicate itself: tense, modals, negation, adverbs, determiners, attributes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tasks.extract.cues import Cue, child, cue, find, infinitive, is_verb

NO_WORDS = frozenset({"no", "none", "nobody", "nothing", "neither", "nowhere", "zero"})
FEW_WORDS = frozenset({"few", "little"})
NOT_ONLY = frozenset({"only", "just", "merely", "simply", "least", "necessarily"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "npadvmod", "dative"})
WH = frozenset({"WDT", "WP", "WP$", "WRB"})
HEDGED_MARKS = frozenset({"if", "unless", "provided", "should"})
PAST_PERFECT_MODALS = frozenset({"would", "should", "could", "'d", "’d", "ought"})


def verb_cues(verb: Token) -> list[Cue]:
    """The cues of a verb group, the innermost first: adverbs, modals, negation, condition, question."""
    found = [*adverbs(verb), *modals(verb), *negations(verb)]
    outer = [c for c in found if c.name == "may"]  # "may not" is not "cannot": negation stays inside
    return [*(c for c in found if c.name != "may"), *outer, *mood(verb)]


def adverbs(token: Token) -> Iterator[Cue]:
    """Adverbs such as 'allegedly', 'almost', 'never'."""
    for c in token.children:
        if c.dep_ == "advmod" and (found := find("adverb", c, c.lower_)) and found.name != "never":
            if found.name == "almost" and c.i > token.i:
                continue  # "rose almost 5 %" rose
            yield found


def modals(verb: Token) -> Iterator[Cue]:
    """Modal auxiliaries; 'would have' and its like are counterfactual."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    have = any(a.lemma_ == "have" and a.tag_ == "VB" for a in auxiliaries)
    for a in auxiliaries:
        found = find("modal", a, a.lower_) if a.tag_ == "MD" else None
        if found is None:
            continue
        if have and a.lower_ in PAST_PERFECT_MODALS:
            yield cue("can", "past", a) if a.lower_ == "could" else cue("counterfactual", "modal", a)
        elif found.name == "would" and told_in_past(verb):
            yield cue("foretold", "modal", a)
        else:
            yield found


def told_in_past(verb: Token) -> bool:
    """True under a past verb of speech or thought: 'would' is then its future, unless there is a condition."""
    if conditioned(verb):
        return False
    top = verb
    while top.dep_ == "conj":
        top = top.head
    return top.dep_ == "ccomp" and top.head.tag_ in ("VBD", "VBN")


def negations(token: Token) -> Iterator[Cue]:
    """Not, never, no longer, and arguments with 'no'."""
    for c in token.children:
        if c.dep_ == "neg" and not not_only(c):
            yield cue("not", "verb", c)
        elif c.dep_ == "advmod" and (c.lower_ in ("never", "nor", "neither") or any(g.lower_ == "no" for g in c.children)):
            yield cue("not", "verb", c)
        elif c.dep_ in ("preconj", "cc") and c.lower_ in ("neither", "nor") and c.i < token.i:
            yield cue("not", "verb", c)
        elif c.dep_ in ARGUMENTS and (found := negative_phrase(c)):
            yield found


def not_only(negation: Token) -> bool:
    """True for 'not only', 'not just'."""
    after = negation.i + 1
    return after < len(negation.doc) and negation.doc[after].lower_ in NOT_ONLY


def negative_phrase(noun: Token) -> Cue | None:
    """The negative cue of a noun phrase: 'no soldiers', 'nobody', 'few of them'."""
    if noun.lower_ in NO_WORDS:
        return cue("not", "argument", noun)
    for c in noun.children:
        if c.dep_ in ("det", "nummod", "predet") and c.lower_ in NO_WORDS:
            return cue("not", "argument", c)
        if c.dep_ in ("amod", "det") and c.lower_ in FEW_WORDS and not any(x.lower_ == "a" for x in noun.children):
            return cue("hardly", "argument", c)
    return None


def mood(verb: Token) -> Iterator[Cue]:
    """Conditions, questions and commands that the whole clause stands in."""
    if conditioned(verb) and not past(verb):
        yield cue("then", "verb", verb, "if")
    if verb.dep_ == "ROOT":
        if yes_no_question(verb):
            yield cue("question", "verb", verb, "?")
        elif command(verb):
            yield cue("imperative", "verb", verb)


def conditioned(verb: Token) -> bool:
    """True if an if-clause hangs on the verb."""
    clauses = [c for c in verb.children if c.dep_ == "advcl"]
    return any(m.dep_ == "mark" and m.lower_ in HEDGED_MARKS for clause in clauses for m in clause.children)


def past(verb: Token) -> bool:
    """True for a plain past or perfect, without a modal."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    finite = [verb, *auxiliaries]
    return any(t.tag_ == "VBD" or t.lower_ in ("has", "have") for t in finite) and not any(t.tag_ == "MD" for t in auxiliaries)


def yes_no_question(verb: Token) -> bool:
    """True if the sentence ends in a question mark and asks for no single part ('who', 'why')."""
    last = verb.doc[verb.right_edge.i]
    if last.lower_ != "?" and not (last.i + 1 < len(verb.doc) and verb.doc[last.i + 1].lower_ == "?"):
        return False
    return not any(t.tag_ in WH for t in verb.doc[verb.left_edge.i : verb.i] if t.i - verb.left_edge.i < 3)


def command(verb: Token) -> bool:
    """True for a bare verb form without a subject at the head of a sentence."""
    bare = verb.tag_ == "VB" and not child(verb, "nsubj", "nsubjpass", "expl", "csubj")
    return bare and not any(c.dep_ == "aux" and c.lower_ not in ("do", "let") for c in verb.children)


def noun_cues(noun: Token) -> list[Cue]:
    """The cues inside a noun phrase: 'alleged', 'no', a participle behind it ('planned for May')."""
    found = list(attributes(noun))
    if negative := negative_phrase(noun):
        found.append(negative)
    if any(c.dep_ == "neg" and not not_only(c) for c in noun.children):
        found.append(cue("not", "noun", noun, "not"))
    return found


def attributes(noun: Token) -> Iterator[Cue]:
    """Attributes before the noun and participles behind it that say more than that it is real."""
    for c in noun.children:
        found = None
        if c.dep_ in ("amod", "compound", "nmod", "advmod"):
            found = find("modifier", c, c.lower_, c.lemma_.lower())
        elif c.dep_ == "acl" and c.tag_ == "VBN" and not infinitive(c):
            found = find("object", c, c.lemma_.lower())
            if found and found.name in ("achieve", "dismiss", "stop", "make"):
                found = None
        if found:
            yield found


def base(token: Token) -> Cue:
    """The predicate by itself: its form."""
    return cue("base", form(token), token)


def form(token: Token) -> str:
    """The form of a predicate, as far as readers' certainty depends on it."""
    if is_verb(token):
        return verb_form(token)
    if token.pos_ in ("ADJ", "ADV"):
        return "attribute" if token.dep_ == "amod" else "adjective"
    return noun_form(token)


def verb_form(verb: Token) -> str:
    """Past, perfect, progressive, present, or how the verb stands in the sentence without a finite form."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if verb.dep_ in ("amod", "compound", "nmod"):
        return "attribute"
    if auxiliaries & {"has", "have", "had", "'ve", "’ve"}:
        return "perfect"
    if verb.tag_ == "VBG":
        return "progressive" if auxiliaries else "gerund"
    if verb.tag_ == "VBD" or auxiliaries & {"was", "were", "did"}:
        return "past"
    if auxiliaries & {"is", "are", "am", "'s", "'re"}:
        return "passive"
    return {"VBN": "participle", "VB": "bare"}.get(verb.tag_, "present")


def noun_form(noun: Token) -> str:
    """How definite an event noun is."""
    if noun.dep_ == "compound":
        return "compound"
    if noun.pos_ == "PROPN":
        return "name"
    for c in noun.children:
        if c.dep_ == "det":
            return "indefinite" if c.lower_ in ("a", "an", "any", "some", "another", "every", "each") else "definite"
        if c.dep_ == "poss":
            return "possessed"
        if c.dep_ == "nummod":
            return "counted"
    return "plural" if noun.tag_ == "NNS" else "mass"
