"""Parses mended where the model is known to be wrong and the rest of the program would build on the error.

In this order, each reading what the ones before left: `sentences`, `clauses`, `headlines` and small clauses, `acts`,
`complements`, `coordination`, `titles`, `relatives`, `contents`.
"""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from tasks.mend.acts import mend_acts
from tasks.mend.clauses import mend_clauses
from tasks.mend.complements import mend_complements
from tasks.mend.contents import mend_contents
from tasks.mend.coordination import mend_coordination
from tasks.mend.headlines import mend_headlines
from tasks.mend.relatives import mend_relatives
from tasks.mend.sentences import mend_sentences
from tasks.mend.titles import mend_titles


def mend(doc: Doc, lemma: Callable[[Token], str]) -> Doc:
    """Mends a parse in place and returns it. `lemma` lemmatizes a token by its part of speech."""
    told = mend_headlines(mend_clauses(mend_sentences(doc), lemma), lemma)
    settled = mend_titles(mend_coordination(mend_complements(mend_acts(told))))
    return mend_contents(mend_relatives(settled))
