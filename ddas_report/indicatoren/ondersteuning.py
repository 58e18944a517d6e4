"""Ondersteuning: guidance, crisis and protection beside the phases."""

import polars as pl

from ddas_report.indicatoren.indicator import Groep, Indicator, Needs, Sectie, overlaps, per_value, trajecten, within
from ddas_report.model.delivery import WAARDENLIJSTEN, Frames, Periode

OTHERS = "Crisis, advies en bescherming"


def supported(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject and soort begeleiding that overlaps the period."""
    during = frames.begeleiding.filter(overlaps("startdatum", "einddatum", periode))
    return during.select("gemeente", "traject", "soort").unique()


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    return (
        Groep(
            "Trajecten met begeleiding",
            supported,
            per_value(
                "begeleiding.soort",
                "Begeleiding",
                "soort",
                WAARDENLIJSTEN["begeleiding.soort"],
                "Het aantal trajecten met in de periode ten minste één begeleiding van de soort {}.",
                nodig=Needs.PERIODE,
            ),
            uitleg="Het aantal trajecten met in de periode ten minste één begeleiding van deze soort.",
        ),
        Groep(
            OTHERS,
            trajecten,
            (
                Indicator(
                    "aanmelding.crisis",
                    "Crisis bij aanmelding",
                    "Het aantal trajecten waarin bij de aanmelding een crisisinterventie is aangegeven.",
                    pl.col("aanmelding.crisisinterventie").sum(),
                ),
                Indicator(
                    "informatie_en_advies.trajecten",
                    "Informatie en advies",
                    "Het aantal trajecten met informatie en advies in de periode.",
                    overlaps("informatieEnAdvies.startdatum", "informatieEnAdvies.einddatum", periode).sum(),
                    nodig=Needs.PERIODE,
                ),
            ),
        ),
        *(
            Groep(
                OTHERS,
                tel,
                (
                    Indicator(
                        id_,
                        titel,
                        f"{wat} in de periode.",
                        within(veld, periode).sum(),
                        nodig=Needs.PERIODE,
                        stroom=True,
                    ),
                ),
            )
            for titel, tel, id_, veld, wat in (
                (
                    "Crisisinterventies gestart",
                    lambda frames, _: frames.crisisinterventies,
                    "crisisinterventies.gestart",
                    "startdatum",
                    "Het aantal crisisinterventies dat begon",
                ),
                (
                    "Voorlopige voorzieningen gestart",
                    lambda frames, _: frames.voorlopigeVoorzieningen,
                    "voorlopige_voorzieningen.gestart",
                    "startdatum",
                    "Het aantal voorlopige voorzieningen dat begon",
                ),
                (
                    "Moratoria aangevraagd",
                    lambda frames, _: frames.moratoria,
                    "moratoria.aangevraagd",
                    "datumAanvraag",
                    "Het aantal moratoria dat is aangevraagd",
                ),
            )
        ),
    )


SECTIE = Sectie(
    "ondersteuning",
    "Ondersteuning",
    "Ondersteuning",
    "Begeleiding, crisisinterventies, moratoria en voorlopige voorzieningen in de periode.",
    _groepen,
)
