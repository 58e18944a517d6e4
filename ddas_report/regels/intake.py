"""FAS: the intake, and the decision (beschikking) and plan of action that come of it."""

import polars as pl

from ddas_report.model.delivery import Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import left_out, no_figure, uncertain
from ddas_report.regels.regel import OWN, SIGNAAL, TRAJECT, WAARSCHUWING, Context, regel

AFGEWEZEN = "Afwijzingsbeschikking"


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
    bron="Informatiemodel schuldhulpverlening",
    toont=("intake.startdatum", "planVanAanpak.datumAfronding"),
)
def plan_precedes_intake(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("planVanAanpak.datumAfronding") < pl.col("intake.startdatum"))


REGELS = (
    intake_ends_beside_beschikking,
    beschikking_is_half_filled,
    continues_after_rejection,
    plan_precedes_intake,
)
