"""A delivery that another program passes on: `-` in the place of a file."""

import sys
from collections.abc import Sequence
from pathlib import Path

from ddas_report.model.errors import DdasError
from ddas_report.read.archive import Limits
from ddas_report.read.files import File, Held

PIPE = Path("-")
NAME = "levering"
"""What it is called when no name was given."""


def filled(bestanden: Sequence[Path], naam: str | None, grenzen: Limits) -> list[File]:
    """The files, with for `-` what comes in, one byte more than may be read at most.

    Raises DdasError when `-` is named more than once or when nothing is passed on.
    """
    if bestanden.count(PIPE) > 1:
        raise DdasError("U noemt - meer dan één keer.", "Noem - één keer; er komt maar één levering binnen.")
    return [_piped(naam, grenzen) if bestand == PIPE else bestand for bestand in bestanden]


def named(bestanden: Sequence[Path]) -> list[Path]:
    """The files as the report is named after them."""
    return [Path(f"{NAME}.json") if bestand == PIPE else bestand for bestand in bestanden]


def _piped(naam: str | None, grenzen: Limits) -> Held:
    data = b"" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read(grenzen.bytes + 1)
    if not data:
        raise DdasError(
            "Er komt geen levering binnen bij -.", "Geef haar door van een ander programma, of noem het bestand zelf."
        )
    return Held(f"{naam or NAME}.json", data)
