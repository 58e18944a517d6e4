"""How much of a table is read: more than CBS ever makes, and little enough to stay quick."""

from ddas_report.model.errors import DdasError

MAX_BYTES = 20_000_000
"""Of a file, and of all parts of a workbook that are read."""

MAX_CELLS = 100_000
"""Cells that are not empty, in all sheets together."""

MAX_SHEETS = 100


def too_large(naam: str, grens: str) -> DdasError:
    """The error for a file over a limit; `grens` says which: 'meer dan 250.000 cellen'."""
    return DdasError(
        f"{naam} is te groot om te lezen: {grens} lezen wij niet.",
        "Zet alleen de tabel met cijfers in een nieuw bestand.",
    )
