"""What people read: all that is no gemeentecode stands together, for its numbers mean nothing to a reader."""

from dataclasses import replace

import polars as pl

from ddas_report.analyse.pipeline import Analyse, with_findings
from ddas_report.indicatoren.evaluate import compute
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL, Frames, is_number
from ddas_report.model.gemeenten import ANY_KIND, DIGITS, TEXT
from ddas_report.read.codes import with_codes
from ddas_report.regels.evaluate import Bevinding


def taken_together(analyse: Analyse) -> Analyse:
    """The same, its totals too, with one gemeente for all texts that are no gemeentecode.

    Two, when some are digits and some are not.
    """
    new = _codes(analyse.frames)
    if not new:
        return analyse
    frames = with_codes(analyse.frames, new)
    others = analyse.cijfers.long.filter(~pl.col("gemeente").is_in(list(new)))
    known = others.filter(pl.col("gemeente") != TOTAAL)
    periode, codes = analyse.kop.periode, sorted(set(new.values()))
    own = [compute(frames.van_gemeente(code), periode, analyse.normen).long.filter(gemeente=code) for code in codes]
    bevindingen = [_bevinding(bevinding, new) for bevinding in analyse.bevindingen]
    cijfers = Cijfers(pl.concat([known, *own, others.filter(gemeente=TOTAAL)]))
    return with_findings(analyse, bevindingen, frames, cijfers)


def _codes(frames: Frames) -> dict[str, str]:
    """For each number its common code."""
    written = frames.trajecten.group_by("gemeente").agg(pl.col("gemeentecode").first())
    digits = {code: "cijfer" in text for code, text in written.drop_nulls().iter_rows() if is_number(code)}
    if len(set(digits.values())) < 2:
        return dict.fromkeys(digits, ANY_KIND)
    return {code: DIGITS if only else TEXT for code, only in digits.items()}


def _bevinding(bevinding: Bevinding, new: dict[str, str]) -> Bevinding:
    van: dict[str, int] = {}
    for code, aantal in bevinding.van.items():
        van[new.get(code, code)] = van.get(new.get(code, code), 0) + aantal
    return replace(bevinding, plaatsen=bevinding.plaatsen.with_columns(pl.col("gemeente").replace(new)), van=van)
