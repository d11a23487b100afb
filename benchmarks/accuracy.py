"""Writes ACCURACY.md from the scorers' figures.

score all --json figures.json          # the scorers and their gold sets are not part of the project
python -m benchmarks.accuracy figures.json
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.metamorphic.measure import pass_rates
from benchmarks.metamorphic.seeds import load

SHOWN = {  # the metrics of each set that the table shows, the headline first
    "events": ("event_f1", "type_f1", "mode_acc", "actor_f1", "recipient_f1", "country_acc", "sector_acc", "factuality_f1",
               "attribution_f1", "place_country", "date", "quantity_f1", "counts_acc", "quote_f1", "quote_speaker_name"),
    "cameo_class": ("macro_f1", "acc_strict", "quads"),
    "cameo_roles": ("token_f1", "head_f1", "pair"),
    "muc4": ("f1",),
    "police": ("doc_f1", "sent_f1"),
    "protest": ("f1",),
    "actors": ("both", "country", "sector"),
    "quotes": ("content_f1", "speech_f1", "found_f1", "overlap_f1"),
    "dates": ("value_f1", "relaxed_f1", "type_f1"),
    "places": ("f1", "acc161", "acc161_all"),
    "names": ("f1",),
    "factuality": ("mae", "r", "negated_f1"),
    "articles": ("f1", "paragraph_f1"),
}  # fmt: skip
HEAD = """# Accuracy

Figures of the scorers on the shown gold sets, written by `benchmarks/accuracy.py`. Rules, weights and word lists were tuned
while reading the errors of these very sets, so sets that nobody has seen will score somewhat lower. `failed` counts articles
without an answer, `bad_spans` spans whose offsets do not give their own text: both must be 0.

| set | articles | words/s | figures | failed | bad_spans |
|---|---|---|---|---|---|
"""


def row(name: str, result: Mapping[str, Any]) -> str:
    """One line of the table."""
    metrics = result["metrics"]
    shown = " · ".join(f"{m} {metrics[m]:.3f}" for m in SHOWN.get(name, tuple(metrics)[:3]) if metrics.get(m) is not None)
    speed = f"{result['words'] / result['seconds']:,.0f}" if result.get("seconds") else "-"
    return f"| {name} | {result['articles']:,} | {speed} | {shown} | {result['failed']} | {result['bad_spans']} |\n"


METAMORPHIC = """
## Sentences turned about

`benchmarks/metamorphic/`: seed sentences are negated, passivized and so on by code, and the record must change exactly as the
sentence did (type, mode, parties, factuality, speakers, deniers, place, dates, quantities, and no other event). The coder was
mended while reading what failed; the last columns tell what was measured before that, on the first fifty seeds and on the
twenty that were written when those had been mended for. The last one is nearest to what sentences that nobody tried will give.

| transformation | passed | rate | first fifty, at first | second twenty, at first |
|---|---|---|---|---|
"""


def metamorphic() -> str:
    """The table of pass rates by transformation."""
    first = load("first")
    rows = (
        f"| {k} | {n:,} of {total:,} | {n / total:.1%} | {first['seeds'][k]:.1%} | {first['second'][k]:.1%} |\n"
        for k, (n, total) in pass_rates()[0].items()
    )
    return METAMORPHIC + "".join(rows)


def write_accuracy(results: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes ACCURACY.md from what `score all --json` wrote."""
    text = HEAD + "".join(row(name, result) for name, result in results.items()) + metamorphic()
    (Path(__file__).parent / "ACCURACY.md").write_text(text, "utf-8")


if __name__ == "__main__":
    write_accuracy(json.loads(Path(sys.argv[1]).read_text("utf-8")))
