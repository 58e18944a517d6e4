"""The bijlage: all figures and findings as a PDF, to look things up in."""

from ddas_report.analyse.protect import protect
from ddas_report.render.formats import FORMATS
from ddas_report.render.html import render_bijlage
from ddas_report.render.pdf import draw
from ddas_report.render.subject import Subject
from ddas_report.render.summary import as_json, summary


def render(subject: Subject) -> bytes:
    """The PDF, PDF/A-3a and PDF/UA-1, with a JSON summary attached that shows as little of few people as it does."""
    shown = protect(subject.for_reading, subject.geheel, subject.tonen)
    attached = as_json(summary(shown.analyse, without_small=not subject.tonen))
    naam = f"{subject.name}.{FORMATS['json'].extension}"
    return draw(
        subject.report, [render_bijlage(subject.report)], "Bijlage bij het op-orde-rapport", bijlage=(naam, attached)
    )
