"""What stands in a noun phrase: the noun behind a quantity, and all that is coordinated with it."""

from spacy.tokens import Token

from lexicon.grammar import grammar
from tasks.extract.events.syntax import children


def content_head(token: Token) -> Token:
    """'dozens of rebels' -> rebels; 'one of the men' -> men; any other head is itself."""
    for _ in range(3):
        if token.lemma_.lower() not in grammar().quantifiers and token.pos_ != "NUM":
            return token
        inner = [o for p in children(token, "prep") if p.lower_ == "of" for o in children(p, "pobj")]
        if not inner or (token.lemma_.lower() in grammar().plural_only and inner[0].tag_ not in ("NNS", "NNPS")):
            return token
        token = inner[0]
    return token


def coordinated(token: Token) -> list[Token]:
    """A noun and what is coordinated with it, in order: 'A, B and C' -> [A, B, C]."""
    found: list[Token] = []
    queue = [token]
    while queue and len(found) < 40:
        current = queue.pop(0)
        found.append(current)
        queue += [c for c in current.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")]
    return sorted(found, key=lambda t: t.i)
