"""REG: the schuldregeling, its outcome, and the oplossing that follows."""

from datetime import date

import polars as pl

from ddas_report.indicatoren.indicator import day
from ddas_report.model.delivery import Frames
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import OPLOSSING, SCHULDREGELING, if_wrong, left_out, uncertain
from ddas_report.regels.regel import OWN, SIGNAAL, TRAJECT, WAARSCHUWING, Context, absent_fields, regel

DATUM = "schuldregeling.datum"
TOEGEKEND = "schuldregeling.toegekend"
UITKOMSTEN = (TOEGEKEND, "schuldregeling.afgewezen", "schuldregeling.ingetrokken")
SHORTER_SINCE = date(2023, 7, 1)
"""From this day on an aflosperiode is 18 instead of 36 months (NVVK; Wet verkorting aflosperiode)."""
MET_AFLOSPERIODE = ("Schuldbemiddeling", "Saneringskrediet")
FAQ = "Vraag en antwoord bij de uitwisselspecificatie"
SPEC = "Uitwisselspecificatie v1.0"


@regel(
    "REG-01",
    WAARSCHUWING,
    TRAJECT,
    melding="De schuldregeling heeft meer dan één uitkomst.",
    toelichting="Een schuldregeling is toegekend, afgewezen of ingetrokken: één van die drie. Laat alleen de datum van "
    "de laatste uitkomst staan.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor {telt|tellen} {deel} bij meer dan één uitkomst mee.",
        SCHULDREGELING,
    ),
    voorbeeld=("afgewezen 2024-05-13, toegekend 2024-06-03", "toegekend 2024-06-03"),
    bron=SPEC,
    toont=UITKOMSTEN,
)
def has_several_outcomes(frames: Frames, context: Context) -> pl.DataFrame:
    filled = [pl.col(uitkomst).is_not_null() for uitkomst in UITKOMSTEN]
    return frames.trajecten.filter(pl.sum_horizontal(filled) > 1)


@regel(
    "REG-02",
    WAARSCHUWING,
    TRAJECT,
    melding="De uitkomst van de schuldregeling is eerder dan het verzoek erom.",
    toelichting="Eerst komt het verzoek om een schuldregeling, daarna de uitkomst. Controleer de datums.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de tijd tot toekenning"), SCHULDREGELING),
    voorbeeld=(
        "schuldregeling.datum 2024-06-03, toegekend 2024-05-13",
        "schuldregeling.datum 2024-04-08, toegekend 2024-05-13",
    ),
    bron=OWN,
    toont=(DATUM, *UITKOMSTEN),
)
def outcome_precedes_request(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.min_horizontal(UITKOMSTEN) < pl.col(DATUM))


@regel(
    "REG-03",
    WAARSCHUWING,
    TRAJECT,
    melding="De datum van toekenning bij het traject is een andere dan die bij de schuldregeling.",
    toelichting="Beide velden horen dezelfde dag te bevatten: die waarop de schuldregeling is toegekend. Kies de "
    "juiste datum en vul hem op beide plaatsen in.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de dag van toekenning"), SCHULDREGELING),
    voorbeeld=(
        "toekenningsdatum 2024-05-27, schuldregeling.toegekend 2024-05-13",
        "toekenningsdatum 2024-05-13, schuldregeling.toegekend 2024-05-13",
    ),
    bron=FAQ,
    toont=("toekenningsdatum", TOEGEKEND),
)
def toekenning_dates_differ(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("toekenningsdatum") != pl.col(TOEGEKEND))


@regel(
    "REG-04",
    WAARSCHUWING,
    TRAJECT,
    melding="Er is een dwangakkoord, maar geen datum waarop de schuldregeling is toegekend.",
    toelichting="Met een dwangakkoord verplicht de rechter schuldeisers die weigerden om mee te werken. De "
    "schuldregeling is daarmee toegekend: vul die datum in, of haal het dwangakkoord weg.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de toegekende schuldregelingen"), SCHULDREGELING),
    voorbeeld=("dwangakkoord ja, toegekend niet ingevuld", "dwangakkoord ja, toegekend 2024-05-13"),
    bron=FAQ,
    toont=("schuldregeling.datumVerzoekDwangakkoord",),
)
def dwangakkoord_without_toekenning(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("schuldregeling.dwangakkoord") & pl.col(TOEGEKEND).is_null())


@regel(
    "REG-05",
    SIGNAAL,
    TRAJECT,
    melding="Er is een dwangakkoord, maar geen datum waarop erom is verzocht.",
    toelichting="Aan een dwangakkoord gaat een verzoek aan de rechter vooraf. Vul de datum van dat verzoek in.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, left_out("de verzoeken om een dwangakkoord"), ("schuldregeling.dwangakkoord_verzocht",)
    ),
    voorbeeld=(
        "dwangakkoord ja, geen datumVerzoekDwangakkoord",
        "dwangakkoord ja, datumVerzoekDwangakkoord 2024-04-22",
    ),
    bron=OWN,
    toont=(TOEGEKEND,),
)
def dwangakkoord_without_request(frames: Frames, context: Context) -> pl.DataFrame:
    requested = pl.col("schuldregeling.datumVerzoekDwangakkoord")
    return frames.trajecten.filter(pl.col("schuldregeling.dwangakkoord") & requested.is_null())


@regel(
    "REG-06",
    WAARSCHUWING,
    TRAJECT,
    melding="Van de oplossing ontbreekt de soort of de startdatum.",
    toelichting="Zonder soort of startdatum telt de oplossing niet goed mee. Vul aan wat ontbreekt, of lever geen "
    "oplossing als die er nog niet is.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, left_out("de soorten oplossing"), OPLOSSING, veld="oplossing.soort", noemt="{ontbreekt}"
    ),
    voorbeeld=(
        "oplossing.startdatum 2024-06-03, geen soort",
        "oplossing.startdatum 2024-06-03, soort Schuldbemiddeling",
    ),
    bron=SPEC,
    toont=("ontbreekt",),
)
def oplossing_is_incomplete(frames: Frames, context: Context) -> pl.DataFrame:
    missing = absent_fields(("oplossing.soort", "oplossing.startdatum"))
    return frames.trajecten.filter(pl.col("oplossing") & (missing != "")).with_columns(missing)


@regel(
    "REG-07",
    WAARSCHUWING,
    TRAJECT,
    melding="De oplossing begint voordat de schuldregeling is toegekend, of nadat zij is afgewezen.",
    toelichting="Een oplossing hoort bij een toegekende schuldregeling. Controleer de datums en of de uitkomst klopt.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de tijd tot de oplossing"), OPLOSSING),
    voorbeeld=(
        "oplossing.startdatum 2024-04-08, schuldregeling.toegekend 2024-05-13",
        "oplossing.startdatum 2024-06-03, schuldregeling.toegekend 2024-05-13",
    ),
    bron="Informatiemodel schuldhulpverlening",
    toont=("oplossing.startdatum", TOEGEKEND, "schuldregeling.afgewezen"),
)
def oplossing_without_toekenning(frames: Frames, context: Context) -> pl.DataFrame:
    start = pl.col("oplossing.startdatum")
    early, rejected = start < pl.col(TOEGEKEND), start > pl.col("schuldregeling.afgewezen")
    return frames.trajecten.filter(early.fill_null(False) | rejected.fill_null(False))


@regel(
    "REG-08",
    SIGNAAL,
    TRAJECT,
    melding="Het verzoek om een schuldregeling heeft na 120 dagen nog geen uitkomst.",
    toelichting="De schuldhulpverlener probeert een schuldregeling binnen 120 dagen rond te krijgen. Is er een "
    "uitkomst, vul dan in wanneer de regeling is toegekend, afgewezen of ingetrokken.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de uitkomsten van schuldregelingen"), SCHULDREGELING),
    voorbeeld=(
        "levering over 2024, schuldregeling.datum 2024-04-08, geen uitkomst",
        "levering over 2024, schuldregeling.datum 2024-04-08, toegekend 2024-05-13",
    ),
    bron="NVVK, 120-dagenmodel",
    toont=(DATUM,),
)
def outcome_is_overdue(frames: Frames, context: Context) -> pl.DataFrame:
    waiting = (day(context.periode.eind) - pl.col(DATUM)).dt.total_days()
    undecided = pl.all_horizontal(pl.col(uitkomst).is_null() for uitkomst in UITKOMSTEN)
    return frames.trajecten.filter(undecided & (waiting > context.normen["schuldregeling_dagen"]))


@regel(
    "REG-09",
    SIGNAAL,
    TRAJECT,
    melding="De oplossing duurt langer dan de aflosperiode die ervoor geldt.",
    toelichting="Een schuldbemiddeling of saneringskrediet duurt hoogstens 18 maanden, of 36 maanden als die begon "
    "voor 1 juli 2023. Voor ondernemers bestaan uitzonderingen. Controleer de start- en einddatum.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("de duur van de oplossing"), ("doorlooptijd.oplossing.",)),
    voorbeeld=(
        "Saneringskrediet: startdatum 2024-06-03, einddatum 2027-06-03",
        "Saneringskrediet: startdatum 2024-06-03, einddatum 2025-12-03",
    ),
    bron="Uitwisselspecificatie v1.0; verkorting van de aflosperiode per 1 juli 2023",
    toont=("oplossing.soort", "oplossing.startdatum", "oplossing.einddatum"),
)
def oplossing_is_long(frames: Frames, context: Context) -> pl.DataFrame:
    start = pl.col("oplossing.startdatum")
    short, long = (int(context.normen[naam]) for naam in ("aflosperiode_maanden", "aflosperiode_oud_maanden"))
    limit = (
        pl.when(start >= SHORTER_SINCE)
        .then(start.dt.offset_by(f"{short}mo"))
        .otherwise(start.dt.offset_by(f"{long}mo"))
    )
    repaid = pl.col("oplossing.soort").is_in(MET_AFLOSPERIODE)
    return frames.trajecten.filter(repaid & (pl.col("oplossing.einddatum") > limit))


@regel(
    "REG-10",
    SIGNAAL,
    TRAJECT,
    melding="Het vrij te laten bedrag (vtlb) is opvallend laag of hoog.",
    toelichting="Dit is het bedrag dat de cliënt per maand overhoudt om van te leven. Controleer of het bedrag per "
    "maand is ingevuld, in hele euro's.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, if_wrong("het gemiddelde vtlb"), ("oplossing.vtlb.",), veld="oplossing.vtlb", vorm=True
    ),
    voorbeeld=("oplossing.vtlb 165000", "oplossing.vtlb 1650"),
    bron=OWN,
    toont=("oplossing.vtlb",),
)
def vtlb_is_improbable(frames: Frames, context: Context) -> pl.DataFrame:
    vtlb = pl.col("oplossing.vtlb")
    low, high = vtlb < context.normen["vtlb_minimum"], vtlb > context.normen["vtlb_maximum"]
    return frames.trajecten.filter(low | high)


@regel(
    "REG-11",
    SIGNAAL,
    TRAJECT,
    melding="De datum van toekenning staat alleen bij het traject of alleen bij de schuldregeling.",
    toelichting="De toekenning hoort op beide plaatsen te staan, met dezelfde datum. Veel systemen vullen er maar één: "
    "vraag uw softwareleverancier om beide te vullen.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER,
        left_out("de toegekende schuldregelingen als alleen toekenningsdatum is ingevuld"),
        SCHULDREGELING,
    ),
    voorbeeld=(
        "geen toekenningsdatum, schuldregeling.toegekend 2024-05-13",
        "toekenningsdatum 2024-05-13, schuldregeling.toegekend 2024-05-13",
    ),
    bron=FAQ,
    toont=("toekenningsdatum", TOEGEKEND),
)
def toekenning_is_half_filled(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("toekenningsdatum").is_null() != pl.col(TOEGEKEND).is_null())


REGELS = (
    has_several_outcomes,
    outcome_precedes_request,
    toekenning_dates_differ,
    dwangakkoord_without_toekenning,
    dwangakkoord_without_request,
    oplossing_is_incomplete,
    oplossing_without_toekenning,
    outcome_is_overdue,
    oplossing_is_long,
    vtlb_is_improbable,
    toekenning_is_half_filled,
)
