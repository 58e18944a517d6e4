"""The catalogue of figures: which sections there are, and what they yield."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import polars as pl

from ddas_report.indicatoren import (
    aandeel,
    clienten,
    doorlooptijd,
    fase,
    ondersteuning,
    op_orde,
    schulden,
    trajecten,
    vulling,
)
from ddas_report.indicatoren import decisions as besluiten
from ddas_report.indicatoren import flows as stromen
from ddas_report.indicatoren.indicator import Groep, Indicator, Needs, Sectie
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL, Frames, Periode
from ddas_report.model.normen import Normen

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
    aandeel.SECTIE,
    vulling.SECTIE,
)

_MEASURED = "gemeten "
"""Begins the name of the column, beside that of a figure, of how many trajecten it is made."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure where it stands in the catalogue."""

    indicator: Indicator
    groep: Groep
    sectie: Sectie


@cache
def figures(periode: Periode) -> Mapping[str, Figure]:
    """Every figure of a delivery over that period by its id, in the order of the catalogue."""
    return {
        indicator.id: Figure(indicator, groep, sectie)
        for sectie in SECTIES
        for groep in sectie.groepen(periode)
        for indicator in groep.indicatoren
    }


def ids_of(has: Callable[[Indicator], bool]) -> frozenset[str]:
    """The ids of the figures that have a trait; those by month are left out, for these depend on the period."""
    return frozenset(id_ for id_, figure in figures(Periode(None, None)).items() if has(figure.indicator))


def traits(says: Callable[[Indicator], str]) -> dict[str, str]:
    """What a trait says, by the id of each figure that has it; those by month are left out."""
    said = {id_: says(figure.indicator) for id_, figure in figures(Periode(None, None)).items()}
    return {id_: text for id_, text in said.items() if text}


def always_shown() -> frozenset[str]:
    """The ids of the figures that are shown of few people too, by their section or by themselves."""
    known = figures(Periode(None, None)).items()
    return frozenset(id_ for id_, figure in known if figure.sectie.altijd or figure.indicator.altijd)


def key_figures(periode: Periode) -> list[Indicator]:
    """The key figures, in their order."""
    chosen = [figure.indicator for figure in figures(periode).values() if figure.indicator.kern]
    return sorted(chosen, key=lambda indicator: indicator.kern)


def compute(frames: Frames, periode: Periode, normen: Normen) -> Cijfers:
    """Every figure: gemeenten by code, then `totaal`.

    A value is null where there is no data, or no period for a figure that needs it.
    """
    counting, known = Counting(frames, periode, normen), figures(periode)
    codes = frames.trajecten["gemeente"].unique().sort().to_list()
    samen = replace(counting, frames=frames.as_one(TOTAAL))
    tables = [_counted(groep, found, counting, samen, codes) for groep, found in _per_source(known.values())]
    wide = pl.concat(tables, how="horizontal").with_columns(gemeente=pl.Series([*codes, TOTAAL], dtype=pl.String))
    return Cijfers(
        _long(wide, {id_: id_ for id_ in known}),
        _long(wide, {_MEASURED + i: i for i in figures(periode) if i in measured_ids(periode)}),
    )


@cache
def measured_ids(periode: Periode) -> frozenset[str]:
    """The figures that are a mean, share, percentile or sum of money, of which is counted of how many trajecten they are."""
    return frozenset(id_ for id_, figure in figures(periode).items() if figure.indicator.gemeten is not None)


@dataclass(frozen=True, slots=True)
class Counting:
    """What figures are counted of, and with what."""

    frames: Frames
    periode: Periode
    normen: Normen


def _long(wide: pl.DataFrame, ids: Mapping[str, str]) -> pl.DataFrame:
    """The long table of these columns, each under its id: gemeente, id, waarde."""
    chosen = wide.select("gemeente", *(pl.col(column).alias(id_) for column, id_ in ids.items()))
    long = chosen.unpivot(index="gemeente", variable_name="id", value_name="waarde")
    return long.select("gemeente", "id", "waarde")


def _per_source(asked: Iterable[Figure]) -> list[tuple[Groep, list[Indicator]]]:
    """The figures that are counted over the same records, together, with one of their groups."""
    sources: dict[tuple[object, bool], tuple[Groep, list[Indicator]]] = {}
    for figure in asked:
        source = sources.setdefault((figure.groep.tel, figure.groep.som), (figure.groep, []))
        source[1].append(figure.indicator)
    return list(sources.values())


def _records(groep: Groep, indicatoren: Iterable[Indicator], counting: Counting) -> pl.DataFrame:
    """The records of a group, with a column for each norm that its figures need."""
    norms = sorted({indicator.norm for indicator in indicatoren if indicator.norm})
    records = groep.tel(counting.frames, counting.periode)
    return records.with_columns(pl.lit(counting.normen[norm]).alias(norm) for norm in norms)


def _counted(
    groep: Groep, indicatoren: list[Indicator], counting: Counting, samen: Counting, codes: list[str]
) -> pl.DataFrame:
    """One row per gemeente and one for the total, counted in `samen`; for each indicator what `_values` gives."""
    exprs = [expr for indicator in indicatoren for expr in _values(indicator, counting.periode)]
    records = _records(groep, indicatoren, counting)
    spine = pl.DataFrame({"gemeente": codes}, schema={"gemeente": pl.String})
    counted = records.group_by("gemeente").agg(exprs)
    if counted.height < len(codes):  # some have no such records
        nothing = spine.join(counted, on="gemeente", how="anti").join(records.clear().select(exprs), how="cross")
        counted = pl.concat([counted, nothing])
    filled = spine.join(counted, on="gemeente", how="left", maintain_order="left").drop("gemeente")
    if not groep.som:
        of_all = _records(groep, indicatoren, samen) if groep.deduplicates else records
        return pl.concat([filled, of_all.select(exprs)])
    unknown = [pl.lit(None, dtype=pl.Float64).alias(i.id) for i in indicatoren if not _known(i.nodig, counting.periode)]
    return pl.concat([filled, filled.select(pl.all().sum()).with_columns(unknown)])


def _values(indicator: Indicator, periode: Periode) -> Iterator[pl.Expr]:
    """The figure, and beside it of how many trajecten it is made when it is no count."""
    known = _known(indicator.nodig, periode)
    for naam, expr in ((indicator.id, indicator.expr), (_MEASURED + indicator.id, indicator.gemeten)):
        if expr is not None:
            yield (expr if known else pl.lit(None)).cast(pl.Float64).alias(naam)


def _known(nodig: Needs, periode: Periode) -> bool:
    if nodig is Needs.NIETS:
        return True
    return periode.eind is not None and (nodig is Needs.EIND or periode.start is not None)
