"""What people read: all codes that are no gemeente stand together, for apart they mean nothing to a reader."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import polars as pl

from ddas_report.analyse.cause import Verklaring
from ddas_report.analyse.explanations import Explanation
from ddas_report.analyse.pipeline import Analyse, with_findings
from ddas_report.indicatoren.evaluate import compute
from ddas_report.model import gemeenten
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import INVALID, ONBEKEND, TOTAAL, Frames
from ddas_report.read.codes import with_codes
from ddas_report.regels.evaluate import Bevinding, records_of


def taken_together(analyse: Analyse) -> Analyse:
    """The same, its totals too, with all codes that are no gemeente together as one that is not known."""
    codes = analyse.frames.trajecten["gemeente"].unique()
    new = {code: ONBEKEND for code in codes if gemeenten.name(code) is None or code == INVALID}
    if not new:
        return analyse
    frames = with_codes(analyse.frames, new)
    own = compute(frames.van_gemeente(ONBEKEND), analyse.kop.periode, analyse.normen)
    bevindingen = [_bevinding(bevinding, new, frames) for bevinding in analyse.bevindingen]
    before, gone = analyse.cijfers, [*new, ONBEKEND]
    cijfers = Cijfers(_rows(before.long, gone, own.long), _rows(before.gemeten, gone, own.gemeten))
    own_words = tuple(_explanations(analyse.toelichtingen, gone))
    return with_findings(replace(analyse, toelichtingen=own_words), bevindingen, frames, cijfers)


def _explanations(explanations: Sequence[Explanation], gone: Collection[str]) -> Iterator[Explanation]:
    """Those on codes that are gone become one on what is not known, which explains as much as they did."""
    yield from (one for one in explanations if one.gemeente not in gone)
    about: dict[tuple[str, str], list[Explanation]] = {}
    for one in explanations:
        if one.gemeente in gone:
            about.setdefault((one.id, one.veld), []).append(one)
    for ones in about.values():
        words = [one.verklaring for one in ones]
        verklaring = Verklaring(
            tekst=" ".join(dict.fromkeys(one.tekst for one in words)),
            naam=" en ".join(dict.fromkeys(one.naam for one in words if one.naam)),
            datum=max(one.datum for one in words),
        )
        yield replace(ones[0], gemeente=ONBEKEND, aantal=sum(one.aantal for one in ones), verklaring=verklaring)


def _rows(table: pl.DataFrame, gone: list[str], own: pl.DataFrame) -> pl.DataFrame:
    """The rows of figures without those of what is `gone`, and with those of what is not known before the total."""
    others = table.filter(~pl.col("gemeente").is_in(gone))
    is_total = pl.col("gemeente") == TOTAAL
    return pl.concat([others.filter(~is_total), own.filter(gemeente=ONBEKEND), others.filter(is_total)])


def _bevinding(bevinding: Bevinding, new: dict[str, str], frames: Frames) -> Bevinding:
    records = records_of(frames, bevinding.regel.op)
    van = {code: aantal for code, aantal in bevinding.van.items() if code not in new}
    unknown = sum(aantal for code, aantal in bevinding.van.items() if code in new)
    places = bevinding.plaatsen.with_columns(pl.col("gemeente").replace(new))
    return replace(bevinding, plaatsen=places, van={**van, ONBEKEND: records.get(ONBEKEND, unknown)})
