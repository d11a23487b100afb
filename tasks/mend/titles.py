"""Mends of people: a name that the parser hangs beside its title, as if a verb had two objects."""

from spacy.tokens import Doc, Token

from lexicon.grammar import grammar
from lexicon.world import names_person
from tasks.mend.tree import attach, words

OFFICE = frozenset({"to", "for", "of", "at", "in"})


def mend_titles(doc: Doc) -> Doc:
    """The same parse, mended in place."""
    for token in doc:
        title = title_of(token) if token.dep_ == "dobj" and token.ent_type_ == "PERSON" else None
        if title is None:
            continue
        for phrase in phrases_between(title, token):
            attach(phrase, title, "prep")
        attach(token, title, "appos")
        if title.pos_ == "ADJ":  # "his counterpart"
            title.pos_, title.tag_ = "NOUN", "NN"
    return doc


def title_of(name: Token) -> Token | None:
    """'Met his counterpart Ann Lee', 'received the envoy to Mali, Ann Lee, to discuss ...': the title before the name.

    Not of verbs that have two objects: 'called the envoy a liar', 'gave the premier Ann Lee's letter'.
    """
    verb, first = name.head, name.left_edge.i
    if verb.lemma_.lower() in words("naming") | grammar().ditransitive or first < 2:
        return None
    end = first - 1 if name.doc[first - 1].text == "," else first
    for title in (c for c in verb.children if c.dep_ == "dobj" and c.i < first):
        last = max([title.right_edge.i, *(p.right_edge.i for p in phrases_between(title, name))])
        if last + 1 == end and names_person(title.lemma_.lower()) and not title.ent_type_:
            return title
    return None


def phrases_between(title: Token, name: Token) -> list[Token]:
    """What the title is for, hung on the verb: 'the envoy to Mali'."""
    return [c for c in title.head.children if c.dep_ == "prep" and title.i < c.i < name.i and c.lower_ in OFFICE]
