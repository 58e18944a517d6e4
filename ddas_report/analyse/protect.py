"""An analysis as people may read it: without figures on a few persons, and with one row for codes that are no gemeente."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ddas_report.analyse.cause import Oorzaak
from ddas_report.analyse.for_reading import taken_together
from ddas_report.analyse.pipeline import Analyse
from ddas_report.analyse.small_numbers import MINIMUM, SHOW_ALL, Guard, hide, make_guard
from ddas_report.compare.repairs import Repairs
from ddas_report.indicatoren.evaluate import measured_ids
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL
from ddas_report.regels.evaluate import Bevinding
from ddas_report.regels.regel import Op

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison
    from ddas_report.compare.earlier import Comparison

_NO_NUMBERS = "Het gaat geheel of deels om een gemeente met weinig trajecten; haar cijfers staan hier niet."


@dataclass(frozen=True, slots=True)
class Shown:
    """An analysis of which nothing is left that the guard hides."""

    analyse: Analyse
    guard: Guard
    geheel: Analyse | None = None
    """The whole of which it is a part, with causes of which nothing is told that is hidden."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A delivery that is shown in parts: in full, what is hidden of it, and its causes as far as they may be told."""

    analyse: Analyse
    guard: Guard
    then: Guard | None
    """What is hidden of the earlier delivery."""
    told: Analyse


def as_whole(analyse: Analyse) -> Whole:
    """What all parts of a delivery have in common, found once."""
    whole = taken_together(analyse)
    guard = make_guard(whole.cijfers)
    then = _guard_then(whole.vergelijking) if whole.vergelijking else None
    told = replace(whole, oorzaken=tuple(_without_numbers(one, guard, whole.cijfers) for one in whole.oorzaken))
    return Whole(analyse, guard, then, told)


def protect(analyse: Analyse, geheel: Whole | None = None, tonen: bool = False) -> Shown:
    """What page and PDFs show; all of it with `tonen`.

    In the part of one gemeente of `geheel` is hidden what is hidden in the whole, so that the two together tell no more.
    """
    analyse = taken_together(analyse)
    if tonen:
        return Shown(analyse, SHOW_ALL, geheel.analyse if geheel else None)
    if geheel is None:
        guard = make_guard(analyse.cijfers)
        then = _guard_then(analyse.vergelijking) if analyse.vergelijking else None
        return Shown(_without(analyse, guard, then), guard)
    (code,) = analyse.cijfers.codes
    guard, then = geheel.guard.of_part(code), geheel.then.of_part(code) if geheel.then else None
    return Shown(_without(analyse, guard, then), guard, geheel.told)


def _guard_then(vergelijking: "Comparison") -> Guard:
    earlier = vergelijking.vorige
    return make_guard(earlier.cijfers, measured_ids(earlier.periode))


def _without(analyse: Analyse, guard: Guard, then: Guard | None) -> Analyse:
    """The analysis without what is hidden, now and in the delivery of `then`."""
    return replace(
        analyse,
        cijfers=replace(analyse.cijfers, long=hide(analyse.cijfers.long, guard, "waarde")),
        bevindingen=[_without_values(bevinding, guard) for bevinding in analyse.bevindingen],
        oorzaken=tuple(_without_numbers(oorzaak, guard, analyse.cijfers) for oorzaak in analyse.oorzaken),
        herstel=_of_many(analyse.herstel, guard) if analyse.herstel else None,
        vergelijking=_beside_earlier(analyse.vergelijking, guard, then) if analyse.vergelijking and then else None,
        naast_cbs=_beside_cbs(analyse.naast_cbs, guard) if analyse.naast_cbs else None,
    )


def _without_values(bevinding: Bevinding, guard: Guard) -> Bevinding:
    """A finding on a gemeente as a whole shows figures of it: these go where the gemeente is hidden."""
    if bevinding.regel.op is not Op.GEMEENTE:
        return bevinding
    hidden = pl.col("gemeente").is_in([*guard.gemeenten])
    emptied = [pl.when(~hidden).then(naam).alias(naam) for naam in bevinding.regel.toont]
    return replace(bevinding, plaatsen=bevinding.plaatsen.with_columns(emptied))


def _without_numbers(oorzaak: Oorzaak, guard: Guard, cijfers: Cijfers) -> Oorzaak:
    """A cause is told without numbers where these are figures of a gemeente, or a whole, of few people.

    Nor may they tell such figures when what is shown is subtracted: neither of the hidden gemeenten that it is about,
    nor of those that it is not.
    """
    if all(bevinding.regel.op in (Op.BESTAND, Op.LEVERING) for bevinding in oorzaak.bevindingen):
        return oorzaak
    apart = oorzaak.over & guard.gemeenten
    parts = (apart, guard.gemeenten - apart) if apart else ()
    counts = [sum(cijfers[code, "trajecten.totaal"] or 0 for code in part) for part in parts]
    if TOTAAL not in guard.few and not any(0 < count < MINIMUM for count in counts):
        return oorzaak
    titel = oorzaak.stil or oorzaak.bevindingen[0].regel.melding
    return replace(oorzaak, titel=titel, gevolg=_NO_NUMBERS, zonder_getallen=True)


def _of_many(herstel: Repairs, guard: Guard) -> Repairs:
    """What became of the findings, without those of gemeenten of few people."""
    regels = tuple(rij for rij in herstel.regels if rij.gemeente not in guard.few)
    return replace(herstel, regels=regels, oorzaken=None if TOTAAL in guard.few else herstel.oorzaken)


def _beside_earlier(vergelijking: "Comparison", guard: Guard, then: Guard) -> "Comparison":
    """Where one side is hidden the difference is too, because it would tell the hidden side."""
    rows = hide(vergelijking.verschillen, guard, "nu")
    rows = hide(rows, then, "toen", "toen_geschaald")
    return replace(vergelijking, verschillen=hide(rows, guard | then, "verschil", "procent"))


def _beside_cbs(vergelijking: "CbsComparison", guard: Guard) -> "CbsComparison":
    rijen = tuple(rij for rij in vergelijking.rijen if not guard.hides(rij.gemeente, rij.id))
    return replace(vergelijking, rijen=rijen)
