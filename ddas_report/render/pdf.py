"""The report as a PDF, laid out by WeasyPrint with fonts that come with the package."""

import contextlib
import io
import re
from collections.abc import Iterator
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize

from ddas_report.model.errors import UitvoerMislukt
from ddas_report.render import dutch
from ddas_report.render.formats import FORMATS
from ddas_report.render.html import clean_html, read_template, render_html
from ddas_report.render.pdfa import VARIANT, finish
from ddas_report.render.subject import Subject
from ddas_report.report.view import Report

if TYPE_CHECKING:
    import weasyprint

_SNEDEN = {"Regular": 400, "SemiBold": 600}
_SCHEME = "font:"

KORT = 6
"""Pages; up to here a report needs no table of contents."""


def render(subject: Subject) -> bytes:
    """The PDF with the JSON summary attached."""
    summary = FORMATS["json"]
    return render_pdf(subject.report, (f"{subject.name}.{summary.extension}", summary.render(subject)))


def render_pdf(report: Report, bijlage: tuple[str, bytes] | None = None) -> bytes:
    """The PDF of a report, PDF/A-3a and PDF/UA-1, with the name and bytes of the JSON summary attached.

    The same report and bijlage give the same bytes. Raises UitvoerMislukt when Pango is not on this machine.
    """
    weasyprint = _weasyprint()
    with _fonts(weasyprint) as fonts:
        return _written(weasyprint, _lay_out(weasyprint, report, fonts), report, bijlage)


def _written(weasyprint: Any, document: Any, report: Report, bijlage: tuple[str, bytes] | None) -> bytes:
    organisatie = showable(clean_html(", ".join(report.organisaties) or "Organisatie onbekend"))
    moment = datetime.combine(report.gemaakt, time())
    document.metadata.authors = [organisatie]
    document.metadata.description = f"Op-orde-rapport van {organisatie}, {_periode(report)}"
    document.metadata.created = document.metadata.modified = f"{moment.isoformat()}Z"
    pdf: bytes = document.write_pdf(
        finisher=finish, pdf_variant=VARIANT, attachments=_attachments(weasyprint, bijlage, moment)
    )
    return pdf


def showable(tekst: str) -> str:
    """Text that the fonts can show: a question mark for each other sign, a space for what is no sign at all."""
    tekst = normalize("NFC", tekst)
    missing = set(tekst) - _tekens()
    return tekst.translate({ord(teken): "?" if teken.isprintable() else " " for teken in missing})


@cache
def _tekens() -> frozenset[str]:
    """The signs that both fonts hold, without those that steer the text."""
    from fontTools.ttLib import TTFont

    codes = (TTFont(io.BytesIO(_font(snede)), lazy=True).getBestCmap().keys() for snede in _SNEDEN)
    return frozenset(teken for teken in map(chr, set.intersection(*map(set, codes))) if category(teken)[0] != "C")


@contextlib.contextmanager
def _fonts(weasyprint: Any) -> Iterator[Any]:
    """Our fonts as WeasyPrint keeps them: in a temporary folder, which goes with them and not some time later."""
    fonts = weasyprint.text.fonts.FontConfiguration()
    try:
        yield fonts
    finally:
        fonts.__del__()  # it has no close, and the command leaves without taking anything apart


def _lay_out(weasyprint: Any, report: Report, fonts: Any) -> Any:
    """The document laid out; a short one goes without its table of contents."""
    html = _html(report, contents=True)
    document = _pages(weasyprint, html, fonts)
    if len(document.pages) > KORT + 1 or (short := _html(report, contents=False)) == html:
        return document
    without = _pages(weasyprint, short, fonts)
    return without if len(without.pages) <= KORT else document


def _html(report: Report, contents: bool) -> str:
    return showable(render_html(report, "pdf", contents))


def _pages(weasyprint: Any, html: str, fonts: Any) -> Any:
    css = weasyprint.CSS(string=_font_faces() + read_template("pdf.css"), url_fetcher=_fetch, font_config=fonts)
    source = weasyprint.HTML(string=html, url_fetcher=_fetch, base_url="about:blank")
    return source.render(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT)


def _periode(report: Report) -> str:
    start, eind = report.periode.start, report.periode.eind
    return f"{dutch.datum(start)} tot en met {dutch.datum(eind)}" if start and eind else "periode onbekend"


def _attachments(weasyprint: Any, bijlage: tuple[str, bytes] | None, moment: datetime) -> list[Any]:
    """The summary, under a name that every system accepts."""
    if bijlage is None:
        return []
    naam, data = bijlage
    return [
        weasyprint.Attachment(
            string=data,
            name=re.sub(r'[\\/:*?"<>|]', "_", showable(naam)),
            description="De samenvatting van dit rapport, om mee verder te rekenen",
            relationship="Data",
            created=moment,
            modified=moment,
        )
    ]


def _weasyprint() -> Any:
    """Imported late: it is slow, and without Pango it prints a block to stdout and raises OSError."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
            import weasyprint.text.fonts
    except ImportError:
        raise UitvoerMislukt(
            "De PDF kan niet worden gemaakt: het pakket WeasyPrint ontbreekt. De andere rapporten zijn er wel.",
            "Installeer het met: pip install weasyprint. Zonder PDF: kies --format html.",
        ) from None
    except OSError:
        raise UitvoerMislukt(
            "De PDF kan niet worden gemaakt: het programma Pango ontbreekt. De andere rapporten zijn er wel.",
            "Debian of Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
            "macOS: brew install pango. Windows: zie de README. Zonder PDF: kies --format html.",
        ) from None
    return weasyprint


def _font_faces() -> str:
    return "".join(
        f"@font-face {{ font-family: 'Rapport'; font-weight: {weight}; src: url('{_SCHEME}{snede}') }}\n"
        for snede, weight in _SNEDEN.items()
    )


def _fetch(url: str) -> "weasyprint.urls.URLFetcherResponse":
    """Our own fonts and nothing else: no file, no network."""
    from weasyprint.urls import URLFetcherResponse

    snede = url.removeprefix(_SCHEME)
    if snede not in _SNEDEN or not url.startswith(_SCHEME):
        raise ValueError("only fonts of the package are fetched")
    return URLFetcherResponse(url, _font(snede), {"Content-Type": "font/ttf"})


def _font(snede: str) -> bytes:
    return files("fontpkg_fira_sans").joinpath("files", f"FiraSans-{snede}.ttf").read_bytes()
