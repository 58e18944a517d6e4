"""What an indicator is, and the few shapes most of them share."""

import re
from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from enum import StrEnum

import polars as pl

from ddas_report.indicatoren.landelijk import Landelijk
from ddas_report.model.delivery import Frames, Periode
from ddas_report.model.normen import NORMEN, Normen


class Eenheid(StrEnum):
    """The unit of a figure."""

    AANTAL = "aantal"
    EURO = "euro"
    DAGEN = "dagen"
    PROCENT = "procent"


class Needs(StrEnum):
    """The end of the period without which a figure is null."""

    NIETS = ""
    EIND = "P1"
    PERIODE = "P0 en P1"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: its id (a contract), what the reader sees, and the expression over its group's records.

    `gemeten` counts the trajecten that a mean, a share, a percentile or a sum of money is made of; a count has none.
    `label` is what every output calls it: no two figures have the same one.
    """

    id: str
    label: str
    definitie: str
    expr: pl.Expr
    _: KW_ONLY
    eenheid: Eenheid = Eenheid.AANTAL
    nodig: Needs = Needs.NIETS
    gemeten: pl.Expr | None = None
    kern: int = 0
    """Its place among the key figures, from 1; 0 when it is none."""
    stroom: bool = False
    """Whether it counts what happened in the period, so that a period twice as long holds about twice as many.

    All others count what is delivered or stands on the last day, or are means, shares or figures of one month.
    """
    bewaakt: bool = False
    """Whether it should not move much from one delivery to the next (VGL-01)."""
    altijd: bool = False
    """Whether it is shown of few people too."""
    belangrijk: str = ""
    """What GEM-07 calls the field that it is about, when it warns that this is often empty."""
    records_van: str = ""
    """The list of which it counts the records, as the vulling calls it."""
    norm: str = ""
    """The name of the norm that it is held against, if any; the expression may use a column of that name."""
    landelijk: Landelijk | None = None
    maand: date | None = None
    """The first day of the month, when it is the figure of a month."""

    @property
    def is_telling(self) -> bool:
        """Whether it counts records or persons, so that chance moves it by about its square root."""
        return self.eenheid is Eenheid.AANTAL and not self.id.endswith(".gemiddelde")

    def uitleg(self, normen: Normen) -> str:
        """How it is counted, and the norm that it is held against."""
        if not self.norm:
            return self.definitie
        return f"{self.definitie} De norm is {normen[self.norm]:g} {NORMEN[self.norm].eenheid}."


def bewaakt(*indicatoren: Indicator) -> tuple[Indicator, ...]:
    """The same figures, watched by VGL-01."""
    return tuple(replace(indicator, bewaakt=True) for indicator in indicatoren)


@dataclass(frozen=True, slots=True)
class Groep:
    """Indicators over the same records, shown as one table; `tel` gives those records with their gemeente.

    Groups with the same `tel` are counted together.

    `som` marks the few groups whose total is the sum over the gemeenten; every other total is computed over
    all records as if they stood in one gemeente. `matrix` says that all labels read `rij: kolom`,
    and `uitleg` explains in one go what needs no definition figure by figure.
    """

    titel: str
    tel: Callable[[Frames, Periode], pl.DataFrame]
    indicatoren: tuple[Indicator, ...]
    _: KW_ONLY
    som: bool = False
    deduplicates: bool = False
    """Whether `tel` takes together what stands in one gemeente, so that the total is made of other records."""
    matrix: bool = False
    uitleg: str = ""


@dataclass(frozen=True, slots=True)
class Sectie:
    """A chapter of figures; `kort` is its name in the navigation, `groepen` depends on the period."""

    id: str
    titel: str
    kort: str
    toelichting: str
    groepen: Callable[[Periode], tuple[Groep, ...]]
    _: KW_ONLY
    altijd: bool = False
    """Whether it is shown of few people too: the counts that CBS itself makes of every gemeente."""
    op_blad: bool = False
    """Whether its tables stand on the sheet of a gemeente."""
    apart_op_papier: bool = False
    """Whether paper shows many gemeenten apart: what CBS itself compares. Of the rest it shows the whole."""


def slug(tekst: str) -> str:
    """Lower case, every run of other characters than a-z and 0-9 one underscore."""
    return re.sub(r"[^a-z0-9]+", "_", tekst.lower()).strip("_")


def within(datum: str | pl.Expr, periode: Periode) -> pl.Expr:
    """Whether a date lies in the period, both ends included; null when there is no date or no period."""
    column = pl.col(datum) if isinstance(datum, str) else datum
    return (column >= day(periode.start)) & (column <= day(periode.eind))


def overlaps(start: str, eind: str, periode: Periode) -> pl.Expr:
    """Whether something started on or before the last day and had not ended before the first; no end is open."""
    return (pl.col(start) <= day(periode.eind)) & (pl.col(eind) >= day(periode.start)).fill_null(True)


def dagen(van: pl.Expr, tot: pl.Expr) -> pl.Expr:
    """Whole days from one date to the other; null where one is missing or the second comes first."""
    return pl.when(tot >= van).then((tot - van).dt.total_days())


def uitgestroomd(periode: Periode) -> pl.Expr:
    """Whether a traject has an uitstroom in the period, by its uitstroom.datum or else its einddatum."""
    return pl.col("uitstroom") & within(pl.coalesce("uitstroom.datum", "einddatum"), periode)


def day(value: object) -> pl.Expr:
    """A date, or none, as an expression."""
    return pl.lit(value, dtype=pl.Date)


def per_value(
    prefix: str,
    label: str,
    kolom: str,
    waarden: Iterable[str],
    definitie: str,
    *,
    nodig: Needs = Needs.NIETS,
    stroom: bool = False,
) -> tuple[Indicator, ...]:
    """A count for every value of a value list; `definitie` holds {} for the value."""
    return tuple(
        Indicator(
            f"{prefix}.{slug(w)}",
            f"{label}: {w}",
            definitie.format(w),
            (pl.col(kolom) == w).sum(),
            nodig=nodig,
            stroom=stroom,
        )
        for w in waarden
    )


def trajecten(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per traject."""
    return frames.trajecten


def clienten(frames: Frames, periode: Periode) -> pl.DataFrame:
    """One row per client record."""
    return frames.client
