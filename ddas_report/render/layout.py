"""A document of HTML becomes a PDF; what WeasyPrint could not draw makes it fail."""

import contextlib
import io
import logging
import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ddas_report.model.errors import OutputFailed
from ddas_report.render.pango import libraries_by_name, offer_pango
from ddas_report.render.pdfa import VARIANT, finish
from ddas_report.render.seal import seal

if TYPE_CHECKING:
    import weasyprint

WEIGHTS = {"Regular": 400, "SemiBold": 600}
_SCHEME = "font:"
_NO_ROOM = ("annot allocate memory", "failed to map")
"""What the system says when a library is there but there is no memory for it."""

_HARMLESS = "Unable to subset"
"""A font that is embedded whole, for want of a library, is a font all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that a PDF is made of; every text in it can be shown by the fonts."""

    versions: tuple[str, ...]
    """The document in HTML, and shorter forms of it: the first that takes at most `pages` stands, else the last."""
    pages: int | None
    css: str
    auteur: str
    omschrijving: str
    moment: datetime
    bijlage: tuple[str, bytes] | None
    """Name and bytes of what is attached."""


def too_little_memory() -> OutputFailed:
    """What to say when the PDF does not fit in memory."""
    return OutputFailed(
        "De PDF kan niet worden gemaakt: er is te weinig geheugen. De andere rapporten zijn er wel.",
        "Sluit andere programma's en probeer het opnieuw. Zonder PDF: kies --formaat html.",
    )


def no_room() -> OutputFailed:
    """What to say when the disk that holds temporary files is full."""
    return OutputFailed(
        "De PDF kan niet worden gemaakt: de schijf met tijdelijke bestanden is vol. De andere rapporten zijn er wel.",
        "Maak ruimte vrij en probeer het opnieuw. Zonder PDF: kies --formaat html.",
    )


def went_wrong(wat: str) -> OutputFailed:
    """What to say when drawing failed; `wat` says where, and holds nothing of the data."""
    return OutputFailed(
        f"De PDF kan niet worden gemaakt: bij het tekenen ging iets mis ({wat}). De andere rapporten zijn er wel.",
        "Meld dit aan de makers, met deze regel en zonder het bestand. Zonder PDF: kies --formaat html.",
    )


def draw_here(paper: Paper) -> bytes:
    """The PDF, PDF/A-3a and PDF/UA-1; the same paper gives the same bytes.

    Raises OutputFailed when Pango is not on this machine, or when any part of it could not be drawn.
    """
    with _watched():
        weasyprint = import_weasyprint()
        with _fonts(weasyprint) as fonts:
            return _written(weasyprint, _lay_out(weasyprint, paper, fonts), paper)


DRAW: ContextVar[Callable[[Paper], bytes]] = ContextVar("DRAW", default=draw_here)
"""Where a PDF is drawn: in this process, or in one apart."""


class _Watch(logging.Handler):
    """Makes drawing fail at the first thing that WeasyPrint only wanted to mention."""

    failed: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Raise what WeasyPrint caught, or that it complained; again at the end, should it catch that too."""
        if record.levelno < logging.WARNING or str(record.msg).startswith(_HARMLESS):
            return
        error = sys.exception()
        ends = isinstance(error, KeyboardInterrupt | MemoryError)
        self.failed = error if ends else went_wrong(f"{record.module}, regel {record.lineno}")
        raise self.failed  # type: ignore[misc]


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    watch, logger = _Watch(), logging.getLogger("weasyprint")
    logger.addHandler(watch)
    try:
        yield
    except MemoryError:
        raise too_little_memory() from None
    finally:
        logger.removeHandler(watch)
    if watch.failed:
        raise watch.failed


def _lay_out(weasyprint: Any, paper: Paper, fonts: Any) -> Any:
    for html in paper.versions:
        document = _pages(weasyprint, html, paper.css, fonts)
        if paper.pages is None or len(document.pages) <= paper.pages:
            break
    return document


def _pages(weasyprint: Any, html: str, css: str, fonts: Any) -> Any:
    style = weasyprint.CSS(string=_font_faces() + css, url_fetcher=_fetch, font_config=fonts)
    source = weasyprint.HTML(string=html, url_fetcher=_fetch, base_url="about:blank")
    return source.render(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)


def _written(weasyprint: Any, document: Any, paper: Paper) -> bytes:
    document.metadata.authors = [paper.auteur]
    document.metadata.description = paper.omschrijving
    document.metadata.created = document.metadata.modified = f"{paper.moment.isoformat()}Z"
    pdf: bytes = document.write_pdf(
        finisher=finish, pdf_variant=VARIANT, attachments=_attachments(weasyprint, paper.bijlage, paper.moment)
    )
    return seal(pdf)


def _attachments(weasyprint: Any, bijlage: tuple[str, bytes] | None, moment: datetime) -> list[Any]:
    if bijlage is None:
        return []
    naam, data = bijlage
    return [
        weasyprint.Attachment(
            string=data,
            name=naam,
            description="De samenvatting van dit rapport, om mee verder te rekenen",
            relationship="Data",
            created=moment,
            modified=moment,
        )
    ]


@contextlib.contextmanager
def _fonts(weasyprint: Any) -> Iterator[Any]:
    """Our fonts as WeasyPrint keeps them: in a temporary folder, which goes with them and not some time later."""
    fonts = weasyprint.text.fonts.FontConfiguration()
    try:
        yield fonts
    finally:
        fonts.__del__()  # it has no close, and the command leaves without taking anything apart


def import_weasyprint() -> Any:
    """WeasyPrint, imported late, for it is slow; raises OutputFailed when it, or Pango, is not on this machine.

    Without Pango it prints a block to stdout and raises OSError.
    """
    offer_pango()
    try:
        with contextlib.redirect_stdout(io.StringIO()), libraries_by_name():
            import weasyprint
            import weasyprint.text.fonts
    except ImportError:
        raise OutputFailed(
            "De PDF kan niet worden gemaakt: het pakket WeasyPrint ontbreekt. De andere rapporten zijn er wel.",
            "Installeer het met: pip install weasyprint. Zonder PDF: kies --formaat html.",
        ) from None
    except OSError as error:
        if any(teken in str(error) for teken in _NO_ROOM):
            raise too_little_memory() from None
        raise OutputFailed(
            "De PDF kan niet worden gemaakt: het programma Pango ontbreekt. De andere rapporten zijn er wel.",
            "Debian of Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
            "macOS: brew install pango. Windows: zie de README. Zonder PDF: kies --formaat html.",
        ) from None
    return weasyprint


def _font_faces() -> str:
    return "".join(
        f"@font-face {{ font-family: 'Rapport'; font-weight: {weight}; src: url('{_SCHEME}{snede}') }}\n"
        for snede, weight in WEIGHTS.items()
    )


def _fetch(url: str) -> "weasyprint.urls.URLFetcherResponse":
    """Our own fonts and nothing else: no file, no network."""
    from weasyprint.urls import URLFetcherResponse

    snede = url.removeprefix(_SCHEME)
    if snede not in WEIGHTS or not url.startswith(_SCHEME):
        raise ValueError("only fonts of the package are fetched")
    return URLFetcherResponse(url, font(snede), {"Content-Type": "font/ttf"})


def font(snede: str) -> bytes:
    """The file of one of the fonts."""
    return (files("fontpkg_fira_sans") / "files" / f"FiraSans-{snede}.ttf").read_bytes()
