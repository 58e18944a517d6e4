"""The worklist: every place of every finding, to repair the source system with; the page has its own in worklist.js."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import polars as pl

from ddas_report.analyse.cause import SCHEMA, Oorzaak
from ddas_report.analyse.dossiers import dossiers
from ddas_report.analyse.fields import label
from ddas_report.analyse.pipeline import Analyse
from ddas_report.model import gemeenten, place_column
from ddas_report.model.delivery import TOTAAL, Frames
from ddas_report.model.errors import DdasError
from ddas_report.model.place_column import PLAATS
from ddas_report.regels.evaluate import REGELS, Bevinding
from ddas_report.regels.regel import Ernst, Op
from ddas_report.render import dutch
from ddas_report.render.cells import safe_text
from ddas_report.render.sheets import FIRST_YEAR, KOP, Style, make_workbook, print_wide

WIDTHS = {
    "regel": 9,
    "ernst": 14,
    "eigenaar": 20,
    "oorzaak": 24,
    "melding": 60,
    "wat te doen": 60,
    "organisatie": 28,
    "gemeente": 20,
    "gemeentecode": 15,
    "bestand": 32,
    "levering": 10,
    "traject": 10,
    "groep": 24,
    **dict.fromkeys(("startdatum", "einddatum", "aanmelding"), 12),
    **dict.fromkeys(("cliënten", "schulden"), 10),
    "onderdeel": 24,
    "pad": 48,
    "waarden": 56,
}
"""The columns, and how wide they are on a sheet; `bestand` only when there are several."""

BSN = "BSN"
_BSN_BREEDTE = 24
MOST_CLIENTS, LONGEST_BSN = 10, 20
"""Each row of a traject names its clients, of whom there are seldom more than two: so many, in so many signs."""

AT_A_TIME = 50_000
"""Rows of the worklist that are made at a time; on a sheet, which takes much memory, stand no more than these."""

_GEMAAKT = date(1980, 1, 1)
"""A workbook tells when it was made; this one always says the same, for nothing here knows the day."""

_NUMMER = pl.UInt32
_TEKSTEN = ("waarden", "eigenaar", "oorzaak", "regel", "ernst", "melding", "wat te doen")
_PLEK = {
    "gemeentecode": pl.String(),
    PLAATS: place_column.SOORT,
    **dict.fromkeys(_TEKSTEN, pl.Categorical()),
    "groep": pl.String(),
    "rang": place_column.SOORT,
    "toen": pl.Boolean(),
    "geheel": pl.Categorical(),
    "volgorde": _NUMMER(),
}


def render_worklist(analyse: Analyse, suffix: str, met_bsn: bool = False) -> bytes:
    """The worklist as .xlsx or .csv; `met_bsn` adds the BSNs, so that the result holds personal data."""
    match suffix.lower():
        case ".xlsx":
            return _xlsx(worklist_tables(analyse, met_bsn))
        case ".csv":
            return _csv(worklist_tables(analyse, met_bsn))
        case _:
            raise DdasError(
                "De werklijst kan alleen een Excel- of een CSV-bestand zijn.",
                "Kies een bestandsnaam die eindigt op .xlsx of .csv.",
            )


def worklist_tables(analyse: Analyse, met_bsn: bool = False) -> Iterator[pl.DataFrame]:
    """One row per place: the worst first, then as in the catalogue, then as in the file; null is nothing to tell.

    A place of GEM-07 that names several fields has a row for each of them, for each has its own cause. At least one table,
    of AT_A_TIME rows each but the last: the texts of all together take much memory.
    """
    rows = _places(analyse)
    columns = [naam for naam in WIDTHS if naam != "bestand" or len(analyse.bestanden) > 1]
    for first in range(0, max(rows.height, 1), AT_A_TIME):
        some = rows.slice(first, AT_A_TIME).with_columns(pl.col(pl.Categorical).cast(pl.String))
        if met_bsn:
            some = _with_bsn(some, analyse.frames.client)
        yield _in_words(some).select(*columns, *([BSN] if met_bsn else []))


def _places(analyse: Analyse) -> pl.DataFrame:
    """Every place with the numbers that stand for what is told of it, in the order of the worklist."""
    catalogus, ernst = [regel.id for regel in REGELS], list(Ernst)
    found = sorted(
        ((oorzaak, b) for oorzaak in analyse.oorzaken for b in oorzaak.bevindingen),
        key=lambda pair: (ernst.index(pair[1].regel.ernst), catalogus.index(pair[1].regel.id)),
    )
    order = {id_: nummer for nummer, id_ in enumerate(dict.fromkeys((b.regel.ernst, b.regel.id) for _, b in found))}
    parts = [
        _plekken(b, oorzaak).with_columns(volgorde=pl.lit(order[b.regel.ernst, b.regel.id], _NUMMER))
        for oorzaak, b in found
    ]
    rows = _located(pl.concat([pl.DataFrame(schema=_PLEK), *parts]), analyse.frames)
    return rows.sort("volgorde", "rang", PLAATS, maintain_order=True)


def _plekken(bevinding: Bevinding, oorzaak: Oorzaak) -> pl.DataFrame:
    """The places of one finding; the gemeentecode is null when it follows from the place, or does not matter."""
    regel, code = bevinding.regel, pl.col("gemeente")
    shown = ("veld",) if regel.id == SCHEMA else regel.toont
    values = [f"{naam}: " + _as_shown(bevinding.plaatsen[naam]) for naam in shown]
    melding = pl.col("melding") if regel.id == SCHEMA else pl.lit(regel.melding)
    plekken = bevinding.plaatsen.select(
        pl.when(code != TOTAAL).then(code).alias("gemeentecode"),
        PLAATS,
        (pl.concat_str(values, separator="; ") if values else pl.lit(None, pl.String)).alias("waarden"),
        pl.lit(dutch.EIGENAAR[oorzaak.eigenaar]).alias("eigenaar"),
        pl.lit(" ".join((oorzaak.id, label(oorzaak.veld))).strip()).alias("oorzaak"),
        pl.lit(regel.id).alias("regel"),
        pl.lit(regel.ernst.value).alias("ernst"),
        melding.alias("melding"),
        pl.lit(regel.toelichting).alias("wat te doen"),
        _groep(bevinding).alias("groep"),
        pl.col("groep" if regel.groepen else PLAATS).alias("rang"),
        pl.lit(regel.op is Op.EARLIER_TRAJECT).alias("toen"),
        pl.lit("de hele gemeente" if regel.op is Op.GEMEENTE else "het hele bestand").alias("geheel"),
    )
    return plekken.cast({naam: _PLEK[naam] for naam in (*_TEKSTEN, "geheel")})


def _groep(bevinding: Bevinding) -> pl.Series | pl.Expr:
    """Of a traject that belongs to others the place of the first of these, in words."""
    return place_column.words(bevinding.plaatsen["groep"]) if bevinding.regel.groepen else pl.lit(None, pl.String)


def _as_shown(kolom: pl.Series) -> pl.Series:
    """Values as the report shows them."""
    return _translated(kolom, dutch.waarde).fill_null(dutch.NO_DATA)


def _translated(kolom: pl.Series, tekst: Callable[[Any], str]) -> pl.Series:
    """The text that goes with each value; null stays null."""
    values = kolom.drop_nulls().unique()
    texts = pl.Series([tekst(value) for value in values], dtype=pl.String)
    return kolom.replace_strict(values, texts, default=None, return_dtype=pl.String)


def _located(plekken: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    """The places with what the frames know of their levering and traject; nothing of a traject of the earlier delivery."""
    leveringen = frames.leveringen.select("levering", "volgnummer", organisatie="(Statutaire) Naam")
    numbered = place_column.with_numbers(plekken, frames)
    numbered = numbered.with_columns(pl.when(~pl.col("toen")).then(pl.col("levering", "traject")))
    return (
        numbered.join(leveringen, on="levering", how="left", maintain_order="left")
        .join(dossiers(frames, numbered["traject"]), on="traject", how="left", maintain_order="left")
        .with_columns(
            gemeentecode=pl.coalesce("gemeentecode", "gemeente"),
            bestand=place_column.part("bestand"),
            positie=place_column.part("traject"),
            cliënten="clienten",
        )
    )


def _in_words(located: pl.DataFrame) -> pl.DataFrame:
    """The same as a reader sees it: levering and traject counted from 1, gemeente and onderdeel by name."""
    places, positie = located[PLAATS], pl.col("positie")
    geheel = (
        pl.when(positie.is_not_null())
        .then(pl.lit("het hele traject"))
        .when(pl.col("levering").is_not_null())
        .then(pl.lit("de hele levering"))
        .otherwise("geheel")
    )
    inside = place_column.words_inside(places)
    return located.with_columns(
        gemeente=_translated(located["gemeentecode"], gemeenten.display_name),
        onderdeel=pl.when("toen").then(place_column.words(places)).when(inside == "").then(geheel).otherwise(inside),
        pad=place_column.paths(places),
        levering="volgnummer",
        traject=pl.when(~pl.col("toen")).then(positie + 1),
    )


def _with_bsn(located: pl.DataFrame, clients: pl.DataFrame) -> pl.DataFrame:
    """The same with the BSN of the client whom the place names, or else the BSNs of all clients of the traject."""
    own = pl.col("Burgerservicenummer").str.head(LONGEST_BSN)
    known = clients.select("traject", cliënt="positie", eigen=own).drop_nulls()
    each = known.unique(["traject", "eigen"], maintain_order=True).group_by("traject")
    alle = each.agg(alle=pl.col("eigen").head(MOST_CLIENTS).str.join(" "), over=pl.len().cast(pl.Int64) - MOST_CLIENTS)
    rest = pl.when(pl.col("over") > 0).then(pl.format(" en nog {}", "over")).otherwise(pl.lit(""))
    client = pl.when(place_column.part("lijst") == "client").then(place_column.part("positie"))
    return (
        located.with_columns(cliënt=client)
        .join(known, on=["traject", "cliënt"], how="left", maintain_order="left")
        .join(alle.with_columns(pl.col("alle") + rest), on="traject", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("cliënt").is_null()).then("alle").otherwise("eigen").alias(BSN))
    )


def _safe(rows: pl.DataFrame) -> pl.DataFrame:
    """The same with every text made safe for a cell."""
    texts = [naam for naam, soort in rows.schema.items() if soort == pl.String]
    return rows.with_columns(_translated(rows[naam], safe_text).alias(naam) for naam in texts)


def _csv(tables: Iterable[pl.DataFrame]) -> bytes:
    """UTF-8 with BOM, semicolons and CRLF, as a Dutch Excel opens it; what is not known is empty."""
    buffer = io.BytesIO()
    for table in tables:
        first = not buffer.tell()
        _safe(table).write_csv(
            buffer,
            include_bom=first,
            include_header=first,
            separator=";",
            line_terminator="\r\n",
            date_format="%d-%m-%Y",
        )
    return buffer.getvalue()


def _xlsx(tables: Iterator[pl.DataFrame]) -> bytes:
    """One sheet; the first rows, and a remark below them when there are more."""
    cells, breedtes = _safe(next(tables)), WIDTHS | {BSN: _BSN_BREEDTE}
    total = cells.height + sum(table.height for table in tables)

    def fill(boek: Any, stijl: Style) -> None:
        blad = boek.add_worksheet("Werklijst")
        datum = stijl(num_format="dd-mm-yyyy")
        for nummer, kolom in enumerate(cells):
            blad.set_column(nummer, nummer, breedtes[kolom.name])
            blad.write_string(0, nummer, kolom.name[0].upper() + kolom.name[1:], stijl(**KOP))
            for rij, waarde in enumerate(kolom, start=1):  # by column: a hundred thousand rows take ten seconds
                if waarde is not None:
                    _write(blad, rij, nummer, waarde, datum)
        blad.autofilter(0, 0, cells.height, cells.width - 1)
        blad.freeze_panes(1, 0)
        blad.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        print_wide(blad, sum(breedtes[naam] for naam in cells.columns))
        if total > cells.height:
            blad.write_string(cells.height + 1, 0, _te_veel(cells.height, total))

    return make_workbook(_GEMAAKT, "Werklijst", fill)


def _write(blad: Any, rij: int, kolom: int, waarde: str | int | date, datum: Any) -> None:
    match waarde:
        case str():
            blad.write_string(rij, kolom, waarde)
        case date() if waarde.year >= FIRST_YEAR:
            blad.write_datetime(rij, kolom, waarde, datum)
        case date():
            blad.write_string(rij, kolom, f"{waarde:%d-%m-%Y}")
        case _:
            blad.write_number(rij, kolom, waarde)


def _te_veel(display_name: int, totaal: int) -> str:
    aantallen = f"de eerste {dutch.numeral(display_name)} van {dutch.numeral(totaal)} plekken"
    return f"Op dit blad staan {aantallen}. Kies een bestandsnaam die eindigt op .csv om alles te krijgen."
