"""Small numbers are people: which figures a page or a PDF may not show."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import polars as pl

from ddas_report.indicatoren.evaluate import always_shown
from ddas_report.model.cijfers import Cijfers
from ddas_report.model.delivery import TOTAAL

MINIMUM = 10
"""Fewer trajecten than this are people whom a reader may know."""

ALWAYS = always_shown()
"""The counts that CBS itself makes of every gemeente, and the number of trajecten that decides: always shown."""

HIGHEST = ".maximum"
"""A figure of one single traject: never shown."""

_SOORTEN = "schulden.soort."
_PARTS = (("schulden.zakelijk.bedrag", "schulden.bedrag.totaal"),)
"""A sum of money and the larger one that holds it: together they tell the sum of the others."""

Cell = tuple[str, str]
"""Gemeente (or `totaal`) and the id of a figure."""

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Guard:
    """What is hidden: every figure of these gemeenten but the counts of ALWAYS, and single figures of others."""

    gemeenten: frozenset[str] = frozenset()
    few: frozenset[str] = frozenset()
    """Those of them that have fewer trajecten than MINIMUM; the others are hidden so that nothing can be subtracted."""
    cellen: frozenset[Cell] = frozenset()
    highest: bool = False
    """Whether figures of one single traject are shown."""

    def hides(self, code: str, id_: str) -> bool:
        """Whether this figure of this gemeente (or of `totaal`) is not shown."""
        if id_ in ALWAYS:
            return False
        return code in self.gemeenten or (code, id_) in self.cellen or (id_.endswith(HIGHEST) and not self.highest)

    def of_part(self, code: str) -> "Guard":
        """The same for the part of one gemeente, in which this is also the total."""
        return Guard(
            frozenset({code, TOTAAL}) if code in self.gemeenten else frozenset(),
            frozenset({code, TOTAAL}) if code in self.few else frozenset(),
            frozenset((where, id_) for of, id_ in self.cellen if of == code for where in (code, TOTAAL)),
            self.highest,
        )

    def __or__(self, other: "Guard") -> "Guard":
        return Guard(
            self.gemeenten | other.gemeenten,
            self.few | other.few,
            self.cellen | other.cellen,
            self.highest and other.highest,
        )


SHOW_ALL = Guard(highest=True)
"""Hides nothing."""


def too_few(counts: Mapping[T, float], hidden: Iterable[T] = (), overlap: bool = False) -> frozenset[T]:
    """What must not be shown of figures that add up to a known total: the `hidden` ones and those under MINIMUM.

    When all that is hidden comes to less than MINIMUM, the total minus what is shown would tell it: then the next
    smallest is hidden too, until it does not. With `overlap` one traject may count in several: only the largest of
    what is hidden is sure to be of so many.
    """
    return with_next({*hidden, *(naam for naam, aantal in counts.items() if 0 < aantal < MINIMUM)}, counts, overlap)


def with_next(hidden: Iterable[T], counts: Mapping[T, float], overlap: bool = False) -> frozenset[T]:
    """What is hidden, and the next smallest with it as long as the total minus what is shown would tell it."""
    gone = {*hidden}
    shown = sorted((aantal, naam) for naam, aantal in counts.items() if aantal and naam not in gone)
    for _, naam in shown:
        together = [counts.get(naam, 0) for naam in gone]
        if not 0 < (max(together, default=0) if overlap else sum(together)) < MINIMUM:
            break
        gone.add(naam)
    return frozenset(gone)


def make_guard(cijfers: Cijfers, no_counts: Iterable[str] = ()) -> Guard:
    """What to hide of figures.

    Of those in `no_counts` of which nobody knows of how many trajecten they are made, it is taken that they are few.
    """
    aantallen = dict(
        cijfers.long.filter(id="trajecten.totaal").select("gemeente", pl.col("waarde").fill_null(0)).iter_rows()
    )
    total = aantallen.pop(TOTAAL, 0)
    whole = frozenset({TOTAAL}) if 0 < total < MINIMUM else frozenset()
    few = whole | {code for code, aantal in aantallen.items() if aantal < MINIMUM}
    gemeenten = too_few(aantallen) | whole
    codes = [*aantallen, TOTAAL]
    measured: dict[Cell, float] = {(code, id_): 1 for code in codes for id_ in no_counts}
    measured |= cijfers.measured
    return Guard(gemeenten, few, _cells(measured, gemeenten, codes))


def hide(table: pl.DataFrame, guard: Guard, *kolommen: str) -> pl.DataFrame:
    """A table by gemeente and id with nothing in these columns where the guard hides the figure."""
    gone = _hidden(table, guard)
    return table.with_columns(pl.when(~gone).then(kolom).alias(kolom) for kolom in kolommen)


def _hidden(table: pl.DataFrame, guard: Guard) -> pl.Series:
    """Of each row whether `guard.hides` its figure."""
    single = pl.DataFrame([*guard.cellen], {"gemeente": pl.String, "id": pl.String}, orient="row")
    rows = table.select("gemeente", "id").join(
        single.with_columns(single=True), on=["gemeente", "id"], how="left", maintain_order="left"
    )
    always = pl.col("id").is_in([*ALWAYS])
    highest = pl.col("id").str.ends_with(HIGHEST) & pl.lit(not guard.highest)
    few = pl.col("gemeente").is_in([*guard.gemeenten])
    return rows.select(~always & (few | pl.col("single").is_not_null() | highest)).to_series()


def _cells(measured: Mapping[Cell, float], gemeenten: frozenset[str], codes: list[str]) -> frozenset[Cell]:
    """The figures of other gemeenten that are hidden, so that no row or column of a table gives one away."""
    ids = list(dict.fromkeys(id_ for _, id_ in measured))
    soorten = [id_ for id_ in ids if id_.startswith(_SOORTEN)]
    hidden = {cell for cell in measured if cell[0] in gemeenten}
    hidden |= {cell for cell, aantal in measured.items() if 0 < aantal < MINIMUM}
    hidden |= {
        (code, part)
        for part, whole in _PARTS
        for code in codes
        if measured.get((code, part)) and measured[code, whole] - measured[code, part] < MINIMUM
    }
    columns = [_counts(measured, [(code, id_) for code in codes if code != TOTAAL]) for id_ in ids]
    rows = [_counts(measured, [(code, id_) for id_ in soorten]) for code in codes]
    lines = [*((counts, False) for counts in columns), *((counts, True) for counts in rows)]
    for counts, overlap in lines:  # once: what goes along is of MINIMUM or more, so another line gains by it
        if gone := counts.keys() & hidden:
            hidden |= too_few(counts, gone, overlap)
    return frozenset(cell for cell in hidden if cell[0] not in gemeenten)


def _counts(measured: Mapping[Cell, float], cells: Iterable[Cell]) -> dict[Cell, float]:
    return {cell: measured[cell] for cell in cells if cell in measured}
