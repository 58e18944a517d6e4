"""The sheets of the workbook that lay the figures beside others: every figure, not only those that stand out."""

from collections.abc import Iterator, Mapping
from typing import Any

from ddas_report.analyse.pipeline import Analyse
from ddas_report.compare.cbs import CbsComparison
from ddas_report.compare.earlier import Comparison
from ddas_report.compare.repairs import Repairs, Stand
from ddas_report.indicatoren.evaluate import Figure, figures
from ddas_report.model.gemeenten import display_name
from ddas_report.regels.evaluate import REGELS
from ddas_report.render.sheets import RIGHT, WRAPPED, CellValue, Column, Style, write_table
from ddas_report.report.shapes import Cijfer

MAX_PASSED = 20_000
"""Cells that were not compared and that the sheet lists; the summary has them all."""

_LINKS = (Column("Gemeentecode", 14), Column("Gemeente", 24), Column("Id", 44), Column("Cijfer", 48))


def write_beside(boek: Any, stijl: Style, analyse: Analyse) -> None:
    """A sheet for the earlier delivery and one for CBS, as far as these were given."""
    known = figures(analyse.kop.periode)
    if (vorige := analyse.vergelijking) is not None:
        koppen = ("Vorige", "Vorige, op deze lengte", "Nu", "Verschil", "In %")
        kolommen = (*_LINKS, *(Column(kop, 16, RIGHT) for kop in koppen))
        write_table(boek, stijl, "Vorige levering", kolommen, _toen(vorige, known), vast=2)
    if (herstel := analyse.herstel) is not None:
        kolommen = (
            Column("Stand", 12),
            Column("Id", 20),
            Column("Wat", 72, WRAPPED),
            Column("Gemeentecode", 14),
            Column("Gemeente", 24),
            Column("Toen", 10, RIGHT),
            Column("Nu", 10, RIGHT),
        )
        write_table(boek, stijl, "Herstelronde", kolommen, _herstel(herstel))
    if (cbs := analyse.naast_cbs) is not None:
        eigen = (Column(kop, 16, RIGHT) for kop in ("Uw bestand", "CBS", "CBS min uw bestand"))
        kolommen = (
            *_LINKS,
            *eigen,
            Column("Cel bij het CBS", 24),
            Column("Mogelijke oorzaak, of waaruit het verschil is op te tellen", 80, WRAPPED),
        )
        write_table(boek, stijl, "CBS", kolommen, _bij_cbs(cbs, known), vast=2)
        if cbs.niet_vergeleken:
            kolommen = (*_LINKS, Column("Cel bij het CBS", 24), Column("Reden", 80, WRAPPED))
            write_table(boek, stijl, "CBS niet vergeleken", kolommen, _passed(cbs, known), vast=2)


def _toen(vorige: Comparison, known: Mapping[str, Figure]) -> Iterator[tuple[CellValue, ...]]:
    columns = ("gemeente", "id", "toen", "toen_geschaald", "nu", "verschil", "procent")
    for code, id_, *waarden, procent in vorige.verschillen.select(columns).iter_rows():
        figure = known[id_].indicator
        cijfers = (Cijfer(waarde, figure.eenheid) for waarde in waarden)
        yield code, display_name(code), id_, figure.label, *cijfers, Cijfer(procent, "procent")


def _herstel(herstel: Repairs) -> Iterator[tuple[CellValue, ...]]:
    """First the causes, then the rules by gemeente; each what was repaired, what is new, what stays."""
    meldingen = {regel.id: regel.melding for regel in REGELS}
    for stand in Stand:
        for cause in (c for c in herstel.oorzaken or () if c.stand is stand):
            naam = " ".join(filter(None, (cause.id, cause.veld)))
            yield stand.value, naam, cause.titel, "", "", cause.toen, cause.nu
    for stand in Stand:
        for rij in (rij for rij in herstel.regels if rij.stand is stand):
            melding = meldingen.get(rij.regel, "")
            yield stand.value, rij.regel, melding, rij.gemeente, display_name(rij.gemeente), rij.toen, rij.nu


def _bij_cbs(cbs: CbsComparison, known: Mapping[str, Figure]) -> Iterator[tuple[CellValue, ...]]:
    for rij in cbs.rijen:
        figure = known[rij.id].indicator
        cijfers = (Cijfer(waarde, figure.eenheid) for waarde in (rij.eigen, rij.cbs, rij.verschil))
        yield rij.gemeente, display_name(rij.gemeente), rij.id, figure.label, *cijfers, rij.cel, " ".join(rij.oorzaken)


def _passed(cbs: CbsComparison, known: Mapping[str, Figure]) -> Iterator[tuple[CellValue, ...]]:
    for one in cbs.niet_vergeleken[:MAX_PASSED]:
        naam = display_name(one.gemeente) if one.gemeente else ""
        label = known[one.id].indicator.label if one.id and one.id in known else ""
        yield one.gemeente or "", naam, one.id or "", label, one.cel, one.reden
