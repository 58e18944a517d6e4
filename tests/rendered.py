"""The sample deliveries judged, and their outputs: each is made once in a whole run, by whichever process asks first.

A test that wants an output of a sample takes it from here; one that wants to see the command make it runs the command.
"""

import contextlib
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from ddas_report.analyse.pipeline import Analyse, analyse
from ddas_report.render.formats import FORMATS
from ddas_report.render.subject import Subject

SAMPLES = tuple(sorted((Path(__file__).parent.parent / "sample_data").glob("SHV_*.json")))
VANDAAG = date(2025, 2, 1)

shared = Path()
"""A folder that all processes of a run share; conftest.py says which."""


def sample(naam: str) -> Path:
    """The sample delivery of this name, such as `Foutenstad`."""
    return next(path for path in SAMPLES if path.stem.endswith(naam))


@cache
def judged(path: Path) -> Analyse:
    """A sample, judged on the same day every time."""
    return analyse(path.name, path.read_bytes(), VANDAAG)


@cache
def rendered(path: Path, formaat: str) -> bytes:
    """An output of a sample, in a format of FORMATS."""
    made = shared / f"{path.stem}.{FORMATS[formaat].extension}"
    with _alone(made):
        if not made.exists():
            made.write_bytes(FORMATS[formaat].render(Subject(judged(path), VANDAAG)))
    return made.read_bytes()


@contextlib.contextmanager
def _alone(made: Path) -> Iterator[None]:
    """One process at a time, where the system can; elsewhere an output may be made twice."""
    with open(f"{made}.lock", "w", encoding="utf-8") as lock:
        if os.name == "posix":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
