"""Schulden: amounts, creditors and kinds of debt."""

from dataclasses import replace

import polars as pl

from ddas_report.indicatoren.indicator import Eenheid, Groep, Indicator, Sectie, bewaakt
from ddas_report.indicatoren.landelijk import SCHULD, SCHULDEISERS
from ddas_report.model.delivery import ONBEKEND, TOTAAL, WAARDENLIJSTEN, Frames, Periode, once

EURO = Eenheid.EURO

CLASS_WIDTH = 10_000
"""The width of a class in euro."""

CLASSES = 11
"""The last class holds all that is higher than the others."""


def records(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per schuld."""
    return frames.schulden.select("gemeente", "traject", "bedrag", zakelijk="zakelijkeSchuld")


def with_soort(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per schuld; a schuldsoort outside the value list is `onbekend`."""
    known = {soort: soort.lower() for soort in WAARDENLIJSTEN["schuldsoort"]}
    listed = pl.col("schuldsoort").replace_strict(known, default=None, return_dtype=pl.Categorical)
    soort = pl.coalesce(listed, pl.lit(ONBEKEND, dtype=pl.Categorical))
    return frames.schulden.select("gemeente", "traject", "bedrag", soort=soort)


def schuldeiser(schulden: pl.DataFrame) -> pl.Series:
    """By what the schuldeiser of each schuld is told from others: the KvK-nummer, else the name in small letters."""
    named = schulden.select(pl.coalesce("schuldeiser.kvknummer", "schuldeiser.naam", "schuldeiser.Naam")).to_series()
    names = named.unique().drop_nulls()
    small = names.cast(pl.String).str.to_lowercase().cast(pl.Categorical)
    return named.replace_strict(names, small, default=None).alias("schuldeiser")


@once
def per_traject(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject: number of schulden, their sum in euro (null without a bedrag), schuldeisers."""
    schulden = frames.schulden.select("traject", "bedrag", schuldeiser(frames.schulden))
    sums = schulden.group_by("traject").agg(
        aantal=pl.len(),
        bedrag=pl.when(pl.col("bedrag").is_not_null().any()).then(pl.col("bedrag").sum()),
        schuldeisers=pl.col("schuldeiser").drop_nulls().n_unique(),
    )
    return at_aanvang(frames, periode).join(sums, on="traject", how="left")


def at_aanvang(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject: the sum in euro that was known at its beginning."""
    return frames.trajecten.select("gemeente", "traject", aanvang="totaalSchuldbedragBijAanvangSchuld")


def debt_spread(frames: Frames, periode: Periode) -> dict[str, tuple[int, ...]]:
    """Per gemeente and for `totaal`: the trajecten in each class of debt; only those with a schuldbedrag count."""
    klasse = (pl.col("bedrag") / CLASS_WIDTH).floor().clip(0, CLASSES - 1).cast(pl.Int64)
    counted = per_traject(frames, periode).drop_nulls("bedrag").group_by("gemeente", klasse=klasse).len()
    counts = {(code, k): aantal for code, k, aantal in counted.iter_rows()}
    codes = {code for code, _ in counts}
    per_code = {code: tuple(counts.get((code, k), 0) for k in range(CLASSES)) for code in codes}
    total = tuple(sum(column) for column in zip(*per_code.values(), strict=True)) or (0,) * CLASSES
    return per_code | {TOTAAL: total}


def _statistiek(naam: str, label: str, definitie: str, expr: pl.Expr) -> Indicator:
    figure = f"schulden.bedrag_per_traject.{naam}", f"Schuld per traject: {label}"
    return Indicator(*figure, definitie, expr, eenheid=EURO, gemeten=pl.col("bedrag").count())


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
            Indicator(
                f"schulden.soort.{naam}.aantal", f"Schuldsoort {naam}: aantal", f"Het aantal {wat}.", chosen.sum()
            ),
            Indicator(
                f"schulden.soort.{naam}.bedrag",
                f"Schuldsoort {naam}: bedrag",
                f"De som van de bedragen van {wat}.",
                pl.col("bedrag").filter(chosen).sum(),
                eenheid=EURO,
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
            bewaakt(
                Indicator(
                    "schulden.aantal",
                    "Schulden",
                    "Het aantal schulden in alle trajecten.",
                    pl.len(),
                    records_van="schulden",
                ),
                Indicator(
                    "schulden.bedrag.totaal",
                    "Totaal schuldbedrag",
                    "De som van alle schuldbedragen.",
                    bedrag.sum(),
                    eenheid=EURO,
                    gemeten=_with_bedrag(pl.lit(True)),
                ),
                Indicator(
                    "schulden.zakelijk.aantal",
                    "Zakelijke schulden: aantal",
                    "Het aantal schulden dat als zakelijk is aangemerkt.",
                    pl.col("zakelijk").sum(),
                ),
                Indicator(
                    "schulden.zakelijk.bedrag",
                    "Zakelijke schulden: bedrag",
                    "De som van de bedragen van zakelijke schulden.",
                    bedrag.filter(pl.col("zakelijk")).sum(),
                    eenheid=EURO,
                    gemeten=_with_bedrag(pl.col("zakelijk")),
                ),
            ),
        ),
        Groep(
            "Schuld per traject",
            per_traject,
            bewaakt(
                Indicator(
                    "schulden.trajecten_met_schulden",
                    "Trajecten met schulden",
                    "Het aantal trajecten met ten minste één schuld.",
                    (pl.col("aantal") > 0).sum(),
                ),
                replace(
                    _statistiek("mediaan", "mediaan", f"De middelste schuld per traject, {over}.", bedrag.median()),
                    kern=5,
                ),
                replace(
                    _statistiek(
                        "gemiddelde",
                        "gemiddeld",
                        f"Het gemiddelde van de schuld per traject, {over}.",
                        bedrag.mean(),
                    ),
                    landelijk=SCHULD,
                ),
                _statistiek(
                    "p25",
                    "laagste kwart tot",
                    f"Een kwart van de trajecten heeft ten hoogste deze schuld, {over}.",
                    bedrag.quantile(0.25, "linear"),
                ),
                _statistiek(
                    "p75",
                    "hoogste kwart vanaf",
                    f"Een kwart van de trajecten heeft ten minste deze schuld, {over}.",
                    bedrag.quantile(0.75, "linear"),
                ),
                _statistiek("maximum", "hoogste", f"De hoogste schuld van een traject, {over}.", bedrag.max()),
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
                    landelijk=SCHULDEISERS,
                ),
            ),
        ),
        Groep(
            "Soorten schulden",
            with_soort,
            bewaakt(*_soorten()),
            matrix=True,
            uitleg="Het aantal schulden van elke soort, en de som van hun bedragen. Onbekend: zonder (geldige) soort.",
        ),
        Groep(
            "Schuld bij aanvang",
            at_aanvang,
            bewaakt(
                Indicator(
                    "schulden.bij_aanvang.aantal",
                    "Trajecten met een schuld bij aanvang",
                    "Het aantal trajecten waarin het totale schuldbedrag bij aanvang is ingevuld.",
                    aanvang.count(),
                ),
                Indicator(
                    "schulden.bij_aanvang.gemiddelde",
                    "Schuld bij aanvang: gemiddeld",
                    "Het gemiddelde van het totale schuldbedrag bij aanvang, waar het is ingevuld.",
                    aanvang.mean(),
                    eenheid=EURO,
                    gemeten=aanvang.count(),
                    landelijk=SCHULD,
                ),
                Indicator(
                    "schulden.bij_aanvang.mediaan",
                    "Schuld bij aanvang: mediaan",
                    "Het middelste totale schuldbedrag bij aanvang, waar het is ingevuld.",
                    aanvang.median(),
                    eenheid=EURO,
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
    op_blad=True,
)
