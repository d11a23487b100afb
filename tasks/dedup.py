"""Exact and near copies of articles, found before anything expensive is done to them.

Candidates share a band of their MinHash signatures; `tasks.copies` then decides on their texts. Measured on newswire: rensa's
RMinHash takes 0.01 ms an article and errs by .014 in similarity, datasketch's MinHash 0.37 ms and .030. Shingles of three words
keep a copy with one word in sixty changed at .86 or more; 32 bands of 4 find 95 of 100 pairs at a similarity of .55.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rensa import RMinHash

from schemas.arrow import from_table
from schemas.codebook import Reason, ZoneKind
from schemas.ids import content_id
from schemas.tables import Article
from tasks.copies import Traits, is_copy, shingles_of, traits_of, words_of
from tasks.normalize.zones import zones
from tasks.versions import NO_RIVALS, Rivals

PERMUTATIONS, SEED, BANDS = 128, 1, 32  # part of every stored signature: another value finds none of the stored articles
SHORT_WORDS = 20  # shorter texts are copies only of equal ones
TITLED_WORDS = 8  # of texts below this the title is part: "Full text follows" says nothing
SERIES_WORDS, SERIES_DAYS = 100, timedelta(days=5)  # shorter texts recur word for word, and each time it is news
ESTIMATED = 0.35  # candidates of lower estimated similarity are passed over: a copy cut to half has .5, less the error
VERIFIED = 8  # candidates whose texts are compared, the most similar first
HELD = 1000  # texts whose words are held at a time: they take forty times the room of the text
CROWD = 256  # a band remembers so many articles, the latest; a series of thousands shares its bands

Load = Callable[[Collection[str]], Iterable[Article]]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What copies are found by: some columns of `articles`. `text_id` is the original's id, or the article's own."""

    article_id: str
    published: date | None
    byline: str
    url: str
    words: int
    content_hash: str
    minhash: bytes
    bands: tuple[int, ...]
    text_id: str

    @property
    def rank(self) -> tuple[date, bool, bool, int, str]:
        """The best copy comes first: dated, the earliest, then one with a byline, an address, the longest."""
        return self.published or date.max, not self.byline, not self.url, -self.words, self.article_id


@dataclass(frozen=True, slots=True)
class Copy:
    """That an article is a copy, of which original, and of what kind."""

    copy_of: str
    reason: Reason

    @property
    def kind(self) -> str:
        return "exact" if self.reason is Reason.EXACT_COPY else "near"


def body_of(article: Article) -> str:
    """The text without headline, byline and dateline: copies carry others."""
    return "\n".join(article.text[z.start : z.end] for z in zones(article) if z.kind == ZoneKind.BODY)


def sign(article: Article) -> Article:
    """The article with content_hash, minhash and bands; the last two are empty for short texts."""
    words = words_of(body_of(article))
    known_by = words if len(words) >= TITLED_WORDS else words_of(article.title) + words
    content_hash = content_id("".join(known_by))
    if len(words) < SHORT_WORDS:
        return replace(article, content_hash=content_hash, minhash=b"", bands=())
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(shingles_of(words))
    minhash = np.array(sketch.digest(), dtype="<u4").tobytes()
    return replace(article, content_hash=content_hash, minhash=minhash, bands=bands_of(minhash))


def bands_of(minhash: bytes) -> tuple[int, ...]:
    """A signed 64-bit hash for each band of four values; the band's number is part of it."""
    width = len(minhash) // BANDS
    parts = (minhash[i * width : (i + 1) * width] for i in range(BANDS))
    hashes = (blake2b(part, digest_size=8, salt=n.to_bytes(2, "little")).digest() for n, part in enumerate(parts))
    return tuple(int.from_bytes(digest, "little", signed=True) for digest in hashes)


def fingerprints(articles: pa.Table) -> list[Fingerprint]:
    """The fingerprints of rows of `articles`; other columns are not read."""
    return from_table(articles, Fingerprint)


def fingerprint_of(article: Article) -> Fingerprint:
    return Fingerprint(**{name: getattr(article, name) for name in Fingerprint.__dataclass_fields__})


def find_copies(
    new: Sequence[Fingerprint], stored: Sequence[Fingerprint], load: Load, near_copy: float, rivals: Rivals = NO_RIVALS
) -> dict[str, Copy]:
    """Which articles are copies, by article id, and of what: new ones, and stored ones that have found a better original now.

    `stored` are the candidates among stored articles, with all that belong to the same originals; new ones with a stored id
    are passed over. `load` gives articles, new and stored, by id. Each article is a copy of the best one that it has the text
    of, whichever came first; a copy of a copy is one of the original. The order of the arguments does not matter. Versions of
    one article are no copies of each other, and a text is rather a copy of one that is current.
    """
    known = {f.article_id for f in stored}
    fresh = sorted({f.article_id: f for f in new if f.article_id not in known}.values(), key=lambda f: f.rank)
    ranked = [*sorted(stored, key=lambda f: f.rank), *fresh]
    linker = Linker(ranked, near_copy, rivals)
    pairs = linker.pairs(propose(ranked, len(stored)))
    wanted = {ranked[i].article_id for pair in pairs for i in pair}
    texts = {a.article_id: a for a in load(wanted) if not corrects(a)} if wanted else {}
    roots = linker.link(pairs, lru_cache(HELD)(lambda i: traits_of(body_of(texts[i])) if i in texts else None))
    linked = ((one, ranked[root]) for one, root in zip(ranked, roots, strict=True) if ranked[root] is not one)
    return {one.article_id: copy_of(one, root) for one, root in linked if one.text_id != root.article_id}


def copy_of(one: Fingerprint, original: Fingerprint) -> Copy:
    exact = one.content_hash == original.content_hash
    return Copy(original.article_id, Reason.EXACT_COPY if exact else Reason.NEAR_COPY)


def corrects(article: Article) -> bool:
    """A correction says something else than what it corrects, however few words differ: only an exact copy of it is a copy."""
    return article.title.lower().startswith(("corrected", "correction"))


def propose(ranked: Sequence[Fingerprint], settled: int) -> dict[int, list[int]]:
    """For each position from `settled` on, the positions of earlier articles that may have the same text, likely ones first."""
    index: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=CROWD))
    hashes: set[str] = set()
    matrix = signatures(ranked)
    found = {}
    for i, one in enumerate(ranked):
        if i >= settled and (likely := most_similar(matrix, i, {j for band in one.bands for j in index[band]})):
            found[i] = likely
        if one.content_hash not in hashes:  # of equal texts one is enough
            hashes.add(one.content_hash)
            for band in one.bands:
                index[band].append(i)
    return found


def signatures(ranked: Sequence[Fingerprint]) -> npt.NDArray[np.uint32]:
    """One row of PERMUTATIONS values an article; zeros for short texts, which are in no band."""
    blank = bytes(4 * PERMUTATIONS)
    joined = b"".join(f.minhash if len(f.minhash) == len(blank) else blank for f in ranked)
    return np.frombuffer(joined, dtype="<u4").reshape(len(ranked), PERMUTATIONS)


def most_similar(matrix: npt.NDArray[np.uint32], i: int, candidates: set[int]) -> list[int]:
    """The candidates of highest estimated similarity to row i, at most VERIFIED."""
    if not candidates:
        return []
    rows = np.array(sorted(candidates))
    similar = (matrix[rows] == matrix[i]).mean(axis=1)
    order = np.lexsort((rows, -similar))[:VERIFIED]
    return [int(rows[k]) for k in order if similar[k] >= ESTIMATED]


@dataclass
class Linker:
    """Links each article to the best one that it is a copy of: an answer that does not depend on which of them came first."""

    ranked: Sequence[Fingerprint]
    near_copy: float
    rivals: Rivals = NO_RIVALS
    parents: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.order = sorted(range(len(self.ranked)), key=lambda i: self.ranked[i].rank)
        self.keep_stored()
        self.first_equal = self.link_equal()

    def pairs(self, near: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
        """Which articles' texts are to be compared, the better one first: of equal texts the best alone."""
        found = {(self.first_equal[i], self.first_equal[j]) for i, candidates in near.items() for j in candidates}
        return {(i, j) if self.ranked[i].rank < self.ranked[j].rank else (j, i) for i, j in found if i != j}

    def link(self, pairs: Iterable[tuple[int, int]], traits: Callable[[str], Traits | None]) -> list[int]:
        """For each position that of its original, or its own."""
        for better, other in sorted(pairs):
            first, later = (traits(self.ranked[i].article_id) for i in (better, other))
            if first and later and not self.recur(better, other) and is_copy(later, first, self.near_copy):
                self.parents[other].add(better)
        roots = list(range(len(self.ranked)))
        for i in self.order:  # a parent is better, so its root is known by then
            roots[i] = self.root_of(i, roots)
        return roots

    def root_of(self, i: int, roots: Sequence[int]) -> int:
        """That of the best parent. A stored copy has no rows of its own: it stays one, if of another version of itself."""
        parents = sorted(self.parents[i], key=lambda p: (self.ranked[p].article_id in self.rivals.late, self.ranked[p].rank))
        fit = (roots[p] for p in parents if not self.are_versions(i, roots[p]))
        stored_copy = self.ranked[i].text_id != self.ranked[i].article_id
        return next(fit, roots[parents[0]] if parents and stored_copy else i)

    def are_versions(self, i: int, j: int) -> bool:
        one, other = self.ranked[i], self.ranked[j]
        return one.content_hash != other.content_hash and self.rivals.share_place(one.article_id, other.article_id)

    def recur(self, i: int, j: int) -> bool:
        return recurs(self.ranked[i], self.ranked[j])

    def keep_stored(self) -> None:
        """What was found out when they were stored."""
        places = {f.article_id: i for i, f in enumerate(self.ranked)}
        for i, one in enumerate(self.ranked):
            if one.text_id != one.article_id and one.text_id in places:
                self.parents[i].add(places[one.text_id])

    def link_equal(self) -> list[int]:
        """Links equal texts to the best of them that is no older piece of news. For each position that one's, or its own."""
        first_equal = list(range(len(self.ranked)))
        originals: defaultdict[str, list[int]] = defaultdict(list)
        for i in self.order:
            equal = originals[self.ranked[i].content_hash]
            first = next((j for j in equal if not self.recur(i, j)), None)
            if first is None:
                equal.append(i)
            else:
                first_equal[i] = first
                self.parents[i].add(first)
        return first_equal


def recurs(one: Fingerprint, other: Fingerprint) -> bool:
    """True if two short texts are too far apart in time to be copies: "left its rate unchanged" is news each time."""
    if one.published is None or other.published is None or max(one.words, other.words) >= SERIES_WORDS:
        return False
    return abs(one.published - other.published) > SERIES_DAYS
