"""The sheets of the workbook that lay the figures beside others: every figure, not only those that stand out."""

from collections.abc import Iterator
from typing import Any

from ddas_report.analyse.catalogue import Rij, indicatoren
from ddas_report.analyse.pipeline import Analyse
from ddas_report.compare.cbs import CbsVergelijking
from ddas_report.compare.earlier import Vergelijking
from ddas_report.model.gemeenten import getoond
from ddas_report.render.sheets import LOPEND, RECHTS, Cel, Kolom, Stijl, write_table
from ddas_report.report.view import Cijfer

_LINKS = (Kolom("Gemeentecode", 14), Kolom("Gemeente", 24), Kolom("Id", 44), Kolom("Cijfer", 48))


def write_ernaast(boek: Any, stijl: Stijl, analyse: Analyse) -> None:
    """A sheet for the earlier delivery and one for CBS, as far as these were given."""
    known = {rij.id: rij for rij in indicatoren(analyse.kop.periode)}
    if (vorige := analyse.vergelijking) is not None:
        koppen = ("Vorige", "Vorige, op deze lengte", "Nu", "Verschil", "In %")
        kolommen = (*_LINKS, *(Kolom(kop, 16, RECHTS) for kop in koppen))
        write_table(boek, stijl, "Vorige levering", kolommen, _toen(vorige, known), vast=2)
    if (cbs := analyse.naast_cbs) is not None:
        eigen = (Kolom(kop, 16, RECHTS) for kop in ("Uw bestand", "CBS", "CBS min uw bestand"))
        kolommen = (*_LINKS, *eigen, Kolom("Mogelijke oorzaak", 80, LOPEND))
        write_table(boek, stijl, "CBS", kolommen, _bij_cbs(cbs, known), vast=2)


def _toen(vorige: Vergelijking, known: dict[str, Rij]) -> Iterator[tuple[Cel, ...]]:
    columns = ("gemeente", "id", "toen", "toen_geschaald", "nu", "verschil", "procent")
    for code, id_, *waarden, procent in vorige.verschillen.select(columns).iter_rows():
        rij = known[id_]
        cijfers = (Cijfer(waarde, rij.eenheid) for waarde in waarden)
        yield code, getoond(code), id_, rij.label, *cijfers, Cijfer(procent, "procent")


def _bij_cbs(cbs: CbsVergelijking, known: dict[str, Rij]) -> Iterator[tuple[Cel, ...]]:
    for rij in cbs.rijen:
        figure = known[rij.id]
        cijfers = (Cijfer(waarde, figure.eenheid) for waarde in (rij.eigen, rij.cbs, rij.verschil))
        yield rij.gemeente, getoond(rij.gemeente), rij.id, figure.label, *cijfers, " ".join(rij.oorzaken)
