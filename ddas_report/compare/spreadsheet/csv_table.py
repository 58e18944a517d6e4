"""Reads a CSV: the cells of each line, for each delimiter it may have."""

import csv
import io
from collections.abc import Iterator

from ddas_report.compare.spreadsheet.cells import Cell, Sheet
from ddas_report.compare.spreadsheet.limits import MAX_CELLS, too_large
from ddas_report.model.errors import DdasError
from ddas_report.model.wording import whole

_DELIMITERS = ";\t,|"
_TRIED = 200
"""The lines that show which delimiter is the likeliest."""

_NUL = b"\0"


def read_csv(naam: str, data: bytes) -> Iterator[list[Sheet]]:
    """The table for each delimiter that occurs, the likeliest first; DdasError when the text is no sound CSV."""
    text = decoded(data)
    if "\0" in text:
        raise DdasError(f"{naam} is geen Excel- of CSV-bestand.", "Kies het bestand met de cijfers van het CBS.")
    for teken in _delimiters(text):
        yield [_table(naam, text, teken)]


def _delimiters(text: str) -> list[str]:
    """Those that occur, by the number of lines they occur in; the semicolon when there is none."""
    lines = text[: _TRIED * 1000].splitlines()[:_TRIED]
    if lines and lines[0][:4].casefold() == "sep=" and lines[0][4:5] in {*_DELIMITERS}:
        return [lines[0][4]]
    counts = {teken: sum(teken in line for line in lines) for teken in _DELIMITERS}
    return sorted((teken for teken in _DELIMITERS if counts[teken]), key=lambda teken: -counts[teken]) or [";"]


def _table(naam: str, text: str, teken: str) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    left = MAX_CELLS
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=teken, strict=True)
    line = 1
    try:
        for fields in reader:
            cells = {column: Cell(clean) for column, field in enumerate(fields) if (clean := field.strip())}
            if len(cells) > 1 and any(_swallows(field, teken) for field in fields):
                raise _loose_quote(naam, line)
            left -= len(cells)
            if left < 0:
                raise too_large(naam, f"meer dan {whole(MAX_CELLS)} cellen")
            if cells:
                rows[line] = cells
            line = reader.line_num + 1
    except csv.Error:
        raise _loose_quote(naam, line) from None
    return Sheet("", rows, teken=teken)


def _swallows(field: str, teken: str) -> bool:
    """Whether a cell holds what looks like the end of one row and the start of another."""
    return teken in field and ("\n" in field or "\r" in field)


def _loose_quote(naam: str, line: int) -> DdasError:
    return DdasError(
        f'Op regel {line} van {naam} staat een aanhalingsteken (") dat niet goed wordt afgesloten, of een te lange cel.',
        "Haal dat aanhalingsteken weg, of open het bestand in Excel en sla het opnieuw op als CSV.",
    )


def decoded(data: bytes) -> str:
    """UTF-16 and UTF-8 with their marks or without, else the Windows letters of western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[1:2] == _NUL or data[:1] == _NUL:
        return data.decode("utf-16-le" if data[1:2] == _NUL else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
