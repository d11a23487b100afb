"""Pass rates, and what fails: `python -m benchmarks.metamorphic [SEEDS]`."""

import sys

from benchmarks.metamorphic.measure import pass_rates


def main(name: str = "seeds") -> None:
    rates, failed = pass_rates(name)
    for variant, wrong in failed:
        print(f"{variant.transformation:14} {variant.text}\n{'':14} {wrong}")
    for transformation, (passed, total) in rates.items():
        print(f"{transformation:14} {passed:5} of {total:5} {passed / total:7.1%}")


main(*sys.argv[1:2])
