"""Tables as CBS or a colleague may send them, and how the figures of a made-up delivery compare with them."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
import polars as pl
from openpyxl.worksheet.worksheet import Worksheet

from ddas_report.compare.causes import Evidence
from ddas_report.compare.cbs import CbsComparison, compare_with_cbs
from ddas_report.compare.cbs_layout.choice import Choice, choose
from ddas_report.compare.read_cbs import CbsTable, op_orde_figures, read_cbs
from ddas_report.model.cijfers import SHAPE, Cijfers
from ddas_report.model.delivery import Periode
from ddas_report.read.flatten import collect

CIJFERS = op_orde_figures()
T, B, A, U = "op_orde.trajecten", "op_orde.unieke_bsn", "op_orde.unieke_actieve_bsn", "op_orde.stap.uitstroom"
JAAR = Periode(date(2024, 1, 1), date(2024, 12, 31))
KOP = ("Gemeentecode", "Trajecten", "Unieke BSN's")
Rijen = Sequence[Sequence[Any]]
Eigen = Mapping[tuple[str, str], float | None]


def xlsx(*sheets: Rijen, merge: Sequence[str] = (), change: Callable[[list[Worksheet]], None] | None = None) -> bytes:
    """A workbook with a sheet for each table, called Blad1, Blad2, …; `change` may do anything else to the sheets."""
    boek = openpyxl.Workbook()
    boek.remove(boek.worksheets[0])
    for number, rijen in enumerate(sheets, start=1):
        blad = boek.create_sheet(f"Blad{number}")
        for rij in rijen:
            blad.append(list(rij))
        for ref in merge:
            blad.merge_cells(ref)
    if change is not None:
        change(boek.worksheets)
    buffer = io.BytesIO()
    boek.save(buffer)
    return buffer.getvalue()


def tekst(rijen: Rijen, teken: str = ";", codering: str = "utf-8") -> bytes:
    """The same table as CSV."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=teken).writerows(rijen)
    return buffer.getvalue().encode(codering)


def regels(*regels: str) -> bytes:
    """A CSV by its lines."""
    return "\n".join(regels).encode()


def lees(data: bytes) -> CbsTable:
    return read_cbs("cbs.xlsx", data, CIJFERS)


def kies(data: bytes, periode: Periode = JAAR) -> Choice:
    return choose(lees(data), periode)


def waarden(data: bytes, periode: Periode = JAAR) -> dict[tuple[str, str], float]:
    """What is read: the figure of each gemeente and id."""
    return {(one.gemeente, one.id): float(one.waarde) for one in kies(data, periode).cijfers}


def cijfers(eigen: Eigen) -> Cijfers:
    """Our own figures as the long table."""
    rows = [(code, id_, waarde) for (code, id_), waarde in eigen.items()]
    return Cijfers(pl.DataFrame(rows, SHAPE, orient="row"))


def vergelijk(eigen: Eigen, data: bytes, periode: Periode = JAAR) -> CbsComparison:
    """Our own figures held against a table, for a delivery without records."""
    return compare_with_cbs(cijfers(eigen), lees(data), Evidence(collect({"leveringen": []}, []).frames, periode))
