"""The template to fill in with the figures of CBS: ours beside an empty column."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from ddas_report.analyse.pipeline import Analyse
from ddas_report.compare.read_cbs import SJABLOON
from ddas_report.indicatoren.evaluate import figures
from ddas_report.indicatoren.op_orde import SECTIE
from ddas_report.model.delivery import TOTAAL
from ddas_report.model.errors import OutputFailed
from ddas_report.model.gemeenten import display_name
from ddas_report.render.cells import safe_text
from ddas_report.render.sheets import RIGHT, WRAPPED, CellValue, Column, Style, make_workbook, set_height, write_table
from ddas_report.render.table import decimal_comma
from ddas_report.render.workbook import MAX_ROWS
from ddas_report.report.shapes import Cijfer

SHEET = "Cijfers van het CBS"

_BREEDTES = (14, 26, 32, 26, 16, 16)
_INVULLEN = {"locked": False, "bg_color": "#FFF6D6", "border": 1, "border_color": "#C9B97A", "align": "right"}
_TOEGESTAAN = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
_UITLEG = (
    "Zo vult u dit blad in",
    f"1. Ga naar het blad '{SHEET}'. Pak het op-orde-rapport van het CBS erbij.",
    "2. Vul in de gele kolom 'CBS' het cijfer van het CBS in. Laat een cel leeg als het CBS dat cijfer niet geeft.",
    "3. Verander de andere kolommen niet. Wij gebruiken de gemeentecode en het id om de cijfers te herkennen.",
    "4. Sla het bestand op en maak het rapport opnieuw, nu met --cbs en de naam van dit bestand.",
    "In het rapport staat dan elk verschil, met de oorzaak die wij in uw bestand zien.",
    "Is de kolom bij u niet aan te passen? Hef dan de beveiliging van het blad op. Er is geen wachtwoord.",
)


def render_cbs_template(analyse: Analyse, formaat: Literal["xlsx", "csv"], vandaag: date) -> bytes:
    """A row per gemeente (and the total) and op_orde figure; OutputFailed when a sheet cannot hold them."""
    rijen = list(_rijen(analyse))
    if formaat == "csv":
        return _csv(rijen)
    if len(rijen) > MAX_ROWS:
        raise OutputFailed(
            "Er zijn te veel verschillende gemeentecodes voor een Excel-bestand.", "Controleer de gemeentecodes."
        )

    def fill(boek: Any, stijl: Style) -> None:
        _invulblad(boek, stijl, rijen)
        _uitleg(boek, stijl)

    return make_workbook(vandaag, "Cijfers van het CBS invullen", fill)


def _rijen(analyse: Analyse) -> Iterator[tuple[str, str, str, str, Cijfer]]:
    asked = [f.indicator for f in figures(analyse.kop.periode).values() if f.sectie is SECTIE]
    for code in (*analyse.cijfers.codes, TOTAAL):
        for figure in asked:
            cijfer = Cijfer(analyse.cijfers[code, figure.id], figure.eenheid)
            yield code, display_name(code), figure.id, figure.label, cijfer


def _csv(rijen: list[tuple[str, str, str, str, Cijfer]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(SJABLOON)
    for *teksten, cijfer in rijen:
        writer.writerow([*map(safe_text, teksten), decimal_comma(cijfer.waarde), ""])
    return buffer.getvalue().encode("utf-8-sig")


def _invulblad(boek: Any, stijl: Style, rijen: list[tuple[str, str, str, str, Cijfer]]) -> None:
    breedtes = zip(SJABLOON, _BREEDTES, strict=True)
    kolommen = [Column(naam, breedte, RIGHT if naam in SJABLOON[-2:] else {}) for naam, breedte in breedtes]
    cellen: Iterator[tuple[CellValue, ...]] = (rij for rij in rijen)
    write_table(boek, stijl, SHEET, kolommen, cellen, vast=2)
    blad = boek.get_worksheet_by_name(SHEET)
    for nummer in range(1, len(rijen) + 1):
        blad.write_blank(nummer, len(SJABLOON) - 1, None, stijl(**_INVULLEN))
    blad.protect("", _TOEGESTAAN)


def _uitleg(boek: Any, stijl: Style) -> None:
    blad = boek.add_worksheet("Uitleg")
    blad.set_column(0, 0, 90)
    for nummer, tekst in enumerate(_UITLEG):
        blad.write_string(nummer, 0, tekst, stijl(**WRAPPED) if nummer else stijl(bold=True, font_size=14))
        set_height(blad, nummer, [(tekst, 90)])
    blad.set_row(0, 26)
