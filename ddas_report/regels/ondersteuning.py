"""OND: begeleiding, crisisinterventies, moratoria and voorlopige voorzieningen."""

import polars as pl

from ddas_report.indicatoren.samenloop import OPEN
from ddas_report.model.delivery import ONDERSTEUNINGEN, Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import left_out, no_figure, uncertain
from ddas_report.regels.regel import FOUT, ONDERSTEUNING, OWN, SIGNAAL, WAARSCHUWING, Context, regel


def listed(frames: Frames, lijst: str) -> pl.DataFrame:
    """The records of one of the lists, with its name in `lijst`."""
    return frames.tables()[lijst].with_columns(lijst=pl.lit(lijst))


@regel(
    "OND-01",
    FOUT,
    ONDERSTEUNING,
    melding="Een begeleiding, crisisinterventie, moratorium of voorlopige voorziening eindigt voordat die begint.",
    toelichting="Een van beide datums is verkeerd ingevoerd. Herstel de datum in uw systeem.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de periode van ondersteuning"), ("begeleiding.",)),
    voorbeeld=(
        "begeleiding.startdatum 2024-05-10, einddatum 2024-03-01",
        "begeleiding.startdatum 2024-03-01, einddatum 2024-05-10",
    ),
    bron=OWN,
    toont=("startdatum", "einddatum"),
)
def support_ends_before_start(frames: Frames, context: Context) -> pl.DataFrame:
    columns = ["traject", "lijst", "positie", "startdatum", "einddatum"]
    records = pl.concat(listed(frames, lijst).select(columns) for lijst in ONDERSTEUNINGEN)
    return records.filter(pl.col("einddatum") < pl.col("startdatum"))


@regel(
    "OND-02",
    WAARSCHUWING,
    ONDERSTEUNING,
    melding="Bij de begeleiding is geen soort ingevuld.",
    toelichting="Zonder soort komt de begeleiding niet in de cijfers. Kies in uw systeem een soort, bijvoorbeeld "
    "Budgetbeheer.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de soorten begeleiding"), ("begeleiding.",), veld="begeleiding.soort"),
    voorbeeld=(
        "begeleiding.startdatum 2024-03-01, geen soort",
        "begeleiding.startdatum 2024-03-01, soort Budgetbeheer",
    ),
    bron="Uitwisselspecificatie v1.0",
    toont=("startdatum", "einddatum"),
)
def begeleiding_without_soort(frames: Frames, context: Context) -> pl.DataFrame:
    return listed(frames, "begeleiding").filter(pl.col("soort").is_null())


@regel(
    "OND-03",
    SIGNAAL,
    ONDERSTEUNING,
    melding="Twee begeleidingen van dezelfde soort lopen in één traject tegelijk.",
    toelichting="Het CBS voegt ze samen tot één. Loopt de begeleiding gewoon door, lever die dan als één geheel. Sluit "
    "anders de eerste af voordat de tweede begint.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, no_figure("Het CBS voegt ze samen; in dit rapport telt een traject per soort één keer")
    ),
    voorbeeld=(
        "Budgetbeheer: einddatum 2024-05-10, daarna startdatum 2024-03-01",
        "Budgetbeheer: einddatum 2024-02-29, daarna startdatum 2024-03-01",
    ),
    bron="Vraag en antwoord bij de uitwisselspecificatie",
    toont=("soort", "startdatum", "einddatum"),
)
def begeleidingen_overlap(frames: Frames, context: Context) -> pl.DataFrame:
    group, start, end = ["traject", "soort"], pl.col("startdatum"), pl.col("tot")
    periods = (
        listed(frames, "begeleiding")
        .drop_nulls(["soort", "startdatum"])
        .with_columns(tot=pl.col("einddatum").fill_null(OPEN))
        .filter(start <= end)
        .filter(pl.len().over(group) > 1)
        .sort(*group, "startdatum")
    )
    overlaps_earlier = start <= end.cum_max().shift().over(group)
    overlaps_later = start.shift(-1).over(group) <= end
    return periods.filter(overlaps_earlier.fill_null(False) | overlaps_later.fill_null(False))


@regel(
    "OND-04",
    WAARSCHUWING,
    ONDERSTEUNING,
    melding="De datums van het moratorium (de afkoelingsperiode) staan in een onlogische volgorde.",
    toelichting="Een moratorium wordt eerst aangevraagd en dan goedgekeurd; daarna begint het. Controleer de drie "
    "datums.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de maand van aanvraag"), ("moratoria.",)),
    voorbeeld=(
        "datumAanvraag 2024-05-10, datumGoedkeuring 2024-03-01",
        "datumAanvraag 2024-03-01, datumGoedkeuring 2024-03-11",
    ),
    bron=OWN,
    toont=("datumAanvraag", "datumGoedkeuring", "startdatum"),
)
def moratorium_is_out_of_order(frames: Frames, context: Context) -> pl.DataFrame:
    asked, granted, start = pl.col("datumAanvraag"), pl.col("datumGoedkeuring"), pl.col("startdatum")
    wrong = (asked > granted, granted > start, asked > start)
    return listed(frames, "moratoria").filter(pl.any_horizontal(wrong))


@regel(
    "OND-05",
    WAARSCHUWING,
    ONDERSTEUNING,
    melding="Het moratorium (de afkoelingsperiode) duurt langer dan zes maanden.",
    toelichting="Volgens de wet duurt een moratorium hoogstens zes maanden. Controleer de start- en einddatum.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, no_figure()),
    voorbeeld=(
        "moratoria.startdatum 2024-03-01, einddatum 2025-03-01",
        "moratoria.startdatum 2024-03-01, einddatum 2024-09-01",
    ),
    bron="Faillissementswet, art. 287b; informatiemodel schuldhulpverlening",
    toont=("startdatum", "einddatum"),
)
def moratorium_is_too_long(frames: Frames, context: Context) -> pl.DataFrame:
    months = int(context.normen["moratorium_maanden"])
    limit = pl.col("startdatum").dt.offset_by(f"{months}mo")
    return listed(frames, "moratoria").filter(pl.col("einddatum") > limit)


REGELS = (
    support_ends_before_start,
    begeleiding_without_soort,
    begeleidingen_overlap,
    moratorium_is_out_of_order,
    moratorium_is_too_long,
)
