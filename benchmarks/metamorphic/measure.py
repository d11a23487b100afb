"""Whether the coder gives the records that the variants must give, and how often."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.metamorphic.seeds import PUBLISHED, Record, Side, load_seeds
from benchmarks.metamorphic.variants import Variant, variants
from lexicon.events import load_events
from schemas.parts import Party as FoundParty
from schemas.settings import load_settings
from schemas.tables import Article, Event
from tasks.annotate import annotate
from tasks.extract.article import extract

PRONOUNS = ("it", "they", "he", "she")


def article(number: int, variant: Variant) -> Article:
    return Article(
        article_id=str(number), title="", byline="", dateline=variant.dateline, published=PUBLISHED,
        published_text=str(PUBLISHED), published_source="given", language="en", url="", text=variant.text,
        words=len(variant.text.split()), furniture=(), content_hash="", minhash=b"", bands=(), copy_of=None, text_id="",
        fingerprint="", batch_id="",
    )  # fmt: skip


def observed(event: Event, wanted: Record) -> Record:
    """What is compared of an event that was found. A pronoun counts as the wanted party of its country and sector."""
    known = {s[1:]: s[0] for s in (*wanted.actors, *wanted.recipients, *wanted.attributed_to, *wanted.denied_by)}

    def sides(parties: Iterable[FoundParty]) -> frozenset[Side]:
        found = ((p.text.casefold(), p.country or "", str(p.sector)) for p in parties)
        return frozenset(
            (known.get((country, sector), word) if word in PRONOUNS else word, country, sector)
            for word, country, sector in found
        )

    return Record(
        f"{event.type}/{event.mode}" if event.mode else event.type, sides(event.actors), sides(event.recipients),
        str(event.factuality), event.historical, sides(event.attributed_to), sides(event.denied_by),
        (event.place.text, event.place.country) if event.place else None,
        frozenset((q.value or 0.0, q.unit, str(q.role)) for q in event.quantities), (event.date_start, event.date_end),
    )  # fmt: skip


def failures(made: Sequence[Variant]) -> Iterator[str]:
    """For each variant what is wrong with its record, '' if nothing is. All are parsed in one batch."""
    lexicon, settings = load_events(), load_settings()
    articles = (article(n, v) for n, v in enumerate(made))
    for annotated, variant in zip(annotate(articles, settings.model), made, strict=True):
        found = [observed(e, variant.record) for e in extract(annotated, lexicon).events]
        if len(found) == 1:
            wrong = variant.record.differs(found[0])
            yield "; ".join(f"{f}: {show(getattr(found[0], f))}, not {show(getattr(variant.record, f))}" for f in wrong)
        else:
            yield f"{len(found)} events: {', '.join(f'{r.code} {r.factuality}' for r in found)}"


def show(value: object) -> str:
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted("/".join(map(str, v)) for v in value)) + "}"
    return "..".join(map(str, value)) if isinstance(value, tuple) else str(value)


def pass_rates() -> tuple[dict[str, tuple[int, int]], list[tuple[Variant, str]]]:
    """Transformation -> (passed, all), and the variants that fail with what is wrong."""
    made = [v for n, seed in enumerate(load_seeds()) for v in variants(seed, n)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    failed = []
    for variant, wrong in zip(made, failures(made), strict=True):
        counts[variant.transformation][0] += not wrong
        counts[variant.transformation][1] += 1
        if wrong:
            failed.append((variant, wrong))
    return {k: (passed, total) for k, (passed, total) in counts.items()}, failed
