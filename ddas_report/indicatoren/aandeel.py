"""Aandelen: shares that managers know from the Divosa benchmark, in percent."""

import polars as pl

from ddas_report.indicatoren.indicator import (
    Eenheid,
    Groep,
    Indicator,
    Needs,
    Sectie,
    dagen,
    trajecten,
    uitgestroomd,
    within,
)
from ddas_report.indicatoren.landelijk import SANERINGSKREDIET
from ddas_report.model.delivery import Periode

PERCENT = Eenheid.PROCENT


def share(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """How many of the records that are true for `whole` are true for `part`, in percent; null when there are none."""
    return pl.when(whole.sum() > 0).then((whole & part).sum() * 100 / whole.sum())


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    toegekend, afgewezen, ingetrokken = (
        within(f"schuldregeling.{naam}", periode).fill_null(False).cast(pl.Int64)
        for naam in ("toegekend", "afgewezen", "ingetrokken")
    )
    uitkomsten = (toegekend + afgewezen + ingetrokken).sum()
    stabilisatie = dagen(pl.col("stabilisatie.startdatum"), pl.col("stabilisatie.einddatum"))
    regeling = dagen(pl.col("schuldregeling.datum"), pl.col("schuldregeling.toegekend"))
    soort = pl.col("oplossing.soort")
    kredieten = soort.is_in(["Saneringskrediet", "Schuldbemiddeling"])
    return (
        Groep(
            "Aandelen",
            trajecten,
            (
                Indicator(
                    "aandeel.stabilisatie_boven_norm",
                    "Stabilisaties die langer duurden dan de norm",
                    "Het percentage van de stabilisaties met een begin- en een einddatum dat langer duurde dan de norm.",
                    share(stabilisatie > pl.col("stabilisatie_dagen"), stabilisatie.is_not_null()),
                    gemeten=stabilisatie.count(),
                    eenheid=PERCENT,
                    norm="stabilisatie_dagen",
                ),
                Indicator(
                    "aandeel.schuldregeling_boven_norm",
                    "Schuldregelingen die langer duurden dan de norm",
                    "Het percentage van de toegekende schuldregelingen waarbij het van verzoek tot toekenning langer duurde "
                    "dan de norm.",
                    share(regeling > pl.col("schuldregeling_dagen"), regeling.is_not_null()),
                    gemeten=regeling.count(),
                    eenheid=PERCENT,
                    norm="schuldregeling_dagen",
                ),
                Indicator(
                    "aandeel.schuldregeling_toegekend",
                    "Schuldregelingen met een uitkomst die zijn toegekend",
                    "Het percentage toegekend, van alle schuldregelingen die in de periode zijn toegekend, afgewezen of "
                    "ingetrokken.",
                    pl.when(uitkomsten > 0).then(toegekend.sum() * 100 / uitkomsten),
                    gemeten=(toegekend + afgewezen + ingetrokken > 0).sum(),
                    eenheid=PERCENT,
                    nodig=Needs.PERIODE,
                ),
                Indicator(
                    "aandeel.uitstroom_afgerond",
                    "Uitstroom die is afgerond",
                    "Het percentage van de trajecten met uitstroom in de periode dat als reden Afgerond heeft.",
                    share(pl.col("uitstroom.reden") == "Afgerond", uitgestroomd(periode)),
                    gemeten=uitgestroomd(periode).sum(),
                    eenheid=PERCENT,
                    nodig=Needs.PERIODE,
                ),
                Indicator(
                    "aandeel.saneringskrediet",
                    "Saneringskredieten",
                    "Het percentage saneringskredieten, van alle saneringskredieten en schuldbemiddelingen samen, ook "
                    "buiten de periode.",
                    share(soort == "Saneringskrediet", kredieten),
                    gemeten=kredieten.sum(),
                    eenheid=PERCENT,
                    landelijk=SANERINGSKREDIET,
                ),
            ),
        ),
    )


SECTIE = Sectie(
    "aandeel",
    "Aandelen",
    "Aandelen",
    "Percentages zoals in de Divosa-benchmark. Is er niets om een aandeel van te nemen, dan blijft het cijfer leeg.",
    _groepen,
)
