"""FAS: how long a step may take, by law or by custom."""

import polars as pl

from ddas_report.indicatoren.indicator import dagen
from ddas_report.model.delivery import Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import INTAKE, if_wrong
from ddas_report.regels.regel import SIGNAAL, TRAJECT, Context, regel

WGS = "Wet gemeentelijke schuldhulpverlening, art. 4"


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
    waited = dagen(pl.col("aanmelding.startdatum"), pl.col("intake.startdatum"))
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
    waited = dagen(pl.col("intake.startdatum"), pl.col("intake.beschikkingsdatum"))
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
    lasted = dagen(pl.col("stabilisatie.startdatum"), pl.col("stabilisatie.einddatum"))
    return frames.trajecten.filter(lasted > context.normen["stabilisatie_dagen"])


REGELS = (
    first_conversation_is_late,
    crisis_conversation_is_late,
    beschikking_is_late,
    stabilisatie_is_long,
)
