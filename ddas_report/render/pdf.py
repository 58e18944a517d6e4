"""The report as a PDF, laid out by WeasyPrint with fonts that come with the package."""

import contextlib
import io
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ddas_report.errors import UitvoerMislukt
from ddas_report.render.html import read_template, render_html
from ddas_report.view import Report

if TYPE_CHECKING:
    import weasyprint

_SNEDEN = {"Regular": 400, "SemiBold": 600}
_SCHEME = "font:"


def render_pdf(report: Report) -> bytes:
    """The PDF of a report; raises UitvoerMislukt when Pango is not on this machine."""
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=render_html(report, "pdf"), url_fetcher=_fetch, base_url="about:blank")
    fonts = weasyprint.text.fonts.FontConfiguration()
    css = weasyprint.CSS(string=_font_faces() + read_template("pdf.css"), url_fetcher=_fetch, font_config=fonts)
    pdf: bytes = document.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


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
    font = files("fontpkg_fira_sans").joinpath("files", f"FiraSans-{snede}.ttf").read_bytes()
    return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
