"""Trajecten: how many, and in which state they are in the period."""

import polars as pl

from ddas_report.indicatoren.indicator import Groep, Indicator, Needs, Sectie, bewaakt, day
from ddas_report.indicatoren.samenloop import count_after_merging
from ddas_report.model.delivery import ONBEKEND, Frames, Periode

STATUSSEN = {
    "nieuw_actief": (
        "Nieuw, nog actief",
        "Het traject begon in de periode en was op de laatste dag niet afgelopen.",
    ),
    "nieuw_beeindigd": ("Nieuw en beëindigd", "Het traject begon en eindigde in de periode."),
    "lopend_actief": (
        "Lopend, nog actief",
        "Het traject begon voor de periode en was op de laatste dag niet afgelopen.",
    ),
    "lopend_beeindigd": (
        "Lopend en beëindigd",
        "Het traject begon voor de periode en eindigde in de periode.",
    ),
    "buiten_periode": (
        "Buiten de periode",
        "Het traject begon na de laatste dag van de periode of eindigde voor de eerste dag.",
    ),
}

HAPPENED = ("nieuw_actief", "nieuw_beeindigd", "lopend_beeindigd")
"""The states that something in the period led to."""

_STATUS = pl.Enum([*STATUSSEN, ONBEKEND])
COMPOSITION = "Aantal cliënten en samenvoegen"


def status(periode: Periode) -> pl.Expr:
    """The state of each traject in the period: one of STATUSSEN or `onbekend` (no startdatum)."""
    start, eind = pl.col("startdatum"), pl.col("einddatum")
    p0, p1 = day(periode.start), day(periode.eind)
    moment = pl.when(start < p0).then(pl.lit("lopend")).otherwise(pl.lit("nieuw"))
    verloop = pl.when(eind <= p1).then(pl.lit("beeindigd")).otherwise(pl.lit("actief"))
    return (
        pl.when(start.is_null())
        .then(pl.lit(ONBEKEND))
        .when((start > p1) | (eind < p0).fill_null(False))
        .then(pl.lit("buiten_periode"))
        .otherwise(pl.concat_str(moment, verloop, separator="_"))
    )


def with_status(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject, with its status in the period."""
    return frames.trajecten.with_columns(status=status(periode).cast(_STATUS))


def with_clienten(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject, with its number of client records."""
    counts = frames.client.group_by("traject").len("clienten")
    return frames.trajecten.select("gemeente", "traject").join(counts, on="traject", how="left")


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    per_status = tuple(
        Indicator(
            f"trajecten.{s}",
            label,
            uitleg,
            (pl.col("status") == s).sum(),
            nodig=Needs.PERIODE,
            stroom=s in HAPPENED,
        )
        for s, (label, uitleg) in STATUSSEN.items()
    )
    return (
        Groep(
            "Trajecten naar status in de periode",
            with_status,
            bewaakt(
                Indicator(
                    "trajecten.totaal",
                    "Alle trajecten",
                    "Het aantal trajecten in de levering.",
                    pl.len(),
                    kern=1,
                    altijd=True,
                    records_van="trajecten",
                ),
                *per_status,
                Indicator(
                    "trajecten.onbekend",
                    "Status onbekend",
                    "Het traject heeft geen (geldige) startdatum.",
                    (pl.col("startdatum").is_null()).sum(),
                ),
            ),
        ),
        Groep(
            COMPOSITION,
            with_clienten,
            bewaakt(
                Indicator(
                    "trajecten.een_client",
                    "Trajecten met één cliënt",
                    "Het aantal trajecten met precies één cliënt.",
                    (pl.col("clienten") == 1).sum(),
                ),
                Indicator(
                    "trajecten.twee_clienten",
                    "Trajecten met twee cliënten",
                    "Het aantal trajecten met precies twee cliënten.",
                    (pl.col("clienten") == 2).sum(),
                ),
            ),
        ),
        Groep(
            COMPOSITION,
            count_after_merging,
            bewaakt(
                Indicator(
                    "trajecten.samengevoegd",
                    "Trajecten na samenvoegen",
                    "Het aantal trajecten dat overblijft als trajecten van dezelfde cliënt die elkaar in de tijd "
                    "overlappen binnen één gemeente als één tellen, zoals het CBS doet.",
                    pl.col("samengevoegd").n_unique(),
                    kern=2,
                ),
            ),
            som=True,
            deduplicates=True,
        ),
    )


SECTIE = Sectie(
    "trajecten",
    "Trajecten",
    "Trajecten",
    "Elk traject valt in precies één status. Beide grensdagen horen bij de periode.",
    _groepen,
    op_blad=True,
    apart_op_papier=True,
)
