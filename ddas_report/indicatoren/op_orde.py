"""The op-orde counts: trajecten, clients with a BSN and their most recent step, as the DDAS entry app makes them."""

import polars as pl

from ddas_report.indicatoren.indicator import Groep, Indicator, Needs, Sectie, bewaakt, trajecten, within
from ddas_report.model.delivery import ONBEKEND, Frames, Periode

BRON = (
    "Zo telt de DDAS-app (4.1, juni 2026), die zegt de werkwijze van het op-orde-rapport te volgen. Het CBS kan anders "
    "tellen."
)
"""Whose counting this is: the report of CBS itself is not public."""

STAPPEN = {
    "aanmelding": "Aanmelding",
    "intake": "Intake",
    "stabilisatie": "Stabilisatie",
    "schuldregeling": "Schuldregeling",
    "oplossing": "Oplossing",
    "nazorg": "Nazorg",
    "uitstroom": "Uitstroom",
}


def met_bsn(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per client record with a BSN: gemeente, traject, bsn."""
    return frames.client.select("gemeente", "traject", bsn="Burgerservicenummer").drop_nulls("bsn")


def latest_step(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per gemeente and BSN with `stap`, the last step begun in the period.

    On equal dates the step met first stays: file order, then the order of STAPPEN.
    """
    start = pl.when(pl.col("fase") == "uitstroom").then("datum").otherwise(pl.coalesce("startdatum", "datum"))
    order = {stap: index for index, stap in enumerate(STAPPEN)}
    begun = (
        frames.fasen.filter(pl.col("fase").is_in(list(STAPPEN)))
        .select("traject", "fase", start.alias("begin"))
        .filter(within("begin", periode))
        .with_columns(orde=pl.col("fase").replace_strict(order, return_dtype=pl.UInt8))
    )
    return (
        met_bsn(frames, periode)
        .join(begun, on="traject", how="left")
        .group_by("gemeente", "bsn")
        .agg(
            stap=pl.col("fase")
            .sort_by("begin", "traject", "orde", descending=[True, False, False], nulls_last=True)
            .first()
        )
        .with_columns(pl.col("stap").fill_null(ONBEKEND))
    )


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    stappen = [
        Indicator(
            f"op_orde.stap.{stap}",
            f"Laatste stap: {label.lower()}",
            f"Het aantal verschillende BSN's waarvan de laatste stap die in de periode begon {label.lower()} is.",
            (pl.col("stap") == stap).sum(),
            nodig=Needs.PERIODE,
            stroom=True,
        )
        for stap, label in STAPPEN.items()
    ]
    return (
        Groep(
            "Alle trajecten",
            trajecten,
            bewaakt(
                Indicator(
                    "op_orde.trajecten",
                    "Trajecten",
                    "Het aantal trajecten van de gemeente, met of zonder een cliënt met een BSN.",
                    pl.len(),
                )
            ),
            som=True,
        ),
        Groep(
            "Cliënten met een BSN",
            met_bsn,
            bewaakt(
                Indicator(
                    "op_orde.unieke_bsn",
                    "Unieke BSN's",
                    "Het aantal verschillende BSN's in de trajecten.",
                    pl.col("bsn").n_unique(),
                )
            ),
            som=True,
        ),
        Groep(
            "Cliënten met een BSN",
            latest_step,
            bewaakt(
                Indicator(
                    "op_orde.unieke_actieve_bsn",
                    "Cliënten met een stap in de periode",
                    "Het aantal verschillende BSN's met een traject waarin ten minste één stap in de periode begon.",
                    (pl.col("stap") != ONBEKEND).sum(),
                    nodig=Needs.PERIODE,
                    stroom=True,
                    kern=4,
                ),
                *stappen,
                Indicator(
                    "op_orde.stap.onbekend",
                    "Laatste stap: onbekend",
                    "Het aantal verschillende BSN's waarvan geen enkele stap in de periode begon.",
                    (pl.col("stap") == ONBEKEND).sum(),
                    nodig=Needs.PERIODE,
                ),
            ),
            som=True,
            deduplicates=True,
        ),
    )


SECTIE = Sectie(
    "op_orde",
    "Op-orde-tellingen",
    "Op orde",
    f"{BRON} Trajecten tellen allemaal mee; de andere cijfers gaan over cliënten met een BSN. Het totaal is de som van de "
    "gemeenten.",
    _groepen,
    altijd=True,
    op_blad=True,
    apart_op_papier=True,
)
