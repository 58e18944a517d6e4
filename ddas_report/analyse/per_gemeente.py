"""An analysis cut into its gemeenten, so that each can sign for its own part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ddas_report.analyse.for_reading import taken_together
from ddas_report.analyse.pipeline import Analyse, with_findings
from ddas_report.compare.repairs import Repairs
from ddas_report.model import place_column
from ddas_report.model.delivery import ONBEKEND, TOTAAL, Frames
from ddas_report.model.place_column import PLAATS
from ddas_report.read.schema_check import SchemaError
from ddas_report.regels.evaluate import Bevinding

if TYPE_CHECKING:
    from ddas_report.compare.cbs import CbsComparison
    from ddas_report.compare.earlier import Comparison


def per_gemeente(analyse: Analyse) -> Iterator[tuple[str, Analyse]]:
    """Code and own analysis of each gemeente; what is about the file as a whole stands in every one of them."""
    analyse = taken_together(analyse)
    fouten, found = _fouten(analyse), _placed(analyse)
    for code in analyse.frames.trajecten["gemeente"].unique().sort():
        yield code, _deel(analyse, code, fouten, found)


def codes_of_parts(analyse: Analyse) -> tuple[str, ...]:
    """The codes of which each gets its own analysis."""
    return tuple(taken_together(analyse).frames.trajecten["gemeente"].unique().sort())


_Fouten = Sequence[tuple[SchemaError, str | None]]


def _fouten(analyse: Analyse) -> _Fouten:
    """Each break of the schema with its gemeente; None when it is about the file, or about what is no traject."""
    places = place_column.column(fout.plaats for fout in analyse.schemafouten)
    return [*zip(analyse.schemafouten, place_column.gemeente_of(places, analyse.frames), strict=True)]


_Placed = Sequence[tuple[Bevinding, pl.Series]]


def _placed(analyse: Analyse) -> _Placed:
    """Each finding, and of its places the gemeente; null when one is about the file, or about what is no traject."""
    return [(bevinding, _gemeenten(bevinding.plaatsen, analyse.frames)) for bevinding in analyse.bevindingen]


def _gemeenten(places: pl.DataFrame, frames: Frames) -> pl.Series:
    own = places["gemeente"]
    return own.zip_with(own != TOTAAL, place_column.gemeente_of(places[PLAATS], frames))


def _deel(analyse: Analyse, code: str, fouten: _Fouten, found: _Placed) -> Analyse:
    frames = analyse.frames.van_gemeente(code)
    cijfers = analyse.cijfers.only(code)
    parts = [_bevinding(bevinding, of, code) for bevinding, of in found]
    bevindingen = [part for part in parts if part.plaatsen.height]
    return replace(
        with_findings(analyse, bevindingen, frames, cijfers),
        vervallen=(),
        schemafouten=[fout for fout, gemeente in fouten if gemeente in (code, None)],
        vergelijking=_naast_toen(analyse.vergelijking, code) if analyse.vergelijking and code != ONBEKEND else None,
        herstel=_herstel(analyse.herstel, code) if analyse.herstel else None,
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


def _herstel(herstel: Repairs, code: str) -> Repairs:
    """What became of the findings in one gemeente; the causes are those of the whole delivery."""
    return Repairs(tuple(rij for rij in herstel.regels if rij.gemeente in (code, TOTAAL)), None)


def _naast_cbs(vergelijking: "CbsComparison", code: str) -> "CbsComparison":
    return replace(
        vergelijking,
        rijen=tuple(rij for rij in vergelijking.rijen if rij.gemeente == code),
        alleen_eigen=tuple(kant for kant in vergelijking.alleen_eigen if kant.gemeente == code),
        niet_vergeleken=tuple(one for one in vergelijking.niet_vergeleken if one.gemeente == code),
        alleen_cbs=(),
        zonder_cijfer=(),
        telling=None,
    )


def _bevinding(bevinding: Bevinding, of: pl.Series, code: str) -> Bevinding:
    kept = bevinding.plaatsen.filter(of.fill_null(code) == code)
    return replace(bevinding, plaatsen=kept, totaal=bevinding.van.get(code, bevinding.totaal))
