"""TRJ: the traject itself, its dates and its uitstroom."""

from itertools import combinations

import polars as pl

from ddas_report.indicatoren.indicator import day
from ddas_report.model.delivery import OBJECTS, ONDERSTEUNINGEN, Frames, Soort
from ddas_report.model.delivery import TRAJECT as TRAJECTVELDEN
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import END, INTAKE, PERIODE, STATUS, as_onbekend, if_wrong, left_out, uncertain
from ddas_report.regels.regel import FOUT, OWN, SIGNAAL, TRAJECT, WAARSCHUWING, Context, regel

EINDDATUMS = ("einddatum", "uitstroom.datum", "uitstroom.datumBeeindigingsbeschikking")
PLANNED = {"oplossing": ("einddatum",), "moratoria": ("einddatum",), "begeleiding": ("einddatum",)}
"""Dates that may lie in the future: the planned end."""


@regel(
    "TRJ-01",
    FOUT,
    TRAJECT,
    melding="De einddatum van het traject ligt voor de startdatum.",
    toelichting="Een van beide datums is verkeerd ingevoerd. Zoek het traject op in uw systeem en herstel de datum.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de status in de periode"), END),
    voorbeeld=("startdatum 2024-05-10, einddatum 2024-03-01", "startdatum 2024-03-01, einddatum 2024-05-10"),
    bron=OWN,
    toont=("startdatum", "einddatum"),
)
def ends_before_start(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("einddatum") < pl.col("startdatum"))


@regel(
    "TRJ-02",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject heeft geen geldige startdatum.",
    toelichting="Zonder geldige startdatum kan het traject niet in de periode worden geteld. Vul de datum in waarop "
    "het traject begon.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, left_out("de periode, de instroom en de duur"), STATUS, veld="trajecten.startdatum"
    ),
    voorbeeld=("geen startdatum, einddatum 2024-05-10", "startdatum 2024-03-01, einddatum 2024-05-10"),
    bron="Uitwisselspecificatie v1.0",
)
def has_no_start(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("startdatum").is_null())


@regel(
    "TRJ-03",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject valt buiten de periode van de levering.",
    toelichting="Het begon later dan de laatste dag van de periode, of eindigde eerder dan de eerste dag. Lever alleen "
    "trajecten die in de periode liepen; controleer welke trajecten de export meeneemt.",
    gevolg=Gevolg(
        Eigenaar.BESTAND,
        "Daardoor {telt|tellen} {deel} als buiten de periode.",
        ("trajecten.buiten_periode",),
    ),
    voorbeeld=("levering over 2024, startdatum 2025-02-03", "levering over 2024, startdatum 2024-02-05"),
    bron="DDAS-aanleverprotocol 2024, par. 4.2; uitwisselspecificatie v1.0",
    toont=("startdatum", "einddatum", "begin van de periode", "eind van de periode"),
)
def outside_the_period(frames: Frames, context: Context) -> pl.DataFrame:
    after = pl.col("startdatum") > day(context.periode.eind)
    before = pl.col("einddatum") < day(context.periode.start)
    outside = frames.trajecten.filter(after.fill_null(False) | before.fill_null(False))
    return outside.with_columns(
        day(context.periode.start).alias("begin van de periode"), day(context.periode.eind).alias("eind van de periode")
    )


@regel(
    "TRJ-06",
    WAARSCHUWING,
    TRAJECT,
    melding="De einddatum van het traject en de datums van de uitstroom zijn niet gelijk.",
    toelichting="De uitstroom zegt wanneer en waarom het traject eindigde. De einddatum, de datum van uitstroom en de "
    "datum van de beëindigingsbeschikking (het besluit om te stoppen) horen dezelfde dag te zijn. Kies de dag waarop "
    "het traject echt eindigde.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("de maand van uitstroom"), ("uitstroom.",)),
    voorbeeld=("einddatum 2024-05-10, uitstroom.datum 2024-05-24", "einddatum 2024-05-10, uitstroom.datum 2024-05-10"),
    bron="Vraag en antwoord bij de uitwisselspecificatie",
    toont=EINDDATUMS,
)
def end_dates_differ(frames: Frames, context: Context) -> pl.DataFrame:
    differ = [pl.col(a) != pl.col(b) for a, b in combinations(EINDDATUMS, 2)]
    return frames.trajecten.filter(pl.any_horizontal(differ))


@regel(
    "TRJ-07",
    WAARSCHUWING,
    TRAJECT,
    melding="Bij het traject is een uitstroom vastgelegd, maar geen einddatum.",
    toelichting="De uitstroom zegt wanneer en waarom het traject eindigde. Zonder einddatum telt het toch als "
    "nog actief. Vul de einddatum van het traject in.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        "Daardoor {telt|tellen} {deel} nog als actief.",
        END,
        veld="trajecten.einddatum",
    ),
    voorbeeld=("geen einddatum, uitstroom.datum 2024-05-10", "einddatum 2024-05-10, uitstroom.datum 2024-05-10"),
    bron="Informatiemodel schuldhulpverlening",
    toont=("startdatum", "uitstroom.datum"),
)
def flows_out_without_end(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("uitstroom") & pl.col("einddatum").is_null())


@regel(
    "TRJ-08",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject is afgelopen, maar er is geen uitstroom vastgelegd.",
    toelichting="Bij een traject dat is geëindigd hoort een uitstroom met datum en reden. Leg vast waarom het traject "
    "is gestopt.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, left_out("de redenen van uitstroom"), ("uitstroom.reden.", "op_orde.stap.uitstroom")
    ),
    voorbeeld=("einddatum 2024-05-10, geen uitstroom", "einddatum 2024-05-10, uitstroom.datum 2024-05-10"),
    bron="Informatiemodel schuldhulpverlening",
    toont=("startdatum", "einddatum"),
)
def ends_without_uitstroom(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter((pl.col("einddatum") <= day(context.periode.eind)) & ~pl.col("uitstroom"))


@regel(
    "TRJ-09",
    WAARSCHUWING,
    TRAJECT,
    melding="Bij de uitstroom uit het traject staat geen reden.",
    toelichting="De uitstroom zegt wanneer en waarom het traject eindigde. Zonder reden komt het traject in de cijfers "
    "onder onbekend. Kies in uw systeem een reden van beëindiging.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS, as_onbekend("de reden van uitstroom"), ("uitstroom.reden.",), veld="uitstroom.reden"
    ),
    voorbeeld=("uitstroom.datum 2024-05-10, geen reden", "uitstroom.datum 2024-05-10, reden Verhuisd"),
    bron="Uitwisselspecificatie v1.0",
    toont=("uitstroom.datum",),
)
def uitstroom_without_reden(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter(pl.col("uitstroom") & pl.col("uitstroom.reden").is_null())


@regel(
    "TRJ-10",
    WAARSCHUWING,
    TRAJECT,
    melding="In het traject staat een datum die later is dan de dag van aanlevering.",
    toelichting="Wat nog moet gebeuren, kunt u nog niet leveren. Zoek de datum op en herstel hem. Alleen het geplande "
    "einde van een oplossing, begeleiding of moratorium mag in de toekomst liggen.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("een datum, en wat daarvan is geteld,"), PERIODE),
    voorbeeld=(
        "aangeleverd op 2025-01-15, intake.startdatum 2025-03-11",
        "aangeleverd op 2025-01-15, intake.startdatum 2024-03-11",
    ),
    bron=OWN,
    toont=("laatste datum", "aangeleverd"),
)
def happens_after_delivery(frames: Frames, context: Context) -> pl.DataFrame:
    delivered = frames.leveringen.select("levering", pl.col("aangeleverd").dt.date())
    known = frames.trajecten.select("traject", "levering").join(delivered, on="levering")
    return realised_dates(frames).join(known, on="traject").filter(pl.col("laatste datum") > pl.col("aangeleverd"))


def realised_dates(frames: Frames) -> pl.DataFrame:
    """The last date in each traject of something that has happened: traject, laatste datum."""
    own = [veld for veld, soort in TRAJECTVELDEN.items() if soort is Soort.DATUM]
    own += [
        f"{naam}.{veld}"
        for naam, velden in OBJECTS.items()
        for veld, soort in velden.items()
        if soort is Soort.DATUM and veld not in PLANNED.get(naam, ())
    ]
    parts = [frames.trajecten.select("traject", pl.max_horizontal(own).alias("laatste datum"))]
    for naam in ONDERSTEUNINGEN:
        frame = frames.tables()[naam]
        dates = [c for c in frame.columns if frame[c].dtype == pl.Date and c not in PLANNED.get(naam, ())]
        parts.append(frame.select("traject", pl.max_horizontal(dates).alias("laatste datum")))
    return pl.concat(parts).group_by("traject").agg(pl.col("laatste datum").max())


@regel(
    "TRJ-11",
    SIGNAAL,
    TRAJECT,
    melding="Het traject loopt al opvallend lang.",
    toelichting="Vaak is vergeten zo'n traject af te sluiten. Kijk of het nog echt loopt; vul anders de einddatum in.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        if_wrong("de duur van lopende trajecten"),
        ("trajecten.lopend_actief", "doorlooptijd.traject_lopend."),
    ),
    voorbeeld=("startdatum 2009-03-02, geen einddatum", "startdatum 2009-03-02, einddatum 2024-05-10"),
    bron=OWN,
    toont=("startdatum",),
)
def runs_very_long(frames: Frames, context: Context) -> pl.DataFrame:
    months = int(12 * context.normen["traject_open_jaren"])
    is_open = pl.col("einddatum").is_null() | (pl.col("einddatum") > day(context.periode.eind))
    earliest = day(context.periode.start).dt.offset_by(f"-{months}mo")
    return frames.trajecten.filter((pl.col("startdatum") < earliest) & is_open)


@regel(
    "TRJ-12",
    SIGNAAL,
    TRAJECT,
    melding="Tussen de aanmelding en de startdatum van het traject zit opvallend veel tijd.",
    toelichting="Meestal begint het traject op of kort na de dag van aanmelding. Controleer beide datums.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("de instroom per maand"), ("instroom.", *INTAKE)),
    voorbeeld=(
        "aanmelding.startdatum 2024-03-01, startdatum 2024-09-02",
        "aanmelding.startdatum 2024-03-01, startdatum 2024-03-04",
    ),
    bron=OWN,
    toont=("startdatum", "aanmelding.startdatum"),
)
def starts_far_from_aanmelding(frames: Frames, context: Context) -> pl.DataFrame:
    days = (pl.col("startdatum") - pl.col("aanmelding.startdatum")).dt.total_days().abs()
    return frames.trajecten.filter(days > context.normen["start_na_aanmelding_dagen"])


@regel(
    "TRJ-14",
    SIGNAAL,
    TRAJECT,
    melding="Het traject is afgerond, maar er is geen oplossing vastgelegd.",
    toelichting="Bij de reden Afgerond hoort meestal een oplossing, zoals een saneringskrediet of schuldbemiddeling. "
    "Vul de oplossing aan of kies een andere reden.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de oplossingen"), ("oplossing.", "aandeel.uitstroom_afgerond")),
    voorbeeld=(
        "uitstroom.reden Afgerond, geen oplossing",
        "uitstroom.reden Afgerond, oplossing.soort Saneringskrediet",
    ),
    bron=OWN,
    toont=("uitstroom.datum",),
)
def completed_without_oplossing(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.trajecten.filter((pl.col("uitstroom.reden") == "Afgerond") & ~pl.col("oplossing"))


REGELS = (
    ends_before_start,
    has_no_start,
    outside_the_period,
    end_dates_differ,
    flows_out_without_end,
    ends_without_uitstroom,
    uitstroom_without_reden,
    happens_after_delivery,
    runs_very_long,
    starts_far_from_aanmelding,
    completed_without_oplossing,
)
