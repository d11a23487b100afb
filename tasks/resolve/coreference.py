"""What a pronoun stands for: a nearby name or role noun of fitting number, gender and kind, subjects first."""

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from lexicon.lists import word_list
from lexicon.world import titles
from tasks.resolve.labels import Named
from tasks.resolve.nouns import Reading
from tasks.resolve.phrases import clause_verb, is_plural, is_subject

FEMALE = frozenset(["she", "her", "hers", "herself"])
MALE = frozenset(["he", "him", "his", "himself"])
THING = frozenset(["it", "its", "itself"])
MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
SPEAKER = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
RELATIVE = frozenset(["who", "whom", "which", "that", "whose"])
SAYING = word_list("saying")
REACH = 4  # sentences back
MOST = 150  # candidates that are weighed; those sentences of newswire have some 40
WINDOW = 200  # tokens on each side in which a speaker is looked for
APART = frozenset(["appos", "attr", "npadvmod", "dep", "advmod", "ROOT", "oprd"])  # nouns so attached say what somebody is
NOT_HE = frozenset(["source", "official", "person"])
CONDITIONS = frozenset(["if", "unless", "until"])
OBJECTS = frozenset(["dobj", "dative", "pobj"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
DEPTH = 3  # verbs without a subject of their own
EXPLETIVE_VERBS = frozenset(["be", "seem", "appear", "take", "rain", "snow", "happen", "remain", "become"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible antecedent. `gender` is 'f', 'm' or empty for unknown."""

    head: Token
    sentence: int
    person: bool
    plural: bool
    gender: str
    named: bool
    subject: bool


def sentence_numbers(doc: Doc) -> list[int]:
    """The number of the sentence of each token."""
    return [k for k, sent in enumerate(doc.sents) for _ in sent]


def gender_of(words: list[str]) -> str:
    """'f' or 'm' from titles and role nouns; empty if they do not tell."""
    lists = titles()
    if any(w in lists["female"] for w in words):
        return "f"
    return "m" if any(w in lists["male"] for w in words) else ""


def from_entity(named: Named, head: Token, sentence: int, gender: str) -> Candidate:
    people = named.label in ("PERSON", "NORP")
    a_group = named.label == "PERSON" and any(c.lower_ == "the" for c in head.lefts)  # "the Houthis"
    plural = a_group or (people and is_plural(head))
    return Candidate(head, sentence, people, plural, gender, True, is_subject(head))


def from_noun(reading: Reading, head: Token, sentence: int) -> Candidate:
    gender = gender_of([reading.word, reading.word.split()[-1]])
    return Candidate(head, sentence, reading.role.person, is_plural(head), gender, False, is_subject(head))


def fits(pronoun: str, c: Candidate) -> bool:
    """Number, gender and kind."""
    if pronoun in MALE | FEMALE:
        wrong = "f" if pronoun in MALE else "m"
        known = c.named or (c.head.lemma_ not in NOT_HE and c.head.dep_ not in APART)
        return c.person and not c.plural and c.gender != wrong and known
    if pronoun in THING:
        return not c.person and not c.plural
    return is_many(c) or not c.person  # "Farmers said they", "the junta said they"


def is_many(c: Candidate) -> bool:
    return c.plural or len(list(c.head.conjuncts)) > 0


def is_expletive(token: Token) -> bool:
    """'It is unclear whether', 'it seems': stands for nothing."""
    if token.lower_ != "it" or not is_subject(token):
        return False
    verb = token.head
    return verb.lemma_ in EXPLETIVE_VERBS and any(
        c.dep_ in ("ccomp", "xcomp", "advcl", "csubj") and c.i > verb.i for c in verb.children
    )


def excluded(pronoun: Token, c: Candidate) -> bool:
    """A co-argument of the same verb, a phrase around the pronoun, or what it is coordinated with."""
    if any(a.i == c.head.i for a in pronoun.ancestors):
        return (pronoun.dep_ == "poss" and not c.head.dep_.startswith("nsubj")) or (
            pronoun.dep_ != "poss" and not in_clause_of(pronoun, c.head)
        )
    if pronoun.dep_ == "poss":
        return False
    if pronoun.dep_ in OBJECTS and (doer := understood(clause_verb(pronoun))) is not None and doer.i == c.head.i:
        return True
    return clause_verb(pronoun).i == clause_verb(c.head).i and pronoun.dep_ != "nsubj"


def acting_pronoun(pronoun: Token) -> Token | None:
    """'They freed three of them': the pronoun that does it to this one, and so stands for somebody else."""
    if pronoun.dep_ not in OBJECTS:
        return None
    kinds = FEMALE | MALE | THING | MANY
    return next((c for c in clause_verb(pronoun).children if c.dep_ in SUBJECTS and c.lower_ in kinds), None)


def parallel_object(pronoun: Token) -> Token | None:
    """'Deplored the raids, branding them a disgrace': the object of a clause without subject repeats the object before."""
    verb = clause_verb(pronoun)
    if pronoun.dep_ != "dobj" or pronoun.head != verb or verb.dep_ != "advcl" or understood(verb) is None:
        return None
    tags = {"them": ("NNS", "NNPS"), "it": ("NN", "NNP")}.get(pronoun.lower_, ())
    return next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < pronoun.i and c.tag_ in tags), None)


def understood(verb: Token) -> Token | None:
    """Who does what a verb without a subject tells: 'a court convicted Salas and sentenced him', '..., sentencing him'."""
    for _ in range(DEPTH):
        if any(c.dep_ in SUBJECTS for c in verb.children):
            return None
        if verb.dep_ not in ("advcl", "conj") or verb.head.pos_ != "VERB":
            return None
        verb = verb.head
        if subject := next((c for c in verb.children if c.dep_ in SUBJECTS), None):
            return subject
    return None


def in_clause_of(pronoun: Token, head: Token) -> bool:
    """Whether a clause lies between the pronoun and the noun above it: 'the man who said he'."""
    verb = clause_verb(pronoun)
    return any(a.i == head.i for a in verb.ancestors)


def antecedent(pronoun: Token, candidates: list[Candidate], sentences: list[int]) -> Token | None:
    """The best candidate before the pronoun, at most REACH sentences back; None if none fits."""
    word, here = pronoun.lower_, sentences[pronoun.i]
    if is_expletive(pronoun):
        return None
    end = bisect_left(candidates, pronoun.i, key=lambda c: c.head.i)
    low = max(bisect_left(candidates, here - REACH, key=lambda c: c.sentence), end - MOST)
    near = [c for c in candidates[low:end] if fits(word, c)]
    near = [c for c in near if not excluded(pronoun, c)]
    if (doer := acting_pronoun(pronoun)) is not None and (himself := antecedent(doer, candidates, sentences)) is not None:
        near = [c for c in near if c.head.i != himself.i]
    if word == "them":  # rather many than a town or a body
        near = [c for c in near if is_many(c)] or near
    if (thing := parallel_object(pronoun)) is not None:
        return next((c.head for c in near if c.head.i == thing.i), None)
    above = governing(pronoun)
    return min(near, key=lambda c: (above.get(c.head.i, len(above)), *rank(c, here))).head if near else None


def governing(pronoun: Token) -> dict[int, int]:
    """Subjects of the clauses above a pronoun's own, the nearest first: 'X says that Y fears it will lose' -> Y, X.

    Of a verb with the pronoun in its adverbial clause the object comes next: 'Z said X held Y as he fled' -> X, Y, Z. In a
    condition it goes before the subject: 'X warned Y of war if it did not yield' -> Y, X.
    """
    found: list[int] = []
    below = pronoun
    for verb in pronoun.ancestors:
        if verb.pos_ in ("VERB", "AUX"):
            conditional = below.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in below.children)
            objects = [c.i for c in verb.rights if c.dep_ == "dobj" and c.i < pronoun.i] if below.dep_ == "advcl" else []
            subjects = [c.i for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.i < pronoun.i]
            found += [*objects, *subjects] if conditional else [*subjects, *objects]
            below = verb
    return {i: n for n, i in reversed(list(enumerate(found)))}


def rank(c: Candidate, here: int) -> tuple[int, int, int, int]:
    """Nearer sentences first; within one, subjects, then names, then the earliest."""
    return here - c.sentence, 0 if c.subject else 1, 0 if c.named else 1, c.head.i


def relative_noun(pronoun: Token) -> Token | None:
    """The noun that a relative clause belongs to."""
    at = pronoun
    while at.head.i != at.i:
        at = at.head
        if at.dep_ == "relcl":
            return at.head if at.head.i < pronoun.i else None
    return None


def speaker(pronoun: Token, sentences: list[int]) -> Token | None:
    """The subject of the verb of saying nearest to a first-person pronoun: in its sentence, before it, or after it."""
    doc, here = pronoun.doc, sentences[pronoun.i]
    bounds = around(doc, pronoun.i, sentences)
    order = {0: 0, -1: 1, 1: 2, -2: 3, 2: 4}
    found = [
        (order[sentences[i] - here], abs(i - pronoun.i), i)
        for i in bounds
        if doc[i].dep_ == "nsubj" and doc[i].head.lemma_ in SAYING and doc[i].lower_ not in SPEAKER and doc[i].lower_ != "you"
    ]
    return doc[min(found)[2]] if found else None


def around(doc: Doc, index: int, sentences: list[int]) -> list[int]:
    """Tokens of the two sentences on each side."""
    low = high = index
    while low > max(0, index - WINDOW) and sentences[index] - sentences[low - 1] <= 2:
        low -= 1
    while high + 1 < min(len(doc), index + WINDOW) and sentences[high + 1] - sentences[index] <= 2:
        high += 1
    return list(range(low, high + 1))
