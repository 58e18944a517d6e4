"""Beschikking, schuldregeling and oplossing."""

import polars as pl

from ddas_report.indicatoren.indicator import (
    Eenheid,
    Groep,
    Indicator,
    Needs,
    Sectie,
    per_value,
    slug,
    trajecten,
    within,
)
from ddas_report.model.delivery import WAARDENLIJSTEN, Periode

UITKOMSTEN = {
    "ingediend": ("Schuldregeling ingediend", "datum", "een verzoek om een schuldregeling is gedaan"),
    "toegekend": ("Schuldregeling toegekend", "toegekend", "een schuldregeling is toegekend"),
    "afgewezen": ("Schuldregeling afgewezen", "afgewezen", "een schuldregeling is afgewezen"),
    "ingetrokken": ("Schuldregeling ingetrokken", "ingetrokken", "een verzoek om een schuldregeling is ingetrokken"),
    "dwangakkoord_verzocht": (
        "Dwangakkoord verzocht",
        "datumVerzoekDwangakkoord",
        "een dwangakkoord is verzocht",
    ),
}


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    beschikkingen = tuple(
        Indicator(
            f"beschikking.{slug(soort)}",
            soort,
            f"Het aantal trajecten met een {soort.lower()} waarvan de beschikkingsdatum in de periode ligt.",
            ((pl.col("intake.beschikkingssoort") == soort) & within("intake.beschikkingsdatum", periode)).sum(),
            nodig=Needs.PERIODE,
            stroom=True,
        )
        for soort in WAARDENLIJSTEN["beschikkingssoort"]
    )
    uitkomsten = tuple(
        Indicator(
            f"schuldregeling.{naam}",
            label,
            f"Het aantal trajecten waarin in de periode {wat}.",
            within(f"schuldregeling.{veld}", periode).sum(),
            nodig=Needs.PERIODE,
            stroom=True,
        )
        for naam, (label, veld, wat) in UITKOMSTEN.items()
    )
    return (
        Groep("Beschikkingen", trajecten, beschikkingen),
        Groep("Schuldregelingen", trajecten, uitkomsten),
        Groep(
            "Oplossingen",
            trajecten,
            (
                *per_value(
                    "oplossing.soort",
                    "Oplossing",
                    "oplossing.soort",
                    WAARDENLIJSTEN["oplossing.soort"],
                    "Het aantal trajecten met een oplossing van de soort {}, ook buiten de periode.",
                ),
                Indicator(
                    "oplossing.vtlb.gemiddelde",
                    "Gemiddeld vtlb",
                    "Het gemiddelde vrij te laten bedrag per maand, waar het is ingevuld.",
                    pl.col("oplossing.vtlb").mean(),
                    eenheid=Eenheid.EURO,
                    gemeten=pl.col("oplossing.vtlb").count(),
                ),
            ),
        ),
    )


SECTIE = Sectie(
    "besluiten",
    "Beschikkingen, schuldregelingen en oplossingen",
    "Besluiten",
    "Beschikkingen en schuldregelingen tellen op hun datum in de periode; oplossingen over alle trajecten.",
    _groepen,
)
