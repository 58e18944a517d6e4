"""The bytes of an XLSX or CSV file become sheets of cells."""

import re
from collections.abc import Iterator

from ddas_report.compare.spreadsheet.cells import Sheet
from ddas_report.compare.spreadsheet.csv_table import decoded, read_csv
from ddas_report.compare.spreadsheet.limits import MAX_BYTES, too_large
from ddas_report.compare.spreadsheet.workbook import read_workbook
from ddas_report.model.errors import DdasError
from ddas_report.read.text import NOTHING, TABLE, foreign_kind

_ZIP, _OLE = b"PK", bytes.fromhex("D0CF11E0")
_JSON = re.compile(r"\ufeff?\s*(?:\[\s*[\[{\"]|\{\s*\")")
"""A bracket and what must follow it; a table may begin with a note in brackets."""

_CHOOSE = "Kies het bestand met de cijfers van het CBS."
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_sheets(naam: str, data: bytes) -> Iterator[list[Sheet]]:
    """The visible sheets of a workbook, or a CSV for each delimiter, the likeliest first; DdasError when it is neither."""
    if len(data) > MAX_BYTES:
        raise too_large(naam, f"een bestand van meer dan {MAX_BYTES // 1_000_000} MB")
    if data.startswith(_OLE):
        raise _old_or_encrypted(naam, data)
    if data.startswith(_ZIP):
        yield read_workbook(naam, data)
    elif not data.strip(NOTHING):
        raise DdasError(f"{naam} is leeg.", _CHOOSE)
    elif kind := _other_kind(data):
        raise DdasError(
            f"{naam} is {kind}, en geen Excel- of CSV-bestand.",
            f"{_CHOOSE} Of maak een invulblad met --cbs-sjabloon, en neem de cijfers over.",
        )
    else:
        yield from read_csv(naam, data)


def _other_kind(data: bytes) -> str | None:
    """What it is when it is neither: a PDF, a web page, JSON."""
    kind = foreign_kind(data)
    if _JSON.match(decoded(data[:100])):
        return "een JSON-bestand"
    return None if kind == TABLE else kind


def _old_or_encrypted(naam: str, data: bytes) -> DdasError:
    if _ENCRYPTED in data:
        return DdasError(
            f"{naam} is beveiligd met een wachtwoord.",
            "Open het in Excel en sla het op zonder wachtwoord, of als CSV.",
        )
    return DdasError(
        f"{naam} is een oud Excel-bestand (.xls) of een ander oud Office-bestand.",
        "Open het in Excel en sla het op als Excel-werkmap (.xlsx), of als CSV.",
    )
