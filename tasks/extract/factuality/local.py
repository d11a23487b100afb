"""Cues on a predicate itself: modals, negation, adverbs, conditions, determiners, attributes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from lexicon.factuality import cues
from tasks.extract.factuality.cues import Cue, child, cue, find, infinitive, is_verb, lemma_of

NO_WORDS = frozenset({"no", "none", "nobody", "nothing", "neither", "nowhere", "zero"})
FEW_WORDS = frozenset({"few", "little"})
NO_LONGER = frozenset({"longer", "more", "way", "means"})
NOT_ONLY = frozenset({"only", "just", "merely", "simply", "least", "necessarily"})
NO_ADJUNCTS = frozenset({"at", "in", "under", "on", "by", "during", "for", "to"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "npadvmod", "dative"})
WH = frozenset({"WDT", "WP", "WP$", "WRB"})
IF_WORDS = frozenset({"if", "unless", "provided"})
UNREAL_MODALS = frozenset({"would", "should", "could", "'d", "’d", "ought"})
DEGREE = frozenset({"almost", "hardly"})  # classes of adverbs that stay inside negation
HIDDEN = frozenset({"achieve", "dismiss", "stop", "make", "know", "perceive", "report"})  # participles that say nothing new


def verb_cues(verb: Token, below: Token | None = None) -> list[Cue]:
    """The cues of a verb group, the innermost first: degree, modals, negation, attitude, condition, question.

    `below` is the child that the walk came from: what it says of itself is counted already.
    """
    spoken = list(adverbs(verb))
    inner = [c for c in spoken if c.name in DEGREE]
    modal = list(modals(verb))
    wide = [c for c in modal if c.name == "may"]  # "may not" is not "cannot": negation stays inside
    narrow = [c for c in modal if c.name != "may"]
    outer = [c for c in spoken if c.name not in DEGREE]  # "allegedly did not"
    return [*inner, *narrow, *negations(verb, below), *wide, *outer, *mood(verb)]


def adverbs(token: Token) -> Iterator[Cue]:
    """Adverbs such as 'allegedly', 'almost', 'possibly'."""
    for c in token.children:
        if c.dep_ == "advmod" and (found := find("adverb", c, c.lower_)) and found.name != "never":
            if found.name in DEGREE and c.i > token.i:
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
        if have and a.lower_ in UNREAL_MODALS:
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
    if top.dep_ == "acl" and child(top, "mark") is not None:
        return not is_verb(top.head) and top.head.head.tag_ in ("VBD", "VBN")  # "voiced hope that they would"
    return top.dep_ == "ccomp" and top.head.tag_ in ("VBD", "VBN")


def negations(token: Token, below: Token | None = None) -> Iterator[Cue]:
    """Not, never, no longer, and arguments with 'no'."""
    fronted = [p for a in token.children if a.dep_ == "aux" for p in a.children if p.dep_ == "prep"]  # "at no point did they"
    for c in (*token.children, *fronted):
        if below is not None and c.i == below.i:
            continue
        if negator(c, token):
            yield cue("not", "verb", c)
        elif c.dep_ == "prep" and c.lower_ in NO_ADJUNCTS and (where := child(c, "pobj")) and not_at_all(where):
            yield cue("not", "verb", where, f"{c.lower_} no")
        elif c.dep_ in ARGUMENTS and (found := negative_phrase(c)):
            yield cue(found.name, "subject" if c.dep_ in ("nsubj", "nsubjpass") else "object", found.token)


def negator(word: Token, verb: Token) -> bool:
    """True for not, never, neither, no longer as dependants of a verb."""
    if word.dep_ == "neg":
        return not not_only(word)
    if word.dep_ == "advmod":
        no = any(g.lower_ == "no" for g in word.children)
        return word.lower_ in ("never", "nor", "neither") or (no and word.lower_ in NO_LONGER)
    return word.dep_ in ("preconj", "cc") and word.lower_ in ("neither", "nor") and word.i < verb.i


def not_at_all(noun: Token) -> bool:
    """True for 'at no point', 'under no circumstances', 'in no way', 'nowhere near it'."""
    return lemma_of(noun) in cues().occasions and any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in noun.children)


def not_only(negation: Token) -> bool:
    """True for 'not only', 'not just'."""
    after = negation.i + 1
    return after < len(negation.doc) and negation.doc[after].lower_ in NOT_ONLY


def negative_phrase(noun: Token) -> Cue | None:
    """The negative cue of a noun phrase: 'no soldiers', 'nobody', 'neither side', 'few of them'."""
    if noun.lower_ in NO_WORDS:
        return cue("not", "noun", noun)
    for c in noun.children:
        if c.dep_ in ("det", "nummod", "predet", "preconj") and c.lower_ in NO_WORDS:
            return cue("not", "noun", c)
        if c.dep_ == "advmod" and c.lower_ in ("hardly", "scarcely"):
            return cue("hardly", "noun", c)
        if c.dep_ in ("amod", "det") and c.lower_ in FEW_WORDS and not any(x.lower_ == "a" for x in noun.children):
            return cue("hardly", "noun", c)
    return None


def mood(verb: Token) -> Iterator[Cue]:
    """Conditions, questions and commands that the whole clause stands in."""
    if (condition := leading_condition(verb)) is not None:
        yield condition
    if verb.tag_ != "VBG" and conditioned(verb) and not past(verb):
        yield cue("then", "verb", verb, "if")
    if verb.dep_ == "ROOT" and yes_no_question(verb):
        yield cue("question", "verb", verb, "?")
    elif command(verb):
        yield cue("imperative", "verb", verb)
    elif verb.dep_ == "ROOT" and infinitive(verb):
        yield cue("headline", "verb", verb)


def leading_condition(verb: Token) -> Cue | None:
    """'In case rebels attack': the parser takes the conjunction for a preposition of the clause that it opens."""
    for c in verb.children:
        noun = child(c, "pobj") if c.dep_ == "prep" and c.i < verb.i else None
        if noun is not None and noun.i == c.i + 1 and not child(noun, "acl", "prep", "relcl"):
            return find("mark", noun, f"{c.lower_} {noun.lower_}")
    return None


def conditioned(verb: Token) -> bool:
    """True if an if-clause hangs on the verb."""
    clauses = [c for c in verb.children if c.dep_ == "advcl"]
    marked = any(m.dep_ == "mark" and m.lower_ in IF_WORDS for clause in clauses for m in clause.children)
    return marked or any(inverted(clause) for clause in clauses)


def inverted(clause: Token) -> bool:
    """True for conditions without a conjunction: 'had he known', 'should they attack'."""
    first = clause.doc[clause.left_edge.i]
    opens = first.lower_ in ("had", "should", "were") and (first.dep_ == "aux" or first.i == clause.i)
    return opens and first.i + 1 < len(clause.doc) and any(c.dep_ == "nsubj" for c in clause.subtree)


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
    return not any(t.tag_ in WH for t in verb.doc[verb.left_edge.i : min(verb.i, verb.left_edge.i + 3)])


def command(verb: Token) -> bool:
    """True for a bare verb form without a subject, in a sentence or a quotation of its own."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp") or child(verb, "nsubj", "nsubjpass", "expl", "csubj", "mark"):
        return False
    if verb.dep_ == "ccomp" and find("that", verb.head, lemma_of(verb.head)) is None:
        return False
    if verb.dep_ == "ccomp" and lemma_of(verb.head) in ("help", "make", "let", "have", "see"):
        return False
    return not any(c.dep_ == "aux" and c.lower_ not in ("do", "let") for c in verb.children)


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
        elif c.dep_ == "acl" and c.tag_ == "VBN" and not infinitive(c) and not child(c, "nsubj", "nsubjpass", "mark"):
            found = find("object", c, lemma_of(c))
            found = cue(found.name, "modifier", c) if found else None
        if found and found.name not in HIDDEN:
            yield found


def open_choice(noun: Token) -> bool:
    """True for 'any attack', 'anything': under negation there is none."""
    return noun.lower_.startswith("any") or any(c.dep_ == "det" and c.lower_ == "any" for c in noun.children)
