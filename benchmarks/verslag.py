"""The tables of a run, in Markdown."""

import importlib.metadata
import os
import platform
import shutil
import subprocess
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

from benchmarks.deelnemers import (
    AJV,
    ANALYSE,
    BEFORE,
    BYTES,
    CHECK,
    FORMATEN,
    JSONSCHEMA,
    LARGE,
    LEES,
    MIDDLE,
    ORJSON,
    PART,
    SMALL,
    VERSIE,
    format_name,
)
from benchmarks.kind import Meting, load, middle, ratio

BEGIN, END = "<!-- meting:begin -->", "<!-- meting:einde -->"
Runs = dict[tuple[str, int], list[Meting]]
_PACKAGES = ("polars", "msgspec", "orjson", "jsonschema-rs", "jsonschema", "check-jsonschema", "weasyprint")


def write(runs: Runs, sizes: dict[int, float], profiel: dict[str, float], busy: bool) -> str:
    """All tables, with the machine they were measured on; without a ratio when it was busy."""
    tables = [_middle(runs, sizes, busy), _growth(runs, sizes, busy), _small(runs), _profile(profiel)]
    return "\n\n".join([_machine(max(map(len, runs.values()))), *tables])


def put(path: Path, text: str) -> None:
    """Replace what stands between the marks in that file."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def _machine(runs: int) -> str:
    versions = [f"{name} {_version(name)}" for name in _PACKAGES]
    node = shutil.which("node")
    if node:
        asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        versions.append(f"node {asked.stdout.strip()}")
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{', '.join(versions)}. Median of {runs} runs, whole processes; load at the end {load():.1f}."
    )


def _middle(runs: Runs, sizes: dict[int, float], busy: bool) -> str:
    names = [BYTES, ORJSON, AJV, LEES, ANALYSE, *map(format_name, FORMATEN), BEFORE]
    rows = [_row(name, runs, sizes[MIDDLE], busy) for name in names if (name, MIDDLE) in runs]
    if alone := [Meting(one.own, one.own, one.mb) for one in runs.get((AJV, MIDDLE), ()) if one.own]:
        label = "ajv 8, its validation alone"
        rows.insert(3, _row(label, runs | {(label, MIDDLE): alone}, sizes[MIDDLE], busy))
    factor = sizes[MIDDLE] / sizes[PART]
    for name in (JSONSCHEMA, CHECK):
        if (name, PART) in runs:
            scaled = [Meting(one.cpu * factor, one.wall * factor, one.mb) for one in runs[name, PART]]
            label = f"{name}, {PART:,} trajecten, time × {factor:.1f} (memory as measured)"
            rows.append(_row(label, runs | {(label, MIDDLE): scaled}, sizes[PART], busy))
    return _table(
        f"### {MIDDLE:,} trajecten, {sizes[MIDDLE]:.0f} MB",
        ["what", "CPU s", "wall s", "CPU × ajv", "wall × ajv", "peak MB", "× file"],
        rows,
    )


def _growth(runs: Runs, sizes: dict[int, float], busy: bool) -> str:
    rows = []
    for name in (AJV, LEES, ANALYSE, format_name(FORMATEN[0]), BEFORE):
        small, large = runs.get((name, MIDDLE)), runs.get((name, LARGE))
        if small and large:
            one = middle(large)
            numbers = [f"{number:.2f}" for number in (one.cpu, one.wall)]
            growth = [_ratio(large, small, of, busy) for of in (_cpu, _wall, _mb)]
            beside = _ratio(large, runs.get((AJV, LARGE)), _cpu, busy)
            rows.append([name, *numbers, beside, f"{one.mb:.0f}", f"{one.mb / sizes[LARGE]:.1f}", *growth])
    return _table(
        f"### {LARGE:,} trajecten, {sizes[LARGE]:.0f} MB, and growth from {MIDDLE:,}",
        ["what", "CPU s", "wall s", "CPU × ajv", "peak MB", "× file", "CPU grew ×", "wall grew ×", "memory grew ×"],
        rows,
    )


def _small(runs: Runs) -> str:
    names = (VERSIE, LEES, ANALYSE, format_name(FORMATEN[0]), BEFORE)
    rows = []
    for name in names:
        if (name, SMALL) in runs:
            one = middle(runs[name, SMALL])
            rows.append([name, f"{one.cpu:.2f}", f"{one.wall:.2f}", f"{one.mb:.0f}"])
    return _table(f"### {SMALL} trajecten", ["what", "CPU s", "wall s", "peak MB"], rows)


def _profile(profiel: dict[str, float]) -> str:
    whole = sum(profiel.values())
    ordered = sorted(profiel.items(), key=lambda item: -item[1])
    rows = [[name, f"{seconds:.2f}", f"{100 * seconds / whole:.0f} %"] for name, seconds in ordered]
    return _table(f"### Where the CPU time goes, {MIDDLE:,} trajecten to HTML", ["step", "CPU s", "share"], rows)


def _row(name: str, runs: Runs, size: float, busy: bool) -> list[str]:
    found, ajv = runs[name, MIDDLE], runs.get((AJV, MIDDLE))
    one = middle(found)
    ratios = [_ratio(found, ajv, of, busy) for of in (_cpu, _wall)]
    return [name, f"{one.cpu:.2f}", f"{one.wall:.2f}", *ratios, f"{one.mb:.0f}", f"{one.mb / size:.1f}"]


def _ratio(runs: list[Meting], others: list[Meting] | None, of: Callable[[Meting], float], busy: bool) -> str:
    """Nothing when there is nothing to compare with, or the machine was too busy to compare."""
    return "" if busy or not others else f"{ratio(runs, others, of):.2f}"


_cpu, _wall, _mb = attrgetter("cpu"), attrgetter("wall"), attrgetter("mb")


def _table(title: str, heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return f"{title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "absent"
