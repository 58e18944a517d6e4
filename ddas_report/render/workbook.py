"""The workbook: every figure and finding, to filter and to calculate with."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ddas_report.analyse.cause import Oorzaak
from ddas_report.analyse.cause_catalogue import advice
from ddas_report.analyse.pipeline import Analyse
from ddas_report.indicatoren.evaluate import SECTIES, figures
from ddas_report.indicatoren.indicator import Indicator, Sectie
from ddas_report.indicatoren.landelijk import Landelijk
from ddas_report.model import place_column
from ddas_report.model.delivery import TOTAAL
from ddas_report.model.errors import OutputFailed
from ddas_report.model.gemeenten import display_name
from ddas_report.regels.regel import Ernst
from ddas_report.render.beside import write_beside
from ddas_report.render.dutch import EIGENAAR, datum
from ddas_report.render.sheets import (
    KOP,
    RIGHT,
    WRAPPED,
    CellValue,
    Column,
    Style,
    make_workbook,
    print_wide,
    set_height,
    write_cell,
    write_table,
)
from ddas_report.render.subject import Subject
from ddas_report.render.summary import KLEIN
from ddas_report.report.shapes import Cijfer
from ddas_report.report.view import Report

MAX_ROWS = 1_048_575
"""Rows below the heading of a sheet."""

MAX_PATHS = 5
"""Paths in the cell of a finding."""

_BREEDTES = (44, 72, 14, 44)
_OORDEEL = {"gereed": "#1B6E3C", "niet_beoordeeld": "#8A5A00", "controleren": "#8A5A00", "niet_uploaden": "#A4161A"}
_ERNST = {Ernst.FOUT: "fouten", Ernst.WAARSCHUWING: "waarschuwingen", Ernst.SIGNAAL: "signalen"}
_NAAST_GETAL = WRAPPED | {"align": "left", "indent": 1}
_GEMEENTE = (Column("Gemeentecode", 14), Column("Gemeente", 24))


def render(subject: Subject) -> bytes:
    """The XLSX; raises OutputFailed when there are more figures than a sheet can hold."""
    analyse, report = subject.analyse, subject.full_report
    if analyse.cijfers.long.height > MAX_ROWS:
        raise OutputFailed(
            "Er zijn te veel verschillende gemeentecodes voor een Excel-bestand.",
            "Controleer de gemeentecodes, of kies --formaat csv.",
        )

    def fill(boek: Any, stijl: Style) -> None:
        _wat_te_doen(boek, stijl, analyse)
        _samenvatting(boek, stijl, report, Counter(b.regel.ernst for b in analyse.bevindingen))
        _indicatoren(boek, stijl, analyse)
        for sectie in SECTIES:
            _sectie(boek, stijl, sectie, analyse)
        write_beside(boek, stijl, analyse)
        _signalen(boek, stijl, analyse)
        _technische_toets(boek, stijl, report)
        _definities(boek, stijl, analyse)

    return make_workbook(report.gemaakt, "Op-orde-rapport", fill)


def _wat_te_doen(boek: Any, stijl: Style, analyse: Analyse) -> None:
    """The causes, in their order; what is explained comes last, with its text."""
    kolommen = (
        Column("Nummer", 9, RIGHT),
        _loopt("Oorzaak", 50),
        _loopt("Gevolg", 60),
        _loopt("Wat te doen", 60),
        Column("Eigenaar", 20),
        Column("Ernst", 14),
        Column("Aantal", 9, RIGHT),
        Column("Van", 9, RIGHT),
        _loopt("Id en regels", 24),
        _loopt("Cijfers die hierdoor niet betrouwbaar zijn", 50),
        _loopt("Verklaard", 40),
    )
    ordered = sorted(analyse.oorzaken, key=lambda oorzaak: oorzaak.verklaard is not None)
    rijen = [
        (
            nummer,
            oorzaak.titel,
            oorzaak.gevolg,
            advice(oorzaak),
            EIGENAAR[oorzaak.eigenaar],
            oorzaak.ernst.value,
            oorzaak.aantal,
            oorzaak.van,
            ", ".join(dict.fromkeys((oorzaak.id, *oorzaak.regels))),
            ", ".join(oorzaak.cijfers),
            verklaring(oorzaak),
        )
        for nummer, oorzaak in enumerate(ordered, start=1)
    ]
    nothing: tuple[CellValue, ...] = (None, "Met de beoordeelde regels is niets gevonden om te herstellen.")
    write_table(boek, stijl, "Wat te doen", kolommen, rijen or [nothing])


def verklaring(oorzaak: Oorzaak) -> str | None:
    """Why it is left as it is, who says so and when; nothing when it is not explained."""
    v = oorzaak.verklaard
    return f"{v.tekst} ({', '.join(filter(None, (v.naam, datum(v.datum))))})" if v else None


def _samenvatting(boek: Any, stijl: Style, report: Report, soorten: Mapping[Ernst, int]) -> None:
    blad = boek.add_worksheet("Samenvatting")
    for kolom, breedte in enumerate(_BREEDTES):
        blad.set_column(kolom, kolom, breedte)
    blad.write_string(0, 0, "Op-orde-rapport", stijl(bold=True, font_size=16))
    blad.write_string(1, 0, report.conclusion, stijl(bold=True, font_size=12, font_color=_OORDEEL[report.tint]))
    blad.set_row(0, 26)
    blad.set_row(1, 20)
    rij = 1
    for tekst in (*report.toegelicht, *report.vergeleken.values(), report.uitleg, KLEIN, *report.opmerkingen):
        rij += 1
        blad.merge_range(rij, 0, rij, 3, "", stijl())
        write_cell(blad, stijl, rij, 0, tekst, **WRAPPED)
        set_height(blad, rij, [(tekst, sum(_BREEDTES))])
    for koppen, rijen in _blokken(report, soorten):
        rij += 2
        for kolom, _ in enumerate(_BREEDTES):
            blad.write_blank(rij, kolom, None, stijl(**KOP))
        for kolom, kop in enumerate(koppen):
            write_cell(blad, stijl, rij, kolom, kop, **KOP)
        for cellen in rijen:
            rij += 1
            for kolom, waarde in enumerate(cellen):
                write_cell(blad, stijl, rij, kolom, waarde, align="left", **WRAPPED)
            set_height(blad, rij, zip(cellen, _BREEDTES, strict=False))
    print_wide(blad)


def _blokken(
    report: Report, soorten: Mapping[Ernst, int]
) -> Iterator[tuple[tuple[str, ...], list[tuple[CellValue, ...]]]]:
    """The blocks of the first sheet: headings and rows."""
    if report.oorzaken:
        yield ("Dit doet u eerst",), [(cause.titel, cause.gevolg) for cause in report.oorzaken[:3]]
    yield ("Het bestand",), list(_bestand(report))
    yield (
        ("Kerncijfers", "In deze levering", "Landelijk", "Jaar en bron"),
        [(k.label, k.nu, *_landelijk(k.landelijk, k.nu.eenheid)) for k in report.kaarten[0].kaarten],
    )
    buiten = (*report.overgeslagen, *report.onbeoordeelbaar)
    overgeslagen = [("Niet beoordeelde regels", ", ".join(buiten))] if buiten else []
    yield (
        ("Bevindingen", "Aantal"),
        [*((f"Soorten {naam}", soorten[ernst]) for ernst, naam in _ERNST.items()), *overgeslagen],
    )


def _bestand(report: Report) -> Iterator[tuple[CellValue, ...]]:
    yield "Bestand", report.bestand.naam
    yield "SHA-256", report.bestand.sha256
    yield "Grootte (bytes)", report.bestand.bytes
    yield "Periode van", report.periode.start
    yield "Periode tot en met", report.periode.eind
    yield "Leverancier", report.leverancier
    yield "Organisaties", "; ".join(report.organisaties)
    yield "Gemeenten", "; ".join(gemeente.naam for gemeente in report.gemeenten)
    yield "Gecontroleerd op", report.gemaakt
    yield "Gecontroleerd met", f"ddas-report {report.versie}"


def _landelijk(landelijk: Landelijk | None, eenheid: str) -> tuple[CellValue, ...]:
    return (Cijfer(float(landelijk.waarde), eenheid), f"{landelijk.jaar}, {landelijk.bron}") if landelijk else ()


def _indicatoren(boek: Any, stijl: Style, analyse: Analyse) -> None:
    kolommen = (*_GEMEENTE, Column("Id", 50), Column("Label", 48), Column("Eenheid"), Column("Waarde", 16, RIGHT))
    known = figures(analyse.kop.periode)
    rijen = (
        (code, display_name(code), id_, (i := known[id_].indicator).label, i.eenheid, Cijfer(waarde, i.eenheid), titel)
        for code, id_, waarde in analyse.cijfers.long.iter_rows()
        for titel in (known[id_].sectie.titel,)
    )
    write_table(boek, stijl, "Indicatoren", (*kolommen, Column("Onderdeel", 46, {"align": "left", "indent": 1})), rijen)


def _sectie(boek: Any, stijl: Style, sectie: Sectie, analyse: Analyse) -> None:
    """Gemeenten as rows, figures as columns; the note on a heading holds its id."""
    shown = [figure.indicator for figure in figures(analyse.kop.periode).values() if figure.sectie is sectie]

    def row(code: str) -> tuple[CellValue, ...]:
        return code, display_name(code), *(Cijfer(analyse.cijfers[code, i.id], i.eenheid) for i in shown)

    heads = (Column(_heading(i), 16, RIGHT, f"{i.id}: {i.uitleg(analyse.normen)}") for i in shown)
    write_table(boek, stijl, sectie.kort, (*_GEMEENTE, *heads), map(row, analyse.cijfers.codes), row(TOTAAL), vast=2)


def _heading(figure: Indicator) -> str:
    return f"{figure.label} ({figure.eenheid})" if figure.eenheid == "dagen" else figure.label


def _signalen(boek: Any, stijl: Style, analyse: Analyse) -> None:
    regel = (
        Column("Regel", 9),
        Column("Ernst", 14),
        _loopt("Melding", 46),
        _loopt("Toelichting", 60),
        _loopt("Bron", 30),
    )
    kolommen = (
        *regel,
        *_GEMEENTE,
        Column("Aantal", 9, RIGHT),
        Column("Van", 9, RIGHT),
        Column("Eerste plekken", 56, _NAAST_GETAL),
    )
    write_table(boek, stijl, "Signalen", kolommen, _signaalrijen(analyse))


def _signaalrijen(analyse: Analyse) -> Iterator[tuple[CellValue, ...]]:
    """One row per rule and gemeente in which it hits, the worst first."""
    for bevinding in (b for ernst in Ernst for b in analyse.bevindingen if b.regel.ernst is ernst):
        regel = bevinding.regel
        plekken = bevinding.first_places(MAX_PATHS, place_column.words)
        for here in bevinding.per_gemeente():
            uitleg = (regel.id, regel.ernst, regel.melding, regel.toelichting, regel.bron)
            yield *uitleg, here.code, display_name(here.code), here.aantal, here.van, "; ".join(plekken[here.code])


def _technische_toets(boek: Any, stijl: Style, report: Report) -> None:
    if report.schemafouten:
        kolommen = (_loopt("Veld", 36), Column("Soort", 20), _loopt("Melding", 70), Column("Aantal", 9, RIGHT))
        rijen = ((f.veld, f.soort, f.melding, f.aantal, "; ".join(f.plekken[:MAX_PATHS])) for f in report.schemafouten)
        write_table(boek, stijl, "Technische toets", (*kolommen, Column("Eerste plekken", 60, _NAAST_GETAL)), rijen)


def _definities(boek: Any, stijl: Style, analyse: Analyse) -> None:
    figuur = (Column("Id", 50), _loopt("Label", 44), Column("Eenheid"), _loopt("Onderdeel", 30))
    kolommen = (
        *figuur,
        _loopt("Zo is dit geteld", 80),
        Column("Landelijk", 12, RIGHT),
        Column("Jaar en bron", 44, _NAAST_GETAL),
        _loopt("Over dit onderdeel", 80),
    )
    rijen = (
        (i.id, i.label, i.eenheid, f.sectie.titel, i.uitleg(analyse.normen), *_source(i), f.sectie.toelichting)
        for f in figures(analyse.kop.periode).values()
        for i in (f.indicator,)
    )
    write_table(boek, stijl, "Definities", kolommen, rijen)


def _source(figure: Indicator) -> tuple[CellValue, ...]:
    return _landelijk(figure.landelijk, figure.eenheid) or (None, None)


def _loopt(naam: str, breedte: int) -> Column:
    return Column(naam, breedte, WRAPPED)
