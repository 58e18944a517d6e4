"""The catalogue of figures: which sections there are, and the one long table they yield."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ddas_report.indicatoren import clienten, doorlooptijd, fase, ondersteuning, op_orde, schulden, trajecten, vulling
from ddas_report.indicatoren import decisions as besluiten
from ddas_report.indicatoren import flows as stromen
from ddas_report.indicatoren.indicator import Eenheid, Groep, Indicator, Nodig, Sectie
from ddas_report.model.delivery import TOTAAL, Frames, Periode

SECTIES: tuple[Sectie, ...] = (
    op_orde.SECTIE,
    trajecten.SECTIE,
    clienten.SECTIE,
    schulden.SECTIE,
    doorlooptijd.SECTIE,
    fase.SECTIE,
    stromen.SECTIE,
    besluiten.SECTIE,
    ondersteuning.SECTIE,
    vulling.SECTIE,
)


def namen(periode: Periode) -> dict[str, tuple[str, Eenheid]]:
    """By id what a figure is called outside its table, and its unit."""
    return {
        i.id: (i.label if i.label == groep.titel else f"{groep.titel}: {i.label}", i.eenheid)
        for sectie in SECTIES
        for groep in sectie.groepen(periode)
        for i in groep.indicatoren
    }


def compute(frames: Frames, periode: Periode) -> pl.DataFrame:
    """Every figure as the long table (gemeente, id, waarde): gemeenten by code, then `totaal`.

    `waarde` is a float; null where there is no data, or no period for a figure that needs it.
    """
    return _table(frames, periode, [groep for sectie in SECTIES for groep in sectie.groepen(periode)])


def measured(frames: Frames, periode: Periode) -> pl.DataFrame:
    """Of how many trajecten each mean, share, percentile or sum of money is made: the same table, of these alone."""
    return _table(frames, periode, [_counted(groep) for sectie in SECTIES for groep in sectie.groepen(periode)])


def is_measured(periode: Periode) -> frozenset[str]:
    """The ids of the figures that `measured` is about."""
    groepen = (groep for sectie in SECTIES for groep in sectie.groepen(periode))
    return frozenset(i.id for groep in groepen for i in groep.indicatoren if i.gemeten is not None)


def _counted(groep: Groep) -> Groep:
    counts = tuple(replace(i, expr=i.gemeten) for i in groep.indicatoren if i.gemeten is not None)
    return replace(groep, indicatoren=counts, som=False)


def _table(frames: Frames, periode: Periode, all_groepen: Sequence[Groep]) -> pl.DataFrame:
    codes = frames.trajecten["gemeente"].unique().sort().to_list()
    groepen = [groep for groep in all_groepen if groep.indicatoren]
    samen = frames.as_one(TOTAAL)
    tables = [_figures(groep, frames, samen, periode, codes) for groep in groepen]
    wide = pl.concat(tables, how="horizontal") if tables else pl.DataFrame()
    return (
        wide.with_columns(gemeente=pl.Series([*codes, TOTAAL], dtype=pl.String))
        .unpivot(index="gemeente", variable_name="id", value_name="waarde")
        .select("gemeente", "id", "waarde")
    )


def _figures(groep: Groep, frames: Frames, samen: Frames, periode: Periode, codes: list[str]) -> pl.DataFrame:
    """One row per gemeente and one for the total, counted in `samen`; one column per indicator."""
    exprs = [_value(indicator, periode) for indicator in groep.indicatoren]
    records = groep.tel(frames)
    spine = pl.DataFrame({"gemeente": codes}, schema={"gemeente": pl.String})
    counted = records.group_by("gemeente").agg(exprs)
    nothing = records.clear().select(exprs).row(0)
    columns = spine.join(counted, on="gemeente", how="left", maintain_order="left").drop("gemeente")
    missing = ~spine["gemeente"].is_in(counted["gemeente"].to_list())
    filled = columns.with_columns(
        pl.when(pl.lit(missing)).then(pl.lit(empty, dtype=pl.Float64)).otherwise(pl.col(name)).alias(name)
        for name, empty in zip(columns.columns, nothing, strict=True)
    )
    total = filled.select(pl.all().sum()) if groep.som else groep.tel(samen).select(exprs)
    if groep.som:
        total = total.with_columns(
            pl.lit(None, dtype=pl.Float64).alias(i.id) for i in groep.indicatoren if not _known(i.nodig, periode)
        )
    return pl.concat([filled, total])


def _value(indicator: Indicator, periode: Periode) -> pl.Expr:
    known = _known(indicator.nodig, periode)
    expr = indicator.expr.cast(pl.Float64) if known else pl.lit(None, dtype=pl.Float64)
    return expr.alias(indicator.id)


def _known(nodig: Nodig, periode: Periode) -> bool:
    if nodig is Nodig.NIETS:
        return True
    return periode.eind is not None and (nodig is Nodig.EIND or periode.start is not None)
