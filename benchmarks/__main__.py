"""What ddas_report costs beside other tools: `uv run --group benchmark python -m benchmarks`, about a quarter of an hour.

Makes deliveries of 500, 25,000 and 100,000 trajecten, runs every tool on them in turn (so that a slow moment of the machine
hits all alike), each in a process of its own, and writes the medians to benchmarks/RESULTS.md. Needs node and npm for
ajv, which npm fetches into a temporary folder; without them, or without check-jsonschema, those rows are left out.
"""

from argparse import ArgumentParser
from pathlib import Path

from benchmarks import deelnemers, profiel, verslag
from benchmarks.kind import Meting, middle, run


def main() -> None:
    """Measure, print the tables, and put them in RESULTS.md."""
    ask = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    ask.add_argument("--runs", type=int, default=5, help="runs of each, of which the median counts")
    ask.add_argument("--only-print", action="store_true", help="leave RESULTS.md as it is")
    wanted = ask.parse_args()
    folder = deelnemers.folder()
    taken = deelnemers.all_of_them(folder)
    profile = profiel.of(folder)
    runs: dict[tuple[str, int], list[Meting]] = {}
    for _ in range(wanted.runs):
        for deelnemer in taken:
            key = (deelnemer.naam, deelnemer.trajecten)
            runs.setdefault(key, []).append(run(deelnemer.command, deelnemers.ENVIRONMENT))
    metingen = {key: middle(found) for key, found in runs.items()}
    text = verslag.write(metingen, deelnemers.sizes(folder), wanted.runs, profile)
    print(text)
    if not wanted.only_print:
        verslag.put(Path(__file__).parent / "RESULTS.md", text)


main()
