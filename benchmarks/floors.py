"""The floors: figures on the shown gold below which no change may fall.

    python -m benchmarks.floors check [SET...]            # runs the scorers and refuses a drop; without sets: all of them
    python -m benchmarks.floors raise [--figures FILE]    # writes ACCURACY.md and raises floors; refuses to lower one

The gold sets and their scorers are no part of the project: they lie beside it in `../shared`, or where GOLD_FOLDER says.
Where they are missing there is nothing to measure, and `check` says so and ends well. FILE is what `score all --json FILE`
wrote.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from benchmarks.accuracy import SHOWN, write_accuracy

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
LOWER_IS_BETTER = frozenset({"mae"})
CEILINGS = {
    "quads": 1.4
}  # events given for a sentence of one event: a bound against coding everything, nothing to be brought to 0
SLACK = 0.002  # parses may differ in the last bits between processors; a real drop is larger
LISTED = re.compile(r"^(\w+): .*\((\S+)\)$", re.M)  # a line of `score --list`: the set and its gold files

Figures = Mapping[str, Mapping[str, Any]]  # set -> {"metrics", "failed", "bad_spans", ...} as the scorers write it


@dataclass(frozen=True, slots=True)
class Floor:
    """The floors of one set, and the digest of the gold that they were measured on."""

    gold: str
    metrics: Mapping[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    commands.add_parser("check").add_argument("sets", nargs="*", default=["all"], metavar="SET")
    commands.add_parser("raise").add_argument("--figures", type=Path, metavar="FILE")
    given = parser.parse_args(arguments)
    shared = shared_folder()
    if not (shared / "gold").is_dir():
        print(f"No gold in {shared}: floors are not checked. GOLD_FOLDER names another folder.")
        return int(given.command == "raise")
    if given.command == "check":
        return report(problems(measure(shared, given.sets), read_floors(FLOORS), digests(shared)))
    figures = json.loads(given.figures.read_text("utf-8")) if given.figures else measure(shared, ["all"])
    if refused := report(problems(figures, read_floors(FLOORS), digests(shared), new_gold=True)):
        return refused
    write_floors(raised(figures, read_floors(FLOORS), digests(shared)))
    write_accuracy(figures)
    return 0


def shared_folder() -> Path:
    """Where the gold sets and their scorers lie."""
    return Path(os.environ.get("GOLD_FOLDER", HERE.parent.parent / "shared"))


def report(found: Sequence[str]) -> int:
    """Prints the problems; the exit code."""
    print("\n".join(found) if found else "No figure is below its floor.")
    return int(bool(found))


def measure(shared: Path, sets: Sequence[str]) -> Figures:
    """Runs the scorers on this very code."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figures.json"
        command = f"{sys.executable} -m flows.cli extract"
        score = [sys.executable, str(shared / "score" / "score"), *sets, "--command", command, "--json", str(target)]
        subprocess.run(score, check=True)
        figures: Figures = json.loads(target.read_text("utf-8"))
        return figures


def digests(shared: Path) -> dict[str, str]:
    """Set -> twelve hex digits over its gold files."""
    listed = subprocess.run(
        [sys.executable, str(shared / "score" / "score"), "--list"], check=True, capture_output=True, text=True
    )
    return {name: digest(sorted((shared / "gold").glob(pattern))) for name, pattern in LISTED.findall(listed.stdout)}


def digest(files: Sequence[Path]) -> str:
    total = blake2b(digest_size=6)
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def problems(figures: Figures, floors: Mapping[str, Floor], gold: Mapping[str, str], new_gold: bool = False) -> list[str]:
    """What is below its floor, set by set. With `new_gold`, sets whose gold has changed have no floor yet."""
    found = []
    for name, result in figures.items():
        found += [f"{name}: {key} is {result[key]}, must be 0" for key in ("failed", "bad_spans") if result[key]]
        floor = floors.get(name)
        if floor is None or floor.gold == gold[name]:
            found += [f"{name}: {told}" for told in drops(result["metrics"], floor.metrics if floor else {})]
        elif not new_gold:
            found.append(f"{name}: its gold has changed since the floors were set; `make floors` sets them anew")
    return found


def drops(metrics: Mapping[str, float | None], floors: Mapping[str, float]) -> Iterator[str]:
    for metric, floor in floors.items():
        value = metrics.get(metric)
        if value is None or worse(metric, value, floor):
            yield f"{metric} {'is not measured' if value is None else f'{value:.3f}'}, floor {floor:.3f}"


def worse(metric: str, value: float, floor: float) -> bool:
    if metric in CEILINGS:
        return value > CEILINGS[metric]
    return value > floor + SLACK if metric in LOWER_IS_BETTER else value < floor - SLACK


def raised(figures: Figures, floors: Mapping[str, Floor], gold: Mapping[str, str]) -> dict[str, Floor]:
    """The floors after these figures: the better of both, or the figures alone where the gold is another."""
    result = dict(floors)
    for name, given in figures.items():
        known = floors[name].metrics if name in floors and floors[name].gold == gold[name] else {}
        metrics = {m: v for m in SHOWN.get(name, ()) if (v := given["metrics"].get(m)) is not None}
        result[name] = Floor(gold[name], {m: better(m, round(v, 3), known.get(m)) for m, v in metrics.items()})
    return result


def better(metric: str, value: float, floor: float | None) -> float:
    if metric in CEILINGS:
        return CEILINGS[metric]
    if floor is None:
        return value
    return min(value, floor) if metric in LOWER_IS_BETTER else max(value, floor)


def read_floors(path: Path) -> dict[str, Floor]:
    if not path.exists():
        return {}
    return {name: Floor(**given) for name, given in json.loads(path.read_text("utf-8")).items()}


def write_floors(floors: Mapping[str, Floor]) -> None:
    text = json.dumps({name: asdict(floor) for name, floor in sorted(floors.items())}, indent=2)
    FLOORS.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
