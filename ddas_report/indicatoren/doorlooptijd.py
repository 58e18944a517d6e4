"""Doorlooptijd: the days between two dates of a traject."""

import polars as pl

from ddas_report.indicatoren.indicator import Eenheid, Groep, Indicator, Nodig, Sectie, day, trajecten
from ddas_report.indicatoren.trajecten import with_status
from ddas_report.model.delivery import Periode

STAPPEN = {
    "aanmelding_tot_intake": ("Aanmelding tot intake", "aanmelding.startdatum", "intake.startdatum"),
    "aanmelding_tot_beschikking": (
        "Aanmelding tot beschikking",
        "aanmelding.startdatum",
        "intake.beschikkingsdatum",
    ),
    "intake_tot_plan_van_aanpak": (
        "Intake tot plan van aanpak",
        "intake.startdatum",
        "planVanAanpak.datumAfronding",
    ),
    "stabilisatie": ("Stabilisatie", "stabilisatie.startdatum", "stabilisatie.einddatum"),
    "schuldregeling_tot_toekenning": (
        "Verzoek schuldregeling tot toekenning",
        "schuldregeling.datum",
        "schuldregeling.toegekend",
    ),
    "aanmelding_tot_oplossing": ("Aanmelding tot oplossing", "aanmelding.startdatum", "oplossing.startdatum"),
    "oplossing": ("Oplossing", "oplossing.startdatum", "oplossing.einddatum"),
}

_UITLEG = (
    "Aantal: hoe vaak is gemeten. Gemiddeld en mediaan: het gemiddelde en het middelste aantal dagen. 90 % binnen: negen "
    "van de tien binnen zoveel dagen. De dagen lopen zo: "
    + "; ".join(f"{label}: van {van} tot {tot}" for label, van, tot in STAPPEN.values())
    + "."
)


def _figures(naam: str, label: str, wat: str, dagen: pl.Expr, nodig: Nodig = Nodig.NIETS) -> tuple[Indicator, ...]:
    prefix = f"doorlooptijd.{naam}"
    telt = f"{wat} Alleen waar beide datums bekend zijn en de tweede niet voor de eerste ligt."
    return (
        Indicator(f"{prefix}.aantal", f"{label}: aantal", f"Hoe vaak is gemeten: {telt}", dagen.count(), nodig=nodig),
        *(
            Indicator(
                f"{prefix}.{s}", f"{label}: {kort}", f"{uitleg}: {telt}", expr, Eenheid.DAGEN, nodig, dagen.count()
            )
            for s, kort, uitleg, expr in (
                ("gemiddelde", "gemiddeld", "Het gemiddelde aantal dagen", dagen.mean()),
                ("mediaan", "mediaan", "Het middelste aantal dagen", dagen.median()),
                (
                    "p90",
                    "90 % binnen",
                    "Negen van de tien binnen zoveel dagen",
                    dagen.quantile(0.9, "linear"),
                ),
            )
        ),
    )


def dagen(van: pl.Expr, tot: pl.Expr) -> pl.Expr:
    """Whole days from one date to the other; null where one is missing or the second comes first."""
    return pl.when(tot >= van).then((tot - van).dt.total_days())


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    start, ended = pl.col("startdatum"), pl.col("status").str.ends_with("_beeindigd")
    active = pl.col("status").str.ends_with("_actief")
    stappen = tuple(
        indicator
        for naam, (label, van, tot) in STAPPEN.items()
        for indicator in _figures(naam, label, f"van {van} tot {tot}.", dagen(pl.col(van), pl.col(tot)))
    )
    return (
        Groep("Dagen tussen de stappen", trajecten, stappen, matrix=True, uitleg=_UITLEG),
        Groep(
            "Duur van de trajecten",
            lambda frames: with_status(frames, periode),
            (
                *_figures(
                    "traject_beeindigd",
                    "Traject, beëindigd",
                    "van startdatum tot einddatum, voor trajecten die in de periode zijn beëindigd.",
                    dagen(start, pl.when(ended).then("einddatum")),
                    Nodig.PERIODE,
                ),
                *_figures(
                    "traject_lopend",
                    "Traject, nog actief",
                    "van startdatum tot de laatste dag van de periode, voor trajecten die nog actief zijn.",
                    dagen(start, pl.when(active).then(day(periode.eind))),
                    Nodig.PERIODE,
                ),
            ),
            matrix=True,
            uitleg="Beëindigd: van startdatum tot einddatum, voor trajecten die in de periode zijn beëindigd. Nog actief: "
            "van startdatum tot de laatste dag van de periode.",
        ),
    )


SECTIE = Sectie(
    "doorlooptijd",
    "Doorlooptijden",
    "Doorlooptijden",
    "In kalenderdagen. Een meting telt alleen mee als beide datums bekend zijn en in de goede volgorde staan.",
    _groepen,
)
