"""Where the time goes: CPU seconds of each step of a whole run, within one process."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks import deelnemers


def of(folder: Path) -> dict[str, float]:
    """CPU seconds per step for 25,000 trajecten, in a process of its own."""
    file = folder / f"SHV_2024_Land{deelnemers.MIDDLE}.json"
    command = [sys.executable, "-m", "benchmarks.profiel", str(file)]
    found = subprocess.run(command, check=True, capture_output=True, env=deelnemers.ENVIRONMENT)
    seconds: dict[str, float] = json.loads(found.stdout)
    return seconds


def _steps(path: Path) -> dict[str, float]:
    seconds: dict[str, float] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        seconds[name] = seconds.get(name, 0) + time.process_time() - start

    seconds["start of Python"] = time.process_time()
    with step("imports (polars, jinja2 and the rest)"):
        from ddas_report import flatten, indicatoren, regels, render
        from ddas_report.analyse import Analyse
        from ddas_report.keuze import Keuze
        from ddas_report.lezen import Bestand
        from ddas_report.regels.soorten import Context
        from ddas_report.technical import document, structuur, tekst
    with step("bytes and UTF-8"):
        data = path.read_bytes()
        tekst.require_utf8(data)
    with step("split into trajecten"):
        parts = document.split(data)
    chunks, tables = parts.chunks(), []
    while True:
        with step("decode, validate, encode again"):
            chunk = next(chunks, None)
        if chunk is None:
            break
        with step("keys that stand twice"):
            structuur.duplicates(chunk)
        with step("records to columns"):
            tables.append(flatten.flatten_chunk(chunk))
    with step("join the columns"):
        frames, kop = flatten.collect(parts.skelet, tables), flatten.kop(parts.skelet)
    with step("figures"):
        cijfers = indicatoren.bereken(frames, kop.periode)
    keuze = Keuze()
    context = Context(kop, path.name, date.today(), keuze.normen, cijfers)
    with step("rules"):
        found = regels.beoordeel(frames, context, regels.REGELS)
    analyse = Analyse(Bestand(path.name, "", len(data)), kop, frames, cijfers, found, (), keuze.normen)
    with step("HTML"):
        render.render(analyse, "html", date.today())
    return seconds


if __name__ == "__main__":
    import gc

    gc.disable()
    print(json.dumps(_steps(Path(sys.argv[1]))))
