"""Writes ACCURACY.md from the scorers' figures: a row for each key of the floors.

score names events/docs --json figures.json          # the scorers and their gold sets are not part of the project
python -m benchmarks.accuracy figures.json           # the other rows stay
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.metamorphic.measure import pass_rates
from benchmarks.metamorphic.seeds import load

ACCURACY = Path(__file__).parent / "ACCURACY.md"
ROW = re.compile(r"^\| ([\w/.-]+) \| [\d,]+ \| .*\n", re.M)  # a key and its number of articles
SHOWN = {  # the metrics of each set that the table shows, the headline first
    "events": ("event_f1", "type_f1", "mode_acc", "actor_f1", "recipient_f1", "country_acc", "sector_acc", "factuality_f1",
               "attribution_f1", "place_country", "date", "quantity_f1", "counts_acc", "quote_f1", "quote_speaker_name"),
    "retellings": ("pair_f1", "pair_p", "pair_r", "b3_f1"),
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
without an answer, `bad_spans` spans whose offsets do not give their own text: both must be 0. Of `events/fresh2` and
`events/fresh3` only every second article is read by those who work on the coder; of the others only totals are looked at.

| set | articles | words/s | figures | failed | bad_spans |
|---|---|---|---|---|---|
"""


def shown(name: str) -> tuple[str, ...]:
    """The metrics of a key; the files of a set have those of the set."""
    return SHOWN.get(name.partition("/")[0], ())


def row(name: str, result: Mapping[str, Any]) -> str:
    """One line of the table."""
    metrics = result["metrics"]
    told = " · ".join(f"{m} {metrics[m]:.3f}" for m in shown(name) or tuple(metrics)[:3] if metrics.get(m) is not None)
    speed = f"{result['words'] / result['seconds']:,.0f}" if result.get("seconds") else "-"
    return f"| {name} | {result['articles']:,} | {speed} | {told} | {result['failed']} | {result['bad_spans']} |\n"


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


def rows(text: str, results: Mapping[str, Mapping[str, Any]]) -> str:
    """The rows of the table in a text, with those of the results put in or added; in the order of SHOWN."""
    standing = {match[1]: match[0] for match in ROW.finditer(text.partition("\n## ")[0])}
    lines = standing | {name: row(name, result) for name, result in results.items()}
    order = {name: place for place, name in enumerate(SHOWN)}
    return "".join(lines[key] for key in sorted(lines, key=lambda key: (order.get(key.partition("/")[0], len(order)), key)))


def write_accuracy(results: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes ACCURACY.md from what the scorers wrote; rows of what they did not measure stay."""
    standing = ACCURACY.read_text("utf-8") if ACCURACY.exists() else ""
    ACCURACY.write_text(HEAD + rows(standing, results) + metamorphic(), "utf-8")


if __name__ == "__main__":
    write_accuracy(json.loads(Path(sys.argv[1]).read_text("utf-8")))
