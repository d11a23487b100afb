"""Exact and near copies of articles, found before anything expensive is done to them.

Candidates share a band of their MinHash signatures; `tasks.copies` then decides on their texts. Measured on newswire: rensa's
RMinHash takes 0.01 ms an article and errs by .014 in similarity, datasketch's MinHash 0.37 ms and .030. Shingles of three words
keep a copy with one word in sixty changed at .86 or more; 32 bands of 4 find 95 of 100 pairs at a similarity of .55.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
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

PERMUTATIONS, SEED, BANDS = 128, 1, 32  # part of every stored signature: another value finds none of the stored articles
SHORT_WORDS = 20  # shorter texts are copies only of equal ones
TITLED_WORDS = 8  # of texts below this the title is part: "Full text follows" says nothing
SERIES_WORDS, SERIES_DAYS = 100, timedelta(days=5)  # shorter texts recur word for word, and each time it is news
ESTIMATED = 0.35  # candidates of lower estimated similarity are passed over: a copy cut to half has .5, less the error
VERIFIED = 8  # candidates whose texts are compared, the most similar first
CROWD = 256  # a band remembers so many articles, the latest; a series of thousands shares its bands

Load = Callable[[Collection[str]], Iterable[Article]]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What copies are found by: some columns of `articles`. `story_id` is the original's id, or the article's own."""

    article_id: str
    published: date | None
    byline: str
    url: str
    words: int
    content_hash: str
    minhash: bytes
    bands: tuple[int, ...]
    story_id: str

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


def find_copies(new: Sequence[Fingerprint], stored: Sequence[Fingerprint], load: Load, near_copy: float) -> dict[str, Copy]:
    """Which articles are copies, by article id, and of what: new ones, and stored ones that have found a better original now.

    `stored` are the candidates among stored articles, with all that belong to the same originals; new ones with a stored id
    are passed over. `load` gives articles, new and stored, by id. Of the copies of one text the best is the original, whichever
    came first. A copy of a copy is one of the original. The order of the arguments does not matter.
    """
    known = {f.article_id for f in stored}
    fresh = sorted({f.article_id: f for f in new if f.article_id not in known}.values(), key=lambda f: f.rank)
    ranked = [*sorted(stored, key=lambda f: f.rank), *fresh]
    near = propose(ranked, len(stored))
    wanted = {ranked[i].article_id for pair in near.items() for i in (pair[0], *pair[1])}
    traits = {a.article_id: traits_of(body_of(a)) for a in load(wanted) if not corrects(a)} if wanted else {}
    roots = Linker(ranked, near, traits, near_copy).link(len(stored))
    return elect(ranked, roots, len(stored))


def elect(ranked: Sequence[Fingerprint], roots: Sequence[str], settled: int) -> dict[str, Copy]:
    """The copies of each text's best article. Texts of which nothing new came in are left as they are.

    `roots` tells the article at each position which one it was linked to; the first `settled` are stored.
    """
    texts: defaultdict[str, list[int]] = defaultdict(list)
    for i, root in enumerate(roots):
        texts[root].append(i)
    copies: dict[str, Copy] = {}
    for root, members in texts.items():
        fresh = [ranked[i] for i in members if i >= settled]
        stored = [ranked[i] for i in members if i < settled]
        before = [f for f in stored if f.article_id == root]
        best = min([*before, *fresh], key=lambda f: f.rank, default=None)
        if best is None or not fresh:
            continue
        linked = fresh if best in before else [*fresh, *stored]
        copies |= {f.article_id: copy_of(f, best) for f in linked if f is not best}
    return copies


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


@dataclass(slots=True)
class Linker:
    """Links articles in order to the first of their text: of stored ones their original, else the first new one."""

    ranked: Sequence[Fingerprint]
    near: dict[int, list[int]]
    traits: dict[str, Traits]
    near_copy: float
    equal: dict[str, list[int]] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)

    def link(self, settled: int) -> list[str]:
        """For each position the id of the article that its text is told by."""
        for i, one in enumerate(self.ranked):
            match = self.match(i) if i >= settled else None
            own = one.story_id if i < settled else one.article_id
            self.roots.append(own if match is None else self.roots[match])
            if match is None:
                self.equal.setdefault(one.content_hash, []).append(i)
        return self.roots

    def match(self, i: int) -> int | None:
        """The earlier article that this one is a copy of."""
        one = self.ranked[i]
        equal = (j for j in self.equal.get(one.content_hash, ()) if not recurs(one, self.ranked[j]))
        return next(equal, None) if one.content_hash in self.equal else self.near_match(i)

    def near_match(self, i: int) -> int | None:
        return next((j for j in self.near.get(i, ()) if self.is_near(*sorted((i, j), key=lambda k: self.ranked[k].rank))), None)

    def is_near(self, better: int, other: int) -> bool:
        """Is the lesser of two articles a copy of the better one? So asked, the answer is the same whichever came first."""
        first, later = (self.traits.get(self.ranked[i].article_id) for i in (better, other))
        if first is None or later is None or recurs(self.ranked[better], self.ranked[other]):
            return False
        return is_copy(later, first, self.near_copy)


def recurs(one: Fingerprint, other: Fingerprint) -> bool:
    """True if two short texts are too far apart in time to be copies: "left its rate unchanged" is news each time."""
    if one.published is None or other.published is None or max(one.words, other.words) >= SERIES_WORDS:
        return False
    return abs(one.published - other.published) > SERIES_DAYS
