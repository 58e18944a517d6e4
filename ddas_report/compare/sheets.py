"""The bytes of an XLSX or CSV file become sheets of cells."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from ddas_report.compare.numbers import CellValue
from ddas_report.model.errors import DdasError

MAX_BYTES = 20_000_000
"""Of a file, and of all that is packed in a workbook."""

MAX_AROUND = 2_000_000
"""Of what is packed in a workbook around the cells: formats and the like, which take long to read."""

MAX_ROWS, MEESTE_KOLOMMEN, MEESTE_BLADEN = 50_000, 100, 30

_MET_CELLEN = re.compile(r"(?:^xl/worksheets/|/sharedStrings\.xml$|^xl/media/)")
_ZIP, _OLE = b"PK", bytes.fromhex("D0CF11E0")
_VERSLEUTELD = "EncryptedPackage".encode("utf-16-le")
_NUL = b"\0"
_ONLEESBAAR = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    AssertionError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What a broken workbook makes the library raise: it trusts what it reads."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name (empty for CSV) and its rows of cells."""

    naam: str
    rijen: Sequence[Sequence[CellValue]]


def read_sheets(naam: str, data: bytes) -> list[Sheet]:
    """The sheets of a workbook, or a CSV once for each delimiter; DdasError when it is neither."""
    if len(data) > MAX_BYTES:
        raise _te_groot(naam)
    if data.startswith(_OLE):
        raise _oud_of_versleuteld(naam, data)
    return _werkmap(naam, data) if data.startswith(_ZIP) else _csv(naam, data)


def _werkmap(naam: str, data: bytes) -> list[Sheet]:
    """The visible values of every sheet; nothing is calculated and no macro is run."""
    try:
        if not _past(data):
            raise _te_groot(naam)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _openpyxl(data)
    except _ONLEESBAAR:
        raise DdasError(
            f"{naam} is geen Excel-bestand dat te lezen is.",
            "Open het in Excel en sla het opnieuw op als Excel-werkmap (.xlsx), of als CSV.",
        ) from None


def _past(data: bytes) -> bool:
    """Whether the parts are small enough; unpacking one never yields more than the zip declares."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = {part.filename: part.file_size for part in parts.infolist()}
    around = sum(size for naam, size in sizes.items() if not _MET_CELLEN.search(naam))
    return sum(sizes.values()) <= MAX_BYTES and around <= MAX_AROUND


def _openpyxl(data: bytes) -> list[Sheet]:
    import openpyxl

    boek = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return [
            Sheet(blad.title, _rows(map(_cellen, islice(blad.iter_rows(**_GRENS), MAX_ROWS))))
            for blad in islice(boek.worksheets, MEESTE_BLADEN)
        ]
    finally:
        boek.close()


_GRENS: dict[str, Any] = {"min_row": 1, "max_row": MAX_ROWS, "min_col": 1, "max_col": MEESTE_KOLOMMEN}


def _cellen(rij: Iterable[Any]) -> list[CellValue]:
    return [None if cel.value is None else _cel(cel) for cel in rij]


def _cel(cel: Any) -> CellValue:
    """A number as a number (a percentage as it is shown), all else as text."""
    match cel.value:
        case bool() | datetime() | date() | time() | timedelta():
            return str(cel.value)
        case int() | float() as getal:
            exact = Decimal(repr(getal))
            if not exact.is_finite():
                return str(exact)
            return exact.scaleb(2) if "%" in str(cel.number_format) else exact
        case waarde:
            return str(waarde).strip() or None


def _csv(naam: str, data: bytes) -> list[Sheet]:
    text = _tekst(data)
    if "\0" in text:
        raise DdasError(f"{naam} is geen Excel- of CSV-bestand.", "Kies het bestand met de cijfers van het CBS.")
    try:
        return [_gescheiden(text, teken) for teken in ";,\t"]
    except csv.Error:
        raise DdasError(
            f"{naam} is geen CSV-bestand dat te lezen is.", "Open het in Excel en sla het opnieuw op als CSV."
        ) from None


def _gescheiden(text: str, teken: str) -> Sheet:
    rijen = csv.reader(io.StringIO(text, newline=""), delimiter=teken)
    return Sheet("", _rows([_geknipt(cel) for cel in rij[:MEESTE_KOLOMMEN]] for rij in islice(rijen, MAX_ROWS)))


def _geknipt(cel: str) -> CellValue:
    return cel.strip() or None


def _rows(rijen: Iterable[list[CellValue]]) -> list[list[CellValue]]:
    """The rows without the empty cells and rows at their end."""
    found: list[list[CellValue]] = []
    for rij in rijen:
        last = max((index for index, cel in enumerate(rij) if cel is not None), default=-1)
        found.append(rij[: last + 1])
    while found and not found[-1]:
        found.pop()
    return found


def _tekst(data: bytes) -> str:
    """UTF-16 and UTF-8 with their marks or without, else the Windows letters of western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[1:2] == _NUL or data[:1] == _NUL:
        return data.decode("utf-16-le" if data[1:2] == _NUL else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _te_groot(naam: str) -> DdasError:
    return DdasError(
        f"{naam} is te groot om te lezen.",
        "Zet alleen de tabel met cijfers in een nieuw bestand.",
    )


def _oud_of_versleuteld(naam: str, data: bytes) -> DdasError:
    if _VERSLEUTELD in data:
        return DdasError(
            f"{naam} is beveiligd met een wachtwoord.",
            "Open het in Excel en sla het op zonder wachtwoord, of als CSV.",
        )
    return DdasError(
        f"{naam} is een oud Excel-bestand (.xls) of een ander oud Office-bestand.",
        "Open het in Excel en sla het op als Excel-werkmap (.xlsx), of als CSV.",
    )
