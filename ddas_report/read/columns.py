"""Records of one type become columns."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, compress
from operator import attrgetter
from typing import Any

import polars as pl

from ddas_report.model.delivery import Soort, Velden
from ddas_report.read.records import Record, empty

ROW = pl.UInt32
"""The type of a number of a row or a position."""

Values = Sequence[Any]

_EPOCH = date(1970, 1, 1).toordinal()
"""Days are given to polars as it counts them, for it takes numbers twice as fast as dates."""

_DTYPES: Mapping[Soort, Any] = {
    Soort.TEKST: pl.String,
    Soort.CATEGORIE: pl.Categorical,
    Soort.AANWEZIG: pl.Boolean,
    Soort.DATUM: pl.Date,
    Soort.JANEE: pl.Boolean,
    Soort.BEDRAG: pl.Float64,
}


def fields(records: Sequence[Record], *within: str) -> dict[str, Values]:
    """The values of every field of these records; `within` leads to them in a traject."""
    return {naam: [*map(attrgetter(naam), records)] for naam in empty(*within).__struct_fields__}


def filled(records: Values, *within: str) -> list[Record]:
    """The same, with a record without values in the place of None."""
    nothing = empty(*within)
    return [record or nothing for record in records]


def columns(
    records: Sequence[Record], velden: Velden, within: tuple[str, ...] = (), prefix: str = ""
) -> list[pl.Series]:
    """The values of those fields as they are, free text as its presence."""
    return columns_of(fields(records, *within), velden, within, prefix)


def columns_of(
    values: Mapping[str, Values], velden: Velden, within: tuple[str, ...] = (), prefix: str = ""
) -> list[pl.Series]:
    """The same of records that were taken apart before."""
    parts = {"": values}
    series = []
    for veld, soort in velden.items():
        outer, _, inner = veld.rpartition(".")
        if outer not in parts:
            parts[outer] = fields(filled(values[outer], *within, outer), *within, outer)
        series.append(_series(prefix + veld, soort, parts[outer][inner]))
    return series


def list_table(lists: Values, naam: str, velden: Velden, first: int) -> pl.DataFrame:
    """The records in the list `naam` of each traject, with its number (from `first`) and the position in its list."""
    found = [(traject, records) for traject, records in enumerate(lists, first) if records]
    records = [*chain.from_iterable(records for _, records in found)]
    trajecten = [traject for traject, records in found for _ in records]
    posities = [positie for _, records in found for positie in range(len(records))]
    if not all(records):  # an item that is no object
        present = [record is not None for record in records]
        records, trajecten, posities = ([*compress(values, present)] for values in (records, trajecten, posities))
    ids = [pl.Series("traject", trajecten, dtype=ROW), pl.Series("positie", posities, dtype=ROW)]
    return pl.DataFrame(ids + columns(records, velden, (naam,)))


def _series(naam: str, soort: Soort, values: Values) -> pl.Series:
    if soort is Soort.DATUM:
        values = [None if day is None else day.toordinal() - _EPOCH for day in values]
    elif soort is Soort.AANWEZIG:
        values = [bool(value and value.strip()) or None for value in values]
    return pl.Series(naam, values, dtype=_DTYPES[soort])
