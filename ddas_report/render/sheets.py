"""Sheets of a workbook: a cell by the type of its value, a table that can be filtered."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from textwrap import wrap
from typing import Any

from ddas_report.render.cells import safe_text
from ddas_report.render.summary import number
from ddas_report.report.shapes import Cijfer

CellValue = str | int | date | Cijfer | None
Style = Callable[..., Any]
"""Gives the format of a workbook with these properties."""

KOP = {"bold": True, "bg_color": "#E4EAF1", "bottom": 1, "text_wrap": True}
VET = {"bold": True, "top": 1}
WRAPPED, RIGHT = {"text_wrap": True}, {"align": "right"}
EENHEDEN = {"euro": '"€" #,##0', "procent": '0.0"%"', "dagen": "#,##0.0"}
"""The number format of a unit; a count shows a decimal only when it has one."""

FIRST_YEAR = 1900
"""A spreadsheet knows no date before it."""

_ALLES = "A1:XFD1048576"
_REGEL, _MEESTE_REGELS, _SMAL = 15, 20, 1.15
"""The height of a line in points; the most lines a row shows; how many letters go where one digit goes."""

_EEN_BLADZIJDE = 330
"""The width in characters that can still be read on one page."""

_NOOT = {"x_scale": 2.2, "y_scale": 1.6}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width in characters, how its cells look, a note on the heading."""

    naam: str
    breedte: int = 12
    opmaak: Mapping[str, object] = field(default_factory=dict)
    noot: str = ""


def make_workbook(gemaakt: date, titel: str, fill: Callable[[Any, Style], None]) -> bytes:
    """The bytes of a workbook that `fill` fills; the same content and date give the same bytes."""
    import xlsxwriter  # a quarter of a second, and most runs make no workbook

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as boek:
        boek.set_properties({"title": titel, "created": datetime.combine(gemaakt, time())})

        @cache
        def stijl(**eigenschappen: object) -> Any:
            return boek.add_format({"valign": "top"} | eigenschappen)

        fill(boek, stijl)
    return buffer.getvalue()


def write_table(
    boek: Any,
    stijl: Style,
    naam: str,
    kolommen: Sequence[Column],
    rijen: Iterable[Sequence[CellValue]],
    totaal: Sequence[CellValue] = (),
    vast: int = 0,
) -> None:
    """A sheet with one table: heading and the first `vast` columns stay in view; `totaal` is left out of the filter."""
    blad = boek.add_worksheet(naam)
    for index, kolom in enumerate(kolommen):
        blad.set_column(index, index, kolom.breedte)
        blad.write_string(0, index, safe_text(kolom.naam), stijl(**{**KOP, **kolom.opmaak}))
        if kolom.noot:
            blad.write_comment(0, index, safe_text(kolom.noot), _NOOT)
    laatste = 0
    set_height(blad, 0, [(kolom.naam, kolom.breedte - 3) for kolom in kolommen], extra=1)
    for laatste, rij in enumerate(rijen, start=1):
        for index, (waarde, kolom) in enumerate(zip(rij, kolommen, strict=False)):
            write_cell(blad, stijl, laatste, index, waarde, **kolom.opmaak)
        set_height(
            blad, laatste, [(w, k.breedte) for w, k in zip(rij, kolommen, strict=False) if "text_wrap" in k.opmaak]
        )
    blad.autofilter(0, 0, laatste, len(kolommen) - 1)
    for index, waarde in enumerate(totaal):
        write_cell(blad, stijl, laatste + 1, index, waarde, **VET)
    blad.freeze_panes(1, vast)
    blad.ignore_errors({"number_stored_as_text": _ALLES})
    print_wide(blad, sum(kolom.breedte for kolom in kolommen))
    blad.repeat_rows(0)


def set_height(blad: Any, rij: int, teksten: Iterable[tuple[CellValue, int]], extra: int = 0) -> None:
    """Make a row as high as its texts ask, each in a column of that width; not every program does so itself."""
    lengths = (len(wrap(tekst, int(breedte * _SMAL))) for tekst, breedte in teksten if isinstance(tekst, str))
    regels = min(max(lengths, default=1) + extra, _MEESTE_REGELS)
    if regels > 1:
        blad.set_row(rij, regels * _REGEL)


def print_wide(blad: Any, breedte: int = 0) -> None:
    """On paper: A4, landscape, as wide as one page; or more pages when that gets too small to read."""
    blad.set_paper(9)
    blad.set_landscape()
    if breedte <= _EEN_BLADZIJDE:
        blad.fit_to_pages(1, 0)
    else:
        blad.set_print_scale(60)
        blad.repeat_columns(0, 1)
    blad.set_footer("&L&A&R&P / &N")


def write_cell(blad: Any, stijl: Style, rij: int, kolom: int, waarde: CellValue, **opmaak: object) -> None:
    """A number as a number, a date as a date, all else as text that is never a formula; None leaves it empty."""
    match waarde:
        case None:
            return
        case Cijfer(getal, eenheid):
            if (cijfer := number(getal)) is not None:
                blad.write_number(rij, kolom, cijfer, stijl(num_format=_num_format(cijfer, eenheid), **opmaak))
        case int():
            blad.write_number(rij, kolom, waarde, stijl(num_format="#,##0", **opmaak))
        case date() if waarde.year >= FIRST_YEAR:
            blad.write_datetime(rij, kolom, waarde, stijl(num_format="dd-mm-yyyy", **opmaak))
        case _:
            blad.write_string(rij, kolom, safe_text(waarde), stijl(**opmaak))


def _num_format(waarde: float, eenheid: str) -> str:
    return EENHEDEN.get(eenheid) or ("#,##0" if isinstance(waarde, int) else "#,##0.0")
