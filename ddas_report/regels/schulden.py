"""SLD: the schulden of a traject, one by one and added up."""

import polars as pl

from ddas_report.indicatoren.indicator import day
from ddas_report.indicatoren.schulden import schuldeiser
from ddas_report.model.delivery import Frames, once
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import BEDRAG, if_wrong, left_out, no_figure
from ddas_report.regels.regel import OWN, SCHULD, SIGNAAL, TRAJECT, WAARSCHUWING, Context, absent_fields, regel

REQUIRED = ("bedrag", "peildatum", "schuldsoort", "zakelijkeSchuld")
TOTAAL = "totaalSchuldbedragBijAanvangSchuld"
SPEC = "Uitwisselspecificatie v1.0"


@once
def with_sum(frames: Frames) -> pl.DataFrame:
    """The trajecten with schulden: what they say is the total, and `som`, in euro, null when an amount is missing."""
    complete = pl.col("bedrag").is_not_null().all()
    sums = frames.schulden.group_by("traject").agg(som=pl.when(complete).then(pl.col("bedrag").sum()))
    return frames.trajecten.select("traject", TOTAAL).join(sums, on="traject")


@regel(
    "SLD-01",
    WAARSCHUWING,
    SCHULD,
    melding="Van de schuld ontbreekt het bedrag, de peildatum, de soort of de keuze zakelijk of privé.",
    toelichting="Het CBS heeft deze vier gegevens van elke schuld nodig. De peildatum is de dag waarop het bedrag is "
    "vastgesteld. Vul aan wat ontbreekt. Een bedrag telt alleen mee in hele euro's.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        left_out("het bedrag, de soort of zakelijk en privé"),
        BEDRAG,
        veld="schulden.schuldsoort",
        noemt="schulden.{ontbreekt}",
    ),
    voorbeeld=(
        "bedrag 800, schuldsoort Nuts, zakelijkeSchuld nee",
        "bedrag 800, peildatum 2024-03-25, schuldsoort Nuts, zakelijkeSchuld nee",
    ),
    bron=SPEC,
    toont=("ontbreekt",),
)
def schuld_is_incomplete(frames: Frames, context: Context) -> pl.DataFrame:
    missing = pl.any_horizontal(pl.col(veld).is_null() for veld in REQUIRED)
    return frames.schulden.filter(missing).with_columns(absent_fields(REQUIRED))


@regel(
    "SLD-02",
    SIGNAAL,
    SCHULD,
    melding="Het bedrag van de schuld is nul of negatief.",
    toelichting="Een afbetaalde schuld of een tegoed hoort niet in de lijst. Controleer het bedrag of verwijder de "
    "schuld.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, "Daardoor {verlaagt|verlagen} {deel} de bedragen.", BEDRAG),
    voorbeeld=("bedrag 0", "bedrag 800"),
    bron=OWN,
    toont=("bedrag", "peildatum"),
)
def bedrag_is_not_positive(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.schulden.filter(pl.col("bedrag") <= 0)


@regel(
    "SLD-03",
    SIGNAAL,
    SCHULD,
    melding="Het bedrag van de schuld is opvallend hoog.",
    toelichting="Vaak is het bedrag in centen ingevuld in plaats van in euro's, of staat er een cijfer te veel. "
    "Controleer het bedrag.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("het gemiddelde schuldbedrag"), ("schulden.bedrag",)),
    voorbeeld=("bedrag 1250000", "bedrag 12500"),
    bron=OWN,
    toont=("bedrag", "peildatum"),
)
def bedrag_is_very_high(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.schulden.filter(pl.col("bedrag") > context.normen["schuld_maximum"])


@regel(
    "SLD-04",
    SIGNAAL,
    TRAJECT,
    melding="Het totale schuldbedrag van het traject verschilt opvallend veel van de schulden bij elkaar opgeteld.",
    toelichting="Het totaal bij aanvang hoort ongeveer gelijk te zijn aan alle schulden samen. Controleer of er een "
    "schuld ontbreekt en of het totaal klopt.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("het schuldbedrag"), ("schulden.bedrag", "schulden.bij_aanvang.")),
    voorbeeld=(
        "totaalSchuldbedragBijAanvangSchuld 40000, schulden samen 25000",
        "totaalSchuldbedragBijAanvangSchuld 40000, schulden samen 39500",
    ),
    bron=SPEC,
    toont=(TOTAAL, "som"),
)
def total_differs_from_sum(frames: Frames, context: Context) -> pl.DataFrame:
    difference = (pl.col(TOTAAL) - pl.col("som")).abs()
    share = difference * 100 > pl.col("som").abs() * context.normen["schuldtotaal_afwijking_procent"]
    return with_sum(frames).filter(share & (difference > context.normen["schuldtotaal_afwijking_euro"]))


@regel(
    "SLD-05",
    SIGNAAL,
    TRAJECT,
    melding="De schulden van het traject zijn samen opvallend laag of hoog.",
    toelichting="Controleer of alle schulden zijn meegekomen en of de bedragen in hele euro's staan.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("het schuldbedrag"), ("schulden.bedrag",)),
    voorbeeld=("schulden met bedrag 20 en 25", "schulden met bedrag 2000 en 12500"),
    bron=OWN,
    toont=("som",),
)
def sum_is_improbable(frames: Frames, context: Context) -> pl.DataFrame:
    low = pl.col("som") < context.normen["schuldtotaal_minimum"]
    return with_sum(frames).filter(low | (pl.col("som") > context.normen["schuldtotaal_maximum"]))


@regel(
    "SLD-06",
    SIGNAAL,
    TRAJECT,
    melding="Er is om een schuldregeling verzocht, maar bij het traject staan geen schulden en geen totaalbedrag.",
    toelichting="Bij een schuldregeling zijn de schulden bekend. Controleer of de export de schulden meeneemt.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, left_out("de schuldbedragen"), ("schulden.",)),
    voorbeeld=(
        "schuldregeling.datum 2024-04-08, geen schulden",
        "schuldregeling.datum 2024-04-08, schulden met bedrag 2000 en 12500",
    ),
    bron=OWN,
    toont=("schuldregeling.datum",),
)
def schuldregeling_without_schulden(frames: Frames, context: Context) -> pl.DataFrame:
    requested = pl.col("schuldregeling.datum").is_not_null()
    unknown = frames.trajecten.filter(requested & pl.col(TOTAAL).is_null())
    return unknown.join(frames.schulden, on="traject", how="anti")


@regel(
    "SLD-07",
    SIGNAAL,
    SCHULD,
    melding="De datum van het schuldbedrag (de peildatum) ligt na de periode of na het einde van het traject.",
    toelichting="De peildatum is de dag waarop het bedrag is vastgesteld. Lever het bedrag zoals het tijdens het "
    "traject en binnen de periode bekend was.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, no_figure("Het bedrag kan van later zijn")),
    voorbeeld=(
        "peildatum 2024-06-03, einddatum van het traject 2024-05-10",
        "peildatum 2024-03-25, einddatum van het traject 2024-05-10",
    ),
    bron=OWN,
    toont=("peildatum", "einddatum", "laatste dag van de periode"),
)
def peildatum_is_late(frames: Frames, context: Context) -> pl.DataFrame:
    after_period = pl.col("peildatum") > day(context.periode.eind)
    after_traject = pl.col("peildatum") > pl.col("einddatum")
    dated = frames.schulden.select("traject", "positie", "peildatum").join(
        frames.trajecten.select("traject", "einddatum"), on="traject"
    )
    late = dated.filter(after_period.fill_null(False) | after_traject.fill_null(False))
    return late.with_columns(day(context.periode.eind).alias("laatste dag van de periode"))


@regel(
    "SLD-08",
    WAARSCHUWING,
    SCHULD,
    melding="Van de schuldeiser zijn twee verschillende namen ingevuld.",
    toelichting="De velden naam en Naam van de schuldeiser zijn niet gelijk. Vul alleen naam in, met een kleine "
    "letter. Meld dit aan uw softwareleverancier.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER,
        no_figure("Daardoor klopt het aantal schuldeisers misschien niet"),
        ("schulden.schuldeisers_per_traject.",),
    ),
    voorbeeld=("schuldeiser.naam Webwinkel, schuldeiser.Naam Energiebedrijf", "schuldeiser.naam Webwinkel"),
    bron="Vraag en antwoord bij de uitwisselspecificatie",
    toont=("bedrag", "peildatum"),
)
def schuldeiser_has_two_names(frames: Frames, context: Context) -> pl.DataFrame:
    return frames.schulden.filter(pl.col("schuldeiser.naam") != pl.col("schuldeiser.Naam"))


@regel(
    "SLD-09",
    SIGNAAL,
    SCHULD,
    melding="Het KvK-nummer van de schuldeiser heeft geen acht cijfers, of staat bij een privépersoon.",
    toelichting="Een privépersoon heeft geen KvK-nummer; dat van een bedrijf staat in het Handelsregister. Controleer "
    "het nummer en of de schuldeiser een privépersoon is.",
    gevolg=Gevolg(
        Eigenaar.DOSSIERS,
        no_figure("Daardoor klopt het aantal schuldeisers misschien niet"),
        ("schulden.schuldeisers_per_traject.",),
    ),
    voorbeeld=("schuldeiser.kvknummer 1234567", "schuldeiser.kvknummer 01234567"),
    bron=OWN,
    toont=("bedrag", "cijfers in het KvK-nummer", "schuldeiser.privepersoon"),
)
def schuldeiser_kvk_is_wrong(frames: Frames, context: Context) -> pl.DataFrame:
    kvk = pl.col("schuldeiser.kvknummer")
    numbers = frames.schulden["schuldeiser.kvknummer"].unique()
    odd = numbers.filter(~numbers.cast(pl.String).str.contains("^[0-9]{8}$"))
    private = pl.col("schuldeiser.privepersoon") & kvk.is_not_null()
    wrong = frames.schulden.filter(private.fill_null(False) | kvk.is_in(odd.implode()))
    return wrong.with_columns(kvk.cast(pl.String).str.count_matches("[0-9]").alias("cijfers in het KvK-nummer"))


@regel(
    "SLD-10",
    SIGNAAL,
    SCHULD,
    melding="Dezelfde schuld staat twee keer in het traject.",
    toelichting="Schuldeiser, bedrag en peildatum zijn gelijk. Is het één schuld, verwijder dan de dubbele. Zijn het "
    "er echt twee, dan hoeft u niets te doen.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("het schuldbedrag te hoog en"), ("schulden.aantal", *BEDRAG)),
    voorbeeld=(
        "twee keer schuldeiser Webwinkel, bedrag 800, peildatum 2024-03-25",
        "één keer schuldeiser Webwinkel, bedrag 800, peildatum 2024-03-25",
    ),
    bron=OWN,
    toont=("bedrag", "peildatum"),
)
def schuld_is_listed_twice(frames: Frames, context: Context) -> pl.DataFrame:
    numbers = ["traject", "bedrag", "peildatum"]
    number = pl.struct(numbers).hash()
    twice = frames.schulden.select(number.sort()).to_series()
    twice = twice.filter(twice == twice.shift())  # of few schulden; to compare the texts of all is slow
    suspect = frames.schulden.filter(number.is_in(twice.implode()))
    known = suspect.select("positie", *numbers, schuldeiser(suspect)).drop_nulls()
    return known.filter(pl.struct(*numbers, "schuldeiser").is_duplicated())


@regel(
    "SLD-11",
    SIGNAAL,
    TRAJECT,
    melding="Het traject heeft opvallend veel schulden.",
    toelichting="Controleer of schulden dubbel zijn meegekomen, bijvoorbeeld elke betaling of brief als aparte schuld.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, if_wrong("het aantal schulden"), ("schulden.aantal",)),
    voorbeeld=("75 schulden in één traject", "13 schulden in één traject"),
    bron=OWN,
    toont=("aantal",),
)
def has_very_many_schulden(frames: Frames, context: Context) -> pl.DataFrame:
    counts = frames.schulden.group_by("traject").len("aantal")
    return counts.filter(pl.col("aantal") > context.normen["schulden_maximum"])


REGELS = (
    schuld_is_incomplete,
    bedrag_is_not_positive,
    bedrag_is_very_high,
    total_differs_from_sum,
    sum_is_improbable,
    schuldregeling_without_schulden,
    peildatum_is_late,
    schuldeiser_has_two_names,
    schuldeiser_kvk_is_wrong,
    schuld_is_listed_twice,
    has_very_many_schulden,
)
