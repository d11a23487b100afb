"""The floors: figures on the shown gold below which no change may fall.

    python -m benchmarks.floors check [KEY...]                     # runs the scorers and refuses a drop
    python -m benchmarks.floors raise [KEY...] [--figures FILE]    # writes ACCURACY.md and raises floors; refuses to lower one

A key is a set (`names`), or one gold file of a set whose files are different kinds of text (`events/docs`); the name of such a
set means all its files (`events`), and no key means everything. What is not measured keeps its floor and its row.
The gold sets and their scorers are no part of the project: they lie beside it in `../shared`, or where GOLD_FOLDER says.
Where they are missing there is nothing to measure, and `check` says so and ends well. FILE is what `score KEY... --json FILE`
wrote.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from benchmarks.accuracy import shown, write_accuracy

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
BY_FILE = frozenset({"events", "retellings"})  # one floor over all files would let a gain on one hide a loss on another
LOWER_IS_BETTER = frozenset({"mae"})
CEILINGS = {
    "quads": 1.4
}  # events given for a sentence of one event: a bound against coding everything, nothing to be brought to 0
SLACK = 0.002  # parses may differ in the last bits between processors; a real drop is larger
LISTED = re.compile(r"^(\w+): .*\((\S+)\)$", re.M)  # a line of `score --list`: the set and its gold files

Figures = Mapping[str, Mapping[str, Any]]  # key -> {"metrics", "failed", "bad_spans", ...} as the scorers write it


@dataclass(frozen=True, slots=True)
class Floor:
    """The floors of one key, and the digest of the gold that they were measured on."""

    gold: str
    metrics: Mapping[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    for name in ("check", "raise"):
        commands.add_parser(name).add_argument("keys", nargs="*", metavar="KEY")
    commands.choices["raise"].add_argument("--figures", type=Path, metavar="FILE")
    given = parser.parse_args(arguments)
    shared = shared_folder()
    if not (shared / "gold").is_dir():
        print(f"No gold in {shared}: floors are not checked. GOLD_FOLDER names another folder.")
        return int(given.command == "raise")
    if given.command == "check":
        return check(shared, given.keys)
    return raise_floors(shared, given.keys, given.figures)


def check(shared: Path, asked: Sequence[str]) -> int:
    """Measures the keys that are asked for; refuses a drop, and floors that do not fit the gold before anything is measured."""
    gold, floors = digests(shared), read_floors(FLOORS)
    if told := [*unknown(asked, {**floors, **gold}), *unfit(selected({**floors, **gold}, asked), floors, gold)]:
        return report(told)
    return report(problems(measure(shared, selected(gold, asked)), floors))


def raise_floors(shared: Path, asked: Sequence[str], figures_file: Path | None) -> int:
    """Raises the floors to what is measured, or to what a file tells; keys whose gold has changed have no floor yet."""
    gold, floors = digests(shared), read_floors(FLOORS)
    told: Figures | None = json.loads(figures_file.read_text("utf-8")) if figures_file else None
    if refused := [*unknown(asked, gold), *(f"{figures_file}: {u}" for u in unfiled(told or {}, gold))]:
        return report(refused)
    figures = measure(shared, selected(gold, asked)) if told is None else told
    if refused := problems(figures, {key: floor for key, floor in floors.items() if floor.gold == gold.get(key)}):
        return report(refused)
    write_floors(raised(figures, floors, gold))
    write_accuracy(figures)
    return report([])


def shared_folder() -> Path:
    """Where the gold sets and their scorers lie."""
    return Path(os.environ.get("GOLD_FOLDER", HERE.parent.parent / "shared")).absolute()


def report(found: Sequence[str]) -> int:
    """Prints the problems; the exit code."""
    print("\n".join(found) if found else "No figure is below its floor.")
    return int(bool(found))


def selected(keys: Iterable[str], asked: Sequence[str]) -> list[str]:
    """The keys that are asked for, by themselves or by their set; all where nothing is asked for."""
    return [key for key in keys if not asked or key in asked or key.partition("/")[0] in asked]


def unknown(asked: Sequence[str], keys: Iterable[str]) -> list[str]:
    """What is asked for and is neither a key nor a set of keys."""
    known = list(keys)
    return [f"{name}: no such gold; there is {' '.join(known)}" for name in asked if not selected(known, [name])]


def measure(shared: Path, keys: Sequence[str]) -> Figures:
    """Runs the scorers on this very code, whatever the folder that it is asked from: `-m` looks where it is started first."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figures.json"
        command = f"{sys.executable} -m flows.cli extract"
        score = [sys.executable, str(shared / "score" / "score"), *keys, "--command", command, "--json", str(target)]
        subprocess.run(score, check=True, cwd=HERE.parent)
        figures: Figures = json.loads(target.read_text("utf-8"))
        return figures


def digests(shared: Path) -> dict[str, str]:
    """Key -> twelve hex digits over its gold files. Sets without gold have none."""
    listed = subprocess.run(
        [sys.executable, str(shared / "score" / "score"), "--list"], check=True, capture_output=True, text=True
    )
    sets = ((name, sorted((shared / "gold").glob(pattern))) for name, pattern in LISTED.findall(listed.stdout))
    return {key: digest(files) for name, found in sets for key, files in keyed(name, found)}


def keyed(name: str, files: Sequence[Path]) -> Iterator[tuple[str, Sequence[Path]]]:
    """The keys of a set, each with its gold files."""
    if name in BY_FILE:
        yield from ((f"{name}/{file.stem}", [file]) for file in files)
    elif files:
        yield name, files


def digest(files: Sequence[Path]) -> str:
    total = blake2b(digest_size=6)
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def unfit(keys: Iterable[str], floors: Mapping[str, Floor], gold: Mapping[str, str]) -> Iterator[str]:
    """The keys that cannot be checked: a floor without its gold, gold without a floor, gold that is another one now."""
    for key in keys:
        if key not in gold:
            yield f"{key}: has a floor and no gold; put the gold back, or take the floor out of {FLOORS.name}"
        elif key not in floors:
            yield f"{key}: has gold and no floor; `make floors SETS={key}` sets one"
        elif floors[key].gold != gold[key]:
            yield f"{key}: its gold has changed since the floors were set; `make floors SETS={key}` sets them anew"


def unfiled(figures: Figures, gold: Mapping[str, str]) -> Iterator[str]:
    """Figures of no key: of a whole set whose floors go by file, or of gold that is not there."""
    for name in figures:
        if name not in gold:
            keys = selected(gold, [name])
            yield f"{name} is no key of the floors; score {' '.join(keys)} instead" if keys else f"{name} has no gold"


def problems(figures: Figures, floors: Mapping[str, Floor]) -> list[str]:
    """What is below its floor, key by key."""
    found = []
    for name, result in figures.items():
        found += [f"{name}: {key} is {result[key]}, must be 0" for key in ("failed", "bad_spans") if result[key]]
        if name in floors:
            found += [f"{name}: {told}" for told in drops(result["metrics"], floors[name].metrics)]
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
        metrics = {m: v for m in shown(name) if (v := given["metrics"].get(m)) is not None}
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
