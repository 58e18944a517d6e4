"""Fase: how far each traject has come, on the last day of the period and within the period."""

from collections.abc import Callable

import polars as pl

from ddas_report.indicatoren.indicator import Groep, Indicator, Needs, Sectie, day, within
from ddas_report.indicatoren.trajecten import with_status
from ddas_report.model.delivery import ONBEKEND, Frames, Periode

FASEN = {
    "aanmelding": ("aanmelding", "aanmelding"),
    "intake": ("intake", "intake"),
    "planVanAanpak": ("plan_van_aanpak", "plan van aanpak"),
    "stabilisatie": ("stabilisatie", "stabilisatie"),
    "schuldregeling": ("schuldregeling", "schuldregeling"),
    "oplossing": ("oplossing", "oplossing"),
    "nazorg": ("nazorg", "nazorg"),
    "uitstroom": ("uitstroom", "uitstroom"),
}
"""In the order of the process; the end of the id and the name in a sentence."""

BEGIN = pl.coalesce("startdatum", "datumAfronding", "datum")


def latest_fase(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject with its `fase` on the last day; on equal dates the later in model.FASEN wins."""
    return _latest(frames.trajecten, frames, day(periode.eind) >= BEGIN)


def latest_fase_within(frames: Frames, periode: Periode) -> pl.DataFrame:
    """The same of what began within the period, without the trajecten that lie outside it."""
    inside = with_status(frames, periode).filter(pl.col("status") != "buiten_periode")
    return _latest(inside, frames, within(BEGIN, periode))


def _latest(trajecten: pl.DataFrame, frames: Frames, counts: pl.Expr) -> pl.DataFrame:
    reached = frames.fasen.filter(counts).group_by("traject").agg(pl.col("fase").sort_by(BEGIN, "orde").last())
    return (
        trajecten.select("gemeente", "traject")
        .join(reached, on="traject", how="left")
        .with_columns(pl.col("fase").fill_null(ONBEKEND))
    )


def _groep(
    prefix: str, titel: str, tel: Callable[[Frames, Periode], pl.DataFrame], uitleg: str, niets: str, nodig: Needs
) -> Groep:
    """The phases as one table; `uitleg` holds {} for the phase, `niets` explains onbekend."""
    figures = [
        Indicator(
            f"{prefix}.{naam}", f"{titel}: {label}", uitleg.format(label), (pl.col("fase") == fase).sum(), nodig=nodig
        )
        for fase, (naam, label) in FASEN.items()
    ]
    onbekend = Indicator(
        f"{prefix}.onbekend", f"{titel}: onbekend", niets, (pl.col("fase") == ONBEKEND).sum(), nodig=nodig
    )
    return Groep(titel, tel, (*figures, onbekend), uitleg=f"{uitleg.format('met deze naam')} Onbekend: {niets}")


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    return (
        _groep(
            "fase",
            "Fase op de laatste dag",
            latest_fase,
            "Het aantal trajecten waarvan de fase {} het laatst is begonnen, tot en met de laatste dag van de periode.",
            "Het aantal trajecten waarin op de laatste dag van de periode nog geen enkele fase is begonnen.",
            Needs.EIND,
        ),
        _groep(
            "fase_periode",
            "Fase in de periode",
            latest_fase_within,
            "Het aantal trajecten waarvan de fase {} het laatst is begonnen van alle fasen die in de periode begonnen. "
            "Trajecten die helemaal buiten de periode liggen, tellen niet mee.",
            "Het aantal trajecten waarin geen enkele fase in de periode begon.",
            Needs.PERIODE,
        ),
    )


SECTIE = Sectie(
    "fase",
    "Fasen",
    "Fasen",
    "Hoe ver elk traject is. Elk traject telt één keer: eerst naar de laatste fase tot en met de laatste dag van de "
    "periode, daarna naar de laatste fase die in de periode begon. Op deze twee manieren en zoals bij de "
    "op-orde-tellingen (per cliënt) kan het CBS de fasen tellen.",
    _groepen,
    apart_op_papier=True,
)
