"""Which words of a sentence are the content of its reporting verb: the complement clause and what the parser hid elsewhere.

All functions give token numbers; an empty set means that the verb reports nothing here.
"""

from itertools import islice

from spacy.tokens import Doc, Token

from lexicon.reporting import Reporting
from lexicon.world import roles
from tasks.extract.events.syntax import children
from tasks.extract.quotes.reporters import adds, joint_verbs

EDGE = frozenset(",;:-–—…\"“”„‟«»‘’‚'`[]()") | {"''", "``", "--", "..."}
VERBAL = frozenset({"VERB", "AUX"})
PARENTHETIC = frozenset({"parataxis", "ccomp", "advcl", "dep"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST = 300  # tokens: no clause of a real sentence is longer
DEPTH = 30  # ancestors: deeper than any sentence that people write
BACKSHIFTED = frozenset({"that", "would", "had", "could", "might", "should"})
MOST_OF_CLAUSE = 3  # tokens: a shorter rest of a clause is no content


def extent(token: Token) -> set[int]:
    """The token numbers below a token, itself included; no more than LONGEST on each side of it."""
    return set(range(max(token.left_edge.i, token.i - LONGEST), min(token.right_edge.i, token.i + LONGEST) + 1))


def verb_content(verb: Token, lemma: str, lexicon: Reporting) -> set[int]:
    """Token numbers of the content of a reporting verb; empty if it reports nothing here."""
    clausal = lemma in lexicon.say or lemma in lexicon.think
    if clausal and (clause := content_clause(verb, lemma in lexicon.say)):
        return clause_tokens(verb, clause, lexicon)
    if lemma in lexicon.say and raised_head(verb):
        return set(range(verb.i + 1, verb.head.right_edge.i + 1))
    if lemma in lexicon.say and is_parenthetic(verb):
        return host_tokens(verb)
    if lemma in lexicon.say and verb.tag_ == "VBN" and (found := reported_by(verb)):
        return found
    if clausal and (found := set_off(verb)):
        return found
    if lemma in lexicon.say and (found := stray_clause(verb, lexicon)):
        return found
    if lemma in lexicon.promise or lemma in lexicon.urge:
        return infinitive_tokens(verb)
    return small_clause(verb) if lemma in lexicon.label else set()


def content_clause(verb: Token, gerunds: bool) -> Token | None:
    """The complement clause of a verb: finite, or a gerund after verbs of saying."""
    for child in verb.children:
        if child.dep_ == "ccomp" and (not to_infinitive(child)):
            return child
    if gerunds:
        return next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    return None


def raised_head(verb: Token) -> bool:
    """'Police said the hall was empty' where the parser made 'was' the head: subject and verb of saying lead the sentence."""
    if verb.dep_ != "ccomp" or verb.i > verb.head.i or verb.head.pos_ not in VERBAL:
        return False
    between = verb.doc[verb.i + 1 : verb.head.i]
    return any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children) and not any(t.text in EDGE for t in between)


def to_infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def clause_tokens(verb: Token, clause: Token, lexicon: Reporting) -> set[int]:
    """The clause without the reporting verb's own words; before the verb it begins with the sentence ('But ...')."""
    own = extent(clause)
    if clause.i > verb.i:
        return {i for i in own if i > verb.i} - shared_verbs(clause, lexicon) | joined_clauses(verb, clause)
    between = {t.text for t in verb.doc[clause.right_edge.i : verb.i]}
    if between & {":", ";"}:
        return set()
    if not between & EDGE:
        return swallowed_speaker(verb, clause)
    first, start = clause.left_edge.i, verb.sent.start
    lead = [t for t in verb.doc[start:first] if t.head == verb and t.dep_ in ("cc", "advmod", "prep", "mark", "punct")]
    if verb.dep_ == "ROOT" and first - start <= 3 and len(lead) == first - start:
        own |= set(range(start, first))
    return own | resumed(verb)


def swallowed_speaker(verb: Token, clause: Token) -> set[int]:
    """'Raids hurt the trade, Ana Ruiz, head of the union said': the parser took the speaker for an apposition to the clause."""
    doc = verb.doc
    commas = [t.i for t in doc[clause.i : verb.i] if t.text == ","]
    people = [i for i in commas if doc[i + 1].ent_type_ == "PERSON"]
    if not people or any(c.dep_ == "nsubj" for c in verb.children):
        return set()
    return {i for i in extent(clause) if i < people[0]}


def joined_clauses(verb: Token, clause: Token) -> set[int]:
    """'said that A and that B', 'said A and B would follow', when the parser joins B to the reporting verb."""
    found: set[int] = set()
    for other in children(verb, "conj"):
        own = {c.lower_ for c in other.children if c.dep_ in ("mark", "aux")}
        subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children)
        if other.i > clause.i and subject and own & BACKSHIFTED:
            found |= set(range(clause.right_edge.i + 1, other.right_edge.i + 1))
    return found


def shared_verbs(clause: Token, lexicon: Reporting) -> set[int]:
    """What hangs on the content clause but reports beside it: '... and promised to pay', '..., adding that'."""
    found: set[int] = set()
    for other in joint_verbs(clause, lexicon):
        found |= extent(other) | {c.i for c in children(other.head, "cc") if c.i < other.i}
    for token in clause.doc[clause.i : min(clause.right_edge.i, clause.i + LONGEST) + 1]:
        if token.tag_ == "VBG" and adds(token, lexicon):
            found |= extent(token)
    return found


def resumed(verb: Token) -> set[int]:
    """'There is a risk, he said, that prices rise': the content goes on behind the reporting verb."""
    doc = verb.doc
    end = max((t.i for t in doc[verb.i + 1 : verb.i + 7] if t.text == ","), default=-1)
    if end < 0 or end + 1 >= verb.sent.end or doc[end + 1].lower_ not in ("that", "to"):
        return set()
    return set(range(end + 1, doc[end + 1].head.right_edge.i + 1)) if doc[end + 1].head.i > end else set()


def is_parenthetic(verb: Token) -> bool:
    """'The army, he said, shelled the town', 'as X reported': the clause above is what is said."""
    if verb.dep_ not in PARENTHETIC or verb.head.pos_ not in VERBAL or verb.head == verb or to_infinitive(verb):
        return False
    if verb.dep_ == "advcl":
        return not complemented(verb) and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    around = verb.doc[max(verb.left_edge.i - 1, 0) : verb.left_edge.i + 1]
    if verb.dep_ == "ccomp" and not any(t.text in EDGE for t in around):
        return False
    return any(c.dep_ == "nsubj" for c in verb.children)


def complemented(verb: Token) -> bool:
    """Whether what is said or told stands behind the verb: 'told a joke', 'vowed to stay'; 'told reporters' tells only whom."""
    behind = [c for c in verb.children if c.i > verb.i]
    if any(c.dep_ in ("ccomp", "xcomp") for c in behind):
        return True
    objects = (c for c in behind if c.dep_ == "dobj" and c.tag_ == "NN" and not c.ent_type_)
    return any(c.lemma_.lower() not in roles() for c in objects)  # "told parliament", "told a court": bodies are hearers too


def set_off(verb: Token) -> set[int]:
    """'The hall, police said, was empty' where the parse shows no clause: what stands on both sides of the commas."""
    doc, sentence = verb.doc, verb.sent
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.dep_ in ("relcl", "acl", "xcomp"):
        return set()
    start = min(subject.left_edge.i, verb.i)
    end = max(verb.i, subject.right_edge.i if subject.i > verb.i else 0) + 1
    while end < sentence.end and doc[end].text not in {",", ".", "?", "!", ";"} and end - verb.i < 8:
        end += 1
    closed = end >= sentence.end or doc[end].text in {",", "."}
    if start - 2 <= sentence.start or doc[start - 1].text != "," or not closed:
        return set()
    found = set(range(sentence.start, start - 1)) | rest_of(doc, end, sentence.end)
    return found if not complemented(verb) and any(is_main(doc[i]) for i in found) else set()


def is_main(token: Token) -> bool:
    """A finite verb of no subordinate clause: 'in his speech' and 'after the firm closed' are no statements."""
    return token.tag_ in FINITE and carried_by(token).dep_ not in ("advcl", "relcl", "acl", "pcomp")


def carried_by(verb: Token) -> Token:
    """The main verb of an auxiliary; any other verb itself."""
    return verb.head if verb.dep_ in ("aux", "auxpass") else verb


def rest_of(doc: Doc, comma: int, end: int) -> set[int]:
    """The words behind the closing comma, unless they add something of their own."""
    if comma + MOST_OF_CLAUSE >= end or doc[comma + 1].tag_ in ("VBG", "WDT", "WP", "IN", "CC", "WRB"):
        return set()
    return set(range(comma + 1, end))


def reported_by(verb: Token) -> set[int]:
    """'The envoys met in secret, reported by the Herald': the finite clause before the participle."""
    start = verb.left_edge.i
    if not children(verb, "agent") or children(verb, "auxpass", "nsubjpass") or start < 1 or verb.doc[start - 1].text != ",":
        return set()
    host = next((a for a in islice(verb.ancestors, DEPTH) if a.tag_ in FINITE), None)
    return set() if host is None else {i for i in extent(host) if i < start} - {c.i for c in children(host, "mark")}


def stray_clause(verb: Token, lexicon: Reporting) -> set[int]:
    """'told reporters after a meeting that prices fell': a that-clause that the parser hung on a noun in between."""
    for token in verb.doc[verb.i + 2 : min(verb.right_edge.i, verb.i + LONGEST) + 1]:
        clause = token.head
        if token.lower_ == "that" and token.dep_ == "mark" and clause.dep_ in ("acl", "relcl", "advcl", "ccomp"):
            noun = clause.head
            if noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() not in lexicon.nouns and noun.i < token.i:
                return extent(clause)
    return set()


def small_clause(verb: Token) -> set[int]:
    """'called the vote a sham', 'described it as unfair': the thing and what it is called."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or verb.dep_ in ("acl", "amod"):
        return set()
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "ccomp") and c.i > verb.i), None)
    if thing is None:
        return set()
    if thing.dep_ == "ccomp":  # the parser may read "the vote a sham" as a clause without a verb
        return extent(thing) if thing.pos_ in ("NOUN", "ADJ", "PROPN") else set()
    names = (c for c in verb.children if c.i > thing.i and (c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ == "as")))
    name = next(names, None)
    return set(range(thing.left_edge.i, name.right_edge.i + 1)) if name is not None else set()


def host_tokens(verb: Token) -> set[int]:
    """The clause that a parenthetic verb stands in, without the verb's own words."""
    return extent(carried_by(verb.head)) - extent(verb)


def infinitive_tokens(verb: Token) -> set[int]:
    """'pledged to stand', 'urged Kyiv to wait': the infinitive with its dependants."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i and to_infinitive(child):
            return extent(child)
    return set()
