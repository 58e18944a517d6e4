"""An analysis cut into its gemeenten, so that each can sign for its own part."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ddas_report.analyse.causes import find_causes
from ddas_report.analyse.pipeline import Analyse
from ddas_report.model.delivery import TOTAAL, TRAJECTPAD
from ddas_report.regels.evaluate import Bevinding

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison
    from ddas_report.compare.earlier import Comparison


def per_gemeente(analyse: Analyse) -> Iterator[tuple[str, Analyse]]:
    """Code and own analysis of each gemeente; what is about the file as a whole stands in every one of them."""
    trajecten = analyse.frames.trajecten.select("gemeente", pad=analyse.frames.trajectpaden())
    of_traject = dict(trajecten.select("pad", "gemeente").iter_rows())
    for code in trajecten["gemeente"].unique().sort():
        yield code, _deel(analyse, code, of_traject)


def _deel(analyse: Analyse, code: str, of_traject: dict[str, str]) -> Analyse:
    def eigen(pad: str) -> bool:
        found = TRAJECTPAD.match(pad)
        return found is None or of_traject.get(found[0]) == code

    cijfers = _alleen(analyse.cijfers, code)
    parts = [_bevinding(bevinding, code, eigen) for bevinding in analyse.bevindingen]
    bevindingen = [part for part in parts if part.plaatsen.height]
    return replace(
        analyse,
        frames=analyse.frames.van_gemeente(code),
        cijfers=cijfers,
        bevindingen=bevindingen,
        oorzaken=find_causes(bevindingen),
        schemafouten=[fout for fout in analyse.schemafouten if eigen(fout.pad)],
        vergelijking=_naast_toen(analyse.vergelijking, code) if analyse.vergelijking else None,
        naast_cbs=_naast_cbs(analyse.naast_cbs, code) if analyse.naast_cbs else None,
    )


def _alleen(tabel: pl.DataFrame, code: str) -> pl.DataFrame:
    """The rows of one gemeente, once under its code and once as the total."""
    own = tabel.filter(gemeente=code)
    return pl.concat([own, own.with_columns(gemeente=pl.lit(TOTAAL))])


def _naast_toen(vergelijking: "Comparison", code: str) -> "Comparison":
    """What is said of other gemeenten goes; what is said of the periods stays."""
    nieuw = tuple(nieuw for nieuw in vergelijking.nieuw if nieuw == code)
    return replace(
        vergelijking, verschillen=_alleen(vergelijking.verschillen, code), nieuw=nieuw, verdwenen=(), opvolgers={}
    )


def _naast_cbs(vergelijking: "CbsComparison", code: str) -> "CbsComparison":
    return replace(
        vergelijking,
        rijen=tuple(rij for rij in vergelijking.rijen if rij.gemeente == code),
        alleen_eigen=tuple(kant for kant in vergelijking.alleen_eigen if kant.gemeente == code),
        alleen_cbs=(),
    )


def _bevinding(bevinding: Bevinding, code: str, eigen: Callable[[str], bool]) -> Bevinding:
    places = bevinding.plaatsen
    whole = places.filter(gemeente=TOTAAL)
    kept = pl.concat([places.filter(gemeente=code), whole.filter([eigen(pad) for pad in whole["pad"]])])
    return replace(bevinding, plaatsen=kept, totaal=bevinding.van.get(code, bevinding.totaal))
