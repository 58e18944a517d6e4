"""Instroom and uitstroom: what began and ended in the period, by month and by reason."""

from calendar import monthrange
from datetime import date

import polars as pl

from ddas_report.indicatoren.indicator import (
    Groep,
    Indicator,
    Needs,
    Sectie,
    per_value,
    trajecten,
    uitgestroomd,
    within,
)
from ddas_report.model.delivery import ONBEKEND, WAARDENLIJSTEN, Frames, Periode
from ddas_report.model.wording import MONTHS

BY_MONTH = r"^(instroom|uitstroom)\.maand\."
"""What the ids of the figures by month begin with."""

MAX_MONTHS = 120
"""A period that touches more months than this gets no figures by month."""


def months(periode: Periode) -> list[date]:
    """The first day of each month the period touches; none without a period or when there are too many."""
    if periode.start is None or periode.eind is None:
        return []
    first, last = (d.year * 12 + d.month - 1 for d in (periode.start, periode.eind))
    months = range(first, last + 1) if last - first < MAX_MONTHS else ()
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _month(first: date) -> Periode:
    """All days of the month that begins there."""
    return Periode(first, first.replace(day=monthrange(first.year, first.month)[1]))


def flowed_out(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject with an uitstroom in the period, with its `reden`."""
    reden = pl.col("uitstroom.reden")
    known = pl.when(reden.is_in(WAARDENLIJSTEN["reden"])).then(reden).otherwise(pl.lit(ONBEKEND))
    return frames.trajecten.filter(uitgestroomd(periode)).select("gemeente", reden=known)


def _per_maand(stroom: str, veld: str, werkwoord: str, periode: Periode) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            f"{stroom}.maand.{maand:%Y-%m}",
            f"{stroom.capitalize()} {MONTHS[maand.month - 1]} {maand.year}",
            f"Het aantal trajecten dat in {MONTHS[maand.month - 1]} {maand.year}, binnen de periode, {werkwoord}.",
            (within(veld, periode) & within(veld, _month(maand))).sum(),
            maand=maand,
        )
        for maand in months(periode)
    )


def _groepen(periode: Periode) -> tuple[Groep, ...]:
    redenen = per_value(
        "uitstroom.reden",
        "Uitstroom",
        "reden",
        WAARDENLIJSTEN["reden"],
        "Het aantal trajecten met uitstroom in de periode en reden {}.",
        nodig=Needs.PERIODE,
        stroom=True,
    )
    onbekend = Indicator(
        "uitstroom.reden.onbekend",
        "Uitstroom: reden onbekend",
        "Het aantal trajecten met uitstroom in de periode zonder (geldige) reden.",
        (pl.col("reden") == ONBEKEND).sum(),
        nodig=Needs.PERIODE,
        stroom=True,
    )
    return (
        Groep(
            "Instroom per maand",
            trajecten,
            _per_maand("instroom", "startdatum", "begon", periode),
            uitleg="Het aantal trajecten met een startdatum in die maand, binnen de periode.",
        ),
        Groep(
            "Uitstroom per maand",
            trajecten,
            _per_maand("uitstroom", "einddatum", "eindigde", periode),
            uitleg="Het aantal trajecten met een einddatum in die maand, binnen de periode.",
        ),
        Groep(
            "Uitstroom naar reden",
            flowed_out,
            (*redenen, onbekend),
            uitleg="Het aantal trajecten met uitstroom in de periode en deze reden. Onbekend: zonder (geldige) reden.",
        ),
    )


SECTIE = Sectie(
    "stromen",
    "Instroom en uitstroom",
    "In- en uitstroom",
    "Instroom gaat naar de startdatum van het traject, uitstroom per maand naar de einddatum. Alleen binnen de periode.",
    _groepen,
)
