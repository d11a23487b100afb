"""Noun phrases of a dependency parse (CLEAR labels, as spaCy's English models use)."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from lexicon.grammar import grammar
from lexicon.lists import word_list
from lexicon.where import where_words
from lexicon.world import equipment, names_person

LEFT = frozenset(
    ["compound", "amod", "nmod", "poss", "advmod", "npadvmod", "quantmod", "nummod", "det", "predet", "punct", "case"]
)
QUANTIFIERS = word_list("quantifiers")
QUOTES = frozenset(['"', "'", "``", "''", "“", "”", "‘", "’", "(", "[", "-", "--", "—", "–", ",", "_", "*"])
CLAUSES = frozenset(["relcl", "acl", "appos", "advcl", "parataxis", "conj", "cc"])
PRONOUN_TAGS = frozenset(["PRP", "PRP$", "WP", "WDT", "WP$"])
RELATIVE_TAGS = frozenset(["WP", "WDT", "WP$", "WRB"])
COMPLEMENT_LENGTH = 12  # longest prepositional phrase that stays in a span, in tokens
DEFINERS = 2  # how many phrases behind a noun stay in its span
PLACING = frozenset(["in", "at", "near", "from", "outside", "inside", "around", "along", "across", "on", "of"])
OFFICIAL = frozenset(["for", "to"])  # 'ambassador to Mali', 'minister for Africa'
NAMED_PLACES = frozenset(["GPE", "LOC", "FAC", "ORG", "NORP"])
NATIONS = frozenset(["NORP", "GPE"])
LOCALITIES = word_list("localities")


def left_modifiers(head: Token) -> list[Token]:
    """The children before the head that modify it, from left to right."""
    return [c for c in head.lefts if c.dep_ in LEFT]


def first_of_phrase(head: Token) -> int:
    """Index of the first token of the noun phrase, articles and numerals included."""
    return min((c.left_edge.i for c in left_modifiers(head)), default=head.i)


def is_light(token: Token) -> bool:
    """Determiners, numerals, quantifiers, conjunctions and quotation marks: off the span of a party."""
    if token.tag_ == "PRP$" or token.tag_ == "WP$":
        return False
    if token.lower_ in QUANTIFIERS or token.text in QUOTES:
        return True
    return token.tag_ in ("DT", "PDT", "CD", "WDT", "CC") or token.pos_ == "NUM"


def is_hyphenated(token: Token) -> bool:
    """The '95' of 'a 95-year-old man' is no numeral of its own, but part of an adjective."""
    return token.i + 1 < len(token.doc) and not token.whitespace_ and token.nbor().text == "-"


def phrase_start(head: Token, at_most: int | None = None) -> int:
    """Index of the first token of a party's span. `at_most` is the first token of the name, which is never cut off."""
    last = head.i if at_most is None else at_most
    start = min(first_of_phrase(head), last)
    while start < last and is_light(head.doc[start]) and not is_hyphenated(head.doc[start]):
        start += 1
    if start < last and head.doc[start].text in ("'s", "’s"):
        start += 1
    return start


def moves(noun: str) -> bool:
    """Whether a noun names people, who may be anywhere, and not a body with a seat."""
    return noun in grammar().roving or names_person(noun)


def of_complement(head: Token) -> Token | None:
    """The preposition 'of' after the head, if it governs a noun."""
    of = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return of if of is not None and any(c.dep_ == "pobj" for c in of.children) else None


def phrase_end(head: Token) -> int:
    """One past the last token of a party's name: the head, with its 'of' complement up to a clause or comma."""
    of = of_complement(head)
    if of is None or of.i != head.i + 1:
        return head.i + 1
    return complement_end(of) or head.i + 1


def complement_end(preposition: Token) -> int:
    """One past the last token of a prepositional phrase, up to a clause or comma; 0 where nothing of it is left."""
    end, limit = preposition.i + 1, min(preposition.right_edge.i + 1, preposition.i + COMPLEMENT_LENGTH)
    doc = preposition.doc
    while end < limit and not stops(doc[end]):
        end += 1
    while end > preposition.i + 1 and (
        (doc[end - 1].is_punct and doc[end - 1].text != ".") or doc[end - 1].pos_ in ("CCONJ", "ADP", "DET", "PART")
    ):
        end -= 1
    return end if end > preposition.i + 1 else 0


def defined_end(head: Token, end: int) -> int:
    """One past the last token of a party's span: the phrases right behind `end` that say which party it is belong to it.

    'Troops in the north', 'the envoy to Mali', 'refugees from Sudan'; but 'troops on Monday', 'troops in response'.
    """
    doc = head.doc
    for _ in range(DEFINERS):
        if end >= len(doc) or not defines(doc[end], head, end):
            break
        end = complement_end(doc[end]) or end
    return end


def ruled_end(name_end: int, doc: Doc) -> int:
    """One past a person's name and the country behind it: 'King Abdullah of Jordan'; but 'King Abdullah of course'."""
    if name_end + 1 >= len(doc) or doc[name_end].lower_ != "of" or doc[name_end + 1].ent_type_ != "GPE":
        return name_end
    end = name_end + 1
    while end < len(doc) and doc[end].ent_type_ == "GPE" and not (end > name_end + 1 and doc[end].ent_iob_ == "B"):
        end += 1
    return end


def abbreviated_end(start: int, end: int, doc: Doc) -> int:
    """One past the abbreviation in brackets right behind a name, of which it is a part as written: 'the Free Party (FP)'."""
    if end + 2 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
        return end
    short = doc[end + 1].text.replace(".", "")
    initials = {t.text[0] for t in doc[start:end] if t.text[0].isupper()}
    return end + 3 if len(short) > 1 and short.isupper() and short[0] in initials and end - start > 1 else end


def defines(preposition: Token, head: Token, end: int) -> bool:
    """Whether a phrase on a noun tells where its bearer is or belongs, or what an office is for."""
    hung = head.i <= preposition.head.i < end or (
        preposition.i == head.i + 1 and is_fixed(head) and preposition.head.i < head.i
    )
    if preposition.dep_ != "prep" or not hung:
        return False
    thing = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if thing is None or preposition.lower_ not in PLACING | OFFICIAL or places_act(preposition, head):
        return False
    if thing.ent_type_ in NAMED_PLACES:
        return preposition.lower_ in PLACING or preposition.head == head
    return preposition.lower_ in PLACING and lemma(thing) in LOCALITIES


def is_fixed(head: Token) -> bool:
    """Whether it stands where it stands: a phrase of place right behind it is its own, wherever the parser hangs it."""
    return lemma(head) in LOCALITIES or lemma(head) in equipment()["building"]


def places_act(preposition: Token, head: Token) -> bool:
    """'Met with the Czech premier in Vienna', 'abducted a Polish reporter near Kirkuk': people are wherever the act is.

    Only if a country defines them already: 'the French embassy in Cairo', 'rebels in Kirkuk' are defined by where they are.
    """
    if preposition.lower_ not in where_words().locative or is_subject(head) or not moves(lemma(head)):
        return False
    return any(c.ent_type_ in NATIONS for c in left_modifiers(head))


def stops(token: Token) -> bool:
    return token.text in (",", ";", "--", "—", "(", ":", '"', "”", "“", "``", "''") or (
        token.dep_ in ("relcl", "acl", "appos", "ROOT") or token.tag_ in RELATIVE_TAGS
    )


def objects(preposition: Token) -> Iterator[Token]:
    """What a preposition governs, coordinated nouns included."""
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp"):
            yield child
            yield from child.conjuncts


def possessor(head: Token) -> Token | None:
    return next((c for c in head.lefts if c.dep_ == "poss"), None)


def is_definite(head: Token) -> bool:
    """Whether the phrase points back: 'the', 'this', 'that', or no determiner at all on a bare singular noun."""
    determiners = [c.lower_ for c in head.lefts if c.dep_ in ("det", "poss")]
    return any(d in ("the", "this", "that", "these", "those") for d in determiners)


def is_one_of_many(head: Token) -> bool:
    """'A Polish magazine': the word before says what sort it is, not which."""
    return any(c.lower_ in ("a", "an", "another") for c in head.lefts)


def is_plural(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS") or head.lower_ in (
        "people",
        "police",
        "troops",
        "they",
        "them",
        "their",
        "those",
        "others",
    )


def is_subject(head: Token) -> bool:
    return head.dep_ in ("nsubj", "nsubjpass", "csubj", "agent")


def clause_verb(token: Token) -> Token:
    """The nearest verb above a token, or the root."""
    at = token
    while at.head.i != at.i and (at.i == token.i or at.pos_ not in ("VERB", "AUX")):
        at = at.head
    return at


def words_before(head: Token, start: int) -> list[str]:
    """Lower-case lemmas from `start` to the head; the possessor, articles and punctuation off."""
    out = []
    owner = possessor(head)
    first = start if owner is None else owner.right_edge.i + 1
    for token in head.doc[first : head.i + 1]:
        if token.is_punct or token.is_space or token.lower_ in ("the", "a", "an", "'s", "’s"):
            continue
        out.append(lemma(token))
    return out


def lemma(token: Token) -> str:
    """The lemma in lower case. The tagger takes capitalized nouns for names and leaves their plural: mend that."""
    low = token.lower_
    if token.tag_ in ("NNP", "NNPS", "NNS", "NN"):
        return singular(low) if token.tag_ != "NN" and token.lemma_.lower() == low else token.lemma_.lower()
    return low


IRREGULAR = {"men": "man", "women": "woman", "people": "people", "police": "police", "children": "child", "forces": "force"}


def singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men") and len(word) > 5:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
