"""Outputs made of an analysis; nothing here computes a figure."""

from datetime import date

from ddas_report.analyse import Analyse


def render(analyse: Analyse, formaat: str, vandaag: date) -> bytes:
    """The bytes of one output format; each renderer is imported only when it is asked for."""
    match formaat:
        case "json":
            from ddas_report.render.summary import render_summary

            return render_summary(analyse)
        case "pdf":
            from ddas_report.render.pdf import render_pdf
            from ddas_report.report import build_report

            return render_pdf(build_report(analyse, vandaag))
        case _:
            from ddas_report.render.html import render_html
            from ddas_report.report import build_report

            return render_html(build_report(analyse, vandaag)).encode()
