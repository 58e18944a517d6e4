"""Outputs made of an analysis; nothing here computes a figure."""

from datetime import date
from pathlib import Path

from ddas_report.analyse import Analyse


def render(analyse: Analyse, formaat: str, vandaag: date, strict: bool = False) -> bytes:
    """The bytes of one output format; each renderer is imported only when it is asked for.

    `strict` makes waarschuwingen fail in the formats for continuous integration.
    """
    match formaat:
        case "json":
            from ddas_report.render.summary import render_summary

            return render_summary(analyse)
        case "csv":
            from ddas_report.render.table import render_csv

            return render_csv(analyse)
        case "xlsx":
            from ddas_report.render.workbook import render_workbook
            from ddas_report.report import build_report

            return render_workbook(build_report(analyse, vandaag), analyse)
        case "sarif":
            from ddas_report.render.sarif import render_sarif

            return render_sarif(analyse)
        case "junit":
            from ddas_report.render.junit import render_junit

            return render_junit(analyse, strict)
        case "pdf":
            from ddas_report.render.pdf import render_pdf
            from ddas_report.render.summary import render_summary
            from ddas_report.report import build_report

            bijlage = f"{Path(analyse.bestand.naam).stem}.op-orde.json", render_summary(analyse)
            return render_pdf(build_report(analyse, vandaag), bijlage)
        case _:
            from ddas_report.render.html import render_html
            from ddas_report.report import build_report

            return render_html(build_report(analyse, vandaag)).encode()
