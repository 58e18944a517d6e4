"""The figures of two deliveries side by side, and how much each has moved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from ddas_report.compare.periods import same_months, scale_of
from ddas_report.compare.previous import Vorige
from ddas_report.compare.remarks import on_gemeenten, on_periods, on_source
from ddas_report.indicatoren.evaluate import figures, ids_of
from ddas_report.indicatoren.flows import BY_MONTH
from ddas_report.indicatoren.indicator import Eenheid
from ddas_report.model import gemeenten
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import ONBEKEND, TOTAAL, Periode, is_foreign
from ddas_report.model.normen import Normen
from ddas_report.model.reticent import Reticent

STROMEN = ids_of(lambda figure: figure.stroom)
PERCENTAGES = ids_of(lambda figure: figure.eenheid is Eenheid.PROCENT)
"""These move in percentage points."""

COUNTS = frozenset(
    id_
    for id_ in ids_of(lambda figure: figure.eenheid is Eenheid.AANTAL)
    if not id_.startswith("schulden.") or id_ == "schulden.trajecten_met_schulden"
)
"""These count trajecten or persons."""

AANTAL = "trajecten.totaal"


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Comparison(Reticent):
    """This delivery beside an earlier one, `naam`, over `periode`.

    `verschillen` has one row per gemeente (and `totaal`) and figure, in the order of the long table: gemeente, id,
    toen, nu, toen_geschaald (toen times `schaal` for the figures in STROMEN, else toen), verschil (nu minus
    toen_geschaald) and procent (of toen_geschaald; null for percentages, and where that is 0). A figure by month
    stands beside that of the same month of then, under its id of now. A gemeente that stands in one of the two only
    has its figures on that side and no verschil.
    """

    naam: str
    periode: Periode
    vorige: Vorige
    scale_of: float | None
    """Days now divided by days then; None when the periods are equally long or not both known."""
    verschillen: pl.DataFrame
    nieuw: tuple[str, ...]
    """The codes of the gemeenten that the earlier delivery does not hold."""
    verdwenen: tuple[str, ...]
    """The codes of the gemeenten that only the earlier delivery holds."""
    opvolgers: dict[str, str]
    """Of those that were dissolved: the gemeente in this delivery in which each was taken up."""
    opmerkingen: tuple[str, ...]
    """What the reader must know first, in Dutch sentences."""

    def grootste(self, n: int, normen: Normen) -> pl.DataFrame:
        """The n rows whose move is about most persons: `totaal` first, if it is more than one gemeente; nothing by month.

        Figures below the minimum of VGL-01 and gemeenten with fewer trajecten, both now and then, are left out.
        """
        minimum = normen["vorige_cijfer_minimum"]
        rows = self.verschillen.drop_nulls("verschil").filter(~pl.col("id").str.contains(BY_MONTH))
        trajecten = rows.filter(pl.col("id") == AANTAL, _at_least(minimum))
        if rows["gemeente"].n_unique() == 2:
            trajecten = trajecten.filter(pl.col("gemeente") != TOTAAL)
        size = trajecten.select("gemeente", trajecten=pl.max_horizontal("toen", "nu"))
        ranked = moved_enough(rows.join(size, on="gemeente"), minimum).with_columns(gewicht=_persons())
        ranked = ranked.sort(pl.col("gemeente") != TOTAAL, -pl.col("gewicht"), maintain_order=True)
        return ranked.drop("beweging", "gewicht", "trajecten").head(n)


def compare_figures(cijfers: Cijfers, periode: Periode, vorige: Vorige) -> Comparison:
    """Put the figures of now, over `periode`, beside those of an earlier delivery."""
    ours, theirs = _known(cijfers), _known(vorige.cijfers)
    now, then = _codes(ours), _codes(theirs)
    new, gone = tuple(c for c in now if c not in then), tuple(c for c in then if c not in now)
    successors = {code: found for code in gone if (found := gemeenten.successor(code)) and found in now}
    factor = scale_of(periode, vorige.periode)
    return Comparison(
        naam=vorige.naam,
        periode=vorige.periode,
        vorige=vorige,
        scale_of=factor,
        verschillen=_differences(ours.long, theirs.long, _months(periode, vorige.periode), factor),
        nieuw=new,
        verdwenen=gone,
        opvolgers=successors,
        opmerkingen=(
            *on_periods(periode, vorige.periode),
            *on_gemeenten(new, gone, successors),
            *([on_source()] if vorige.frames is None else []),
        ),
    )


def moved_enough(verschillen: pl.DataFrame, minimum: float) -> pl.DataFrame:
    """The rows of figures that moved and are, now or then, at least `minimum`, with `beweging`: the largest first.

    `beweging` is the size of the move in percent; to come from 0 counts as much as to fall to 0. Of equal moves the
    larger difference comes first. Percentages are left out: a share of a share says nothing.
    """
    was_nothing = (pl.col("toen") == 0) & pl.col("verschil").is_not_null()
    size = pl.when(was_nothing).then(100.0).otherwise(pl.col("procent").abs())
    return (
        verschillen.filter(_at_least(minimum), pl.col("verschil") != 0, ~pl.col("id").is_in(PERCENTAGES))
        .with_columns(beweging=size)
        .drop_nulls("beweging")
        .sort("beweging", pl.col("verschil").abs(), descending=True, maintain_order=True)
    )


def _persons() -> pl.Expr:
    """How many persons a move is about: the difference of a count; of any other figure the share that moved."""
    moved = pl.min_horizontal(pl.col("beweging"), 100.0) / 100
    return pl.when(pl.col("id").is_in(COUNTS)).then(pl.col("verschil").abs()).otherwise(moved * pl.col("trajecten"))


def _at_least(minimum: float) -> pl.Expr:
    return pl.max_horizontal(pl.col("toen").abs(), pl.col("nu").abs()) >= minimum


def _known(cijfers: Cijfers) -> Cijfers:
    """The figures without those of what is no gemeentecode: its numbers of then say nothing about those of now."""
    foreign = [code for code in cijfers.codes if is_foreign(code)]
    return replace(cijfers, long=cijfers.long.filter(~pl.col("gemeente").is_in(foreign)))


def _codes(cijfers: Cijfers) -> list[str]:
    """The gemeenten; trajecten of which the gemeente is not known are no gemeente."""
    return sorted(code for code in cijfers.codes if code != ONBEKEND)


def _months(nu: Periode, toen: Periode) -> dict[str, str]:
    """The id of each figure by month of then, and the id of the same month of now; empty when they differ."""
    if not same_months(nu, toen):
        return {}
    then, now = ([id_ for id_, f in figures(periode).items() if f.indicator.maand] for periode in (toen, nu))
    return dict(zip(then, now, strict=True))


def _differences(nu: pl.DataFrame, toen: pl.DataFrame, months: dict[str, str], factor: float | None) -> pl.DataFrame:
    then = _comparable(toen, months).with_columns(pl.col("id").replace(months)).rename({"waarde": "toen"})
    rows = _comparable(nu, months.values()).rename({"waarde": "nu"})
    rows = rows.join(then, on=["gemeente", "id"], how="full", coalesce=True, maintain_order="left_right")
    scaled = pl.when(pl.col("id").is_in(STROMEN)).then(pl.col("toen") * (factor or 1.0)).otherwise("toen")
    difference = pl.col("nu") - pl.col("toen_geschaald")
    share = difference * 100 / pl.col("toen_geschaald").abs()
    counts = ~pl.col("id").is_in(PERCENTAGES) & share.is_finite()
    return (
        rows.select("gemeente", "id", "toen", "nu")
        .with_columns(toen_geschaald=scaled)
        .with_columns(verschil=difference, procent=pl.when(counts).then(share))
    )


def _comparable(cijfers: pl.DataFrame, months: Iterable[str]) -> pl.DataFrame:
    """The figures without those by month that have no counterpart."""
    return cijfers.filter(~pl.col("id").str.contains(BY_MONTH) | pl.col("id").is_in(list(months)))
