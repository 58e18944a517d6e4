"""Schulden: amounts, creditors and kinds of debt."""

import polars as pl

from ddas_report.indicatoren.indicator import Eenheid, Groep, Indicator, Sectie
from ddas_report.model.delivery import ONBEKEND, TOTAAL, WAARDENLIJSTEN, Frames, Periode

EURO = Eenheid.EURO

CLASS_WIDTH = 10_000
"""The width of a class in euro."""

CLASSES = 11
"""The last class holds all that is higher than the others."""


def records(frames: Frames) -> pl.DataFrame:
    """One row per schuld."""
    return frames.schulden.select("gemeente", "traject", "bedrag", zakelijk="zakelijkeSchuld")


def with_soort(frames: Frames) -> pl.DataFrame:
    """One row per schuld; a schuldsoort outside the value list is `onbekend`."""
    known = {soort: soort.lower() for soort in WAARDENLIJSTEN["schuldsoort"]}
    soort = pl.col("schuldsoort").replace_strict(known, default=ONBEKEND, return_dtype=pl.String)
    return frames.schulden.select("gemeente", "traject", "bedrag", soort=soort)


def per_traject(frames: Frames) -> pl.DataFrame:
    """One row per traject: number of schulden, their sum in euro (null without a bedrag), schuldeisers."""
    schuldeiser = pl.coalesce("schuldeiser.kvknummer", "schuldeiser.naam", "schuldeiser.Naam")
    sums = frames.schulden.group_by("traject").agg(
        aantal=pl.len(),
        bedrag=pl.when(pl.col("bedrag").is_not_null().any()).then(pl.col("bedrag").sum()),
        schuldeisers=schuldeiser.str.to_lowercase().drop_nulls().n_unique(),
    )
    return bij_aanvang(frames).join(sums, on="traject", how="left")


def bij_aanvang(frames: Frames) -> pl.DataFrame:
    """One row per traject: the sum in euro that was known at its beginning."""
    return frames.trajecten.select("gemeente", "traject", aanvang="totaalSchuldbedragBijAanvangSchuld")


def debt_spread(frames: Frames) -> dict[str, tuple[int, ...]]:
    """Per gemeente and for `totaal`: the trajecten in each class of debt; only those with a schuldbedrag count."""
    klasse = (pl.col("bedrag") / CLASS_WIDTH).floor().clip(0, CLASSES - 1).cast(pl.Int64)
    counted = per_traject(frames).drop_nulls("bedrag").group_by("gemeente", klasse=klasse).len()
    counts = {(code, k): aantal for code, k, aantal in counted.iter_rows()}
    codes = {code for code, _ in counts}
    per_code = {code: tuple(counts.get((code, k), 0) for k in range(CLASSES)) for code in codes}
    total = tuple(sum(column) for column in zip(*per_code.values(), strict=True)) or (0,) * CLASSES
    return per_code | {TOTAAL: total}


def _statistiek(naam: str, label: str, definitie: str, expr: pl.Expr) -> Indicator:
    gemeten = pl.col("bedrag").count()
    return Indicator(f"schulden.bedrag_per_traject.{naam}", label, definitie, expr, EURO, gemeten=gemeten)


def _with_bedrag(chosen: pl.Expr) -> pl.Expr:
    """The trajecten of the chosen schulden, as far as their bedrag is known."""
    return pl.col("traject").filter(chosen & pl.col("bedrag").is_not_null()).n_unique()


def _soorten() -> tuple[Indicator, ...]:
    figures = []
    for label in (*WAARDENLIJSTEN["schuldsoort"], "Onbekend"):
        naam = label.lower()
        chosen = pl.col("soort") == naam
        wat = f"schulden van de soort {naam}" if naam != ONBEKEND else "schulden zonder (geldige) soort"
        figures += [
            Indicator(f"schulden.soort.{naam}.aantal", f"{label}: aantal", f"Het aantal {wat}.", chosen.sum()),
            Indicator(
                f"schulden.soort.{naam}.bedrag",
                f"{label}: bedrag",
                f"De som van de bedragen van {wat}.",
                pl.col("bedrag").filter(chosen).sum(),
                EURO,
                gemeten=_with_bedrag(chosen),
            ),
        ]
    return tuple(figures)


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    bedrag, aanvang = pl.col("bedrag"), pl.col("aanvang")
    over = "over de trajecten met ten minste één schuldbedrag"
    return (
        Groep(
            "Schulden",
            records,
            (
                Indicator("schulden.aantal", "Schulden", "Het aantal schulden in alle trajecten.", pl.len()),
                Indicator(
                    "schulden.bedrag.totaal",
                    "Totaalbedrag",
                    "De som van alle schuldbedragen.",
                    bedrag.sum(),
                    EURO,
                    gemeten=_with_bedrag(pl.lit(True)),
                ),
                Indicator(
                    "schulden.zakelijk.aantal",
                    "Zakelijk: aantal",
                    "Het aantal schulden dat als zakelijk is aangemerkt.",
                    pl.col("zakelijk").sum(),
                ),
                Indicator(
                    "schulden.zakelijk.bedrag",
                    "Zakelijk: bedrag",
                    "De som van de bedragen van zakelijke schulden.",
                    bedrag.filter(pl.col("zakelijk")).sum(),
                    EURO,
                    gemeten=_with_bedrag(pl.col("zakelijk")),
                ),
            ),
        ),
        Groep(
            "Schuld per traject",
            per_traject,
            (
                Indicator(
                    "schulden.trajecten_met_schulden",
                    "Trajecten met schulden",
                    "Het aantal trajecten met ten minste één schuld.",
                    (pl.col("aantal") > 0).sum(),
                ),
                _statistiek(
                    "gemiddelde",
                    "Gemiddeld",
                    f"Het gemiddelde van de schuld per traject, {over}.",
                    bedrag.mean(),
                ),
                _statistiek(
                    "p25",
                    "Laagste kwart tot",
                    f"Een kwart van de trajecten heeft ten hoogste deze schuld, {over}.",
                    bedrag.quantile(0.25, "linear"),
                ),
                _statistiek("mediaan", "Mediaan", f"De middelste schuld per traject, {over}.", bedrag.median()),
                _statistiek(
                    "p75",
                    "Hoogste kwart vanaf",
                    f"Een kwart van de trajecten heeft ten minste deze schuld, {over}.",
                    bedrag.quantile(0.75, "linear"),
                ),
                _statistiek("maximum", "Hoogste", f"De hoogste schuld van een traject, {over}.", bedrag.max()),
                Indicator(
                    "schulden.aantal_per_traject.gemiddelde",
                    "Schulden per traject",
                    "Het gemiddelde aantal schulden, over de trajecten met schulden.",
                    pl.col("aantal").mean(),
                    gemeten=pl.col("aantal").count(),
                ),
                Indicator(
                    "schulden.schuldeisers_per_traject.gemiddelde",
                    "Schuldeisers per traject",
                    "Het gemiddelde aantal verschillende schuldeisers, over de trajecten waarin ten minste één "
                    "schuldeiser is genoemd. Een schuldeiser wordt herkend aan KvK-nummer, anders aan naam.",
                    pl.col("schuldeisers").filter(pl.col("schuldeisers") > 0).mean(),
                    gemeten=(pl.col("schuldeisers") > 0).sum(),
                ),
            ),
        ),
        Groep(
            "Soorten schulden",
            with_soort,
            _soorten(),
            matrix=True,
            uitleg="Het aantal schulden van elke soort, en de som van hun bedragen. Onbekend: zonder (geldige) soort.",
        ),
        Groep(
            "Schuld bij aanvang",
            bij_aanvang,
            (
                Indicator(
                    "schulden.bij_aanvang.aantal",
                    "Trajecten met totaal bij aanvang",
                    "Het aantal trajecten waarin het totale schuldbedrag bij aanvang is ingevuld.",
                    aanvang.count(),
                ),
                Indicator(
                    "schulden.bij_aanvang.gemiddelde",
                    "Gemiddeld bij aanvang",
                    "Het gemiddelde van het totale schuldbedrag bij aanvang, waar het is ingevuld.",
                    aanvang.mean(),
                    EURO,
                    gemeten=aanvang.count(),
                ),
                Indicator(
                    "schulden.bij_aanvang.mediaan",
                    "Mediaan bij aanvang",
                    "Het middelste totale schuldbedrag bij aanvang, waar het is ingevuld.",
                    aanvang.median(),
                    EURO,
                    gemeten=aanvang.count(),
                ),
            ),
        ),
    )


SECTIE = Sectie(
    "schulden",
    "Schulden",
    "Schulden",
    "Geteld over alle trajecten in de levering, ook buiten de periode. Bedragen in hele euro's.",
    _groepen,
)
