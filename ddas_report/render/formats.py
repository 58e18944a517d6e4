"""Outputs made of an analysis; nothing here computes a figure."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ddas_report.analyse.pipeline import Analyse

if TYPE_CHECKING:
    from ddas_report.report.view import Report


def render(
    analyse: Analyse,
    formaat: str,
    vandaag: date,
    strict: bool = False,
    make_report: "Callable[[], Report] | None" = None,
    naam: str | None = None,
) -> bytes:
    """The bytes of one output format; each renderer is imported only when it is asked for.

    `strict` makes waarschuwingen fail in the formats for continuous integration. `make_report` gives the view when it
    is not simply that of the analysis; `naam` is what the outputs are called when not after the file.
    """
    match formaat:
        case "json":
            from ddas_report.render.summary import render_summary

            return render_summary(analyse)
        case "csv":
            from ddas_report.render.table import render_csv

            return render_csv(analyse)
        case "sarif":
            from ddas_report.render.sarif import render_sarif

            return render_sarif(analyse)
        case "junit":
            from ddas_report.render.junit import render_junit

            return render_junit(analyse, strict)
    naam = naam or Path(analyse.bestand.naam).stem
    return _for_readers(analyse, formaat, naam, make_report or (lambda: _report(analyse, vandaag)))


def _for_readers(analyse: Analyse, formaat: str, naam: str, make_report: "Callable[[], Report]") -> bytes:
    match formaat:
        case "xlsx":
            from ddas_report.render.workbook import render_workbook

            return render_workbook(make_report(), analyse)
        case "pdf":
            from ddas_report.render.pdf import render_pdf
            from ddas_report.render.summary import render_summary

            bijlage = f"{naam}.op-orde.json", render_summary(analyse)
            return render_pdf(make_report(), bijlage)
        case _:
            from ddas_report.render.html import render_html

            return render_html(make_report()).encode()


def _report(analyse: Analyse, vandaag: date) -> "Report":
    from ddas_report.report.build import build_report

    return build_report(analyse, vandaag)
