"""Where the time goes: CPU seconds of each step of a whole run, within one process."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import deelnemers


def of(folder: Path) -> dict[str, float]:
    """CPU seconds per step for 25,000 trajecten, in a process of its own."""
    file = folder / f"SHV_2024_Land{deelnemers.MIDDLE}.json"
    command = [sys.executable, "-m", "benchmarks.profiel", str(file)]
    found = subprocess.run(command, check=True, capture_output=True, env=deelnemers.ENVIRONMENT)
    seconds: dict[str, float] = json.loads(found.stdout)
    return seconds


def _steps(path: Path) -> dict[str, float]:
    seconds: dict[str, float] = {"start of Python": time.process_time()}
    with _step(seconds, "imports (polars, jinja2 and the rest)"):
        from ddas_report.analyse import pipeline
        from ddas_report.read import document, flatten
        from ddas_report.read import one_file as lezen
        from ddas_report.regels import evaluate as regels
        from ddas_report.render.formats import FORMATS
        from ddas_report.render.subject import Subject

    timed = (
        (lezen, "require_utf8", "UTF-8"),
        (lezen, "split", "split into trajecten"),
        (document, "_chunk", "decode, validate, encode again"),
        (lezen, "quotes", "keys that stand twice"),
        (lezen, "duplicates", "keys that stand twice"),
        (flatten, "flatten_chunk", "records to columns"),
        (flatten, "collect", "join the columns"),
        (pipeline, "compute", "figures"),
        (regels, "assess", "rules"),
    )
    for module, name, step in timed:
        setattr(module, name, _timed(seconds, step, getattr(module, name)))
    start, before = time.process_time(), sum(seconds.values())
    found = pipeline.analyse(path.name, path.read_bytes(), date.today())
    seconds["the rest of it"] = time.process_time() - start - (sum(seconds.values()) - before)
    with _step(seconds, "HTML"):
        FORMATS["html"].render(Subject(analyse=found, vandaag=date.today()))
    return seconds


def _timed(seconds: dict[str, float], step: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        with _step(seconds, step):
            return function(*arguments, **named)

    return timed


@contextmanager
def _step(seconds: dict[str, float], name: str) -> Iterator[None]:
    start = time.process_time()
    yield
    seconds[name] = seconds.get(name, 0) + time.process_time() - start


if __name__ == "__main__":
    import gc

    gc.disable()
    print(json.dumps(_steps(Path(sys.argv[1]))))
