"""Speed against bare spaCy on the same texts, in one run and one process.

    python benchmarks/speed.py FOLDER [ROUNDS]        # a folder of article files

Prints words a second of bare `nlp.pipe` (thinc's BLIS product), of the same with numpy's product, and of the whole
extraction, with the ratios, which are what counts on a noisy machine. Medians of the rounds.
Set OPENBLAS_NUM_THREADS=1, as the flows do.
"""

import statistics
import sys
import time
from collections.abc import Callable

import spacy

from schemas.raw import RawArticle
from schemas.settings import load_settings
from tasks.annotate import load_model
from tasks.discover import discover
from tasks.extract.article import extract_all
from tasks.normalize import Normalized, normalize
from tasks.read.readers import read_file


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Median wall-clock seconds."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main(folder: str, rounds: int = 3) -> None:
    settings = load_settings()
    raws = [r for f in discover([folder], {}, settings).files for r in read_file(f, settings).records]
    found = [n for r in raws if isinstance(r, RawArticle) and isinstance(n := normalize(r, settings), Normalized)]
    articles = [n.article for n in found]
    words = sum(a.words for a in articles)
    bare, fast = spacy.load(settings.model), load_model(settings.model)
    list(extract_all(articles[:20], settings))  # tables are loaded once a process
    texts = [a.text for a in articles]
    figures = {
        "bare spaCy": seconds(lambda: list(bare.pipe(texts)), rounds),
        "numpy's product": seconds(lambda: list(fast.pipe(texts)), rounds),
        "parse and extract": seconds(lambda: list(extract_all(articles, settings)), rounds),
    }
    for name, taken in figures.items():
        print(f"{name:20} {words / taken:8,.0f} words/s   {figures['bare spaCy'] / taken:5.2f} of bare spaCy")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
