"""FAS: the phases of a traject, whether they are there and in what order."""

import polars as pl

from ddas_report.model.delivery import OBJECTS, Frames, Soort
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import FASE_FIGURES, STEP, as_onbekend, left_out, uncertain
from ddas_report.regels.regel import FOUT, OWN, SIGNAAL, TRAJECT, WAARSCHUWING, Context, regel

WITHIN_TRAJECT = ("aanmelding", "intake", "stabilisatie", "oplossing", "informatieEnAdvies")
FASEN = (*WITHIN_TRAJECT, "nazorg")
"""Phases with a startdatum and an einddatum; only nazorg goes on after the traject."""
BEGIN = {
    "aanmelding": "aanmelding.startdatum",
    "intake": "intake.startdatum",
    "stabilisatie": "stabilisatie.startdatum",
    "schuldregeling": "schuldregeling.datum",
    "oplossing": "oplossing.startdatum",
    "nazorg": "nazorg.startdatum",
}
"""What a phase begins with, in the order in which phases begin."""


def broken_phase(frames: Frames, fasen: tuple[str, ...], broken: pl.Expr) -> pl.DataFrame:
    """One row per traject with its first broken phase: traject, fase, begin, eind, einde traject."""
    phases = [
        frames.trajecten.select(
            "traject",
            pl.lit(fase).alias("fase"),
            pl.col(f"{fase}.startdatum").alias("begin"),
            pl.col(f"{fase}.einddatum").alias("eind"),
            pl.col("einddatum").alias("einde traject"),
        ).filter(broken)
        for fase in fasen
    ]
    return pl.concat(phases).unique("traject", keep="first", maintain_order=True)


@regel(
    "FAS-01",
    FOUT,
    TRAJECT,
    melding="Een fase van het traject eindigt voordat zij begint.",
    toelichting="Een van beide datums is verkeerd ingevoerd. Zoek de fase op in uw systeem en herstel de datum.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de doorlooptijd van die fase"), STEP),
    voorbeeld=("intake.startdatum 2024-05-10, einddatum 2024-03-01", "startdatum 2024-03-01, einddatum 2024-05-10"),
    bron=OWN,
    toont=("fase", "begin", "eind"),
)
def phase_ends_before_start(frames: Frames, context: Context) -> pl.DataFrame:
    return broken_phase(frames, FASEN, pl.col("eind") < pl.col("begin"))


@regel(
    "FAS-02",
    WAARSCHUWING,
    TRAJECT,
    melding="Een fase van het traject heeft wel een einddatum, maar geen geldige startdatum.",
    toelichting="Zonder geldige startdatum telt de fase niet mee als stap in de periode. Vul in wanneer de fase begon.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        left_out("de stappen en doorlooptijden van die fase"),
        (*FASE_FIGURES, *STEP),
        noemt="{fase}.startdatum",
    ),
    voorbeeld=("geen intake.startdatum, einddatum 2024-05-10", "intake.startdatum 2024-03-01, einddatum 2024-05-10"),
    bron=OWN,
    toont=("fase", "eind"),
)
def phase_ends_without_start(frames: Frames, context: Context) -> pl.DataFrame:
    return broken_phase(frames, FASEN, pl.col("eind").is_not_null() & pl.col("begin").is_null())


@regel(
    "FAS-03",
    WAARSCHUWING,
    TRAJECT,
    melding="De fasen van het traject beginnen in een onlogische volgorde.",
    toelichting="De volgorde is: aanmelding, intake, stabilisatie, schuldregeling, oplossing, nazorg. De genoemde fase "
    "begint eerder dan de fase die eraan voorafgaat. Controleer de startdatums van beide.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de stap of de doorlooptijd"), (*FASE_FIGURES, *STEP)),
    voorbeeld=(
        "aanmelding.startdatum 2024-03-01, intake.startdatum 2024-02-12",
        "aanmelding.startdatum 2024-03-01, intake.startdatum 2024-03-11",
    ),
    bron="Informatiemodel schuldhulpverlening",
    toont=("fase", "begin", "begin vorige fase"),
)
def phases_start_out_of_order(frames: Frames, context: Context) -> pl.DataFrame:
    starts = [pl.col(column) for column in BEGIN.values()]
    cases = []
    for index, fase in enumerate(list(BEGIN)[1:], 1):
        before = pl.coalesce(starts[index - 1 :: -1])
        step = pl.struct(pl.lit(fase).alias("fase"), starts[index].alias("begin"), before.alias("begin vorige fase"))
        cases.append(pl.when(before > starts[index]).then(step))
    return frames.trajecten.select("traject", stap=pl.coalesce(cases)).drop_nulls("stap").unnest("stap")


@regel(
    "FAS-04",
    WAARSCHUWING,
    TRAJECT,
    melding="Een fase begint pas na het einde van het traject.",
    toelichting="Alleen nazorg kan later beginnen. Controleer de startdatum van de fase en de einddatum van het "
    "traject.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de laatste stap"), FASE_FIGURES),
    voorbeeld=(
        "intake.startdatum 2024-06-03, einddatum 2024-05-10",
        "intake.startdatum 2024-03-11, einddatum 2024-05-10",
    ),
    bron=OWN,
    toont=("fase", "begin", "einde traject"),
)
def phase_starts_after_traject(frames: Frames, context: Context) -> pl.DataFrame:
    return broken_phase(frames, WITHIN_TRAJECT, pl.col("begin") > pl.col("einde traject"))


@regel(
    "FAS-05",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject is afgelopen, maar een fase heeft nog geen einddatum.",
    toelichting="Vul de einddatum van de fase in. Loopt de hulp nog? Haal dan de einddatum van het traject weg.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de doorlooptijd van die fase"), STEP),
    voorbeeld=("einddatum 2024-05-10, geen intake.einddatum", "einddatum 2024-05-10, intake.einddatum 2024-03-25"),
    bron=OWN,
    toont=("fase", "begin", "einde traject"),
)
def phase_is_left_open(frames: Frames, context: Context) -> pl.DataFrame:
    is_open = pl.col("begin").is_not_null() & pl.col("eind").is_null()
    return broken_phase(frames, WITHIN_TRAJECT, is_open & pl.col("einde traject").is_not_null())


@regel(
    "FAS-14",
    SIGNAAL,
    TRAJECT,
    melding="Bij het traject staat geen enkele fase met een datum.",
    toelichting="Het CBS ziet dan niet hoe ver het traject is. Controleer of de export de aanmelding, de intake en de "
    "andere fasen meeneemt.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, as_onbekend("de stap van het traject"), FASE_FIGURES),
    voorbeeld=("geen aanmelding, intake of andere fase", "aanmelding.startdatum 2024-03-01"),
    bron=OWN,
    toont=("startdatum",),
)
def has_no_phase(frames: Frames, context: Context) -> pl.DataFrame:
    dates = [
        pl.col(f"{naam}.{veld}").is_null()
        for naam, velden in OBJECTS.items()
        for veld, soort in velden.items()
        if soort is Soort.DATUM
    ]
    return frames.trajecten.filter(pl.all_horizontal(dates))


@regel(
    "FAS-15",
    SIGNAAL,
    TRAJECT,
    melding="De aanmelding en de lijst van crisisinterventies spreken elkaar tegen.",
    toelichting="Is er ingegrepen bij een crisis, dan staat dat bij de aanmelding en ook als crisisinterventie met een "
    "datum. Vul aan wat ontbreekt, of haal weg wat niet klopt.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, uncertain("het aantal crisisinterventies"), ("aanmelding.crisis", "crisisinterventies.")
    ),
    voorbeeld=("crisisinterventie ja, geen crisisinterventies", "crisisinterventie ja, één in crisisinterventies"),
    bron="Uitwisselspecificatie v1.0",
    toont=("aanmelding.crisisinterventie", "crisisinterventies"),
)
def crisis_is_half_recorded(frames: Frames, context: Context) -> pl.DataFrame:
    counts = frames.crisisinterventies.group_by("traject").len("crisisinterventies")
    counted = frames.trajecten.join(counts, on="traject", how="left").with_columns(
        pl.col("crisisinterventies").fill_null(0)
    )
    flagged = pl.col("aanmelding.crisisinterventie").fill_null(False)
    return counted.filter(flagged != (pl.col("crisisinterventies") > 0))


REGELS = (
    phase_ends_before_start,
    phase_ends_without_start,
    phases_start_out_of_order,
    phase_starts_after_traject,
    phase_is_left_open,
    has_no_phase,
    crisis_is_half_recorded,
)
