"""The report as the text of a PDF, in signs that the fonts of the package can show."""

import io
import re
from datetime import datetime, time
from functools import cache
from unicodedata import category, normalize

from ddas_report.render import dutch
from ddas_report.render.formats import FORMATS
from ddas_report.render.html import clean_html, read_template, render_html
from ddas_report.render.layout import DRAW, SNEDEN, Paper, font
from ddas_report.render.subject import Subject
from ddas_report.report.view import Report

_CERTAINLY_LONG = 500_000
"""Characters; a report of so many is not short, and needs its table of contents."""


def render(subject: Subject) -> bytes:
    """The PDF with the JSON summary attached."""
    summary = FORMATS["json"]
    return render_pdf(subject.report, (f"{subject.name}.{summary.extension}", summary.render(subject)))


def render_pdf(report: Report, bijlage: tuple[str, bytes] | None = None) -> bytes:
    """The PDF of a report, PDF/A-3a and PDF/UA-1, with the name and bytes of the JSON summary attached.

    The same report and bijlage give the same bytes. Raises UitvoerMislukt when it cannot be drawn whole.
    """
    return DRAW.get()(_paper(report, bijlage))


def _paper(report: Report, bijlage: tuple[str, bytes] | None) -> Paper:
    organisatie = showable(clean_html(", ".join(report.organisaties) or "Organisatie onbekend"))
    html = _html(report, contents=True)
    return Paper(
        html=html,
        short=html if len(html) > _CERTAINLY_LONG else _html(report, contents=False),
        css=read_template("pdf.css"),
        auteur=organisatie,
        omschrijving=f"Op-orde-rapport van {organisatie}, {_periode(report)}",
        moment=datetime.combine(report.gemaakt, time()),
        bijlage=(safe_name(bijlage[0]), bijlage[1]) if bijlage else None,
    )


def safe_name(naam: str) -> str:
    """A name that every system accepts."""
    return re.sub(r'[\\/:*?"<>|]', "_", showable(naam))


def showable(tekst: str) -> str:
    """Text that the fonts can show: a question mark for each other sign, a space for what is no sign at all."""
    tekst = normalize("NFC", tekst)
    missing = set(tekst) - _tekens()
    return tekst.translate({ord(teken): "?" if teken.isprintable() else " " for teken in missing})


@cache
def _tekens() -> frozenset[str]:
    """The signs that both fonts hold, without those that steer the text."""
    from fontTools.ttLib import TTFont

    codes = (TTFont(io.BytesIO(font(snede)), lazy=True).getBestCmap().keys() for snede in SNEDEN)
    return frozenset(teken for teken in map(chr, set.intersection(*map(set, codes))) if category(teken)[0] != "C")


def _html(report: Report, contents: bool) -> str:
    return showable(render_html(report, "pdf", contents))


def _periode(report: Report) -> str:
    start, eind = report.periode.start, report.periode.eind
    return f"{dutch.datum(start)} tot en met {dutch.datum(eind)}" if start and eind else "periode onbekend"
