"""What is signed, as a PDF; and any document as one, in signs that the fonts of the package can show."""

import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from functools import cache
from unicodedata import category, normalize

from ddas_report.render import dutch
from ddas_report.render.html import read_template, render_sign_off
from ddas_report.render.layout import DRAW, WEIGHTS, Paper, font
from ddas_report.render.markup import clean_html
from ddas_report.render.subject import Subject
from ddas_report.report.view import Report

MOST_PAGES = 4
"""Of what is signed."""

ROOM_FOR_TEXT = ((20, 12, 2000, False), (18, 9, 600, True), (14, 7, 600, True), (8, 5, 600, True), (3, 3, 120, True))
"""Gemeenten and causes that have a row in what is signed, the signs of an explanation, and whether room is short then."""


def render(subject: Subject) -> bytes:
    """What is signed, on four pages at most; nothing is attached, for a summary holds places and figures on few people."""
    return render_sign_off_pdf(subject.report)


def render_sign_off_pdf(report: Report) -> bytes:
    """The PDF that is signed, PDF/A-3a and PDF/UA-1; the same report gives the same bytes.

    Raises OutputFailed when it cannot be drawn whole.
    """
    return draw(
        report, [render_sign_off(report, *ruimte) for ruimte in ROOM_FOR_TEXT], "Op-orde-rapport", pages=MOST_PAGES
    )


def draw(
    report: Report,
    versions: Sequence[str],
    soort: str,
    pages: int | None = None,
    bijlage: tuple[str, bytes] | None = None,
) -> bytes:
    """A PDF of one of these documents, with the name and bytes of what is attached."""
    organisatie = showable(clean_html(", ".join(report.organisaties) or "Organisatie onbekend"))
    return DRAW.get()(
        Paper(
            versions=tuple(dict.fromkeys(map(showable, versions))),
            pages=pages,
            css=read_template("pdf.css"),
            auteur=organisatie,
            omschrijving=f"{soort} van {organisatie}, {_periode(report)}",
            moment=datetime.combine(report.gemaakt, time()),
            bijlage=(safe_name(bijlage[0]), bijlage[1]) if bijlage else None,
        )
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

    codes = (TTFont(io.BytesIO(font(snede)), lazy=True).getBestCmap().keys() for snede in WEIGHTS)
    return frozenset(teken for teken in map(chr, set.intersection(*map(set, codes))) if category(teken)[0] != "C")


def _periode(report: Report) -> str:
    start, eind = report.periode.start, report.periode.eind
    return f"{dutch.datum(start)} tot en met {dutch.datum(eind)}" if start and eind else "periode onbekend"
