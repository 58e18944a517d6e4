"""An analysis as people may read it: without figures on a few persons, and with one row for codes that are no gemeente."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ddas_report.analyse.cause import Oorzaak
from ddas_report.analyse.for_reading import taken_together
from ddas_report.analyse.pipeline import Analyse
from ddas_report.analyse.small_numbers import SHOW_ALL, Cell, Guard, hide, make_guard
from ddas_report.compare.repairs import Repairs
from ddas_report.indicatoren.evaluate import is_measured, measured
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import Op

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison
    from ddas_report.compare.earlier import Comparison

NO_NUMBERS = "Het gaat geheel of deels om een gemeente met weinig trajecten; haar cijfers staan hier niet."


@dataclass(frozen=True, slots=True)
class Shown:
    """An analysis of which nothing is left that the guard hides; `gemeten` says of how many trajecten a figure is made."""

    analyse: Analyse
    guard: Guard
    gemeten: dict[Cell, float]
    geheel: Analyse | None = None
    """The whole of which it is a part, with causes of which nothing is told that is hidden."""


def protect(analyse: Analyse, geheel: Analyse | None = None, tonen: bool = False) -> Shown:
    """What page and PDFs show; all of it with `tonen`.

    In the part of one gemeente of `geheel` is hidden what is hidden in the whole, so that the two together tell no more.
    """
    analyse = taken_together(analyse)
    gemeten = measured(analyse.frames, analyse.kop.periode)
    counts = {(code, id_): waarde or 0.0 for code, id_, waarde in gemeten.iter_rows()}
    if tonen:
        return Shown(analyse, SHOW_ALL, counts, geheel)
    if geheel is None:
        guard = make_guard(analyse.cijfers, gemeten)
        return Shown(_without(analyse, guard, ""), guard, counts)
    whole = taken_together(geheel)
    (code,) = analyse.cijfers.codes
    of_all = make_guard(whole.cijfers, measured(whole.frames, whole.kop.periode))
    guard = of_all.of_part(code)
    told = replace(whole, oorzaken=tuple(_without_numbers(oorzaak, of_all) for oorzaak in whole.oorzaken))
    return Shown(_without(analyse, guard, code), guard, counts, told)


def _without(analyse: Analyse, guard: Guard, code: str) -> Analyse:
    """The analysis without what is hidden; `code` is the gemeente of which it is a part."""
    return replace(
        analyse,
        cijfers=Cijfers(hide(analyse.cijfers.long, guard, "waarde")),
        bevindingen=[_without_values(bevinding, guard) for bevinding in analyse.bevindingen],
        oorzaken=tuple(_without_numbers(oorzaak, guard) for oorzaak in analyse.oorzaken),
        herstel=_of_many(analyse.herstel, guard) if analyse.herstel else None,
        vergelijking=_beside_earlier(analyse.vergelijking, guard, code) if analyse.vergelijking else None,
        naast_cbs=_beside_cbs(analyse.naast_cbs, guard) if analyse.naast_cbs else None,
    )


def _without_values(bevinding: Bevinding, guard: Guard) -> Bevinding:
    """A finding on a gemeente as a whole shows figures of it: these go where they are of few persons."""
    if bevinding.regel.op is not Op.GEMEENTE:
        return bevinding
    few = pl.col("gemeente").is_in(guard.few)
    emptied = [pl.when(~few).then(naam).alias(naam) for naam in bevinding.regel.toont]
    return replace(bevinding, plaatsen=bevinding.plaatsen.with_columns(emptied))


def _without_numbers(oorzaak: Oorzaak, guard: Guard) -> Oorzaak:
    """A cause is told without numbers where these are about a gemeente, or a whole, of few people."""
    if all(bevinding.regel.op in (Op.BESTAND, Op.LEVERING) for bevinding in oorzaak.bevindingen):
        return oorzaak
    judged = [bevinding for bevinding in oorzaak.bevindingen if bevinding.regel.op is Op.GEMEENTE]
    codes = {code for bevinding in judged for code in bevinding.plaatsen["gemeente"]}
    if TOTAAL not in guard.few and codes.isdisjoint(guard.few):
        return oorzaak
    return replace(oorzaak, titel=oorzaak.bevindingen[0].regel.melding, gevolg=NO_NUMBERS)


def _of_many(herstel: Repairs, guard: Guard) -> Repairs:
    """What became of the findings, without those of gemeenten of few people."""
    regels = tuple(rij for rij in herstel.regels if rij.gemeente not in guard.few)
    return replace(herstel, regels=regels, oorzaken=None if TOTAAL in guard.few else herstel.oorzaken)


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
