"""Parses mended where the model is known to be wrong and the rest of the program would build on the error.

One module for each size of what is mended: `clauses` first, then `small` ones, then `nouns`, which reads what the
clauses left.
"""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from tasks.mend.clauses import mend_clauses
from tasks.mend.nouns import mend_nouns
from tasks.mend.small import mend_small


def mend(doc: Doc, lemma: Callable[[Token], str]) -> Doc:
    """Mends a parse in place and returns it. `lemma` lemmatizes a token by its part of speech."""
    return mend_nouns(mend_small(mend_clauses(doc, lemma), lemma))
