"""What an indicator is, and the few shapes most of them share."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from ddas_report.model.delivery import Frames, Periode


class Eenheid(StrEnum):
    """The unit of a figure."""

    AANTAL = "aantal"
    EURO = "euro"
    DAGEN = "dagen"
    PROCENT = "procent"


class Nodig(StrEnum):
    """The end of the period without which a figure is null."""

    NIETS = ""
    EIND = "P1"
    PERIODE = "P0 en P1"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: its id (a contract), what the reader sees, and the expression over its group's records.

    `gemeten` counts the trajecten that a mean, a share, a percentile or a sum of money is made of; a count has none.
    """

    id: str
    label: str
    definitie: str
    expr: pl.Expr
    eenheid: Eenheid = Eenheid.AANTAL
    nodig: Nodig = Nodig.NIETS
    gemeten: pl.Expr | None = None


@dataclass(frozen=True, slots=True)
class Groep:
    """Indicators over the same records, shown as one table; `tel` gives those records with their gemeente.

    `som` marks the few groups whose total is the sum over the gemeenten; every other total is computed over
    all records as if they stood in one gemeente. `matrix` says that all labels read `rij: kolom`,
    and `uitleg` explains in one go what needs no definition figure by figure.
    """

    titel: str
    tel: Callable[[Frames], pl.DataFrame]
    indicatoren: tuple[Indicator, ...]
    som: bool = False
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


def day(value: object) -> pl.Expr:
    """A date, or none, as an expression."""
    return pl.lit(value, dtype=pl.Date)


def per_value(
    prefix: str, kolom: str, waarden: Iterable[str], definitie: str, nodig: Nodig = Nodig.NIETS
) -> tuple[Indicator, ...]:
    """A count for every value of a value list; `definitie` holds {} for the value."""
    return tuple(
        Indicator(f"{prefix}.{slug(w)}", w, definitie.format(w), (pl.col(kolom) == w).sum(), nodig=nodig)
        for w in waarden
    )


def trajecten(frames: Frames) -> pl.DataFrame:
    """One row per traject."""
    return frames.trajecten
