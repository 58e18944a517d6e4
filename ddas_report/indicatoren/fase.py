"""Fase: how far each traject has come on the last day of the period."""

import polars as pl

from ddas_report.indicatoren.indicator import Groep, Indicator, Nodig, Sectie, day
from ddas_report.model.delivery import ONBEKEND, Frames, Periode

FASEN = {
    "aanmelding": ("aanmelding", "Aanmelding"),
    "intake": ("intake", "Intake"),
    "planVanAanpak": ("plan_van_aanpak", "Plan van aanpak"),
    "stabilisatie": ("stabilisatie", "Stabilisatie"),
    "oplossing": ("oplossing", "Oplossing"),
    "schuldregeling": ("schuldregeling", "Schuldregeling"),
    "nazorg": ("nazorg", "Nazorg"),
    "uitstroom": ("uitstroom", "Uitstroom"),
}


def latest_fase(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject with its `fase`; on equal dates the later in model.FASEN wins."""
    begin = pl.coalesce("startdatum", "datumAfronding", "datum")
    reached = (
        frames.fasen.select("traject", "fase", "orde", begin=begin)
        .filter(pl.col("begin") <= day(periode.eind))
        .sort("begin", "orde", descending=True)
        .unique("traject", keep="first", maintain_order=True)
        .select("traject", "fase")
    )
    return (
        frames.trajecten.select("gemeente", "traject")
        .join(reached, on="traject", how="left")
        .with_columns(pl.col("fase").fill_null(ONBEKEND))
    )


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    fasen = {**FASEN, ONBEKEND: (ONBEKEND, "Onbekend")}
    return (
        Groep(
            "Trajecten naar laatste fase",
            lambda frames: latest_fase(frames, periode),
            tuple(
                Indicator(
                    f"fase.{naam}",
                    label,
                    f"Het aantal trajecten waarvan de fase {label.lower()} het laatst is begonnen, tot en met de "
                    "laatste dag van de periode."
                    if fase != ONBEKEND
                    else "Het aantal trajecten waarin geen enkele fase is begonnen op de laatste dag van de periode.",
                    (pl.col("fase") == fase).sum(),
                    nodig=Nodig.EIND,
                )
                for fase, (naam, label) in fasen.items()
            ),
            uitleg="Het aantal trajecten waarvan deze fase het laatst is begonnen, tot en met de laatste dag van de periode. "
            "Onbekend: er is nog geen enkele fase begonnen.",
        ),
    )


SECTIE = Sectie(
    "fase",
    "Fasen",
    "Fasen",
    "Hoe ver elk traject is op de laatste dag van de periode. Elk traject telt één keer.",
    _groepen,
)
