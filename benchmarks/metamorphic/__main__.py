"""Pass rates, and what fails: `python -m benchmarks.metamorphic`."""

import argparse

from benchmarks.metamorphic.measure import pass_rates


def main() -> None:
    argparse.ArgumentParser(prog="python -m benchmarks.metamorphic", description=__doc__).parse_args()
    rates, failed = pass_rates()
    for variant, wrong in failed:
        print(f"{variant.transformation:14} {variant.text}\n{'':14} {wrong}")
    for transformation, (passed, total) in rates.items():
        print(f"{transformation:14} {passed:5} of {total:5} {passed / total:7.1%}")


main()
