"""FAS: the phases of a traject, their order and the time they take."""

import polars as pl

from ddas_report.model.delivery import OBJECTS, Frames, Soort
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import (
    FASE_FIGURES,
    INTAKE,
    STEP,
    as_onbekend,
    if_wrong,
    left_out,
    no_figure,
    uncertain,
)
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
AFGEWEZEN = "Afwijzingsbeschikking"
MODEL = "Informatiemodel schuldhulpverlening"
WGS = "Wet gemeentelijke schuldhulpverlening, art. 4"


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


def days_between(van: str, tot: str) -> pl.Expr:
    """Whole days from one date to the other; null where one is missing."""
    return (pl.col(tot) - pl.col(van)).dt.total_days()


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
    bron=MODEL,
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
    "FAS-06",
    SIGNAAL,
    TRAJECT,
    melding="De intake eindigt op een andere dag dan die van het besluit over toelating.",
    toelichting="De intake is klaar op de dag van de beschikking (het besluit). Maak beide datums gelijk.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, no_figure()),
    voorbeeld=(
        "intake.einddatum 2024-03-25, beschikkingsdatum 2024-04-08",
        "intake.einddatum 2024-04-08, beschikkingsdatum 2024-04-08",
    ),
    bron="Vraag en antwoord bij de uitwisselspecificatie",
    toont=("intake.einddatum", "intake.beschikkingsdatum"),
)
def intake_ends_beside_beschikking(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("intake.einddatum") != pl.col("intake.beschikkingsdatum"))


@regel(
    "FAS-07",
    WAARSCHUWING,
    TRAJECT,
    melding="Van het besluit over toelating (de beschikking) is alleen de datum of alleen de soort ingevuld.",
    toelichting="Een beschikking telt pas mee met een datum en een soort (toelating of afwijzing). Vul beide in.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        left_out("de toelatingen en afwijzingen"),
        ("beschikking.", "doorlooptijd.aanmelding_tot_beschikking."),
        veld="intake.beschikkingssoort",
    ),
    voorbeeld=(
        "beschikkingsdatum 2024-04-08, geen beschikkingssoort",
        "beschikkingsdatum 2024-04-08, beschikkingssoort Toelatingsbeschikking",
    ),
    bron=OWN,
    toont=("intake.beschikkingsdatum", "intake.beschikkingssoort"),
)
def beschikking_is_half_filled(frames: Frames, context: Context) -> pl.DataFrame:
    datum, soort = pl.col("intake.beschikkingsdatum"), pl.col("intake.beschikkingssoort")
    return frames.trajecten.filter(datum.is_null() != soort.is_null())


@regel(
    "FAS-08",
    WAARSCHUWING,
    TRAJECT,
    melding="De cliënt is afgewezen voor schuldhulp, maar het traject gaat toch verder.",
    toelichting="Na een afwijzing horen stabilisatie, schuldregeling en oplossing niet meer te volgen. Controleer of "
    "de soort beschikking (het besluit over toelating) klopt.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de soort beschikking"), ("beschikking.",)),
    voorbeeld=(
        "beschikkingssoort Afwijzingsbeschikking, wel een oplossing",
        "beschikkingssoort Afwijzingsbeschikking, geen oplossing",
    ),
    bron="Uitwisselspecificatie v1.0",
    toont=("intake.beschikkingsdatum", "intake.beschikkingssoort"),
)
def continues_after_rejection(frames: Frames, context: Context) -> pl.DataFrame:
    follows = pl.any_horizontal("stabilisatie", "schuldregeling", "oplossing")
    return frames.trajecten.filter((pl.col("intake.beschikkingssoort") == AFGEWEZEN) & follows)


@regel(
    "FAS-09",
    SIGNAAL,
    TRAJECT,
    melding="Het plan van aanpak was klaar voordat de intake begon.",
    toelichting="Het plan van aanpak is een uitkomst van de intake. Controleer beide datums.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        left_out("de tijd van intake tot plan van aanpak"),
        ("doorlooptijd.intake_tot_plan_van_aanpak.",),
    ),
    voorbeeld=("intake 2024-03-11, datumAfronding 2024-02-12", "intake 2024-03-11, datumAfronding 2024-04-02"),
    bron=MODEL,
    toont=("intake.startdatum", "planVanAanpak.datumAfronding"),
)
def plan_precedes_intake(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("planVanAanpak.datumAfronding") < pl.col("intake.startdatum"))


@regel(
    "FAS-10",
    SIGNAAL,
    TRAJECT,
    melding="Het eerste gesprek was meer dan vier weken na de aanmelding.",
    toelichting="Volgens de wet is het eerste gesprek (de start van de intake) binnen vier weken. Klopt de wachttijd, "
    "dan hoeft u niets te doen. Controleer anders de startdatum van de aanmelding en van de intake.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("de wachttijd tot het eerste gesprek"), INTAKE),
    voorbeeld=(
        "aanmelding.startdatum 2024-03-01, intake.startdatum 2024-05-10",
        "aanmelding.startdatum 2024-03-01, intake.startdatum 2024-03-11",
    ),
    bron=WGS,
    toont=("aanmelding.startdatum", "intake.startdatum"),
)
def first_conversation_is_late(frames: Frames, context: Context) -> pl.DataFrame:
    waited = days_between("aanmelding.startdatum", "intake.startdatum")
    return frames.trajecten.filter(waited > context.normen["eerste_gesprek_dagen"])


@regel(
    "FAS-11",
    SIGNAAL,
    TRAJECT,
    melding="Bij een crisis was het eerste gesprek meer dan drie werkdagen na de aanmelding.",
    toelichting="Volgens de wet is het gesprek bij een bedreigende situatie, zoals een ontruiming, binnen drie "
    "werkdagen. Controleer de datums en of het echt een crisis was. Feestdagen zijn hier als werkdag geteld.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("de wachttijd bij crisis"), ("aanmelding.crisis", *INTAKE)),
    voorbeeld=(
        "crisisinterventie ja, aanmelding.startdatum 2024-03-01, intake.startdatum 2024-03-11",
        "crisisinterventie ja, aanmelding.startdatum 2024-03-01, intake.startdatum 2024-03-05",
    ),
    bron=WGS,
    toont=("aanmelding.startdatum", "intake.startdatum"),
)
def crisis_conversation_is_late(frames: Frames, context: Context) -> pl.DataFrame:
    # Counted from the day after the aanmelding up to and including the day of the conversation.
    one = pl.duration(days=1)
    worked = pl.business_day_count(pl.col("aanmelding.startdatum") + one, pl.col("intake.startdatum") + one)
    late = worked > context.normen["eerste_gesprek_crisis_werkdagen"]
    return frames.trajecten.filter(pl.col("aanmelding.crisisinterventie") & late)


@regel(
    "FAS-12",
    SIGNAAL,
    TRAJECT,
    melding="Het besluit over toelating kwam meer dan acht weken na het eerste gesprek.",
    toelichting="Veel gemeenten hebben vastgelegd dat zij binnen acht weken beslissen. Klopt de duur, dan hoeft u "
    "niets te doen. Controleer anders de startdatum van de intake en de beschikkingsdatum.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, if_wrong("de tijd tot het besluit"), ("doorlooptijd.aanmelding_tot_beschikking.",)
    ),
    voorbeeld=(
        "intake.startdatum 2024-03-11, beschikkingsdatum 2024-06-24",
        "intake.startdatum 2024-03-11, beschikkingsdatum 2024-04-08",
    ),
    bron="Wet gemeentelijke schuldhulpverlening, art. 4a, en gemeentelijke verordeningen",
    toont=("intake.startdatum", "intake.beschikkingsdatum"),
)
def beschikking_is_late(frames: Frames, context: Context) -> pl.DataFrame:
    waited = days_between("intake.startdatum", "intake.beschikkingsdatum")
    return frames.trajecten.filter(waited > context.normen["beschikking_dagen"])


@regel(
    "FAS-13",
    SIGNAAL,
    TRAJECT,
    melding="De stabilisatie duurde opvallend lang.",
    toelichting="Meestal zijn inkomsten en uitgaven binnen vier maanden op orde. Controleer of de einddatum klopt.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        if_wrong("de duur van de stabilisatie"),
        ("doorlooptijd.stabilisatie.", "aandeel.stabilisatie_"),
    ),
    voorbeeld=("startdatum 2024-01-15, einddatum 2024-09-16", "startdatum 2024-01-15, einddatum 2024-04-15"),
    bron="NVVK; Divosa-benchmark",
    toont=("stabilisatie.startdatum", "stabilisatie.einddatum"),
)
def stabilisatie_is_long(frames: Frames, context: Context) -> pl.DataFrame:
    lasted = days_between("stabilisatie.startdatum", "stabilisatie.einddatum")
    return frames.trajecten.filter(lasted > context.normen["stabilisatie_dagen"])


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
    intake_ends_beside_beschikking,
    beschikking_is_half_filled,
    continues_after_rejection,
    plan_precedes_intake,
    first_conversation_is_late,
    crisis_conversation_is_late,
    beschikking_is_late,
    stabilisatie_is_long,
    has_no_phase,
    crisis_is_half_recorded,
)
