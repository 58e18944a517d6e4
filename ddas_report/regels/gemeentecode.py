"""LEV: the gemeentecodes of the trajecten, beside each other and beside who delivers."""

from datetime import date

import polars as pl

from ddas_report.model import gemeenten
from ddas_report.model.delivery import ONBEKEND, Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.regel import BESTAND, LEVERING, SIGNAAL, TRAJECT, WAARSCHUWING, Context, in_file, regel

CIJFERS = r"^[0-9]{4}$"


def bare_code() -> pl.Expr:
    """The gemeentecode as written, without GM."""
    return pl.col("gemeentecode").str.to_uppercase().str.strip_prefix("GM")


def known_gemeenten(frames: Frames) -> pl.DataFrame:
    """The trajecten whose gemeente is filled in."""
    return frames.trajecten.filter(pl.col("gemeente") != ONBEKEND)


@regel(
    "LEV-06",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject heeft een andere gemeentecode dan de gemeente die levert.",
    toelichting="Een gemeente levert alleen trajecten van haar eigen inwoners. Controleer de gemeentecode van het "
    "traject, of lever dit traject in de levering van de andere gemeente.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, "Daardoor {telt|tellen} {deel} bij een andere gemeente mee."),
    voorbeeld=(
        "gemeentecode van de organisatie 0363, van het traject 0344",
        "gemeentecode van de organisatie 0363, van het traject 0363",
    ),
    bron="Uitwisselspecificatie v1.0",
    toont=("gemeentecode", "gemeente van de levering"),
)
def traject_of_another_gemeente(frames: Frames, context: Context) -> pl.DataFrame:
    delivering = frames.leveringen.drop_nulls("gemeentecode").select(
        "levering", pl.col("gemeentecode").alias("gemeente van de levering"), "leverend"
    )
    trajecten = known_gemeenten(frames).join(delivering, on="levering")
    return trajecten.filter(pl.col("gemeente") != pl.col("leverend"))


@regel(
    "LEV-07",
    WAARSCHUWING,
    LEVERING,
    melding="Eén levering in het bestand bevat trajecten van meer dan één gemeente.",
    toelichting="Elke gemeente krijgt een eigen levering. Splits deze levering per gemeente, of herstel de "
    "gemeentecode van de trajecten die er niet bij horen.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Daardoor staan in {deel} de cijfers van meer gemeenten door elkaar."),
    voorbeeld=("teller 1 met gemeentecode 0363 en 0344", "teller 1 met gemeentecode 0363, teller 2 met 0344"),
    bron="Uitwisselspecificatie v1.0",
    toont=("gemeenten",),
)
def levering_of_several_gemeenten(frames: Frames, context: Context) -> pl.DataFrame:
    whole = known_gemeenten(frames).join(frames.leveringen.select("levering", "geheel"), on="levering")
    counts = whole.group_by(levering="geheel").agg(gemeenten=pl.col("gemeente").n_unique())
    return counts.filter(pl.col("gemeenten") > 1)


@regel(
    "LEV-08",
    SIGNAAL,
    BESTAND,
    melding="Het bestand bevat trajecten van meer dan één gemeente.",
    toelichting="Het aanleverprotocol vraagt één bestand per gemeente; de bestanden mogen samen in een zip-bestand. "
    "Overleg met het CBS als u liever één bestand levert.",
    gevolg=Gevolg(
        Eigenaar.BESTAND, "Het protocol vraagt één bestand per gemeente. Geen cijfer in dit rapport verandert hierdoor."
    ),
    voorbeeld=("één bestand met gemeentecode 0363 en 0344", "een bestand met 0363 en een bestand met 0344"),
    bron="DDAS-aanleverprotocol 2024, par. 3.5",
)
def file_of_several_gemeenten(frames: Frames, context: Context) -> pl.DataFrame:
    return in_file("leveringen", when=known_gemeenten(frames)["gemeente"].n_unique() > 1)


@regel(
    "LEV-09",
    WAARSCHUWING,
    TRAJECT,
    melding="De gemeentecode van het traject bestaat niet uit vier cijfers.",
    toelichting="Schrijf de code met vier cijfers, zo nodig met nullen vooraan. Vul Onbekend in als de gemeente echt "
    "niet bekend is.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, "Daardoor {telt|tellen} {deel} mogelijk niet bij hun gemeente mee."),
    voorbeeld=("gemeentecode 153", "gemeentecode 0153"),
    bron="Informatiemodel schuldhulpverlening",
    toont=("gemeentecode",),
)
def gemeentecode_is_malformed(frames: Frames, context: Context) -> pl.DataFrame:
    unknown = bare_code() == ONBEKEND.upper()
    return frames.trajecten.filter(~bare_code().str.contains(CIJFERS) & ~unknown)


@regel(
    "LEV-10",
    WAARSCHUWING,
    TRAJECT,
    melding="De gemeentecode van het traject hoort niet bij een gemeente die aan het begin van de periode bestond.",
    toelichting="Misschien is er een tikfout, of is de gemeente opgegaan in een andere. Gebruik dan de code van de "
    "nieuwe gemeente; als die bekend is, staat zij erbij. Is de gemeente verdeeld, dan staat erbij waar het grootste deel "
    "heen ging. De codes 0000 en 1999 zijn geen gemeente: schrijf dan Onbekend.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor {telt|tellen} {deel} mee bij een gemeente die niet bestaat, en bij geen andere.",
    ),
    voorbeeld=("gemeentecode 0501 (Brielle, opgeheven in 2023)", "gemeentecode 1992 (Voorne aan Zee)"),
    bron="CBS, gemeentelijke indeling; BRP Tabel 33",
    toont=("gemeentecode", "gebruik"),
)
def gemeente_does_not_exist(frames: Frames, context: Context) -> pl.DataFrame:
    known = gemeenten.table().select("code", "einddatum", bestaat=True)
    coded = frames.trajecten.select("traject", "gemeentecode", code=bare_code()).filter(
        pl.col("code").str.contains(CIJFERS)
    )
    gone = pl.col("einddatum") <= pl.lit(context.periode.start, dtype=pl.Date)
    found = coded.join(known, on="code", how="left").filter(pl.col("bestaat").is_null() | gone)
    better = {code: use_instead(code, context.periode.start) for code in found["code"].unique()}
    return found.with_columns(gebruik=pl.col("code").replace_strict(better, return_dtype=pl.String))


def use_instead(code: str, dag: date | None) -> str | None:
    """What to write instead of a code that is no gemeente on that day; None when that is not known."""
    if meaning := gemeenten.NO_GEMEENTE.get(code):
        return f"Onbekend ({code} is geen gemeente, maar betekent: {meaning})"
    successor = gemeenten.successor(code, dag) if dag else None
    if successor is None:
        return None
    largely = "grotendeels " * gemeenten.is_split(code)
    return f"{largely}{successor} ({gemeenten.display_name(successor)})"


REGELS = (
    traject_of_another_gemeente,
    levering_of_several_gemeenten,
    file_of_several_gemeenten,
    gemeentecode_is_malformed,
    gemeente_does_not_exist,
)
