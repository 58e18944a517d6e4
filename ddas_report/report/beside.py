"""The chapters that lay the figures beside others: those of an earlier delivery, and those of CBS."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ddas_report.analyse.pipeline import Analyse
from ddas_report.indicatoren.evaluate import namen
from ddas_report.indicatoren.indicator import Eenheid
from ddas_report.model import gemeenten
from ddas_report.model.delivery import TOTAAL
from ddas_report.report.view import BesideChapter, BesideRow, BesideTable, Cijfer

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison, CbsFigure, OneSide
    from ddas_report.compare.earlier import Comparison
    from ddas_report.compare.read_cbs import CbsTable

LARGEST = 12
"""The movements that are shown apart."""

MAX_ROWS = 600
"""Rows of one table; the rest stands in the workbook and the summary."""

_PER_MAAND = ".maand."

_Namen = Mapping[str, tuple[str, Eenheid]]


def chapters_beside(analyse: Analyse, kerncijfers: Mapping[str, str]) -> tuple[BesideChapter, ...]:
    """The chapters on an earlier delivery and on CBS's figures, as far as these were given.

    `kerncijfers` are the figures to compare first, id and label.
    """
    known = namen(analyse.kop.periode)
    chapters = []
    if analyse.vergelijking is not None:
        chapters.append(_vorige(analyse.vergelijking, known, kerncijfers))
    if analyse.naast_cbs is not None and analyse.cbs is not None:
        chapters.append(_cbs(analyse.naast_cbs, analyse.cbs, known))
    return tuple(chapters)


def _vorige(vergelijking: "Comparison", known: _Namen, kerncijfers: Mapping[str, str]) -> BesideChapter:
    rijen = [_naast_toen(rij, known) for rij in vergelijking.verschillen.iter_rows(named=True)]
    grootste = vergelijking.grootste(LARGEST * 10).iter_rows(named=True)
    moved = [_naast_toen(rij, known) for rij in grootste if _PER_MAAND not in rij["id"]][:LARGEST]
    totaal = {rij.id: rij for rij in rijen if rij.code == TOTAAL}
    key = [replace(totaal[id_], label=label) for id_, label in kerncijfers.items() if id_ in totaal]
    start, eind = vergelijking.periode.start, vergelijking.periode.eind
    over = f", over {start:%d-%m-%Y} tot en met {eind:%d-%m-%Y}" if start and eind else ""
    several = len({rij.code for rij in rijen}) > 2
    return BesideChapter(
        "vorige",
        "Vergeleken met de vorige levering",
        "Vorige levering",
        (f"De vorige levering is {vergelijking.naam}{over}.", *vergelijking.opmerkingen),
        ("Vorige", "Nu", "Verschil", "In %"),
        (
            BesideTable("Kerncijfers", tuple(key)),
            BesideTable("Grootste verschuivingen", tuple(moved), met_gemeente=several),
            BesideTable("Alle cijfers", tuple(totaal.values()), uitgebreid=True),
        ),
    )


def _naast_toen(rij: Mapping[str, object], known: _Namen) -> BesideRow:
    label, eenheid = known[str(rij["id"])]

    def cijfer(naam: str) -> Cijfer:
        value = rij[naam]
        return Cijfer(value if isinstance(value, float) else None, eenheid)

    scaled = cijfer("toen_geschaald")
    note = ("omgerekend naar de lengte van deze periode",) if scaled != cijfer("toen") else ()
    procent = rij["procent"]
    return BesideRow(
        str(rij["gemeente"]),
        gemeenten.display_name(str(rij["gemeente"])),
        str(rij["id"]),
        label,
        scaled,
        cijfer("nu"),
        cijfer("verschil"),
        procent if isinstance(procent, float) else None,
        note,
    )


def _cbs(vergelijking: "CbsComparison", tabel: "CbsTable", known: _Namen) -> BesideChapter:
    rijen = tuple(_naast_cbs(rij, known) for rij in vergelijking.verschillen)
    return BesideChapter(
        "cbs",
        "Vergeleken met het rapport van CBS",
        "CBS",
        (_uitslag(vergelijking), *_gelezen(tabel, known), *tabel.opmerkingen, *_een_kant(vergelijking)),
        ("Uw bestand", "CBS", "CBS min uw bestand", "Mogelijke oorzaak"),
        (
            BesideTable(
                "Verschillen",
                rijen[:MAX_ROWS],
                met_gemeente=True,
                oorzaken=True,
                meer=max(0, len(rijen) - MAX_ROWS),
            ),
        ),
    )


def _naast_cbs(rij: "CbsFigure", known: _Namen) -> BesideRow:
    label, eenheid = known[rij.id]
    values = (rij.eigen, rij.cbs, rij.verschil)
    eigen, cbs, verschil = (Cijfer(value, eenheid) for value in values)
    naam = gemeenten.display_name(rij.gemeente)
    return BesideRow(rij.gemeente, naam, rij.id, label, eigen, cbs, verschil, None, rij.oorzaken)


def _uitslag(vergelijking: "CbsComparison") -> str:
    anders = len(vergelijking.verschillen)
    if not anders:
        return f"Alle {vergelijking.gelijk} cijfers zijn gelijk aan die van het CBS."
    return f"Van de {anders + vergelijking.gelijk} cijfers zijn er {vergelijking.gelijk} gelijk en {anders} anders."


def _gelezen(tabel: "CbsTable", known: _Namen) -> Iterator[str]:
    koppen = (known[id_][0] if kop == id_ else kop for kop, id_ in tabel.begrepen.items())
    yield f"Deze cijfers zijn herkend: {'; '.join(koppen)}."
    if tabel.niet_begrepen:
        namen = (kop.kop + (f" (bedoelde u {kop.bedoelde}?)" if kop.bedoelde else "") for kop in tabel.niet_begrepen)
        yield f"Deze kolommen zijn niet herkend en dus niet vergeleken: {', '.join(namen)}."
    yield from tabel.niet_begrepen_rijen


def _een_kant(vergelijking: "CbsComparison") -> Iterator[str]:
    yield from _alleen(vergelijking.alleen_eigen, "wel in uw bestand maar niet bij het CBS")
    yield from _alleen(vergelijking.alleen_cbs, "wel bij het CBS maar niet in uw bestand")


def _alleen(kant: Sequence["OneSide"], waar: str) -> Iterator[str]:
    if kant:
        namen = (" ".join((gemeenten.display_name(k.gemeente), *(f"({o})" for o in k.oorzaken))) for k in kant)
        yield f"Deze gemeenten staan {waar}: {', '.join(namen)}."
