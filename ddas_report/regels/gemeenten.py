"""GEM: whether the figures of a gemeente as a whole are plausible."""

from collections.abc import Iterable

import polars as pl

from ddas_report.indicatoren.evaluate import traits
from ddas_report.indicatoren.schulden import at_aanvang
from ddas_report.model.delivery import Frames
from ddas_report.model.gemeenten import COUNTED_ON, inwoners_table, inwoners_year
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import INTAKE, PERIODE, PERSONS, unusable
from ddas_report.regels.regel import GEMEENTE, OWN, SIGNAAL, WAARSCHUWING, Context, regel

IMPORTANT = traits(lambda figure: figure.belangrijk)
"""The figures of the vulling that GEM-07 looks at, and what it calls their field."""

AANTAL = "trajecten.totaal"
NVVK = "NVVK-jaarcijfers 2022"


def enough(context: Context, aantal: str = AANTAL) -> pl.Expr:
    """Whether there are enough trajecten (or what else is counted) to judge the gemeente."""
    return pl.col(aantal) >= context.normen["gemeente_trajecten_minimum"]


def heavy(context: Context, share: pl.Expr) -> pl.Expr:
    """Whether a share, in percent, is so large that a signaal is a waarschuwing."""
    return (share >= context.normen["gemeente_ernstig_procent"]).alias("zwaar")


def outside(context: Context, norm: str, figure: str, shown: str) -> pl.DataFrame:
    """The gemeenten with enough trajecten in which a figure is below the minimum or above the maximum."""
    low, high = context.normen[f"{norm}_minimum"], context.normen[f"{norm}_maximum"]
    strange = (pl.col(figure) < low) | (pl.col(figure) > high)
    found = context.cijfers.wide(figure, AANTAL).filter(strange & enough(context))
    return found.with_columns(pl.col(figure).round(1).alias(shown))


def heaped(records: pl.DataFrame, kolom: str, veld: str, context: Context) -> pl.DataFrame:
    """The gemeenten in which one value is very frequent: gemeente, veld, waarde, aandeel (percent)."""
    filled, norm = pl.col(kolom).drop_nulls(), context.normen
    counts = records.group_by("gemeente").agg(keer=filled.len(), meest=filled.unique_counts().max())
    shares = counts.with_columns(pl.lit(veld).alias("veld"), aandeel=pl.col("meest") * 100 / pl.col("keer"))
    found = shares.filter(
        pl.col("keer") >= norm["gemeente_opgehoopt_minimum"], pl.col("aandeel") > norm["gemeente_opgehoopt_procent"]
    )
    there = records.join(found, on="gemeente", how="semi").group_by("gemeente")  # most often nowhere
    return found.join(there.agg(waarde=filled.mode().max()), on="gemeente")


def per_gemeente(parts: Iterable[pl.DataFrame], *by: str) -> pl.DataFrame:
    """One row per gemeente (and each value of `by`): the fields that are heaped, and the largest share."""
    found = pl.concat(part.select("gemeente", *by, "veld", "aandeel") for part in parts)
    return found.group_by("gemeente", *by, maintain_order=True).agg(
        pl.col("veld").str.join(", "), pl.col("aandeel").max().round(1)
    )


@regel(
    "GEM-01",
    WAARSCHUWING,
    GEMEENTE,
    melding="Het aantal cliënten is opvallend klein of groot voor een gemeente met zoveel inwoners.",
    toelichting="Landelijk melden zich per jaar ongeveer 4 op de 1.000 inwoners aan. Controleer of alle trajecten zijn "
    "meegekomen en of de gemeentecode klopt.",
    gevolg=Gevolg(Eigenaar.BESTAND, unusable("het aantal personen"), PERSONS),
    voorbeeld=("8 cliënten in een gemeente met 50.000 inwoners", "215 cliënten in een gemeente met 50.000 inwoners"),
    bron="DDAS-aanleverprotocol 2024; NVVK-jaarcijfers 2022",
    toont=("klein of groot", "cliënten", "cliënten per 1.000 inwoners", "inwoners", "inwoners geteld"),
)
def clients_do_not_fit_inhabitants(frames: Frames, context: Context) -> pl.DataFrame:
    year = inwoners_year(context.periode.eind)
    inwoners = inwoners_table().select(pl.col("code").alias("gemeente"), pl.col(str(year)).alias("inwoners"))
    rate = pl.col("clienten.uniek") * 1000 / pl.col("inwoners")
    low, high = context.normen["gemeente_clienten_minimum"], context.normen["gemeente_clienten_maximum"]
    found = context.cijfers.wide("clienten.uniek").join(inwoners, on="gemeente").filter((rate < low) | (rate > high))
    return found.with_columns(
        pl.when(rate < low).then(pl.lit("klein")).otherwise(pl.lit("groot")).alias("klein of groot"),
        rate.round(2).alias("cliënten per 1.000 inwoners"),
        pl.lit(COUNTED_ON[year]).alias("inwoners geteld"),
        cliënten="clienten.uniek",
    )


@regel(
    "GEM-02",
    SIGNAAL,
    GEMEENTE,
    melding="De gemiddelde schuld per traject is opvallend laag of hoog.",
    toelichting="Landelijk was de gemiddelde schuld in 2022 ruim 40.000 euro. Controleer of alle schulden zijn "
    "meegekomen en of de bedragen in euro's staan, niet in centen.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, unusable("het gemiddelde schuldbedrag"), ("schulden.bedrag",)),
    voorbeeld=("gemiddelde schuld 4.017.000 euro", "gemiddelde schuld 40.170 euro"),
    bron=NVVK,
    toont=("gemiddelde schuld in euro",),
)
def mean_debt_is_improbable(frames: Frames, context: Context) -> pl.DataFrame:
    figure = "schulden.bedrag_per_traject.gemiddelde"
    return outside(context, "gemeente_schuld", figure, "gemiddelde schuld in euro")


@regel(
    "GEM-03",
    SIGNAAL,
    GEMEENTE,
    melding="Het gemiddelde aantal schuldeisers per traject is opvallend klein of groot.",
    toelichting="Landelijk waren het er in 2022 gemiddeld 13. Controleer of alle schulden zijn meegekomen en of bij "
    "elke schuld de naam of het KvK-nummer van de schuldeiser staat.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, unusable("het aantal schuldeisers"), ("schulden.schuldeisers_per_traject.",)),
    voorbeeld=("gemiddeld 1 schuldeiser per traject", "gemiddeld 13 schuldeisers per traject"),
    bron=NVVK,
    toont=("gemiddeld aantal schuldeisers",),
)
def mean_schuldeisers_is_improbable(frames: Frames, context: Context) -> pl.DataFrame:
    figure = "schulden.schuldeisers_per_traject.gemiddelde"
    return outside(context, "gemeente_schuldeisers", figure, "gemiddeld aantal schuldeisers")


@regel(
    "GEM-04",
    SIGNAAL,
    GEMEENTE,
    melding="In de periode is geen enkel traject begonnen, of geen enkel traject geëindigd.",
    toelichting="In een gemeente met veel trajecten is dat onwaarschijnlijk. Controleer welke trajecten de export "
    "meeneemt en of de start- en einddatums uit de juiste velden komen.",
    gevolg=Gevolg(Eigenaar.BESTAND, unusable("wat er in de periode is begonnen en geëindigd"), PERIODE),
    voorbeeld=("240 trajecten, geen enkele einddatum in 2024", "240 trajecten, 85 met een einddatum in 2024"),
    bron=OWN,
    toont=("begonnen", "geëindigd"),
    zwaar=WAARSCHUWING,
)
def nothing_starts_or_ends(frames: Frames, context: Context) -> pl.DataFrame:
    new, ended = "trajecten.nieuw_beeindigd", "trajecten.lopend_beeindigd"
    counts = context.cijfers.wide(AANTAL, "trajecten.nieuw_actief", new, ended).with_columns(
        (pl.col("trajecten.nieuw_actief") + pl.col(new)).alias("begonnen"),
        (pl.col(ended) + pl.col(new)).alias("geëindigd"),
    )
    moved = pl.col("trajecten.nieuw_actief") + pl.col(new) + pl.col(ended)
    still = 100 - moved * 100 / pl.col(AANTAL)
    found = counts.filter(enough(context) & ((pl.col("begonnen") == 0) | (pl.col("geëindigd") == 0)))
    return found.with_columns(heavy(context, still))


@regel(
    "GEM-05",
    SIGNAAL,
    GEMEENTE,
    melding="Bij opvallend veel cliënten begon er in de periode geen enkele stap van het traject.",
    toelichting="In de op-orde-tellingen zijn deze cliënten onbekend. Controleer of de startdatums van aanmelding, intake en de "
    "andere stappen zijn ingevuld.",
    gevolg=Gevolg(
        Eigenaar.BESTAND,
        "Daardoor tellen {op_orde.stap.onbekend} van de {op_orde.unieke_bsn} cliënten met een BSN als onbekend.",
        ("op_orde.stap.", "op_orde.unieke_actieve_bsn"),
    ),
    voorbeeld=(
        "bij 150 van 240 cliënten geen stap begonnen in 2024",
        "bij 15 van 240 cliënten geen stap begonnen in 2024",
    ),
    bron=OWN,
    toont=("procent zonder stap",),
    zwaar=WAARSCHUWING,
)
def many_without_active_step(frames: Frames, context: Context) -> pl.DataFrame:
    unknown, persons = "op_orde.stap.onbekend", "op_orde.unieke_bsn"
    share = pl.col(unknown) * 100 / pl.col(persons)
    many = share > context.normen["gemeente_zonder_stap_procent"]
    found = context.cijfers.wide(unknown, persons).filter(enough(context, persons) & many)
    return found.with_columns(share.round(1).alias("procent zonder stap"), heavy(context, share))


@regel(
    "GEM-06",
    SIGNAAL,
    GEMEENTE,
    melding="Opvallend veel trajecten beginnen of eindigen op dezelfde dag.",
    toelichting="Vaak is dit een administratieve datum, zoals 1 januari of de dag waarop een nieuw systeem in gebruik "
    "werd genomen. Lever de dag waarop het traject echt begon of eindigde.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, unusable("de in- en uitstroom per maand"), ("instroom.", "uitstroom.maand.")),
    voorbeeld=("120 van 240 trajecten met startdatum 2024-01-01", "4 van 240 trajecten met startdatum 2024-01-02"),
    bron="CBS 2016, over ophoping van datums",
    toont=("veld", "aandeel"),
)
def dates_are_heaped(frames: Frames, context: Context) -> pl.DataFrame:
    parts = [heaped(frames.trajecten, veld, veld, context) for veld in ("startdatum", "einddatum")]
    dated = pl.format("{} {}", "veld", "waarde").alias("veld")
    return per_gemeente(part.with_columns(dated) for part in parts)


@regel(
    "GEM-07",
    SIGNAAL,
    GEMEENTE,
    melding="Een belangrijk gegeven is opvallend vaak niet ingevuld.",
    toelichting="Hoe minder er is ingevuld, hoe minder de cijfers zeggen. Vul de genoemde gegevens aan, of vraag uw "
    "softwareleverancier of de export ze meeneemt.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, unusable("wat met dit gegeven is geteld")),
    voorbeeld=("Postcode ingevuld bij 130 van 240 cliënten", "Postcode ingevuld bij 236 van 240 cliënten"),
    bron=OWN,
    toont=("gegeven",),
    zwaar=WAARSCHUWING,
)
def field_is_often_empty(frames: Frames, context: Context) -> pl.DataFrame:
    filled = context.cijfers.wide(*IMPORTANT).unpivot(index="gemeente", variable_name="id", value_name="vulling")
    sparse = filled.filter(pl.col("vulling") < context.normen["gemeente_vulling_procent"])
    named = pl.col("id").replace_strict(IMPORTANT, return_dtype=pl.String)
    fields = sparse.with_columns(heavy(context, 100 - pl.col("vulling")), gegeven=named)
    return fields.group_by("gemeente", "zwaar", maintain_order=True).agg(pl.col("gegeven").str.join(", "))


@regel(
    "GEM-08",
    SIGNAAL,
    GEMEENTE,
    melding="Eén geboortedatum, postcode of schuldbedrag komt opvallend vaak voor.",
    toelichting="Waarschijnlijk is het een standaardwaarde die uw systeem invult als het gegeven niet bekend is. Laat "
    "zo'n veld weg, of vul het echte gegeven in.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER, unusable("wat met dit gegeven is geteld"), ("clienten.leeftijd.", "schulden.bedrag")
    ),
    voorbeeld=("Geboortedatum 1900-01-01 bij 90 van 240 cliënten", "geen Geboortedatum als die niet bekend is"),
    bron=OWN,
    toont=("veld", "aandeel"),
    zwaar=WAARSCHUWING,
)
def values_are_heaped(frames: Frames, context: Context) -> pl.DataFrame:
    parts = (
        heaped(frames.client, "Geboortedatum", "geboortedatum", context),
        heaped(frames.client, "Postcode", "postcode", context),
        heaped(frames.schulden, "bedrag", "schuldbedrag", context),
    )
    return per_gemeente((part.with_columns(heavy(context, pl.col("aandeel"))) for part in parts), "zwaar")


@regel(
    "GEM-09",
    SIGNAAL,
    GEMEENTE,
    melding="Opvallend veel trajecten hebben geen schulden en ook geen totaal schuldbedrag.",
    toelichting="In het begin van een traject zijn schulden soms nog niet bekend, maar meestal wel. Controleer of de "
    "export de schulden meeneemt.",
    gevolg=Gevolg(
        Eigenaar.LEVERANCIER,
        "Daardoor telt het gemiddelde schuldbedrag bij {schulden.trajecten_met_schulden} van de {trajecten.totaal} trajecten.",
        ("schulden.",),
    ),
    voorbeeld=("bij 180 van 240 trajecten geen schulden", "bij 20 van 240 trajecten geen schulden"),
    bron=OWN,
    toont=("procent zonder schulden",),
    zwaar=WAARSCHUWING,
)
def many_without_schulden(frames: Frames, context: Context) -> pl.DataFrame:
    indebted = pl.col("traject").is_in(frames.schulden["traject"].unique().implode())
    nothing = ~indebted & pl.col("aanvang").is_null()
    shares = (
        at_aanvang(frames, context.periode)
        .group_by("gemeente")
        .agg(pl.len().alias(AANTAL), aandeel=nothing.mean() * 100)
    )
    many = pl.col("aandeel") > context.normen["gemeente_zonder_schulden_procent"]
    found = shares.filter(many & enough(context))
    share = pl.col("aandeel")
    return found.with_columns(share.round(1).alias("procent zonder schulden"), heavy(context, share))


@regel(
    "GEM-10",
    SIGNAAL,
    GEMEENTE,
    melding="Bij elk traject was de intake op dezelfde dag als de aanmelding.",
    toelichting="Dat is onwaarschijnlijk: vaak vult het systeem beide datums tegelijk. Lever de dag van de aanmelding "
    "en de dag van het eerste gesprek (de start van de intake).",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, unusable("de wachttijd tot het eerste gesprek"), INTAKE),
    voorbeeld=(
        "aanmelding.startdatum altijd gelijk aan intake.startdatum",
        "aanmelding.startdatum 2024-03-01, intake.startdatum 2024-03-11",
    ),
    bron=OWN,
    toont=("trajecten met beide datums",),
)
def intake_is_always_same_day(frames: Frames, context: Context) -> pl.DataFrame:
    count, mean = (f"doorlooptijd.aanmelding_tot_intake.{naam}" for naam in ("aantal", "gemiddelde"))
    found = context.cijfers.wide(count, mean).filter(enough(context, count) & (pl.col(mean) == 0))
    return found.with_columns(pl.col(count).alias("trajecten met beide datums"))


REGELS = (
    clients_do_not_fit_inhabitants,
    mean_debt_is_improbable,
    mean_schuldeisers_is_improbable,
    nothing_starts_or_ends,
    many_without_active_step,
    dates_are_heaped,
    field_is_often_empty,
    values_are_heaped,
    many_without_schulden,
    intake_is_always_same_day,
)
