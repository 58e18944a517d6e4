"""The op-orde counts: clients with a BSN and their most recent step, as CBS shows them."""

import polars as pl

from ddas_report.indicatoren.indicator import Groep, Indicator, Nodig, Sectie, within
from ddas_report.model.delivery import ONBEKEND, Frames, Periode

STAPPEN = {
    "aanmelding": "Aanmelding",
    "intake": "Intake",
    "stabilisatie": "Stabilisatie",
    "schuldregeling": "Schuldregeling",
    "oplossing": "Oplossing",
    "nazorg": "Nazorg",
    "uitstroom": "Uitstroom",
}


def met_bsn(frames: Frames) -> pl.DataFrame:
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
        met_bsn(frames)
        .join(begun, on="traject", how="left")
        .sort("begin", "traject", "orde", descending=[True, False, False], nulls_last=True)
        .unique(["gemeente", "bsn"], keep="first", maintain_order=True)
        .select("gemeente", "bsn", stap=pl.col("fase").fill_null(ONBEKEND))
    )


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    def personen(frames: Frames) -> pl.DataFrame:
        return latest_step(frames, periode)

    stappen = tuple(
        Indicator(
            f"op_orde.stap.{stap}",
            label,
            f"Het aantal verschillende BSN's waarvan de laatste stap die in de periode begon {label.lower()} is.",
            (pl.col("stap") == stap).sum(),
            nodig=Nodig.PERIODE,
        )
        for stap, label in STAPPEN.items()
    )
    onbekend = Indicator(
        "op_orde.stap.onbekend",
        "Onbekend",
        "Het aantal verschillende BSN's waarvan geen enkele stap in de periode begon.",
        (pl.col("stap") == ONBEKEND).sum(),
        nodig=Nodig.PERIODE,
    )
    return (
        Groep(
            "Trajecten en cliënten met een BSN",
            met_bsn,
            (
                Indicator(
                    "op_orde.trajecten",
                    "Trajecten",
                    "Het aantal trajecten met ten minste één cliënt met een BSN.",
                    pl.col("traject").n_unique(),
                ),
                Indicator(
                    "op_orde.unieke_bsn",
                    "Unieke BSN's",
                    "Het aantal verschillende BSN's in de trajecten.",
                    pl.col("bsn").n_unique(),
                ),
            ),
            som=True,
        ),
        Groep(
            "Unieke BSN's naar laatste stap in de periode",
            personen,
            (
                Indicator(
                    "op_orde.unieke_actieve_bsn",
                    "Unieke actieve BSN's",
                    "Het aantal verschillende BSN's met een traject waarin ten minste één stap in de periode begon.",
                    (pl.col("stap") != ONBEKEND).sum(),
                    nodig=Nodig.PERIODE,
                ),
                *stappen,
                onbekend,
            ),
            som=True,
            uitleg="Unieke actieve BSN's: het aantal verschillende BSN's met een stap die in de periode begon. Per stap: "
            "het aantal verschillende BSN's waarvan dit de laatste stap is die in de periode begon. Onbekend: geen "
            "enkele stap begon in de periode.",
        ),
    )


SECTIE = Sectie(
    "op_orde",
    "Op-orde-tellingen",
    "Op orde",
    "Zo telt het CBS in het op-orde-rapport: alleen cliënten met een BSN. Het totaal is de som van de gemeenten.",
    _groepen,
)
