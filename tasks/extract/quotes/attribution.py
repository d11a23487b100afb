"""Who says that an event happened: the nearest speaker in whose reported words its trigger stands."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from schemas.parts import Party
from tasks.extract.events.nominals import coordinated
from tasks.extract.quotes.find import FoundQuote
from tasks.extract.quotes.reporters import cited
from tasks.extract.quotes.speaking import Names

BLOCK = 64  # tokens


class Reports:
    """The quotes of an article by the blocks of tokens that they reach into."""

    def __init__(self, quotes: Iterable[FoundQuote]) -> None:
        self.blocks: dict[int, list[FoundQuote]] = {}
        for quote in quotes:
            for block in sorted({b for start, end in quote.tokens for b in range(start // BLOCK, (end - 1) // BLOCK + 1)}):
                self.blocks.setdefault(block, []).append(quote)

    def around(self, token: Token) -> Sequence[FoundQuote]:
        """Those in whose words a token stands."""
        return [q for q in self.blocks.get(token.i // BLOCK, ()) if holds(q, token)]


def speakers(trigger: Token, reports: Reports, names: Names) -> tuple[Party, ...]:
    """The parties who say that the event at `trigger` happened; empty for the article's own voice.

    A speech verb is not inside its own content, so "X condemned" is the article's voice and "Y said X condemned" is Y's.
    Of nested reports the innermost counts. Speakers joined by 'and' are several parties; of "Reuters, citing officials" the
    officials speak.
    """
    around = reports.around(trigger)
    if not around:
        return ()
    return parties(min(around, key=size), names)


def holds(quote: FoundQuote, trigger: Token) -> bool:
    return quote.cue != trigger and any(start <= trigger.i < end for start, end in quote.tokens)


def size(quote: FoundQuote) -> int:
    """Tokens from the first to the last of the content: the smaller lies inside the larger."""
    return quote.tokens[-1][1] - quote.tokens[0][0]


def parties(quote: FoundQuote, names: Names) -> tuple[Party, ...]:
    """The speakers of a quote, each once."""
    heads = list(cited(quote.cue)) if quote.cue is not None else []
    if not heads and quote.speaker is not None:
        heads = coordinated(quote.speaker)
    if (len(heads) == 1 and heads[0] == quote.speaker) or not heads:
        return (quote.quote.speaker,) if quote.quote.speaker else ()
    found = [p for p in map(names.party, heads) if p is not None]
    return tuple({p.name: p for p in reversed(found)}.values())[::-1]
