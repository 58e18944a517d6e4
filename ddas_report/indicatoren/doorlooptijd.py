"""Doorlooptijd: the days between two dates of a traject."""

from dataclasses import dataclass, replace

import polars as pl

from ddas_report.indicatoren.indicator import Eenheid, Groep, Indicator, Needs, Sectie, dagen, day
from ddas_report.indicatoren.landelijk import DAYS_TO_GESPREK, Landelijk
from ddas_report.indicatoren.trajecten import with_status
from ddas_report.model.delivery import Frames, Periode


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """What lies between two dates; `norm` is the name of the norm that bounds it, where there is one."""

    naam: str
    label: str
    van: str
    tot: str
    norm: str = ""
    landelijk: Landelijk | None = None
    kern: int = 0
    """The place of its median among the key figures."""
    jaren: bool = False
    """Whether it lasts years where the other steps last days: on one axis these would vanish."""


STAPPEN = (
    Stap(
        naam="aanmelding_tot_intake",
        label="Aanmelding tot intake",
        van="aanmelding.startdatum",
        tot="intake.startdatum",
        norm="eerste_gesprek_dagen",
        landelijk=DAYS_TO_GESPREK,
        kern=6,
    ),
    Stap(
        naam="aanmelding_tot_beschikking",
        label="Aanmelding tot beschikking",
        van="aanmelding.startdatum",
        tot="intake.beschikkingsdatum",
    ),
    Stap(
        naam="intake_tot_plan_van_aanpak",
        label="Intake tot plan van aanpak",
        van="intake.startdatum",
        tot="planVanAanpak.datumAfronding",
    ),
    Stap(
        naam="stabilisatie",
        label="Duur stabilisatie",
        van="stabilisatie.startdatum",
        tot="stabilisatie.einddatum",
        norm="stabilisatie_dagen",
    ),
    Stap(
        naam="schuldregeling_tot_toekenning",
        label="Verzoek schuldregeling tot toekenning",
        van="schuldregeling.datum",
        tot="schuldregeling.toegekend",
        norm="schuldregeling_dagen",
    ),
    Stap(
        naam="aanmelding_tot_oplossing",
        label="Aanmelding tot oplossing",
        van="aanmelding.startdatum",
        tot="oplossing.startdatum",
    ),
    Stap(
        naam="oplossing",
        label="Duur oplossing",
        van="oplossing.startdatum",
        tot="oplossing.einddatum",
        jaren=True,
    ),
)

BEEINDIGD = Stap(naam="traject_beeindigd", label="Duur beëindigd traject", van="startdatum", tot="einddatum")
RUNNING = Stap(naam="traject_lopend", label="Duur lopend traject", van="startdatum", tot="laatste dag")

_UITLEG = (
    "Aantal: hoe vaak is gemeten. Gemiddeld en mediaan: het gemiddelde en het middelste aantal dagen. 90 % binnen: negen "
    "van de tien binnen zoveel dagen. De dagen lopen zo: "
    + "; ".join(f"{stap.label}: van {stap.van} tot {stap.tot}" for stap in STAPPEN)
    + "."
)


def step_days(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject: the days of each step, by its name; null where these cannot be told."""
    days = {stap.naam: dagen(pl.col(stap.van), pl.col(stap.tot)) for stap in STAPPEN}
    return frames.trajecten.select("gemeente", "traject", **days)


def _figures(
    stap: Stap, wat: str, days: pl.Expr, *, nodig: Needs = Needs.NIETS, stroom: bool = False
) -> list[Indicator]:
    count, telt = days.count(), f"{wat} Alleen waar beide datums bekend zijn en de tweede niet voor de eerste ligt."

    def figure(naam: str, kort: str, uitleg: str, expr: pl.Expr) -> Indicator:
        id_, label = f"doorlooptijd.{stap.naam}.{naam}", f"{stap.label}: {kort}"
        return Indicator(id_, label, f"{uitleg}: {telt}", expr, eenheid=Eenheid.DAGEN, nodig=nodig, gemeten=count)

    aantal = figure("aantal", "aantal", "Hoe vaak is gemeten", count)
    mediaan = figure("mediaan", "mediaan", "Het middelste aantal dagen", days.median())
    gemiddelde = figure("gemiddelde", "gemiddeld", "Het gemiddelde aantal dagen", days.mean())
    p90 = figure("p90", "90 % binnen", "Negen van de tien binnen zoveel dagen", days.quantile(0.9, "linear"))
    return [
        replace(aantal, eenheid=Eenheid.AANTAL, stroom=stroom, gemeten=None),
        replace(mediaan, norm=stap.norm, kern=stap.kern),
        replace(gemiddelde, landelijk=stap.landelijk),
        replace(p90, norm=stap.norm),
    ]


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    start, ended = pl.col("startdatum"), pl.col("status").is_in(["nieuw_beeindigd", "lopend_beeindigd"])
    active = pl.col("status").is_in(["nieuw_actief", "lopend_actief"])
    stappen = [
        indicator
        for stap in STAPPEN
        for indicator in _figures(stap, f"van {stap.van} tot {stap.tot}.", pl.col(stap.naam))
    ]
    return (
        Groep("Dagen tussen de stappen", step_days, tuple(stappen), matrix=True, uitleg=_UITLEG),
        Groep(
            "Duur van de trajecten",
            with_status,
            (
                *_figures(
                    BEEINDIGD,
                    "van startdatum tot einddatum, voor trajecten die in de periode zijn beëindigd.",
                    dagen(start, pl.when(ended).then("einddatum")),
                    nodig=Needs.PERIODE,
                    stroom=True,
                ),
                *_figures(
                    RUNNING,
                    "van startdatum tot de laatste dag van de periode, voor trajecten die nog actief zijn.",
                    dagen(start, pl.when(active).then(day(periode.eind))),
                    nodig=Needs.PERIODE,
                ),
            ),
            matrix=True,
            uitleg=f"{BEEINDIGD.label}: van startdatum tot einddatum, voor trajecten die in de periode zijn beëindigd. "
            f"{RUNNING.label}: van startdatum tot de laatste dag van de periode, voor trajecten die nog actief zijn.",
        ),
    )


SECTIE = Sectie(
    "doorlooptijd",
    "Doorlooptijden",
    "Doorlooptijden",
    "In kalenderdagen. Een meting telt alleen mee als beide datums bekend zijn en in de goede volgorde staan.",
    _groepen,
    op_blad=True,
)
