"""The figures of a delivery, as one value."""

from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from ddas_report.model.delivery import TOTAAL

SHAPE: dict[str, type[pl.DataType]] = {"gemeente": pl.String, "id": pl.String, "waarde": pl.Float64}


@dataclass(frozen=True)
class Cijfers:
    """Every figure of every gemeente and of the whole, `totaal`; a value is null where there is no data."""

    long: pl.DataFrame
    """One row per gemeente and figure: gemeente, id, waarde."""
    gemeten: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SHAPE))
    """The same of the trajecten that each mean, share, percentile or sum of money is made of, as far as that is known."""

    @cached_property
    def _values(self) -> dict[tuple[str, str], float | None]:
        return {(code, id_): waarde for code, id_, waarde in self.long.iter_rows()}

    @cached_property
    def measured(self) -> dict[tuple[str, str], float]:
        """Of how many trajecten the figure of (gemeente, id) is made; 0 when it has no value, and none when it is a count."""
        return {(code, id_): waarde or 0.0 for code, id_, waarde in self.gemeten.iter_rows()}

    def __getitem__(self, key: tuple[str, str]) -> float | None:
        """The value of (gemeente, id); raises KeyError when there is no such figure."""
        return self._values[key]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The gemeenten, without `totaal`."""
        return tuple(code for code in self.long["gemeente"].unique(maintain_order=True) if code != TOTAAL)

    def wide(self, *ids: str) -> pl.DataFrame:
        """One row per gemeente, without `totaal`, and one column per figure; null for what there is not."""
        chosen = self.long.filter((pl.col("gemeente") != TOTAAL) & pl.col("id").is_in(ids))
        values = [pl.col("waarde").filter(pl.col("id") == id_).first().alias(id_) for id_ in ids]
        return chosen.group_by("gemeente", maintain_order=True).agg(values)

    def only(self, code: str) -> "Cijfers":
        """Those of one gemeente, once under its code and once as the total."""
        tables = (table.filter(gemeente=code) for table in (self.long, self.gemeten))
        return Cijfers(*(pl.concat([own, own.with_columns(gemeente=pl.lit(TOTAAL))]) for own in tables))
