"""An analysis cut into its gemeenten, so that each can sign for its own part."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl

from ddas_report.analyse import Analyse
from ddas_report.model import TOTAAL
from ddas_report.regels import Bevinding

_TRAJECT = re.compile(r".*?\.schuldhulptrajecten\[\d+\]")


def per_gemeente(analyse: Analyse) -> Iterator[tuple[str, Analyse]]:
    """Code and own analysis of each gemeente; what is about the file as a whole stands in every one of them."""
    trajecten = analyse.frames.trajecten.select("gemeente", pad=analyse.frames.trajectpaden())
    of_traject = dict(trajecten.select("pad", "gemeente").iter_rows())
    for code in trajecten["gemeente"].unique().sort():
        yield code, _deel(analyse, code, of_traject)


def _deel(analyse: Analyse, code: str, of_traject: dict[str, str]) -> Analyse:
    def eigen(pad: str) -> bool:
        found = _TRAJECT.match(pad)
        return found is None or of_traject.get(found[0]) == code

    cijfers = analyse.cijfers.filter(gemeente=code)
    parts = (_bevinding(bevinding, code, eigen) for bevinding in analyse.bevindingen)
    return replace(
        analyse,
        frames=analyse.frames.van_gemeente(code),
        cijfers=pl.concat([cijfers, cijfers.with_columns(gemeente=pl.lit(TOTAAL))]),
        bevindingen=[part for part in parts if part.plaatsen.height],
        schemafouten=[fout for fout in analyse.schemafouten if eigen(fout.pad)],
    )


def _bevinding(bevinding: Bevinding, code: str, eigen: Callable[[str], bool]) -> Bevinding:
    places = bevinding.plaatsen
    whole = places.filter(gemeente=TOTAAL)
    kept = pl.concat([places.filter(gemeente=code), whole.filter([eigen(pad) for pad in whole["pad"]])])
    return replace(bevinding, plaatsen=kept, totaal=bevinding.van.get(code, bevinding.totaal))
