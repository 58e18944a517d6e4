"""An analysis as people may read it: without figures on a few persons, and with one row for codes that are no gemeente."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ddas_report.analyse.pipeline import Analyse
from ddas_report.analyse.small_numbers import SHOW_ALL, Cell, Guard, hide, make_guard
from ddas_report.indicatoren.evaluate import compute, is_measured, measured
from ddas_report.model import gemeenten
from ddas_report.model.delivery import ONBEKEND, TOTAAL, Frames
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
    analyse = gather_unknown(analyse)
    gemeten = measured(analyse.frames, analyse.kop.periode)
    counts = {(code, id_): waarde or 0.0 for code, id_, waarde in gemeten.iter_rows()}
    if tonen:
        return Shown(analyse, SHOW_ALL, counts)
    if geheel is None:
        code = ""
        guard = make_guard(analyse.cijfers, gemeten)
    else:
        whole = gather_unknown(geheel)
        (code,) = {code for code in analyse.cijfers["gemeente"].unique() if code != TOTAAL}
        guard = make_guard(whole.cijfers, measured(whole.frames, whole.kop.periode)).of_part(code)
    return Shown(_without(analyse, guard, code), guard, counts)


def gather_unknown(analyse: Analyse) -> Analyse:
    """The same analysis with all codes that are no gemeente together as one."""
    strange = [code for code in analyse.cijfers["gemeente"].unique() if code != TOTAAL and gemeenten.naam(code) is None]
    if not strange:
        return analyse
    frames = _as_unknown(analyse.frames, strange)
    own = compute(frames.van_gemeente(ONBEKEND), analyse.kop.periode).filter(gemeente=ONBEKEND)
    others = analyse.cijfers.filter(~pl.col("gemeente").is_in([*strange, ONBEKEND]))
    known = others.filter(pl.col("gemeente") != TOTAAL)
    return replace(
        analyse,
        frames=frames,
        cijfers=pl.concat([known, own, others.filter(gemeente=TOTAAL)]),
        bevindingen=[_gathered(bevinding, strange) for bevinding in analyse.bevindingen],
    )


def _as_unknown(frames: Frames, strange: Iterable[str]) -> Frames:
    renamed = pl.col("gemeente").replace(dict.fromkeys(strange, ONBEKEND))
    tables = {naam: tabel.with_columns(renamed) for naam, tabel in frames.tables().items() if naam != "leveringen"}
    return replace(frames, **tables)


def _gathered(bevinding: Bevinding, strange: Iterable[str]) -> Bevinding:
    renamed = bevinding.plaatsen.with_columns(pl.col("gemeente").replace(dict.fromkeys(strange, ONBEKEND)))
    van: dict[str, int] = {}
    for code, aantal in bevinding.van.items():
        of = ONBEKEND if code in strange else code
        van[of] = van.get(of, 0) + aantal
    return replace(bevinding, plaatsen=renamed, van=van)


def _without(analyse: Analyse, guard: Guard, code: str) -> Analyse:
    """The analysis without what is hidden; `code` is the gemeente of which it is a part."""
    return replace(
        analyse,
        cijfers=hide(analyse.cijfers, guard, "waarde"),
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
