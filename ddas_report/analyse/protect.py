"""An analysis as people may read it: without figures on a few persons, and with one row for codes that are no gemeente."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ddas_report.analyse.for_reading import taken_together
from ddas_report.analyse.pipeline import Analyse
from ddas_report.analyse.small_numbers import SHOW_ALL, Cell, Guard, hide, make_guard
from ddas_report.indicatoren.evaluate import is_measured, measured
from ddas_report.model.cijfers import Cijfers
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import Op

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison
    from ddas_report.compare.earlier import Comparison


@dataclass(frozen=True, slots=True)
class Shown:
    """An analysis of which nothing is left that the guard hides; `gemeten` says of how many trajecten a figure is made."""

    analyse: Analyse
    guard: Guard
    gemeten: dict[Cell, float]


def protect(analyse: Analyse, geheel: Analyse | None = None, tonen: bool = False) -> Shown:
    """What page and PDFs show; all of it with `tonen`.

    In the part of one gemeente of `geheel` is hidden what is hidden in the whole, so that the two together tell no more.
    """
    analyse = taken_together(analyse)
    gemeten = measured(analyse.frames, analyse.kop.periode)
    counts = {(code, id_): waarde or 0.0 for code, id_, waarde in gemeten.iter_rows()}
    if tonen:
        return Shown(analyse, SHOW_ALL, counts)
    if geheel is None:
        code = ""
        guard = make_guard(analyse.cijfers, gemeten)
    else:
        whole = taken_together(geheel)
        (code,) = analyse.cijfers.codes
        guard = make_guard(whole.cijfers, measured(whole.frames, whole.kop.periode)).of_part(code)
    return Shown(_without(analyse, guard, code), guard, counts)


def _without(analyse: Analyse, guard: Guard, code: str) -> Analyse:
    """The analysis without what is hidden; `code` is the gemeente of which it is a part."""
    return replace(
        analyse,
        cijfers=Cijfers(hide(analyse.cijfers.long, guard, "waarde")),
        bevindingen=[_without_values(bevinding, guard) for bevinding in analyse.bevindingen],
        vergelijking=_beside_earlier(analyse.vergelijking, guard, code) if analyse.vergelijking else None,
        naast_cbs=_beside_cbs(analyse.naast_cbs, guard) if analyse.naast_cbs else None,
    )


def _without_values(bevinding: Bevinding, guard: Guard) -> Bevinding:
    """A finding on a gemeente as a whole shows figures of it: these go where they are of few persons."""
    if bevinding.regel.op is not Op.GEMEENTE:
        return bevinding
    few = pl.col("gemeente").is_in(guard.gemeenten)
    emptied = [pl.when(~few).then(naam).alias(naam) for naam in bevinding.plaatsen.columns[2:]]
    return replace(bevinding, plaatsen=bevinding.plaatsen.with_columns(emptied))


def _beside_earlier(vergelijking: "Comparison", guard: Guard, code: str) -> "Comparison":
    """Where one side is hidden the difference is too, because it would tell the hidden side."""
    earlier = vergelijking.vorige
    then = make_guard(earlier.cijfers, earlier.gemeten, is_measured(earlier.periode))
    then = then.of_part(code) if code else then
    rows = hide(vergelijking.verschillen, guard, "nu")
    rows = hide(rows, then, "toen", "toen_geschaald")
    return replace(vergelijking, verschillen=hide(rows, guard | then, "verschil", "procent"))


def _beside_cbs(vergelijking: "CbsComparison", guard: Guard) -> "CbsComparison":
    rijen = tuple(rij for rij in vergelijking.rijen if not guard.hides(rij.gemeente, rij.id))
    return replace(vergelijking, rijen=rijen)
