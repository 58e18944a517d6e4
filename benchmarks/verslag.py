"""The tables of a run, in Markdown."""

import importlib.metadata
import os
import platform
import shutil
import subprocess
from pathlib import Path

from benchmarks.deelnemers import (
    AJV,
    ANALYSE,
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
from benchmarks.kind import Meting

BEGIN, END = "<!-- meting:begin -->", "<!-- meting:einde -->"
Metingen = dict[tuple[str, int], Meting]
_PACKAGES = ("polars", "msgspec", "orjson", "jsonschema-rs", "jsonschema", "check-jsonschema", "weasyprint")


def write(metingen: Metingen, sizes: dict[int, float], runs: int, profiel: dict[str, float]) -> str:
    """All tables, with the machine they were measured on."""
    return "\n\n".join(
        [
            _machine(runs),
            _middle(metingen, sizes),
            _growth(metingen, sizes),
            _small(metingen),
            _profile(profiel),
        ]
    )


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
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{', '.join(versions)}. Median of {runs} runs, whole processes; load at the end {load}."
    )


def _middle(metingen: Metingen, sizes: dict[int, float]) -> str:
    names = [BYTES, ORJSON, AJV, LEES, ANALYSE, *map(format_name, FORMATEN)]
    ajv = metingen.get((AJV, MIDDLE))
    rows = [_row(name, metingen[name, MIDDLE], ajv, sizes[MIDDLE]) for name in names if (name, MIDDLE) in metingen]
    if ajv and ajv.own:
        only = Meting(ajv.own, ajv.own, ajv.mb)
        rows.insert(3, _row("ajv 8, its validation alone", only, ajv, sizes[MIDDLE]))
    factor = sizes[MIDDLE] / sizes[PART]
    for name in (JSONSCHEMA, CHECK):
        part = metingen.get((name, PART))
        if part:
            scaled = Meting(part.cpu * factor, part.wall * factor, part.mb)
            label = f"{name}, {PART:,} trajecten, time × {factor:.1f} (memory as measured)"
            rows.append(_row(label, scaled, ajv, sizes[PART]))
    return _table(
        f"### {MIDDLE:,} trajecten, {sizes[MIDDLE]:.0f} MB",
        ["what", "CPU s", "wall s", "CPU × ajv", "wall × ajv", "peak MB", "× file"],
        rows,
    )


def _growth(metingen: Metingen, sizes: dict[int, float]) -> str:
    rows = []
    for name in (AJV, LEES, ANALYSE, format_name(FORMATEN[0])):
        small, large = metingen.get((name, MIDDLE)), metingen.get((name, LARGE))
        if small and large:
            numbers = (large.cpu, large.wall, large.mb, large.mb / sizes[LARGE])
            growth = (large.cpu / small.cpu, large.wall / small.wall, large.mb / small.mb)
            rows.append([name, *(f"{number:.2f}" for number in (*numbers, *growth))])
    return _table(
        f"### {LARGE:,} trajecten, {sizes[LARGE]:.0f} MB, and growth from {MIDDLE:,}",
        ["what", "CPU s", "wall s", "peak MB", "× file", "CPU grew ×", "wall grew ×", "memory grew ×"],
        rows,
    )


def _small(metingen: Metingen) -> str:
    names = (VERSIE, LEES, ANALYSE, format_name(FORMATEN[0]))
    found = [(name, metingen[name, SMALL]) for name in names]
    rows = [[name, f"{m.cpu:.2f}", f"{m.wall:.2f}", f"{m.mb:.0f}"] for name, m in found]
    return _table(f"### {SMALL} trajecten", ["what", "CPU s", "wall s", "peak MB"], rows)


def _profile(profiel: dict[str, float]) -> str:
    whole = sum(profiel.values())
    ordered = sorted(profiel.items(), key=lambda item: -item[1])
    rows = [[name, f"{seconds:.2f}", f"{100 * seconds / whole:.0f} %"] for name, seconds in ordered]
    return _table(f"### Where the CPU time goes, {MIDDLE:,} trajecten to HTML", ["step", "CPU s", "share"], rows)


def _row(name: str, meting: Meting, ajv: Meting | None, size: float) -> list[str]:
    ratios = [f"{meting.cpu / ajv.cpu:.2f}", f"{meting.wall / ajv.wall:.2f}"] if ajv else ["", ""]
    return [name, f"{meting.cpu:.2f}", f"{meting.wall:.2f}", *ratios, f"{meting.mb:.0f}", f"{meting.mb / size:.1f}"]


def _table(title: str, heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return f"{title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "absent"
