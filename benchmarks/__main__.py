"""What ddas_report costs beside other tools: `uv run --group benchmark python -m benchmarks`, ten to fifteen minutes.

Makes deliveries of 500, 25,000 and 100,000 trajecten, runs every tool on them in turn (so that a slow moment of the machine
hits all alike), each in a process of its own, and writes the medians to benchmarks/RESULTS.md. With --before PATH an
earlier checkout runs in turn too. A ratio is the median of those round by round; when more was running than the machine has
cores none is printed, and RESULTS.md stays as it is. Needs node and npm for ajv, which npm fetches into a temporary
folder; without them, or without check-jsonschema, those rows are left out.
"""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from benchmarks import deelnemers, profiel, verslag
from benchmarks.kind import Meting, load, run, too_busy

BUSY = "The machine was too busy to compare: load {:.1f} on {} cores. Run again when nothing else is running."


def main() -> None:
    """Measure, print the tables, and put them in RESULTS.md unless the machine was busy."""
    ask = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    ask.add_argument("--runs", type=int, default=5, help="runs of each, of which the median counts")
    ask.add_argument("--before", type=Path, help="a checkout of an earlier state, to run beside this one")
    ask.add_argument("--only-print", action="store_true", help="leave RESULTS.md as it is")
    wanted = ask.parse_args()
    folder = deelnemers.folder()
    taken = deelnemers.all_of_them(folder, wanted.before)
    profile = profiel.of(folder)
    runs: dict[tuple[str, int], list[Meting]] = {}
    loads = [load()]
    for _ in range(wanted.runs):
        for deelnemer in taken:
            key = (deelnemer.naam, deelnemer.trajecten)
            runs.setdefault(key, []).append(run(deelnemer.command, deelnemers.ENVIRONMENT, deelnemer.checkout))
        loads.append(load())
    busy = too_busy(loads, os.cpu_count() or 1)
    text = verslag.write(runs, deelnemers.sizes(folder), profile, busy)
    print(text)
    if busy:
        sys.exit(BUSY.format(max(loads), os.cpu_count()))
    if not wanted.only_print:
        verslag.put(Path(__file__).parent / "RESULTS.md", text)


if __name__ == "__main__":
    main()
