"""VGL: what changed since an earlier delivery; without one there is nothing to find."""

import polars as pl

from ddas_report.compare.earlier import Comparison, moved_enough
from ddas_report.compare.periods import adjoins, runs_on_later
from ddas_report.compare.repairs import same_period
from ddas_report.indicatoren.evaluate import figures, ids_of, traits
from ddas_report.indicatoren.indicator import Eenheid, Indicator, day
from ddas_report.model import place_column
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import ONBEKEND, TOTAAL, Frames, is_foreign
from ddas_report.model.gemeenten import display_name
from ddas_report.model.place_column import PLAATS
from ddas_report.model.wording import whole
from ddas_report.regels.gevolg import Eigenaar, Gevolg
from ddas_report.regels.gevolgen import END, uncertain, unusable
from ddas_report.regels.regel import (
    EARLIER_TRAJECT,
    GEMEENTE,
    OWN,
    SIGNAAL,
    TRAJECT,
    WAARSCHUWING,
    Context,
    Regel,
    regel,
)

PROTOCOL = "DDAS-aanleverprotocol 2024, par. 3.1"
BEWAAKT = ids_of(lambda figure: figure.bewaakt)

NAMED = 5
"""So many figures or fields are named for each gemeente."""

COUNTS = ids_of(lambda figure: figure.is_telling)
VULLING = "vulling."
PERSON = ["gemeente", "sleutel"]
"""What a client of then and now are recognised by."""
RECORDS = traits(lambda figure: figure.records_van)
"""The figures that count the records of a list, and that list."""

NOTHING = pl.DataFrame()
_EURO = "€\u00a0"


def per_gemeente(rows: pl.DataFrame, zinnen: list[str], aantal: str, wat: str) -> pl.DataFrame:
    """One row per gemeente: the number of rows, and their sentences, at most as many as are named."""
    named = pl.col("zin").head(NAMED).str.join("; ").alias(wat)
    told = rows.with_columns(zin=pl.Series(zinnen, dtype=pl.String))
    return told.group_by("gemeente", maintain_order=True).agg(pl.len().alias(aantal), named)


def sentence(figure: Indicator, toen: float, nu: float, procent: float | None) -> str:
    """A figure then and now in whole numbers, and the move in percent when there is one."""
    teken = _EURO * (figure.eenheid is Eenheid.EURO)
    then, now = (teken + whole(waarde) for waarde in (toen, nu))
    share = "" if procent is None else f" ({procent:+.0f}\u00a0%)".replace("-", "−")
    return f"{figure.label} {then} → {now}{share}"


def beyond_chance(context: Context) -> pl.Expr:
    """Whether a count moved by more than chance allows; what is no count always did."""
    largest = pl.max_horizontal(pl.col("toen_geschaald").abs(), pl.col("nu").abs())
    chance = context.normen["vorige_toeval"] * largest.sqrt()
    return ~pl.col("id").is_in(COUNTS) | (pl.col("verschil").abs() > chance)


def records_behind(cijfers: Cijfers, naam: str) -> pl.DataFrame:
    """Gemeente, id and, as `naam`, of at least how many records a figure of VULLING is made, as far as that is known.

    Counted are trajecten: as many as there are records of a single object, and no more than of a list.
    """
    lists = cijfers.long.filter(pl.col("id").is_in(RECORDS.keys())).with_columns(tabel=pl.col("id").replace(RECORDS))
    ids = pl.DataFrame({"id": sorted(ids_of(lambda figure: figure.id.startswith(VULLING)))})
    ids = ids.with_columns(tabel=pl.col("id").str.split(".").list.get(1)).rename({"id": "veld"})
    own = lists.join(ids, on="tabel").select("gemeente", pl.col("veld").alias("id"), pl.col("waarde"))
    both = pl.concat([own, cijfers.gemeten.filter(pl.col("id").str.starts_with(VULLING))])
    return both.group_by("gemeente", "id").agg(pl.col("waarde").max().alias(naam))


@regel(
    "VGL-01",
    SIGNAAL,
    GEMEENTE,
    melding="Belangrijke cijfers zijn sterk veranderd sinds de vorige levering.",
    toelichting="Van de ene levering op de andere verandert er meestal niet zoveel. Ga na wat er is gebeurd, of "
    "controleer of de export dezelfde trajecten meeneemt als toen. Zijn de perioden niet even lang, dan zijn aantallen "
    "die met de periode meegroeien voor toen omgerekend.",
    gevolg=Gevolg(Eigenaar.BESTAND, "Klopt de verandering niet, dan {is|zijn} de cijfers van {deel} onjuist."),
    voorbeeld=("340 trajecten in de vorige levering, 250 nu", "340 trajecten in de vorige levering, 352 nu"),
    bron=PROTOCOL,
    toont=("veranderde cijfers", "grootste veranderingen"),
)
def figures_moved(frames: Frames, context: Context) -> pl.DataFrame:
    if (found := context.vergelijking) is None:
        return NOTHING
    judged = found.verschillen.filter(pl.col("gemeente") != TOTAAL, pl.col("id").is_in(BEWAAKT))
    moved = moved_enough(judged, context.normen["vorige_cijfer_minimum"])
    moved = moved.filter(pl.col("beweging") > context.normen["vorige_verandering_procent"], beyond_chance(context))
    known = figures(context.periode)
    columns = moved.select("id", "toen_geschaald", "nu", "procent").iter_rows()
    zinnen = [sentence(known[id_].indicator, toen, nu, procent) for id_, toen, nu, procent in columns]
    return per_gemeente(moved, zinnen, "veranderde cijfers", "grootste veranderingen")


@regel(
    "VGL-02",
    WAARSCHUWING,
    EARLIER_TRAJECT,
    melding="Een traject uit de vorige levering dat terug hoorde te komen, staat niet meer in deze levering.",
    toelichting="Wat toen nog liep, hoort terug te komen: als lopend traject, of met de datum waarop het eindigde; gaat de "
    "vorige levering over dezelfde periode, dan ook alles wat in de periode liep. "
    "Controleer of de export het overslaat. De plaats wijst naar het bestand van toen. Is het BSN of de gemeentecode "
    "verbeterd, dan kan het traject er wel staan.",
    gevolg=Gevolg(
        Eigenaar.BESTAND,
        "Daardoor {ontbreekt|ontbreken} {deel} in alle cijfers.",
        ("trajecten.", "op_orde."),
    ),
    voorbeeld=(
        "in de levering over 2023 zonder einddatum, in die over 2024 niet aanwezig",
        "in de levering over 2023 zonder einddatum, in die over 2024 met einddatum 2024-03-01",
    ),
    bron="DDAS-aanleverprotocol 2024, par. 4.2",
    toont=("startdatum", "einddatum", "aanmelding.startdatum", "cliënten", "schulden"),
)
def open_traject_is_gone(frames: Frames, context: Context) -> pl.DataFrame:
    vorige, found = context.vorige, context.vergelijking
    if vorige is None or vorige.frames is None or found is None or open_traject_is_gone in cannot_be_judged(context):
        return NOTHING
    again = same_period(context.periode, vorige.periode)
    running = (pl.col("einddatum") > day(vorige.periode.eind)).fill_null(True)
    within = (pl.col("einddatum") >= day(vorige.periode.start)).fill_null(True) & (
        pl.col("startdatum") <= day(vorige.periode.eind)
    ).fill_null(True)
    named = ~pl.col("gemeente").is_in(_unnamed(vorige.frames))
    expected = vorige.frames.trajecten.filter((within if again else running) & named)
    keys = vorige.frames.client.drop_nulls("sleutel").with_columns(pl.col("gemeente").replace(found.opvolgers))
    back = _back(keys, frames, vorige.frames) if again else keys.join(frames.client, on=PERSON, how="semi")
    gone = expected.join(keys, on="traject", how="semi").join(back, on="traject", how="anti")
    where = vorige.frames.leveringen.select("levering", PLAATS)
    placed = gone.join(where, on="levering", how="left", maintain_order="left")
    return _counted(placed, vorige.frames).with_columns(place_column.of_traject(pl.col("positie")))


def _counted(trajecten: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    """The trajecten with the number of their `cliënten` and `schulden`."""
    for naam, tabel in (("cliënten", frames.client), ("schulden", frames.schulden)):
        counts = tabel.group_by("traject").len(naam)
        trajecten = trajecten.join(counts, on="traject", how="left", maintain_order="left")
    return trajecten.with_columns(pl.col("cliënten", "schulden").fill_null(0))


def _back(keys: pl.DataFrame, frames: Frames, toen: Frames) -> pl.DataFrame:
    """The clients of then whose traject is still there: one that began on the same day, or as many trajecten as then."""
    began = toen.trajecten.select("traject", "startdatum")
    now = frames.client.select("traject", *PERSON).drop_nulls("sleutel")
    dated = now.join(frames.trajecten.select("traject", "startdatum"), on="traject")
    same_day = keys.join(began, on="traject").join(dated, on=[*PERSON, "startdatum"], how="semi", nulls_equal=True)
    counts = keys.group_by(PERSON).agg(toen=pl.col("traject").n_unique())
    enough = counts.join(now.group_by(PERSON).agg(nu=pl.col("traject").n_unique()), on=PERSON).filter(
        pl.col("nu") >= pl.col("toen")
    )
    same_many = keys.join(enough, on=PERSON, how="semi")
    return pl.concat([same_day.select("traject"), same_many.select("traject")])


def _unnamed(frames: Frames) -> list[str]:
    """The codes under which trajecten without a gemeente stand; these say nothing about another delivery."""
    return [code for code in frames.trajecten["gemeente"].unique() if code == ONBEKEND or is_foreign(code)]


@regel(
    "VGL-03",
    WAARSCHUWING,
    GEMEENTE,
    melding="De gemeente stond niet in de vorige levering, of staat juist niet meer in deze.",
    toelichting="Is er een gemeente bij gekomen of weggegaan, of zijn gemeenten samengegaan, dan klopt dit. Controleer "
    "anders of alle gemeenten zijn meegekomen en of de gemeentecodes kloppen.",
    gevolg=Gevolg(
        Eigenaar.BESTAND,
        "Klopt het niet, dan ontbreken alle cijfers van {n} {gemeente|gemeenten}, of {staat die|staan die} er te veel.",
    ),
    voorbeeld=("vorige levering 0405 en 0420, deze levering 0405", "vorige levering en deze levering 0405 en 0420"),
    bron="DDAS-aanleverprotocol 2024",
    toont=("verandering",),
)
def gemeente_is_gone_or_new(frames: Frames, context: Context) -> pl.DataFrame:
    if (found := context.vergelijking) is None:
        return NOTHING
    rows = [(code, "nieuw in deze levering") for code in found.nieuw]
    for code in found.verdwenen:
        successor = found.opvolgers.get(code)
        where = f", opgegaan in {display_name(successor)}" if successor else ""
        rows.append((code, f"niet meer in deze levering{where}"))
    return pl.DataFrame(rows, {"gemeente": pl.String, "verandering": pl.String}, orient="row")


@regel(
    "VGL-04",
    SIGNAAL,
    GEMEENTE,
    melding="Een veld is veel minder vaak ingevuld dan in de vorige levering.",
    toelichting="Vaak neemt de export het veld niet meer mee, of is er iets veranderd in uw systeem. Vraag uw "
    "softwareleverancier om dat na te kijken. Velden waarvan het aantal records van toen of nu klein of niet bekend is, "
    "blijven buiten beschouwing.",
    gevolg=Gevolg(Eigenaar.LEVERANCIER, unusable("wat met dit veld is geteld")),
    voorbeeld=(
        "Postcode ingevuld bij 96 procent van de cliënten, nu bij 40 procent",
        "Postcode ingevuld bij 96 procent van de cliënten, nu bij 94 procent",
    ),
    bron=PROTOCOL,
    toont=("minder gevulde velden", "grootste dalingen"),
)
def field_is_filled_less_often(frames: Frames, context: Context) -> pl.DataFrame:
    if (found := context.vergelijking) is None:
        return NOTHING
    fallen = found.verschillen.filter(
        pl.col("gemeente") != TOTAAL,
        pl.col("id").str.starts_with(VULLING),
        pl.col("verschil") < -context.normen["vorige_vulling_procentpunt"],
    )
    if fallen.is_empty():
        return NOTHING
    fallen = of_enough_records(fallen, context, found).sort("verschil", maintain_order=True)
    zinnen = [
        f"{id_.removeprefix(VULLING)} {toen:.0f}\u00a0% → {nu:.0f}\u00a0%"
        for id_, toen, nu in fallen.select("id", "toen", "nu").iter_rows()
    ]
    return per_gemeente(fallen, zinnen, "minder gevulde velden", "grootste dalingen")


def of_enough_records(fallen: pl.DataFrame, context: Context, found: Comparison) -> pl.DataFrame:
    """Those rows that are made of enough records on both sides."""
    now = records_behind(context.cijfers, "records nu")
    then = records_behind(found.vorige.cijfers, "records toen")
    both = fallen.join(now, on=["gemeente", "id"], maintain_order="left")
    both = both.join(then, on=["gemeente", "id"], maintain_order="left")
    return both.filter(pl.min_horizontal("records nu", "records toen") >= context.normen["vorige_vulling_minimum"])


@regel(
    "VGL-05",
    WAARSCHUWING,
    TRAJECT,
    melding="Het traject was volgens de vorige levering later geëindigd, of heeft nu geen einddatum meer.",
    toelichting="Een traject dat is geëindigd, blijft geëindigd. Zoek het traject op en controleer de einddatum. Begon "
    "de cliënt opnieuw, lever dat dan als een nieuw traject met een eigen startdatum.",
    gevolg=Gevolg(Eigenaar.DOSSIERS, uncertain("het einde van het traject"), END),
    voorbeeld=(
        "in de vorige levering einddatum 2023-11-20, nu geen einddatum",
        "in de vorige levering en nu einddatum 2023-11-20",
    ),
    bron=OWN,
    toont=("startdatum", "einddatum toen", "einddatum nu"),
)
def end_is_earlier_or_gone(frames: Frames, context: Context) -> pl.DataFrame:
    vorige = context.vorige
    if vorige is None or vorige.frames is None or end_is_earlier_or_gone in cannot_be_judged(context):
        return NOTHING
    now, then = ends(frames, "einddatum nu"), ends(vorige.frames, "einddatum toen").drop("traject")
    undone = pl.col("einddatum toen").is_not_null() & pl.col("einddatum nu").is_null()
    earlier = (pl.col("einddatum nu") < pl.col("einddatum toen")).fill_null(False)
    pairs = now.join(then, on=["sleutel", "startdatum"]).filter(undone | earlier)
    return pairs.unique("traject", keep="first", maintain_order=True)


def ends(frames: Frames, naam: str) -> pl.DataFrame:
    """The einddatum, as `naam`, of the one traject of a client key and startdatum; two such trajecten are not told
    apart, so they are left out."""
    trajecten = frames.trajecten.select("traject", "startdatum", pl.col("einddatum").alias(naam))
    keys = frames.client.select("traject", "sleutel").drop_nulls().unique(maintain_order=True)
    rows = keys.join(trajecten.drop_nulls("startdatum"), on="traject", maintain_order="left")
    return rows.filter(pl.len().over("sleutel", "startdatum") == 1)


REGELS = (
    figures_moved,
    open_traject_is_gone,
    gemeente_is_gone_or_new,
    field_is_filled_less_often,
    end_is_earlier_or_gone,
)


def cannot_be_judged(context: Context) -> tuple[Regel, ...]:
    """The rules of this family that find nothing because the earlier delivery, or its records or period, is not fit."""
    vorige = context.vorige
    if vorige is None:
        return REGELS
    gone = vorige.frames is None or not adjoins(context.periode, vorige.periode)
    ended = vorige.frames is None or runs_on_later(context.periode, vorige.periode)
    unfit = ((open_traject_is_gone, gone), (end_is_earlier_or_gone, ended))
    return tuple(regel for regel, is_unfit in unfit if is_unfit)
