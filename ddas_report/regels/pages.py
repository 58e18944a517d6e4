"""LEV-16 to 18: a delivery as the response of the API, in one message or in pages."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import polars as pl

from ddas_report.model import place_column
from ddas_report.model.delivery import Frames
from ddas_report.model.place import Place
from ddas_report.model.place_column import PLAATS
from ddas_report.read.page import Page
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.regel import BESTAND, FOUT, WAARSCHUWING, Context, regel

API = "Koppelvlakspecificatie DDAS-SHV (API), 2026"
MOST = 25_000
"""Trajecten in one message."""

MOST_NAMED = 10
"""Pages that are named when they are missing."""


def _told(found: Iterable[tuple[Page | None, str]], pages: Sequence[Page]) -> pl.DataFrame:
    """A row for each thing that is wrong: on a page, when there are several, or on all of them."""
    met = [*found]
    if not met:
        return _nothing()
    places = [Place(page.bestand if page and len(pages) > 1 else None) for page, _ in met]
    told = pl.DataFrame({"wat": [wat for _, wat in met]}, schema={"wat": pl.String})
    return told.with_columns(place_column.column(places))


@cache
def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={"wat": pl.String, PLAATS: place_column.SOORT})


@regel(
    "LEV-16",
    FOUT,
    BESTAND,
    melding="De pagina's van het API-antwoord zijn samen niet de hele levering.",
    toelichting="Bij elke pagina staat in paginering welke pagina het is, hoeveel pagina's er zijn en hoeveel trajecten in "
    "totaal. Noem alle pagina's in één opdracht, elke pagina één keer. Kloppen de getallen daarna nog niet? Vraag uw "
    "softwareleverancier dan om de API te herstellen.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Daardoor ontbreekt een deel van de levering, of telt een deel dubbel.", ("",)),
    voorbeeld=("pagina 1 en 3 van 3", "pagina 1, 2 en 3 van 3"),
    bron=API,
    toont=("wat",),
)
def pages_are_not_the_whole(frames: Frames, context: Context) -> pl.DataFrame:
    parts = [page for page in context.pages if page.is_part]
    return _told(_not_whole(parts) if parts else (), context.pages)


def _not_whole(pages: Sequence[Page]) -> Iterator[tuple[Page | None, str]]:
    complete = [page for page in pages if None not in (page.number, page.size, page.pages, page.records)]
    yield from ((page, "de paginering is niet volledig") for page in pages if page not in complete)
    for naam, values in (
        ("totalPages", {page.pages for page in complete}),
        ("totalRecords", {page.records for page in complete}),
        ("pageSize", {page.size for page in complete}),
    ):
        if len(values) > 1:
            yield None, f"{naam} verschilt tussen de pagina's"
    seen: set[int] = set()
    for page in complete:
        if page.number in seen:
            yield page, f"pagina {page.number} is er twee keer"
        seen.add(page.number or 0)
    yield from ((None, text) for text in _counted(pages, complete, seen))


def _counted(pages: Sequence[Page], complete: Sequence[Page], seen: set[int]) -> Iterator[str]:
    """What is missing, or too many."""
    last = max((page.pages or 0 for page in complete), default=0)
    if beyond := sorted(number for number in seen if number > last):
        yield f"pagina {beyond[0]} is er, terwijl er {last} pagina's zijn"
    if missing := last - len([number for number in seen if number <= last]):
        first = [str(number) for number in range(1, min(last, len(seen) + MOST_NAMED) + 1) if number not in seen]
        named = ", ".join(first[:MOST_NAMED]) + (" en meer" if missing > len(first[:MOST_NAMED]) else "")
        yield f"van de {last} pagina's {'ontbreekt' if missing == 1 else 'ontbreken'} pagina {named}"
    records, trajecten = {page.records for page in complete}, sum(page.trajecten for page in pages)
    if not missing and len(records) == 1 and trajecten not in records:
        yield f"totalRecords is {records.pop()}, maar er staan {trajecten} trajecten in"


@regel(
    "LEV-17",
    WAARSCHUWING,
    BESTAND,
    melding="In één bericht van de API staan meer trajecten dan is toegestaan.",
    toelichting="Een bericht mag ten hoogste 25.000 trajecten bevatten. Laat uw softwareleverancier het antwoord in "
    "pagina's verdelen.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER, "Een ontvanger kan het bericht weigeren. Geen cijfer in dit rapport verandert hierdoor."
    ),
    voorbeeld=("één bericht met 30.000 trajecten", "pagina 1 met 25.000 en pagina 2 met 5.000 trajecten"),
    bron=API,
    toont=("wat",),
)
def message_is_too_long(frames: Frames, context: Context) -> pl.DataFrame:
    long = ((page, f"{page.trajecten} trajecten") for page in context.pages if page.trajecten > MOST)
    return _told(long, context.pages)


@regel(
    "LEV-18",
    FOUT,
    BESTAND,
    melding="De pagina's van het API-antwoord horen niet bij dezelfde levering.",
    toelichting="Op elke pagina staan dezelfde periode, dezelfde gegevensleverancier en dezelfde organisaties. Kijk of er "
    "een pagina van een ander antwoord tussen zit, en vraag het antwoord anders opnieuw op.",
    gevolg=Gevolg(
        Eigenaar.BESTAND, "Daardoor horen de pagina's niet bij één levering, en kloppen de cijfers niet.", ("",)
    ),
    voorbeeld=(
        "pagina 1 met einddatumLevering 2024-06-30, pagina 2 met 2024-12-31",
        "pagina 1 en 2 met einddatumLevering 2024-12-31",
    ),
    bron=API,
    toont=("wat",),
)
def pages_of_different_deliveries(frames: Frames, context: Context) -> pl.DataFrame:
    return _told(_different(context.pages), context.pages)


def _different(pages: Sequence[Page]) -> Iterator[tuple[Page | None, str]]:
    organisations: dict[object, str] = {}
    for page in pages:
        if page.kop.periode != pages[0].kop.periode:
            yield page, "een andere periode dan de eerste pagina"
        if page.kop.leverancier != pages[0].kop.leverancier:
            yield page, "een andere gegevensleverancier dan de eerste pagina"
        if any(organisations.setdefault(teller, who) != who for teller, who in page.organisaties):
            yield page, "een andere organisatie onder hetzelfde nummer (teller)"


REGELS = (pages_are_not_the_whole, message_is_too_long, pages_of_different_deliveries)
